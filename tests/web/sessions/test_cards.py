"""Cards: what they say, and that programme text can never become markup."""

from __future__ import annotations

import re
from dataclasses import fields, replace
from datetime import datetime
from html.parser import HTMLParser
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.retrieval.calibration import Closeness
from session_finder.retrieval.evidence import Evidence
from session_finder.search.results import Answer, Match
from session_finder.web.components.escape import escape_markdown
from session_finder.web.components.track_sign import OTHER, SIGNS
from session_finder.web.i18n.texts import find_messages
from session_finder.web.sessions.cards import card_html, rated_html
from session_finder.web.sessions.marks import LONGEST_EVIDENCE, marked, shortened
from session_finder.web.sessions.results import results_html

LISBON = ZoneInfo("Europe/Lisbon")
TALK = Session(
    id="1",
    title="Nurses & dashboards",
    abstract="Short.",
    speakers=("Ada Byron", "Grace O'Hara"),
    track="Health",
    level="beginner",
    format="workshop",
    room="Dock 4",
    start=datetime(2027, 5, 12, 11, 15, tzinfo=LISBON),
    end=datetime(2027, 5, 12, 11, 55, tzinfo=LISBON),
    language="en",
    url="https://example.org/t?a=1&b=2",
)
TAGS = {"article", "aside", "h2", "p", "ul", "li", "meter", "br", "strong", "bdi", "mark", "details", "summary", "em"}
TAGS |= {"a", "button", "svg", "path", "span"}
ATTRIBUTES = {"class", "lang", "dir", "min", "max", "value", "aria-label", "aria-hidden", "href", "target", "rel"}
ATTRIBUTES |= {"type", "title", "data-act", "data-id", "viewbox", "d", "fill", "aria-pressed"}


class Reader(HTMLParser):
    """What a browser would make of a card: its tags, attributes and text."""

    def __init__(self, html):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.parts = [], [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += attrs
        if tag in ("br", "p", "h2", "details", "button", "summary"):
            self.parts.append("\n")

    def handle_data(self, data):
        self.parts.append(data)

    @property
    def lines(self):
        return [line.strip() for line in "".join(self.parts).split("\n") if line.strip()]


def read(session, closeness="strong", share=0.561, terms=frozenset(), **about):
    return Reader(card_html(Match(session, 0.5, closeness, share, **about), terms))


def test_a_card_says_title_closeness_when_where_who_evidence_classification_and_page_in_this_order():
    assert read(TALK, evidence=Evidence("Short.")).lines == [
        "Nurses & dashboards",
        "56% Strong match",
        "Wed 12 May, 11:15\u201311:55 WEST · Dock 4",
        "Ada Byron, Grace O'Hara",
        "Short.",
        "Health beginner workshop",
        "Session page",
        "Add to my plan",
    ]


def test_what_classifies_a_session_leads_to_the_filter_that_it_names():
    session = replace(TALK, track='R&D "lab"')
    card = read(session)
    filters = [value for name, value in card.attributes if name == "data-id" and "|" in value]
    assert filters == ['track|R&D "lab"', "level|beginner", "format|workshop"]
    assert ("href", "./?track=R%26D+%22lab%22") in card.attributes
    assert "filter" not in card_html(Match(session, 0.5, "good", 0.5), acts=False)


def test_a_large_track_has_its_sign_another_the_small_one_and_no_track_none():
    match = Match(TALK, 0.5, "good", 0.5)
    assert SIGNS[2].path in card_html(match, tracks={"maps": 0, "boats": 1, "health": 2})
    assert OTHER.path in card_html(match, tracks={"maps": 0})
    assert "sf-sign" not in card_html(match)
    assert "sf-sign" not in card_html(Match(replace(TALK, track=""), 0.5, "good", 0.5), tracks={"maps": 0})


def test_what_the_closeness_means_is_said_once_below_the_cards_and_only_with_them():
    match = Match(TALK, 0.5, "good", 0.5)
    assert results_html(Answer("x", (match, match), False, close=True), [], []).count(find_messages.HOW_SURE) == 1
    assert find_messages.HOW_SURE not in results_html(Answer("x", (match,), False, close=False), [], [])


def test_what_the_programme_does_not_say_leaves_no_gap():
    lines = read(Session("1", "Only a title"), "weak", 0).lines
    assert lines == [
        "Only a title",
        "0% Weak match",
        find_messages.NO_ABSTRACT,
        find_messages.STAR,
    ]


def test_a_room_without_a_time_and_a_time_without_a_room_stand_alone():
    assert "Dock 4" in read(replace(TALK, start=None, end=None)).lines
    assert "Wed 12 May, 11:15\u201311:55 WEST" in read(replace(TALK, room="")).lines


@pytest.mark.parametrize("kind", ["Talk", "session", ""])
def test_an_ordinary_format_is_not_worth_a_word(kind):
    assert "Health beginner" in read(replace(TALK, format=kind)).lines


def test_every_closeness_has_its_words_and_a_bar_of_its_length():
    assert set(find_messages.CLOSENESS) == set(get_args(Closeness))
    for share, percent in ((0.0, "0"), (0.004, "0"), (0.5, "50"), (1.0, "100")):
        assert ("value", percent) in read(TALK, "good", share).attributes


def test_a_session_in_two_languages_says_both():
    assert "Health beginner workshop English, German" in read(replace(TALK, language="en; de")).lines
    assert "Health beginner workshop" in read(TALK).lines


@pytest.mark.parametrize(
    ("language", "shown"), [("pt-BR", ["pt-BR"]), ("English", []), ('en" onclick="x', []), ("", [])]
)
def test_only_a_language_tag_becomes_one(language, shown):
    attributes = read(replace(TALK, language=language)).attributes
    assert {value for name, value in attributes if name == "lang"} == set(shown)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "mailto:a@b.example", ""])
