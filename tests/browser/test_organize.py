"""The organizers' page: upload, see what is wrong, mend, publish, roll back. With SCREENSHOTS=folder, pictures."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from desks import HEADER, NEW, ROWS, Desk
from playwright.sync_api import Browser, Page, expect
from visits import Server, Visit

from session_finder.web.i18n.texts import find_messages as find_words
from session_finder.web.i18n.texts import organize_messages as words

INTEREST = "planking a wooden boat"
PUBLISHED = 164


@pytest.fixture
def organizer(browser: Browser, desk: Server) -> Iterator[Callable[..., Desk]]:
    """Makes organizers, each in a browser of their own; whatever they did, they are checked."""
    visits: list[Visit] = []

    def arrive(slug: str = "", width: int = 1200, height: int = 900, scheme: Any = "light") -> Desk:
        context = browser.new_context(locale="en-GB", viewport={"width": width, "height": height}, color_scheme=scheme)
        visit = Visit(context.new_page(), desk)
        visit.listen()
        visits.append(visit)
        return Desk(visit).arrive(slug)

    yield arrive
    for visit in visits:
        visit.check()
        visit.page.context.close()


@pytest.fixture
def attendee(browser: Browser, desk: Server) -> Iterator[Visit]:
    context = browser.new_context(locale="en-GB")
    visit = Visit(context.new_page(), desk)
    visit.listen()
    yield visit
    visit.check()
    context.close()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "programm.csv"
    path.write_text("\n".join((HEADER, *ROWS)) + "\n", "utf-8")
    return path


def keep(page: Page, name: str) -> None:
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        inner = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
        size = page.viewport_size or {"width": 1200, "height": 900}
        page.set_viewport_size({"width": size["width"], "height": max(size["height"], inner)})
        page.wait_for_timeout(700)
        page.screenshot(path=Path(folder) / f"organize-{name}.png", animations="disabled")
        page.set_viewport_size(size)


def test_a_file_is_understood_mended_published_found_rolled_back_and_published_anew(organizer, attendee, file):
    desk = organizer("harbour-2027")
    before = httpx.get(f"{desk.visit.server.url}/api/search?q=graphs&programme=harbour-2027").json()["sessions"]

    # What it is, and what is wrong with it.
    desk.upload(file)
    desk.says("Table: 4 rows, 4 sessions.")
    desk.says("3 columns were dropped: Reihe, E-Mail, Gutachten")
    problems = desk.page.locator("summary").filter(has_text=words.PROBLEMS)
    expect(problems).to_contain_text("3 warnings, 4 notes")
    problems.click()
    desk.choose_the_problem_of_line_4()
    around = desk.page.get_by_test_id("stDataFrame").nth(1)
    expect(around.locator("canvas").first).to_contain_text("→ 4")
    expect(around.locator("canvas").first).to_contain_text("Reading clouds at sea")

    # The titles stand in another column.
    expect(desk.visit.titles.first).not_to_have_text(NEW[0])
    desk.mend()
    expect(desk.visit.titles).to_have_count(3)
    assert set(desk.visit.titles.all_text_contents()) < set(NEW)
    desk.says(f"This removes {PUBLISHED} of {PUBLISHED} sessions.")
    desk.open(words.DIFFERENCE)
    desk.says("4 added, 164 removed")

    # Published, it is found at the link that is shown.
    desk.publish()
    desk.says("Attendees now see version 1: 4 sessions.")
    link = f"{desk.visit.server.url}/?programme=harbour-2027"
    desk.says(link)
    expect(desk.page.get_by_role("img", name=words.QR)).to_be_visible()
    attendee.page.goto(link)
    attendee.box.fill(INTEREST)
    expect(attendee.titles.first).to_have_text(NEW[0])

    # Rolled back, it is not.
    desk.tab(words.VERSIONS)
    desk.button(words.ROLL_BACK).click()
    desk.says(words.ROLLED_BACK.format(number=0))
    attendee.page.reload()
    expect(attendee.box).to_be_visible()
    attendee.box.fill("graphs")
    expect(attendee.titles).to_have_text([session["title"] for session in before[:3]])
    attendee.box.fill(INTEREST)
    attendee.page.wait_for_url(lambda url: "wooden" in url)
    expect(attendee.titles.filter(has_text=NEW[0])).to_have_count(0)

    # Once more: the columns are remembered, and the third time there is nothing to do.
    desk.tab(words.UPLOAD)
    desk.upload(file)
    expect(desk.visit.titles.first).to_have_text(NEW[0])
    desk.publish()
    desk.says("Attendees now see version 2: 4 sessions.")
    desk.upload(file)
    desk.says(words.SAME)
    expect(desk.button(words.PUBLISH)).to_have_count(0)


def test_a_conference_is_begun_published_hidden_and_deleted(organizer, attendee, file):
    desk = organizer()
    address = f"{desk.visit.server.url}/?programme=malaga-boats-2027"
    desk.choose(words.CHOOSE, words.NEW)
    desk.page.get_by_label(words.NEW_NAME, exact=True).fill("Málaga Boats 2027")
    desk.page.get_by_label(words.NEW_NAME, exact=True).press("Enter")
    expect(desk.page.get_by_role("textbox", name=words.NEW_SLUG)).to_have_value("malaga-boats-2027")
    desk.button(words.BEGIN).click()
    desk.upload(file)
    desk.choose(words.ZONE, "Europe/Madrid")
    desk.mend()
    desk.publish()
    desk.says("Attendees now see version 1: 4 sessions.")
    attendee.page.goto(address)
    attendee.box.fill(INTEREST)
    expect(attendee.titles.first).to_have_text(NEW[0])
    expect(attendee.cards.first).to_contain_text("Tue 11 May, 09:00–09:45")

    # The zone is the conference's from now on.
    desk.upload(file)
    expect(desk.page.get_by_role("combobox", name=words.ZONE)).to_have_value("Europe/Madrid")
    desk.says(words.SAME)

    desk.tab(words.CONFERENCE)
    desk.choose(words.DAY_STARTS, "09:30")  # what is earlier belongs to the evening before
    desk.page.get_by_role("button", name=words.SAVE, exact=True).click()  # beside it, the look is saved
    desk.says(words.SAVED)
    attendee.page.goto(address.replace("/?", "/programme?"))
    expect(attendee.page.get_by_role("link", name="Mon 10 May")).to_be_visible()
    attendee.complaints.clear()  # below a page's own address Streamlit first looks for its server, in vain

    desk.tab(words.CONFERENCE)
    desk.button(words.HIDE).click()
    desk.says(words.HIDDEN)
    attendee.page.goto(address)
    expect(attendee.page.get_by_role("alert")).to_contain_text(find_words.NO_SUCH_PROGRAMME)
    desk.tab(words.CONFERENCE)
    desk.open(words.DELETE)
    expect(desk.button(words.DELETE_NOW)).to_be_disabled()
    desk.page.get_by_label(words.DELETE_TYPED, exact=True).fill("malaga-boats-2027")
    desk.page.get_by_label(words.DELETE_TYPED, exact=True).press("Enter")
    expect(desk.button(words.DELETE_NOW)).to_be_enabled()
    desk.rest()
    desk.button(words.DELETE_NOW).click()
    desk.says("Málaga Boats 2027 was deleted.")
    desk.page.get_by_role("combobox", name=words.CHOOSE).click()
    expect(desk.page.get_by_role("option", name="Málaga Boats 2027")).to_have_count(0)
    desk.page.keyboard.press("Escape")


def test_of_two_organizers_with_the_same_file_the_second_is_told_who_was_first(organizer, file, tmp_path):
    first, second = organizer("quay-2027"), organizer("quay-2027")
    shorter = tmp_path / "shorter.csv"
    shorter.write_text("\n".join((HEADER, *ROWS[:3])) + "\n", "utf-8")
    first.upload(file)
    second.upload(shorter)
    first.publish()
    first.says("Attendees now see version 1: 4 sessions.")
    second.publish()
    second.says("This computer published version 1 on")
    second.says(words.FIRST_AGAIN)
    expect(second.page.locator("summary").filter(has_text=words.DIFFERENCE)).to_contain_text("1 removed")
    second.publish()
    second.says("Attendees now see version 3: 3 sessions.")
    expect(second.page.locator("summary").filter(has_text=words.DRAFTS)).to_have_count(0)


def test_nothing_runs_off_the_organizers_page_on_a_desktop_or_a_phone(organizer, file):
    desk = organizer("pier-2027", 1200, 900)

    def look(name: str) -> None:
        """At each width; pictures in either theme where somebody wants some."""
        for width in (360, 1200):
            desk.page.set_viewport_size({"width": width, "height": 900 if width > 400 else 740})
            desk.page.wait_for_timeout(300)
            for scheme in ("dark", "light") if "SCREENSHOTS" in os.environ else ():
                desk.page.emulate_media(color_scheme=scheme)
                desk.page.wait_for_timeout(300)
                keep(desk.page, f"{scheme}-{width}-{name}")
            wide = "() => [...document.querySelectorAll('html, [data-testid=stMain]')].map(one => one.scrollWidth)"
            assert max(desk.page.evaluate(wide)) <= width, name

    look("empty")
    desk.upload(file)
    desk.open(words.PROBLEMS)
    expect(desk.page.get_by_test_id("stDataFrame").first).to_be_visible()
    look("problems")
    desk.choose_the_problem_of_line_4()
    look("around")
    desk.open(words.MAPPING)
    look("mapping")
    desk.open(words.DIFFERENCE)
    look("difference")
    desk.publish()
    desk.says("Attendees now see version")
    look("done")
    desk.tab(words.VERSIONS)
    desk.open(words.HISTORY)
    look("versions")
    desk.tab(words.CONFERENCE)
    desk.open(words.DELETE)
    look("conference")
    desk.tab(words.VERSIONS)
    desk.page.get_by_role("combobox", name=words.ROLL_BACK_TO).click()
    desk.page.get_by_role("option", name=re.compile("^Version 0:")).click()
    desk.rest()
    desk.button(words.ROLL_BACK).click()
    desk.says(words.ROLLED_BACK.format(number=0))
