"""Organizers at the door in a real browser: signing in, loading the page anew, uploading, signing out."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect
from rooms import NOT_FOUND
from visits import PASSWORD, Server, Visit

from session_finder.paths import COMMAND
from session_finder.web.i18n.texts import organize_messages
from session_finder.web.i18n.texts import sign_in_messages as words

REFUSED = "Failed to load resource: the server responded with a status of 401 (Unauthorized)"
CSV = "title;abstract\nKnots for night watches;Six knots that hold in the dark.\n"


@pytest.fixture
def visitor(browser: Browser, locked: Server) -> Iterator[Callable[..., Visit]]:
    """Makes visitors in browsers of their own, at the organizers' page; nothing on it is complained about."""
    visits: list[Visit] = []

    def arrive(**options: Any) -> Visit:
        visit = Visit(browser.new_context(locale="en-GB", **options).new_page(), locked)
        visit.listen()
        visits.append(visit)
        visit.page.goto(f"{locked.url}/organize")
        expect(visit.page.get_by_text(words.FOR_ORGANIZERS)).to_be_visible()
        return visit

    yield arrive
    for visit in visits:
        assert [said for said in visit.complaints if said not in (NOT_FOUND, REFUSED)] == []
        assert visit.strangers == []
        visit.page.context.close()


def sign_in(page: Page, password: str = PASSWORD, name: str = "Ada") -> None:
    page.get_by_label(words.NAME, exact=True).fill(name)
    page.get_by_label(words.PASSWORD, exact=True).fill(password)
    page.get_by_label(words.PASSWORD, exact=True).press("Enter")


def is_inside(page: Page, name: str = "Ada") -> None:
    expect(page.get_by_text(f"Signed in as {name}.")).to_be_visible()


def upload(page: Page, folder: Path) -> None:
    (folder / "knots.csv").write_text(CSV, "utf-8")
    page.locator("input[type=file]").first.set_input_files(folder / "knots.csv")  # the second is for a logo
    expect(page.get_by_text("Table: 1 rows, 1 sessions.")).to_be_visible()


def test_a_sign_in_outlives_a_reload_and_another_tab_and_ends_with_the_sign_out(visitor, locked, tmp_path):
    page = visitor().page
    sign_in(page)
    is_inside(page)
    upload(page, tmp_path)
    page.reload()
    is_inside(page)
    other = page.context.new_page()
    other.goto(f"{locked.url}/organize")
    is_inside(other)
    page.get_by_role("button", name=words.SIGN_OUT).click()
    expect(page.get_by_text(words.FOR_ORGANIZERS)).to_be_visible()
    for left in (page, other):
        left.reload()
        expect(left.get_by_text(words.FOR_ORGANIZERS)).to_be_visible()


def test_scripts_see_no_cookie_of_ours_and_attendees_get_none(visitor, locked):
    page = visitor().page
    assert [cookie["name"] for cookie in page.context.cookies() if cookie["name"].startswith("session_finder")] == []
    sign_in(page)
    is_inside(page)
    kept = {cookie["name"]: cookie for cookie in page.context.cookies(f"{locked.url}/door/sign-in")}
    for name in ("session_finder_sign_in", "session_finder_device"):
        assert (kept[name]["httpOnly"], kept[name]["sameSite"]) == (True, "Strict")
    assert "session_finder" not in page.evaluate("document.cookie")
    before = kept["session_finder_sign_in"]["value"]
    page.get_by_role("button", name=words.SIGN_OUT).click()
    expect(page.get_by_text(words.FOR_ORGANIZERS)).to_be_visible()
    sign_in(page, name="Grace")
    is_inside(page, "Grace")
    after = {cookie["name"]: cookie["value"] for cookie in page.context.cookies()}
    assert after["session_finder_sign_in"] != before


def test_two_organizers_work_side_by_side(visitor, tmp_path):
    ada, grace = visitor().page, visitor().page
    sign_in(ada)
    is_inside(ada)
    sign_in(grace, name="Grace")
    is_inside(grace, "Grace")
    for number, page in enumerate((ada, grace)):
        (tmp_path / str(number)).mkdir()
        upload(page, tmp_path / str(number))
    ada.get_by_role("button", name=words.SIGN_OUT).click()
    expect(ada.get_by_text(words.FOR_ORGANIZERS)).to_be_visible()
    grace.reload()
    is_inside(grace, "Grace")


def test_a_wrong_password_is_told_and_what_was_typed_is_gone(visitor):
    page = visitor().page
    sign_in(page, "wrong horse battery")
    expect(page.get_by_test_id("stAlert")).to_contain_text(words.WRONG)
    expect(page.get_by_label(words.PASSWORD, exact=True)).to_have_value("")
    expect(page.get_by_label(words.NAME, exact=True)).to_have_value("Ada")
    sign_in(page)
    is_inside(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1200, 360])
def test_the_form_has_no_barriers_and_fits(visitor, width, scheme):
    page = visitor(viewport={"width": width, "height": 740}, color_scheme=scheme).page
    expect(page.get_by_role("button", name=words.SIGN_IN)).to_be_visible()
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        page.wait_for_timeout(500)
        page.screenshot(path=Path(folder) / f"door-{scheme}-{width}.png", animations="disabled")
    found = Axe().run(page).response["violations"]
    assert [one["id"] for one in found if one["impact"] in ("serious", "critical")] == []
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= width


def test_without_a_password_the_page_names_the_link_and_the_link_opens_it(browser, desk):
    page = browser.new_context(locale="en-GB").new_page()
    page.goto(f"{desk.url}/organize")
    expect(page.get_by_text(words.LINK.format(command=COMMAND))).to_be_visible()
    page.goto(desk.way_in())
    expect(page.get_by_role("combobox", name=organize_messages.CHOOSE)).to_be_visible()
    assert page.url == f"{desk.url}/organize"
    page.context.close()


@pytest.mark.parametrize("typed", ["https://zzqx.example/", "www.zzqx.example", "ada@zzqx.example"])
def test_what_is_typed_makes_no_link_in_our_sentences(visitor, locked, typed):
    page = visitor().page
    page.goto(f"{locked.url}/?q={typed}")
    said = page.get_by_test_id("stMain").get_by_test_id("stAlert").filter(has_text="zzqx")
    expect(said).to_be_visible()
    expect(said.locator("a")).to_have_count(0)