def test_only_web_addresses_become_links(url):
    links = [value for name, value in read(replace(TALK, url=url)).attributes if name == "href"]
    assert [link for link in links if not link.startswith("./?")] == ["programme?session=1"]


def test_the_title_leads_to_the_session_s_own_page_whatever_its_id_is():
    card = read(replace(TALK, id='a&b=c "d"', url=""))
    assert ("href", "programme?session=a%26b%3Dc+%22d%22") in card.attributes
    assert ("data-id", 'a&b=c "d"') in card.attributes


def test_a_web_address_becomes_a_link_that_tells_its_target_nothing():
    attributes = read(replace(TALK, url='https://e.example/"><script>')).attributes
    assert ("href", 'https://e.example/"><script>') in attributes
    assert ("rel", "noopener noreferrer") in attributes


texts = st.text(max_size=80) | st.sampled_from(
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b>', "&lt;b&gt;", "' onclick='x", "</article>"]
)


@given(texts=st.lists(texts, min_size=10, max_size=10))
@settings(max_examples=150)
def test_whatever_a_programme_holds_a_card_has_only_our_own_tags_and_attributes(texts):
    names = [field.name for field in fields(Session) if field.type == "str"]
    session = Session(**dict(zip(names, texts, strict=False)), speakers=(texts[-1],))
    session = replace(session, abstract=session.abstract * 8)
    terms = frozenset(session.title.split())
    match = Match(session, 0.5, "good", 0.5, evidence=Evidence(session.abstract), also=(session,))
    card = Reader(results_html(Answer("x", (match,), False, True, terms, match), [session], [session]))
    assert set(card.tags) <= TAGS
    assert {name for name, _ in card.attributes} <= ATTRIBUTES
    links = [value for name, value in card.attributes if name == "href"]
    assert all(re.match(r"https?://|programme\?session=|\./\?(track|level|format)=", value) for value in links)


def test_markup_is_shown_as_it_was_typed():
    title = "<b>Bold</b> &amp; ![x](http://e.example) :red[x] $y$"
    assert read(replace(TALK, title=title)).lines[0] == title


def test_an_abstract_of_one_sentence_is_not_said_twice():
    assert "details" not in read(TALK, evidence=Evidence("Short.")).tags


def test_a_longer_abstract_is_there_whole_to_unfold_with_its_paragraphs():
    card = read(replace(TALK, abstract="One.\nStill one.\n \nTwo."), evidence=Evidence("Two."))
    assert card.lines[6:9] == [find_messages.ABSTRACT, "One. Still one.", "Two."]


def test_words_of_the_interest_are_marked_in_title_evidence_names_and_track():
    html = card_html(
        Match(TALK, 0.5, "good", 0.5, evidence=Evidence("Nurses know.")), frozenset({"nurs", "health", "byron"})
    )
    assert html.count("<mark>") == 4
    assert "<mark>Nurses</mark> &amp; dashboards" in html
    assert "<mark>Nurses</mark> know." in html
    assert "Ada <mark>Byron</mark>" in html
    assert "<mark>Health</mark>" in html


