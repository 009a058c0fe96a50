"""A plan taken away: the calendar by a click, the page without a network, on paper and on a phone."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
import vobject
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import as_address
from session_finder.storage.files.library import FileLibrary
from session_finder.web.i18n.texts import find_messages as page_words
from session_finder.web.i18n.texts import takeaway_messages as words

ROOT = Path(__file__).resolve().parents[2]
IDS = ("HC-01", "ML-02", "KN-1")


BACKGROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 25, 28)"}


def keep(page, name):
    """With SCREENSHOTS=folder, a picture to look at."""
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=name.startswith("takeaway-print"))


@pytest.fixture(scope="module")
def programme():
    return FileLibrary(ROOT / "data").load("harbour-2027")


@pytest.fixture(scope="module")
def plan(programme):
    return Plan.of([programme.by_id[name] for name in IDS])


@pytest.fixture
def planning(visitor, server, plan):
    """A visitor on the page of their plan."""
    visit = visitor().go(plan=as_address(plan))
    visit.page.get_by_role("link", name=page_words.MY_PLAN).click()
    expect(visit.page.get_by_role("heading", name=words.TITLE)).to_be_visible()
    return visit


def downloaded(visit, name, folder: Path) -> Path:
    with visit.page.expect_download() as download:
        visit.page.get_by_role("link", name=name).click()
    path = folder / download.value.suggested_filename
    download.value.save_as(path)
    return path


@pytest.fixture
def file(planning, tmp_path) -> Path:
    return downloaded(planning, words.FILE, tmp_path)


@pytest.fixture
def offline(browser):
    """Opens a file in a browser without a network, and notes whatever it would have fetched."""
    contexts: list[BrowserContext] = []
    asked: list[str] = []

    def open_file(path: Path, width: int = 1280, scheme="light") -> Page:
        context = browser.new_context(viewport={"width": width, "height": 800}, color_scheme=scheme, offline=True)
        contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: asked.append(request.url))
        page.on("console", lambda said: asked.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: asked.append(str(error)))
        page.goto(path.as_uri())
        return page

    yield open_file
    for context in contexts:
        context.close()
    assert {url for url in asked if not url.startswith("data:")} == {
        url for url in asked if re.match(r"file://.*\.html$", url)
    }


def box(page):
    return page.get_by_role("searchbox", name=words.FILE_SEARCH)


def shown(page):
    return page.locator("#programme article:visible h4")


def test_the_calendar_file_comes_by_a_click_and_holds_the_plan(planning, programme, tmp_path):
    path = downloaded(planning, words.CALENDAR, tmp_path)
    assert path.name == "harbour-2027-plan.ics"
    read = vobject.readOne(path.read_text("utf-8"))
    starred = sorted((programme.by_id[name] for name in IDS), key=lambda session: session.start)
    assert [(event.summary.value, event.dtstart.value, event.location.value) for event in read.vevent_list] == [
        (session.title, session.start, session.room) for session in starred
    ]


def test_the_address_to_subscribe_to_is_this_server_s(planning, server):
    planning.page.get_by_text(words.SUBSCRIBE).click()
    address = planning.page.get_by_label(words.ADDRESS).input_value()
    assert address.startswith(f"{server.url}/api/plan.ics?programme=harbour-2027&plan=1")
    answer = planning.page.request.get(address)
    assert answer.headers["content-type"] == "text/calendar; charset=utf-8"
    webcal = planning.page.get_by_role("link", name=words.OPEN_CALENDAR).get_attribute("href")
    assert webcal == address.replace("http://", "webcal://")


def test_without_a_network_the_file_shows_the_plan_and_finds_words_in_abstracts(file, offline, programme):
    page = offline(file)
    expect(page.get_by_role("heading", level=1)).to_have_text(programme.name)
    expect(page.locator("#plan article")).to_have_count(3)
    total = len(programme.sessions)
    expect(page.get_by_role("status")).to_have_text(words.FILE_ALL.format(total=total))
    box(page).fill("NÙRSE heart")  # neither capitals nor accents matter; both words stand in one abstract only
    expect(page.get_by_role("status")).to_have_text(words.FILE_SOME.format(shown=1, total=total))
    expect(shown(page)).to_have_text(["He Was Back on Monday"])
    expect(page.locator("#programme article:visible details[open]")).to_be_visible()
    expect(page.locator("#plan article:visible")).to_have_count(3)  # the plan is there whatever is looked for
    box(page).fill("solene DESROSIERS")  # Solène
    expect(shown(page)).to_have_text(["Nine Hundred Tests and Nobody Reads the Alerts"])
    expect(page.locator("#programme details[open]")).to_have_count(0)
    box(page).fill("abstract zzz")
    expect(page.get_by_role("status")).to_have_text(words.FILE_NONE)
    expect(shown(page)).to_have_count(0)
    box(page).fill("")
    expect(shown(page)).to_have_count(total)
    expect(page.locator("#programme details[open]")).to_have_count(0)


def test_on_paper_there_is_the_plan_alone_with_abstracts_on_request(file, offline):
    page = offline(file, width=794, scheme="dark")
    page.emulate_media(media="print")
    expect(page.locator("#programme")).to_be_hidden()
    expect(page.get_by_role("button")).to_have_count(0)
    expect(page.locator("#plan article")).to_have_count(3)
    assert page.locator("body").evaluate("body => getComputedStyle(body).backgroundColor") == "rgb(255, 255, 255)"
    keep(page, "takeaway-print")
    page.emulate_media(media="screen")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#plan details[open]")).to_have_count(0)
    page.get_by_role("checkbox", name=words.FILE_PRINT_ABSTRACTS).check()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    expect(page.locator("#plan details[open]")).to_have_count(3)
    page.emulate_media(media="print")
    keep(page, "takeaway-print-abstracts")
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    expect(page.locator("#plan details[open]")).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_file_fits_a_phone_and_has_no_barrier_that_axe_finds(file, offline, scheme):
    page = offline(file, width=360, scheme=scheme)
    expect(page.locator("body")).to_have_css(
        "background-color", {"light": "rgb(255, 255, 255)"}.get(scheme, "rgb(16, 25, 28)")
    )
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    keep(page, f"takeaway-360-{scheme}")
    page.locator("#plan summary").first.click()
    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []


def test_by_keyboard_one_gets_past_the_plan_to_the_search(file, offline):
    page = offline(file)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name=words.FILE_SKIP)).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(box(page)).to_be_focused()


def test_the_print_view_opens_beside_the_page(planning):
    with planning.page.context.expect_page() as opened:
        planning.page.get_by_role("link", name=words.PRINT).click()
    page = opened.value
    expect(page.get_by_role("button", name=words.FILE_PRINT)).to_be_visible()
    box(page).fill("zzz")
    expect(page.get_by_role("status")).to_have_text(words.FILE_NONE)
    page.close()
