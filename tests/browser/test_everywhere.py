"""All conferences at once, in a real browser: from one conference to all, to a session of another, and back."""

from __future__ import annotations

import re

import hostile
import httpx
import pytest
from playwright.sync_api import expect
from rooms import enter, settled
from visits import SAMPLE, Visit

from session_finder.web.i18n.texts import everywhere_messages as words

from .test_barriers import barriers, tab_to

INTEREST = "script"  # something in either conference fits it


def found(server, interest=INTEREST, count=3):
    """What the API answers."""
    asked = {"q": interest, "count": count}
    return httpx.get(f"{server.url}/api/everywhere", params=asked, timeout=60).json()["sessions"]


def titles(server, interest=INTEREST, count=3):
    return [session["title"] for session in found(server, interest, count)]


def test_from_the_find_page_the_interest_goes_along_and_can_be_shared_from_there(visit, server, visitor):
    visit.box.fill(INTEREST)
    visit.page.get_by_test_id("stPageLink").get_by_role("link", name=words.TITLE).click()
    visit.page.wait_for_url("**/everywhere?**")
    expect(visit.box).to_have_value(INTEREST)
    expect(visit.titles).to_have_text(titles(server))
    expect(visit.page.get_by_text(words.SEARCHED.format(count=2))).to_be_visible()
    expect(visit.page).to_have_url(re.compile(rf"[?&]q={INTEREST}\b"))
    other = visitor()
    other.page.goto(visit.page.url)
    expect(other.titles).to_have_text(titles(server))
    other.complaints.clear()  # Streamlit looks for its addresses below the page first


def test_typing_alone_brings_the_best_of_all_and_more_goes_on(visitor, server):
    visit = enter(visitor(), "all conferences")
    visit.box.fill(INTEREST)
    expect(visit.titles).to_have_text(titles(server))
    visit.more.click()
    expect(visit.titles).to_have_text(titles(server, count=8))
    visit.box.fill("graphs")
    expect(visit.titles).to_have_text(titles(server, "graphs"))


def test_a_title_leads_to_the_session_in_its_own_conference_and_back_to_the_list(visitor, server):
    visit = enter(visitor(), "all conferences", q=INTEREST)
    number, one = next((n, one) for n, one in enumerate(found(server)) if one["programme"] == hostile.SLUG)
    expect(visit.cards.nth(number)).to_contain_text(hostile.NAME)
    visit.titles.nth(number).get_by_role("link").click()
    visit.page.wait_for_url(f"**/programme?**programme={hostile.SLUG}**")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(one["title"])
    settled(visit.page)
    visit.page.go_back()
    expect(visit.box).to_have_value(INTEREST)
    expect(visit.titles).to_have_text(titles(server))


def test_a_link_opened_in_another_tab_shows_that_session_too(visitor, server, context):
    visit = enter(visitor(), "all conferences", q=INTEREST)
    with context.expect_page() as opened:
        visit.titles.first.get_by_role("link").click(modifiers=["ControlOrMeta"])
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(found(server)[0]["title"])
    opened.value.close()


def test_the_keyboard_alone_gets_from_the_box_to_a_session(visitor, server):
    visit = enter(visitor(), "all conferences")
    expect(visit.box).to_be_focused()
    visit.page.keyboard.type("Health Analytics?")
    best = found(server, "Health Analytics?")[0]
    expect(visit.titles.first).to_have_text(best["title"])
    settled(visit.page)
    tab_to(visit.page, best["title"])
    visit.page.keyboard.press("Enter")
    visit.page.wait_for_url(f"**/programme?**programme={SAMPLE}**")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(best["title"])


def test_what_three_conferences_have_in_common_is_told_once_and_leads_to_each(desk, browser):
    context = browser.new_context(locale="en-GB", viewport={"width": 360, "height": 740})
    visit = Visit(context.new_page(), desk)
    visit.listen()
    enter(visit, "results of all conferences")
    expect(visit.titles).to_have_text(titles(desk, "Health Analytics?"))
    assert len(set(titles(desk, "Health Analytics?"))) == 3
    card = visit.cards.first
    expect(card).to_contain_text(words.ALSO_AT)
    names = {one["slug"]: one["name"] for one in httpx.get(f"{desk.url}/api/programmes").json()["programmes"]}
    elsewhere = found(desk, "Health Analytics?")[0]["elsewhere"]
    assert len(elsewhere) == 2
    assert barriers(visit.page) == []
    card.get_by_role("link", name=names[elsewhere[-1]["programme"]]).click()
    visit.page.wait_for_url(f"**/programme?**programme={elsewhere[-1]['programme']}**")
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_no_card_is_wider_than_the_page(visitor, server, scheme):
    visit = enter(visitor(360, 740, scheme), "all conferences", q=INTEREST)
    expect(visit.titles).to_have_text(titles(server))
    wide = "() => [...document.querySelectorAll('article')].map((one) => one.scrollWidth > one.clientWidth)"
    assert visit.page.evaluate(wide) == [False] * 3
    assert visit.page.evaluate("document.documentElement.scrollWidth") <= 360
