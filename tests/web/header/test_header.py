"""The header as HTML, in every state of the service, and what its controls lead to."""

from __future__ import annotations

import html
import json
import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import hostile
import pytest
from streamlit.testing.v1 import AppTest

from session_finder.branding.accent import DARK, LIGHT, legible
from session_finder.serving.snapshot import Served
from session_finder.timetable.time_format import date_range
from session_finder.web.header.monogram import monogram
from session_finder.web.i18n.catalogues import LANGUAGES, table
from session_finder.web.i18n.texts import everywhere_messages, find_messages

SAMPLE = "harbour-2027"
ROUTER = str(Path(__file__).resolve().parents[3] / "pages" / "router.py")


def component(visit):
    found = [one.proto for one in visit.get("bidi_component") if one.proto.component_name == "session_finder_header"]
    return json.loads(found[0].json)


def arrive(page="find", **address):
    visit = AppTest.from_file(ROUTER, default_timeout=30)
    for name, value in address.items():
        visit.query_params[name] = value
    return component(visit.switch_page(f"{page}.py").run())


def links(shown):
    """The pages in the header: address, name of the script, whether it is the current one, label."""
    found = re.findall(
        r'<a href="([^"]*)" data-act="page" data-id="(\w+)"( aria-current="page")?>.*?<span>(.*?)</span>',
        shown["html"],
        re.DOTALL,
    )
    return [(href, name, bool(current), html.unescape(label)) for href, name, current, label in found]


@pytest.mark.parametrize("page", ["find", "programme", "plan", "map", "everywhere"])
def test_each_page_is_linked_and_the_current_one_is_marked(ready, page):
    labels = {
        "find": find_messages.FIND,
        "programme": find_messages.PROGRAMME,
        "plan": find_messages.MY_PLAN,
        "map": find_messages.MAP,
        "everywhere": everywhere_messages.TITLE,
    }
    assert links(arrive(page)) == [
        ("./" if name == "find" else name, name, name == page, label) for name, label in labels.items()
    ]


def test_pages_have_one_heading_and_a_session_s_page_its_own(ready):
    heading = re.compile(r'<h1 class="sf-said">(.*?)</h1>')
    assert heading.findall(arrive()["html"]) == [find_messages.TITLE]
    assert heading.findall(arrive("map")["html"]) == [find_messages.MAP]
    assert heading.findall(arrive("programme")["html"]) == [find_messages.PROGRAMME]
    assert heading.findall(arrive("programme", session="HC-17")["html"]) == []


def test_only_pages_that_search_take_the_focus(ready):
    assert {page: arrive(page)["focus"] for page in ("find", "everywhere", "programme", "plan", "map")} == {
        **dict.fromkeys(("find", "everywhere"), True),
        **dict.fromkeys(("programme", "plan", "map"), False),
    }


def test_the_days_of_the_programme_are_told_as_the_language_writes_them(ready):
    assert '<span class="sf-where">11\u2009\u2013\u200913 May 2027 · Porto, Portugal</span>' in arrive()["html"]
    assert '<span class="sf-where">11.\u201313. Mai 2027 · Porto, Portugal</span>' in arrive(lang="de")["html"]


def test_a_conference_has_its_own_logo_accent_and_website_and_another_a_monogram(ready):
    shown, identity = arrive(), ready.conferences[0].identity
    assert f'<img class="sf-logo" src="brand/{SAMPLE}/{identity.logo}" alt="">' in shown["html"]
    assert shown["accent"] == [legible(identity.accent, LIGHT), legible(identity.accent, DARK)]
    assert f'href="{identity.website}" target="_blank" rel="noopener noreferrer"' in shown["html"]
    other = arrive(programme=hostile.SLUG)
    assert "sf-monogram" in other["html"]
    assert other["accent"] == []
    assert "sf-website" not in other["html"]


def test_one_day_is_no_range_and_months_are_named_once():
    assert date_range(date(2027, 5, 11), date(2027, 5, 11)) == "11 May 2027"
    assert date_range(date(2027, 5, 30), date(2027, 6, 2)) == "30 May\u2009\u2013\u20092 Jun 2027"


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_are_in_the_visitor_s_language(ready, language):
    shown, words = arrive(lang=language), table("find", language)
    assert shown["language"] == language
    assert shown["labels"] == words.SURROUNDINGS
    assert f'<option value="{language}" lang="{language}" selected>{LANGUAGES[language]}</option>' in shown["html"]
    assert f'aria-label="{html.escape(words.LANGUAGE)}"' in shown["html"]


def test_a_hostile_name_is_text(ready):
    shown = arrive(programme=hostile.SLUG)["html"]
    assert hostile.NAME not in shown
    assert (
        f"selected>{html.escape(hostile.NAME).replace('&quot;', '&#34;').replace('&#x27;', '&#39;')}</option>" in shown
    )


def test_while_the_model_loads_the_header_has_the_program_s_name_and_no_days(cold):
    shown = arrive()["html"]
    assert f'<bdi class="sf-conference">{find_messages.TITLE}</bdi>' in shown
    assert "sf-where" not in shown


def test_a_single_conference_is_named_and_nothing_is_chosen(ready, monkeypatch):
    monkeypatch.setattr(ready._serving, "_served", Served(dict([*ready.served.shown.items()][:1])))
    shown = arrive()["html"]
    assert f'<bdi class="sf-conference">{ready.conferences[0].name}</bdi>' in shown
    assert 'data-set="programme"' not in shown
    assert 'data-id="everywhere"' not in shown


def test_a_conference_that_cannot_be_read_is_still_named(broken, ready, monkeypatch):
    monkeypatch.setattr(ready._serving, "_served", replace(ready.served, shown={}))
    assert "sf-header" in arrive()["html"]


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Harbour Analytics Summit 2027", "HA"),
        ("2027: PyCon", "P"),
        ("éclat d'été", "ÉD"),
        ("ßtraße", "SS"),
        ("データ会議", "デ"),
        ("42", ""),
        ("", ""),
    ],
)
def test_a_monogram_is_the_first_letters_of_two_words(name, letters):
    assert monogram(name) == letters