def test_words_near_in_meaning_are_marked_in_another_style_with_words_for_screen_readers():
    evidence = Evidence("Nurses & carers know.", near=frozenset({"carers", "nurses"}))
    html = card_html(Match(TALK, 0.5, "good", 0.5, evidence=evidence), frozenset({"nurs"}))
    near = '<mark class="sf-near">carers<span class="sf-said"> (close in meaning)</span></mark>'
    assert f"<mark>Nurses</mark> &amp; {near} know." in html


def test_evidence_beside_the_abstract_says_where_it_stands():
    evidence = Evidence("nursing, <b>", "tags")
    html = card_html(Match(TALK, 0.5, "good", 0.5, evidence=evidence), frozenset({"nurs"}))
    assert '<span class="sf-label">Tags</span>: <bdi' in html
    assert "<mark>nursing</mark>, &lt;b&gt;" in html


@given(st.text(st.sampled_from("ab<>&'\" \u0301\u00e9"), max_size=60))
def test_marks_change_no_text(text):
    reader = Reader(f"<p>{marked(text, frozenset({'a', 'ab', 'b', 'e'}))}</p>")
    assert "".join(reader.parts) == f"\n{text}"
    assert set(reader.tags) <= {"p", "mark"}


def test_a_sentence_of_a_page_is_shown_around_the_first_marked_word():
    sentence = "word " * 300 + "nurses " + "more " * 300
    shown = shortened(sentence, frozenset({"nurs"}))
    assert shown.startswith("… word")
    assert shown.endswith("more …")
    assert "nurses" in shown
    assert len(shown) <= LONGEST_EVIDENCE + 4


@given(st.text(max_size=1200), st.sampled_from([frozenset(), frozenset({"a"})]))
def test_what_is_shown_of_a_sentence_stands_in_it(text, terms):
    shown = shortened(text, terms)
    assert shown.removeprefix("… ").removesuffix(" …").strip() in text
    assert len(shown) <= LONGEST_EVIDENCE + 4


def test_a_repeat_is_told_with_its_time_and_its_room_and_who_holds_it_when_that_is_another():
    friday = replace(TALK, id="2", start=TALK.start.replace(day=14), end=TALK.end.replace(day=14), room="Dock 9")
    other = replace(friday, id="3", speakers=("Somebody Else",), start=None, end=None)
    lines = read(TALK, also=(friday, other)).lines
    assert "Also: Fri 14 May, 11:15\u201311:55 WEST · Dock 9; Dock 9 · Somebody Else" in lines


def test_the_buttons_of_a_card_name_its_session_for_those_who_hear_it():
    labels = [value for name, value in read(TALK).attributes if name == "aria-label"][1:]
    assert labels == [
        f"{word}: {TALK.title}"
        for word in (find_messages.STAR, find_messages.SIMILAR, find_messages.UP, find_messages.DOWN)
    ]


def test_the_star_says_whether_the_session_is_in_the_plan():
    for starred, pressed, said in ((False, "false", find_messages.STAR), (True, "true", find_messages.STARRED)):
        card = Reader(card_html(Match(TALK, 0.5, "good", 0.5), starred=starred))
        assert ("aria-pressed", pressed) in card.attributes
        assert said in card.lines


def test_what_was_rated_can_be_undone_one_by_one_and_all_at_once():
    assert rated_html([], []) == ""
    one = Reader(rated_html([TALK], []))
    assert [value for name, value in one.attributes if name == "data-act"] == ["undo"]
    two = Reader(rated_html([TALK], [replace(TALK, id="2")]))
    assert [value for name, value in two.attributes if name == "data-act"] == ["undo", "undo", "reset"]


def test_where_nothing_is_close_no_card_says_how_close_and_nothing_is_picked_from_elsewhere():
    match = Match(TALK, 0.1, "far", 0.0)
    html = results_html(Answer("x", (match,), False, close=False, outside=match), [], [])
    assert "<meter" not in html
    assert html.count("<article") == 1
    assert "<aside" not in html


def test_a_card_names_its_subject_as_text():
    card = Reader(card_html(Match(TALK, 0.5, "good", 0.5, subject="<b>R&D</b>")))
    assert find_messages.FOUND_FOR.format(subject="<b>R&D</b>") in "".join(card.parts)
    assert "b" not in card.tags


def test_as_typed_escapes_every_mark_and_keeps_to_one_line():
    assert escape_markdown("a *b*\n [c](d) :x: é 9") == "a \\*b\\* \\[c\\]\\(d\\) \\:x\\: é 9"
