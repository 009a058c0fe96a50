"""Filters and exclusions that are typed into the box: seen as chips, taken back by hand and by keyboard, in a link."""

from __future__ import annotations

import re

import httpx
import pytest
from playwright.sync_api import expect

from browser.test_filters import CHIPS, in_address
from browser.test_look import keep, too_faint, too_wide
from session_finder.web.i18n.texts import find_messages

ASKED = "health analytics, Wednesday after 14:00"


def found(server, **asked):
    answer = httpx.get(f"{server.url}/api/search", params={"programme": "harbour-2027", **asked}, timeout=60).json()
    return [session["title"] for session in answer["sessions"]]


def test_a_typed_time_is_a_filter_that_is_taken_back_by_keyboard_and_a_link_says_the_same(visitor, server):
    visit = visitor().go()
    visit.box.fill(ASKED)
    expect(visit.page.locator(CHIPS)).to_have_text(["Day: Wed 12 May ×", "From: 14:00 ×"])
    expect(visit.titles).to_have_text(found(server, q=ASKED))
    visit.page.wait_for_url(re.compile("q=health"))
    assert in_address(visit) == {"q": [ASKED]}
    button = visit.page.get_by_role("button", name=find_messages.SEARCH_AS_WORDS)
    button.focus()
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(CHIPS)).to_have_count(0)
    expect(visit.titles).to_have_text(found(server, q=ASKED, as_typed="true"))
    expect(visit.page.get_by_role("button", name=find_messages.READ_AGAIN)).to_be_focused()
    visit.page.wait_for_url(re.compile("typed=1"))
    visit.page.keyboard.press("Enter")
    expect(visit.page.locator(CHIPS)).to_have_count(2)
    assert in_address(visit) == {"q": [ASKED]}


def test_one_of_the_times_can_be_taken_out_of_the_bar_and_the_others_stay(visitor, server):
    visit = visitor().go(q=ASKED)
    visit.page.locator(CHIPS).filter(has_text="From").click()
    expect(visit.page.locator(CHIPS)).to_have_text(["Day: Wed 12 May ×"])
    expect(visit.titles).to_have_text(found(server, q="health analytics", day="2027-05-12"))
    visit.page.wait_for_url(re.compile("ignore=from"))
    assert in_address(visit) == {"q": [ASKED], "ignore": ["from"]}
    visit.box.fill("graphs, Thursday after 14:00")
    expect(visit.page.locator(CHIPS)).to_have_text(["Day: Thu 13 May ×", "From: 14:00 ×"])


def test_another_filter_leaves_what_the_interest_says_to_the_interest(visitor, server):
    visit = visitor().go(q=ASKED)
    expect(visit.page.locator(CHIPS)).to_have_count(2)
    visit.page.locator(".sf-filters summary").click()
    visit.page.get_by_role("checkbox", name="Health and Care").check()
    expect(visit.page.locator(CHIPS)).to_have_count(3)
    visit.page.wait_for_url(re.compile("track="))
    assert in_address(visit) == {"q": [ASKED], "track": ["Health and Care"]}


def test_what_is_not_wanted_is_left_out_and_brought_back(visitor, server):
    asked = "dashboards but not forecasts"
    visit = visitor().go(q=asked)
    expect(visit.page.get_by_text("Left out: sessions that mention “forecasts”").last).to_be_visible()
    expect(visit.titles).to_have_text(found(server, q=asked))
    visit.page.get_by_role("button", name=find_messages.SEARCH_AS_WORDS).click()
    expect(visit.titles).to_have_text(found(server, q=asked, as_typed="true"))
    expect(visit.page.get_by_role("button", name=find_messages.READ_AGAIN)).to_be_focused()
    visit.page.wait_for_url(re.compile("typed=1"))
    visit.page.get_by_role("link", name=find_messages.MAP).click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(find_messages.MAP)
    visit.page.go_back()
    expect(visit.page.get_by_role("button", name=find_messages.READ_AGAIN)).to_be_visible()


def test_a_query_of_filters_alone_lists_their_sessions_with_their_count(visitor, server):
    visit = visitor().go(q="workshops on Thursday")
    expect(visit.page.locator(CHIPS)).to_have_text(["Day: Thu 13 May ×", "Format: workshop ×"])
    expect(visit.titles).to_have_text(found(server, q="workshops on Thursday"))
    visit.page.locator(CHIPS).filter(has_text="Day").click()
    expect(visit.page.locator(CHIPS)).to_have_text(["Format: workshop ×"])
    expect(visit.titles).to_have_text(found(server, q="workshops"))


def test_what_may_be_meant_is_offered_and_applied_by_a_click(visitor, server):
    visit = visitor().go(q="dashboards, no sql")
    expect(visit.page.locator(CHIPS)).to_have_count(0)
    visit.page.get_by_role("button", name=find_messages.LEAVE_OUT.format(words="“sql”")).click()
    expect(visit.page.locator(CHIPS)).to_have_text(["without sql ×"])
    visit.page.wait_for_url(re.compile("exclude=sql"))
    expect(visit.titles).to_have_text(found(server, q="dashboards", exclude="sql"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_what_was_read_can_be_read_and_fits(visitor, server, width, scheme):
    visit = visitor(width, 900 if width > 400 else 740, scheme).go(q="data, Wednesday after 14:00, but no forecasts")
    expect(visit.page.locator(".sf-taken button")).to_have_count(1)
    expect(visit.cards.first).to_be_visible()
    keep(visit.page, f"{scheme}-{width}-taken")
    assert too_wide(visit) == []
    assert too_faint(visit) == []
