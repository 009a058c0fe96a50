"""The page of all conferences by AppTest: each card names its conference and leads there; how much was searched."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import hostile
import pytest
from streamlit.testing.v1 import AppTest

from session_finder.domain.errors import Unavailable
from session_finder.domain.library import Conference
from session_finder.domain.sessions import Session
from session_finder.federated.exact import AnswerFromAll, FoundThere
from session_finder.search.results import Match
from session_finder.serving.snapshot import Served
from session_finder.web.find.all_conferences import everywhere_html
from session_finder.web.i18n.texts import everywhere_messages as words
from session_finder.web.i18n.texts import find_messages as common

pytestmark = pytest.mark.usefixtures("ready")  # whatever was tested before

ROUTER = str(Path(__file__).resolve().parents[3] / "pages" / "router.py")
SAMPLE = "harbour-2027"


def arrive(**address):
    """A visitor who comes to the page, with what the address says."""
    visit = AppTest.from_file(ROUTER, default_timeout=30)
    for name, value in address.items():
        visit.query_params[name] = value
    visit.run()
    return visit.switch_page(str(Path(ROUTER).parent / "everywhere.py")).run()


def panel(visit):
    found = [
        part.proto for part in visit.get("bidi_component") if part.proto.component_name == "session_finder_everywhere"
    ]
    return json.loads(found[0].json)["html"] if found else ""


def cards(visit):
    return re.findall(r"<article.*?</article>", panel(visit), re.DOTALL)


def said(elements):
    return [element.value for element in elements]


def asked(interest):
    visit = arrive()
    return visit.text_input(key="q").set_value(interest).run()


def links(card):
    return [parse_qs(urlsplit(html.unescape(href)).query) for href in re.findall(r'href="(programme[^"]*)"', card)]


def test_the_three_that_fit_best_lead_to_their_own_conferences(ready):
    visit = asked("script")
    answer = ready.everywhere.find("script")
    assert not visit.exception
    assert [links(card) for card in cards(visit)] == [
        [{"programme": [found.conference.slug], "session": [found.match.session.id]}] for found in answer.matches
    ]
    assert {found.conference.slug for found in answer.matches} == {SAMPLE, hostile.SLUG}
    for card, found in zip(cards(visit), answer.matches, strict=True):
        assert html.escape(found.conference.name) in card
        assert "<button" not in card
    assert words.SEARCHED.format(count=2) in said(visit.caption)


def test_without_an_interest_the_page_says_what_it_searches(ready):
    visit = arrive()
    assert words.INTRODUCTION.format(count=2) in said(visit.caption)
    assert panel(visit) == ""


def test_more_adds_to_the_list_and_another_interest_begins_at_three_again(ready):
    visit = asked("graphs")
    assert len(cards(visit)) == 3
    visit.button(key="more").click().run()
    assert len(cards(visit)) == 8
    assert len(cards(visit.text_input(key="q").set_value("nurses").run())) == 3


def test_what_no_conference_has_is_said_as_it_was_typed(ready):
    visit = asked("how to fry an *egg*")
    assert said(visit.info) == [words.NOT_CLOSE.format(interest="how to fry an \\*egg\\*")]
    assert len(cards(visit)) == 3
    assert "<meter" not in panel(visit)


def test_a_language_that_the_model_does_not_read_is_named(ready):
    visit = asked("wie man Daten aus dem Krankenhaus sicher auswertet")
    assert common.FOREIGN.format(language="German") in said(visit.caption)


def test_where_an_approximate_index_answered_the_page_says_so(ready, monkeypatch):
    answer = replace(ready.everywhere.find("graphs"), approximate=True, conferences=40)
    monkeypatch.setattr(ready.everywhere, "find", lambda *_, **__: answer)
    visit = asked("graphs")
    assert words.APPROXIMATE.format(count=40) in said(visit.caption)
    assert words.SEARCHED.format(count=40) not in said(visit.caption)


def test_a_full_queue_asks_to_try_again(ready, monkeypatch):
    monkeypatch.setattr(ready.model.worker, "_capacity", 0)
    visit = asked("an interest that nobody typed into all conferences before")
    assert said(visit.warning) == [common.BUSY]
    assert not visit.exception


def test_conferences_that_cannot_be_read_are_told_instead_of_a_traceback(ready, monkeypatch):
    def away(*_, **__):
        raise Unavailable("The programmes cannot be read at the moment.")

    monkeypatch.setattr(ready.everywhere, "find", away)
    visit = asked("graphs")
    assert said(visit.warning) == [common.AWAY]
    assert not visit.exception


def test_with_one_conference_the_page_says_so_and_leads_to_its_search(ready, monkeypatch):
    monkeypatch.setattr(ready._serving, "_served", Served(dict([*ready.served.shown.items()][:1])))
    visit = arrive()
    assert said(visit.info) == [words.ONE.format(name=ready.conferences[0].name)]
    assert "q" not in [box.key for box in visit.text_input]
    assert [link.proto.label for link in visit.get("page_link")] == [common.FIND]


def offers(visit):
    return [link.proto for link in visit.get("page_link") if link.proto.help == words.OFFER]


def test_the_find_page_leads_here_with_the_interest_where_there_are_several(ready, monkeypatch):
    visit = AppTest.from_file(ROUTER, default_timeout=30).run()
    assert offers(visit) == []
    visit.text_input(key="q").set_value("data & nurses").run()
    (offer,) = offers(visit)
    assert (offer.page, parse_qs(offer.query_string)) == ("everywhere", {"q": ["data & nurses"]})
    monkeypatch.setattr(ready._serving, "_served", Served(dict([*ready.served.shown.items()][:1])))
    assert offers(visit.run()) == []


TALK = Session("A/1", "Nurses <read>", "How nurses read data.")


def found_there(slug, name, session=TALK, **more):
    return FoundThere(Conference(slug, name), Match(session, 0.5, "good", 0.5, odds=0.0), **more)


def test_the_same_session_elsewhere_is_a_link_to_it_there():
    found = found_there("one", "One & only", also=(found_there("two", "Two <2>"),))
    card = everywhere_html(AnswerFromAll("x", (found,), close=True))
    assert links(card) == [
        {"programme": ["one"], "session": ["A/1"]},
        {"programme": ["two"], "session": ["A/1"]},
    ]
    assert 'data-id="one/A/1"' in card
    assert f"{words.ALSO_AT}: <a" in card
    assert "Two &lt;2&gt;" in card
    assert "Nurses &lt;read&gt;" in card


@pytest.mark.parametrize(("name", "told"), [("Harbour 2027", "Harbour 2027"), ("Harbour", "Harbour · 2027")])
def test_a_conference_whose_name_has_no_year_is_told_with_it(sample, name, told):
    session = next(session for session in sample.searchable if session.start)
    card = everywhere_html(AnswerFromAll("x", (found_there("h", name, session),)))
    assert re.sub(r"<[^>]+>", "", re.search(r'<p class="sf-there">(.*?)</p>', card).group(1)) == told


def test_abstracts_of_two_conferences_unfold_apart_though_their_sessions_share_an_id():
    card = everywhere_html(AnswerFromAll("x", (found_there("one", "One"), found_there("two", "Two"))))
    assert re.findall(r'<details data-id="([^"]*)"', card) == ["one/A/1", "two/A/1"]
