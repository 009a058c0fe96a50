"""The panel of files to take away, as HTML."""

from __future__ import annotations

from datetime import UTC, datetime
from html import unescape
from urllib.parse import parse_qs, urlsplit

import pytest

from session_finder.domain.sessions import Programme, Session
from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import as_address, from_address
from session_finder.web.i18n.texts import takeaway_messages as words
from session_finder.web.sessions.downloads import session_calendar_path, subscription_path, takeaway_html

TALK = Session("a&b", "Rye", start=datetime(2027, 5, 11, 10, tzinfo=UTC), room="Hall 1")
POSTER = Session("c", "Poster")
PROGRAMME = Programme("bakers", "Bakers 2027", (TALK, POSTER), "Europe/Lisbon")


def hrefs(html):
    return [unescape(part.split('"')[0]) for part in html.split('href="')[1:]]


def test_an_empty_plan_says_how_to_get_something_to_take_away():
    for plan in (Plan(), Plan.of([Session("gone", "Gone")])):
        html = takeaway_html(PROGRAMME, plan, "https://finder.example/")
        assert words.NOTHING in html
        assert hrefs(html) == []


def test_each_file_is_a_link_beside_the_pages_with_the_whole_plan():
    plan = Plan.of([TALK, POSTER])
    html = takeaway_html(PROGRAMME, plan)
    found = [urlsplit(href) for href in hrefs(html)]
    assert [part.path for part in found] == ["api/plan.ics", "api/plan.html", "api/plan.html", "api/plan.csv"]
    for part in found:
        asked = parse_qs(part.query)
        assert (asked["programme"], asked["plan"]) == (["bakers"], [as_address(plan)])
    assert [parse_qs(part.query).get("print") for part in found] == [None, None, ["true"], None]
    assert html.count(" download>") == 3


def test_sessions_without_a_time_are_said_to_be_missing_from_the_calendar():
    assert words.TIMELESS.format(count=1) in takeaway_html(PROGRAMME, Plan.of([TALK, POSTER]))
    assert words.TIMELESS.format(count=1) not in takeaway_html(PROGRAMME, Plan.of([TALK]))
    more = Programme("p", "P", (POSTER, Session("d", "Other")))
    html = takeaway_html(more, Plan.of(more.sessions))
    assert words.TIMELESS.format(count=2) in html
    assert words.CALENDAR not in html


def test_the_address_to_subscribe_to_is_whole_and_has_a_link_for_calendar_programs():
    plan = Plan.of([TALK])
    html = takeaway_html(PROGRAMME, plan, "https://finder.example/conf/")
    address = f"https://finder.example/conf/{subscription_path(PROGRAMME.slug, plan)}"
    assert address in unescape(html)
    assert hrefs(html)[-1] == address.replace("https:", "webcal:")
    assert words.ONLY_HERE not in html


@pytest.mark.parametrize("server", ["http://localhost:8501/", "http://127.0.0.1:8501/"])
def test_on_one_s_own_computer_the_page_says_who_cannot_subscribe(server):
    assert words.ONLY_HERE in takeaway_html(PROGRAMME, Plan.of([TALK]), server)


def test_a_session_that_moves_leaves_the_address_to_subscribe_to_as_it_is():
    moved = Session("a&b", "Rye", start=datetime(2027, 5, 12, 9, tzinfo=UTC), room="Hall 2")
    paths = {subscription_path(PROGRAMME.slug, Plan.of([session])) for session in (TALK, moved)}
    (path,) = paths
    assert from_address(parse_qs(urlsplit(path).query)["plan"][0]).ids == {"a&b"}


def test_a_session_s_own_calendar_has_an_address_whatever_its_id():
    assert session_calendar_path(PROGRAMME.slug, TALK) == "api/sessions/a%26b.ics?programme=bakers"
    slashed = Session("a/b", "Rye", start=TALK.start)
    assert urlsplit(session_calendar_path(PROGRAMME.slug, slashed)).path == "api/plan.ics"
