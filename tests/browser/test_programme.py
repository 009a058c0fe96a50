"""The timetable and the sessions' pages in a real browser. With SCREENSHOTS=folder, pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from visits import SAMPLE, Server, Visit

from session_finder.web.i18n.texts import find_messages as find_words
from session_finder.web.i18n.texts import programme_messages as words

SESSION = "HC-17"
WEDNESDAY, THURSDAY = "2027-05-12", "2027-05-13"


def timetable(visit: Visit, **address: str) -> Page:
    """The programme page, as soon as it shows something."""
    visit.page.goto(f"{visit.server.url}/programme?{urlencode(address)}")
    expect(visit.page.locator(".sf-panel:visible :is(h1, h2):visible").first).to_be_visible()
    visit.complaints.clear()  # below a page's own address Streamlit first looks for its server, in vain
    return visit.page


def said(page: Page, name: str) -> str:
    return parse_qs(urlsplit(page.url).query).get(name, [""])[0]


def star(page: Page, title: str):
    return page.get_by_role("button", name=f"{find_words.STAR}: {title}", exact=True)


def view(page: Page, name: str):
    return page.get_by_role("navigation", name=words.VIEW).get_by_role("link", name=name)


def day(page: Page, name: str):
    return page.get_by_role("navigation", name=words.DAYS).get_by_role("link", name=name)


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    widest = "Math.max(...[...document.querySelectorAll('html, [data-testid=stMain]')].map(one => one.scrollWidth))"
    return int(page.evaluate(f"{widest} - innerWidth"))


def picture(page: Page, name: str) -> None:
    if folder := os.environ.get("SCREENSHOTS"):
        page.screenshot(path=Path(folder) / f"programme-{name}.png", animations="disabled")


@pytest.fixture
def sessions(sample):
    return sample.by_id


def test_from_a_card_to_the_session_s_page_where_a_star_is_seen_on_the_find_page(visitor, server, sessions):
    visit = visitor().go(q="synthetic patient data that leaks", programme=SAMPLE)
    best = visit.titles.first.inner_text()
    visit.titles.first.get_by_role("link").click()
    page = visit.page
    expect(page.get_by_role("heading", level=1)).to_have_text(best)
    expect(page).to_have_title(f"{best} · Harbour Analytics Summit 2027")
    star(page, best).click()
    expect(star(page, best)).to_have_attribute("aria-pressed", "true")
    page.get_by_role("link", name=find_words.FIND, exact=True).click()
    visit.box.fill("synthetic patient data that leaks")
    expect(star(page, best)).to_have_attribute("aria-pressed", "true")
    star(page, best).click()
    expect(star(page, best)).to_have_attribute("aria-pressed", "false")


def test_a_speaker_s_other_sessions_lead_on_and_their_name_to_all_of_them(visitor, server, sample):
    held: dict[str, list] = {}
    for session in sample.sessions:
        for name in session.speakers:
            held.setdefault(name, []).append(session)
    speaker, theirs = next((name, found) for name, found in held.items() if len(found) > 1)
    page = timetable(visitor(), session=theirs[0].id, programme=SAMPLE)
    part = page.locator("section").filter(has=page.get_by_role("heading", name=words.MORE_BY.format(name=speaker)))
    part.get_by_role("link", name=theirs[1].title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(theirs[1].title)
    page.get_by_role("link", name=words.SPEAKER_SESSIONS.format(name=speaker)).click()
    expect(page.get_by_role("searchbox", name=words.WORD)).to_have_value(speaker)
    expect(page.locator(".sf-item a")).to_have_count(len(theirs))


def test_back_to_the_programme_keeps_day_view_and_word_and_puts_the_focus_where_it_was(visitor, server, sessions):
    page = timetable(visitor(), programme=SAMPLE, view="list", day=THURSDAY)
    title = sessions[SESSION].title
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    expect(page.get_by_role("heading", level=1)).to_be_focused()
    page.get_by_role("link", name=words.BACK).click()
    expect(page.get_by_role("link", name=title, exact=True)).to_be_focused()
    assert (said(page, "day"), said(page, "view"), said(page, "session")) == (THURSDAY, "list", "")
    box = page.get_by_role("searchbox", name=words.WORD)
    box.fill("fake patients")
    expect(page.locator("mark").first).to_be_visible()
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.get_by_role("link", name=words.BACK).click()
    expect(box).to_have_value("fake patients")
    expect(page.locator("mark").first).to_be_visible()
    page.wait_for_url(re.compile("word=fake"))


def test_the_browser_s_own_back_leads_from_a_session_to_the_timetable_and_from_day_to_day(visitor, server, sessions):
    page = timetable(visitor(), programme=SAMPLE, view="list")
    day(page, "Wed").click()
    expect(page.get_by_role("heading", name="Wednesday")).to_be_visible()
    day(page, "Thu").click()
    title = sessions[SESSION].title
    page.get_by_role("link", name=title, exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(title)
    page.go_back()
    expect(page.get_by_role("heading", name="Thursday")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Wednesday")).to_be_visible()


def test_typing_words_shows_who_has_them_says_how_many_and_clearing_brings_the_day_back(visitor, server, sample):
    page = timetable(visitor(), programme=SAMPLE, day=WEDNESDAY)
    box = page.get_by_role("searchbox", name=words.WORD)
    box.click()
    page.keyboard.type("grap dat", delay=40)
    expect(page.locator(".sf-count")).to_have_text(re.compile("sessions contain “grap dat”$"))
    expect(page.get_by_role("status").filter(has_text=page.locator(".sf-count").inner_text())).to_have_count(1)
    expect(page.locator("mark").first).to_have_text(re.compile("grap|dat", re.IGNORECASE))
    expect(box).to_be_focused()
    page.wait_for_url(re.compile(r"word=grap\+dat"))
    box.fill("grap zzz")
    expect(page.get_by_text(words.FOUND_NONE_ADVICE)).to_be_visible()
    picture(page, "nothing")
    box.fill("")
    expect(page.get_by_role("heading", name="Wednesday").first).to_be_visible()


def test_words_that_nothing_has_can_be_asked_for_by_their_meaning(visitor, server):
    visit = visitor()
    page = timetable(visit, programme=SAMPLE)
    page.get_by_role("searchbox", name=words.WORD).fill("hospitalizations forecast")
    page.get_by_role("link", name=words.FIND_INSTEAD.format(word="hospitalizations forecast")).click()
    expect(visit.box).to_have_value("hospitalizations forecast")
    expect(visit.titles).to_have_text(server.titles("hospitalizations forecast"))


def test_a_link_to_a_session_opens_it_in_a_fresh_browser_and_leads_to_the_timetable(browser, server, sessions):
    fresh = browser.new_context()
    visit = Visit(fresh.new_page(), server)
    visit.listen()
    page = timetable(visit, session=SESSION, programme=SAMPLE)
    expect(page.get_by_role("heading", level=1)).to_have_text(sessions[SESSION].title)
    expect(page.get_by_label(words.LINK)).to_have_value(f"{server.url}/programme?session={SESSION}&programme={SAMPLE}")
    page.get_by_role("link", name=words.BACK).click()
    expect(page.get_by_role("heading", name="Tuesday").first).to_be_visible()
    page.goto(f"{server.url}/programme?session=no-such&programme={SAMPLE}")
    expect(page.get_by_text(find_words.NO_SUCH_SESSION)).to_be_visible()
    visit.complaints.clear()
    page.get_by_role("link", name=words.BACK).click()
    expect(page.get_by_role("heading", name="Tuesday").first).to_be_visible()
    visit.check()
    fresh.close()


def test_the_link_is_copied(browser, server):
    fresh = browser.new_context(permissions=["clipboard-read", "clipboard-write"])
    page = timetable(Visit(fresh.new_page(), server), session=SESSION, programme=SAMPLE)
    page.get_by_role("button", name=words.COPY).click()
    expect(page.get_by_role("button", name=words.COPIED)).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == f"{server.url}/programme?session={SESSION}&programme={SAMPLE}"
    fresh.close()


def test_everything_can_be_done_by_keyboard_alone(visitor, server, sessions):
    page = timetable(visitor(), programme=SAMPLE, view="grid")
    focused, press = page.locator(":focus"), page.keyboard.press
    page.get_by_role("searchbox", name=words.WORD).focus()
    press("Tab")  # the filters
    expect(focused).to_have_text(find_words.FILTERS)
    for _ in range(3):  # the days
        press("Tab")
    expect(focused).to_have_text(re.compile("^Thu"))
    press("Enter")
    expect(page.get_by_role("heading", name="Thursday")).to_be_visible()
    expect(focused).to_have_text(re.compile("^Thu"))
    press("Tab")  # all days
    press("Tab")
    expect(focused).to_have_text(words.GRID)
    press("Tab")
    press("Tab")
    expect(focused).to_have_attribute("role", "region")
    title = sessions[SESSION].title
    for _ in range(120):
        press("Tab")
        if focused.get_attribute("data-id") == SESSION:
            break
    expect(focused).to_have_text(title)
    press("Tab")
    expect(focused).to_have_accessible_name(f"{find_words.STAR}: {title}")
    press("Enter")
    expect(star(page, title)).to_have_attribute("aria-pressed", "true")
    expect(star(page, title)).to_be_focused()
    press("Enter")
    expect(star(page, title)).to_have_attribute("aria-pressed", "false")
    press("Shift+Tab")
    press("Enter")
    expect(page.get_by_role("heading", level=1)).to_be_focused()


def test_a_star_leaves_the_grid_where_it_was_scrolled_to(visitor, server, sessions):
    page = timetable(visitor(), programme=SAMPLE, view="grid", day=THURSDAY)
    button = star(page, sessions[SESSION].title)
    grid = page.locator(".sf-grid:visible")
    grid.evaluate("part => { part.scrollTop = 120; part.scrollLeft = 60; }")
    button.scroll_into_view_if_needed()
    before = grid.evaluate("part => [part.scrollLeft, part.scrollTop]")
    assert before[1] > 0
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert grid.evaluate("part => [part.scrollLeft, part.scrollTop]") == before
    button.click()
    expect(button).to_have_attribute("aria-pressed", "false")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_the_list_is_shown_first_and_nothing_runs_off_the_page(
    visitor: Callable[..., Visit], server: Server, scheme: str
):
    page = timetable(visitor(360, 740, scheme), programme=SAMPLE)
    expect(page.locator(".sf-item:visible").first).to_be_visible()
    expect(page.get_by_role("table")).to_have_count(0)
    assert overflow(page) <= 0
    picture(page, f"list-360-{scheme}")
    view(page, words.GRID).click()
    grid = page.locator(".sf-grid:visible")
    expect(grid).to_be_visible()
    assert overflow(page) <= 0
    assert grid.evaluate("part => part.scrollWidth > part.clientWidth")
    grid.scroll_into_view_if_needed()
    picture(page, f"grid-360-{scheme}")
    page = timetable(visitor(360, 740, scheme), programme=SAMPLE, session=SESSION)
    assert overflow(page) <= 0
    picture(page, f"session-360-{scheme}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_wide_screen_the_grid_is_shown_first(visitor: Callable[..., Visit], server: Server, scheme: str):
    page = timetable(visitor(1280, 900, scheme), programme=SAMPLE)
    expect(page.get_by_role("table")).to_be_visible()
    expect(page.get_by_role("columnheader", name=words.TIME)).to_contain_text("WEST")
    expect(page.locator(".sf-item:visible")).to_have_count(0)
    assert overflow(page) <= 0
    picture(page, f"grid-1280-{scheme}")
    view(page, words.LIST).click()
    expect(page.locator(".sf-item:visible").first).to_be_visible()
    picture(page, f"list-1280-{scheme}")
    page = timetable(visitor(1280, 900, scheme), programme=SAMPLE, session=SESSION)
    picture(page, f"session-1280-{scheme}")


def test_the_grid_is_told_in_the_visitor_s_own_time_at_one_click(browser: Browser, server: Server):
    there = browser.new_context(timezone_id="Asia/Tokyo", locale="en-GB")
    page = timetable(Visit(there.new_page(), server), programme=SAMPLE, view="grid")
    expect(page.get_by_role("columnheader").first).to_contain_text("WEST")
    page.locator('[data-act="clock"]').click()
    expect(page.get_by_role("columnheader").first).to_contain_text("JST")
    expect(page.get_by_role("rowheader").first).to_have_text("16:30")
    there.close()
