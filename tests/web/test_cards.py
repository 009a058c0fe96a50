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

from session_finder.application.finder import Match
from session_finder.engine.closeness import Word
from session_finder.sessions import Session
from session_finder.web import words
from session_finder.web.as_typed import as_typed
from session_finder.web.cards import card_html, excerpt

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
TAGS = {"article", "h2", "p", "meter", "br", "strong", "bdi", "details", "summary", "em", "a"}
ATTRIBUTES = {"lang", "dir", "style", "min", "max", "value", "aria-label", "href", "target", "rel"}


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
        if tag in ("br", "p", "h2"):
            self.parts.append("\n")

    def handle_data(self, data):
        self.parts.append(data)

    @property
    def lines(self):
        return [line.strip() for line in "".join(self.parts).split("\n") if line.strip()]


def read(session, closeness="strong", share=0.561):
    return Reader(card_html(Match(session, 0.5, closeness, share)))


def test_a_card_says_title_closeness_when_where_who_track_level_format_abstract_and_page_in_this_order():
    assert read(TALK).lines == [
        "Nurses & dashboards",
        "56% Strong match",
        "Wed 12 May, 11:15\u201311:55 WEST · Dock 4",
        "Ada Byron, Grace O'Hara",
        "Health · beginner · workshop",
        "Short.",
        "Session page",
    ]


def test_what_the_programme_does_not_say_leaves_no_gap():
    assert read(Session("1", "Only a title"), "weak", 0).lines == ["Only a title", "0% Weak match", words.NO_ABSTRACT]


def test_a_room_without_a_time_and_a_time_without_a_room_stand_alone():
    assert "Dock 4" in read(replace(TALK, start=None, end=None)).lines
    assert "Wed 12 May, 11:15\u201311:55 WEST" in read(replace(TALK, room="")).lines


@pytest.mark.parametrize("kind", ["Talk", "session", ""])
def test_an_ordinary_format_is_not_worth_a_word(kind):
    assert "Health · beginner" in read(replace(TALK, format=kind)).lines


def test_every_closeness_has_its_words_and_a_bar_of_its_length():
    assert set(words.CLOSENESS) == set(get_args(Word))
    for share, percent in ((0.0, "0"), (0.004, "0"), (0.5, "50"), (1.0, "100")):
        assert ("value", percent) in read(TALK, "good", share).attributes


@pytest.mark.parametrize(
    ("language", "shown"), [("pt-BR", ["pt-BR"]), ("English", []), ('en" onclick="x', []), ("", [])]
)
def test_only_a_language_tag_becomes_one(language, shown):
    attributes = read(replace(TALK, language=language)).attributes
    assert [value for name, value in attributes if name == "lang"] == shown


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "//evil.example", "mailto:a@b.example", ""])
def test_only_web_addresses_become_links(url):
    assert "a" not in read(replace(TALK, url=url)).tags


def test_a_web_address_becomes_a_link_that_tells_its_target_nothing():
    attributes = read(replace(TALK, url='https://e.example/"><script>')).attributes
    assert ("href", 'https://e.example/"><script>') in attributes
    assert ("rel", "noopener noreferrer") in attributes


texts = st.text(max_size=80) | st.sampled_from(
    ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b>', "&lt;b&gt;", "' onclick='x", "</article>"]
)


@given(texts=st.lists(texts, min_size=10, max_size=10))
@settings(deadline=None, max_examples=150)
def test_whatever_a_programme_holds_a_card_has_only_our_own_tags_and_attributes(texts):
    names = [field.name for field in fields(Session) if field.type == "str"]
    session = Session(**dict(zip(names, texts, strict=False)), speakers=(texts[-1],))
    card = read(replace(session, abstract=session.abstract * 8))
    assert set(card.tags) <= TAGS
    assert {name for name, _ in card.attributes} <= ATTRIBUTES
    assert all(re.match("https?://", value) for name, value in card.attributes if name == "href")


def test_markup_is_shown_as_it_was_typed():
    title = "<b>Bold</b> &amp; ![x](http://e.example) :red[x] $y$"
    assert read(replace(TALK, title=title)).lines[0] == title


def test_a_short_abstract_is_shown_whole_with_its_paragraphs_and_nothing_to_unfold():
    card = read(replace(TALK, abstract="One.\nStill one.\n \nTwo."))
    assert card.lines[5:7] == ["One. Still one.", "Two."]
    assert "details" not in card.tags


def test_a_long_abstract_is_cut_after_a_sentence_and_the_rest_unfolds():
    head, rest = excerpt("Seven words stand in this first sentence. " * 20)
    assert head == ("Seven words stand in this first sentence. " * 7).strip()
    assert rest == ("Seven words stand in this first sentence. " * 13).strip()


def test_a_number_with_a_full_stop_ends_no_sentence():
    head, _ = excerpt("You will learn how to " + "count " * 25 + "1. and 2. and " + "more " * 60)
    assert head.endswith(" …")


def test_without_a_sentence_the_cut_falls_between_words():
    head, rest = excerpt("word " * 200)
    assert head == " ".join(["word"] * 52) + " …"
    assert rest == "… " + " ".join(["word"] * 148)


def test_one_endless_word_is_cut_all_the_same():
    head, rest = excerpt("x" * 1000)
    assert (head, rest) == ("x" * 260 + " …", "… " + "x" * 740)


@given(st.text(st.sampled_from("ab. \n!1)\u00e9\u062a"), max_size=1500))
@settings(deadline=None, max_examples=150)
def test_head_and_rest_together_are_the_abstract(text):
    head, rest = excerpt(text)
    together = head.removesuffix(" …") + rest.removeprefix("… ")
    assert "".join(together.split()) == "".join(text.split())
    assert len(head) <= 330
    assert bool(head) == bool(text.strip())


def test_as_typed_escapes_every_mark_and_keeps_to_one_line():
    assert as_typed("a *b*\n [c](d) :x: é 9") == "a \\*b\\* \\[c\\]\\(d\\) \\:x\\: é 9"
