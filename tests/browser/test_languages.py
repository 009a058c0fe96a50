"""The visitor's language: taken from the browser, chosen in the header, kept in the address; dates and clocks too."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import BrowserContext, expect
from rooms import INTEREST, PAGES, enter, settled
from visits import Server, Visit

from session_finder.timetable.time_format import when
from session_finder.web.i18n.catalogues import LANGUAGES, table


@pytest.fixture(scope="module")
def traveller(browser) -> Iterator[BrowserContext]:
    """One profile for all visitors, so that Streamlit's scripts are fetched and compiled once; see ``travel``."""
    context = browser.new_context()
    yield context
    context.close()


def travel(context: BrowserContext, server: Server, locale: str, zone: str, width: int = 1280) -> Visit:
    """A page whose browser has a locale and a time zone of its own, as Playwright gives them to a whole profile."""
    visit = Visit(context.new_page(), server)
    visit.page.set_viewport_size({"width": width, "height": 900})
    devtools = context.new_cdp_session(visit.page)
    agent = visit.page.evaluate("navigator.userAgent")
    devtools.send("Emulation.setUserAgentOverride", {"userAgent": agent, "acceptLanguage": locale})
    devtools.send("Emulation.setLocaleOverride", {"locale": locale})
    devtools.send("Emulation.setTimezoneOverride", {"timezoneId": zone})
    return visit


@pytest.fixture
def abroad(traveller, server) -> Iterator[Callable[..., Visit]]:
    """Makes the visitor of a test, whose browser has a locale and a time zone of its own."""
    visits: list[Visit] = []

    def arrive(locale: str, zone: str = "Europe/Lisbon", width: int = 1280) -> Visit:
        visits.append(travel(traveller, server, locale, zone, width))
        visits[-1].listen()
        return visits[-1]

    yield arrive
    for visit in visits:
        visit.check()
        visit.page.evaluate("localStorage.clear()")
        visit.page.close()


@pytest.fixture(scope="module")
def in_japan(browser, server) -> Iterator[Visit]:
    """One visitor with a Japanese browser for all pages."""
    context = browser.new_context(locale="ja-JP", timezone_id="Asia/Tokyo")
    context.request.get(server.way_in())
    yield Visit(context.new_page(), server)
    context.close()


def words_in(language: str):
    return table("find", language)


def best_session(server, sample):
    """The session that answers INTEREST first."""
    (title, *_) = server.titles(INTEREST)
    return next(session for session in sample.sessions if session.title == title)


def in_address(page, name):
    return parse_qs(urlsplit(page.url).query).get(name, [None])[0]


def speaks(page, language: str) -> None:
    """The document, the box, the pages' names and the choice in the header are in one language."""
    words = words_in(language)
    expect(page.locator("html")).to_have_attribute("lang", language)
    expect(page.locator(".sf-pages").get_by_role("link", name=words.MY_PLAN, exact=True)).to_be_visible()
    expect(choice(page, language)).to_have_value(language)


def choice(page, language):
    return page.get_by_role("combobox", name=words_in(language).LANGUAGE, exact=True)


def choose(page, old, new):
    choice(page, old).select_option(LANGUAGES[new])


@pytest.mark.parametrize(
    ("locale", "language"),
    [("de-DE", "de"), ("ja-JP", "ja"), ("fr-CA", "fr"), ("nl-NL", "en")],
)
def test_the_browser_s_language_is_spoken_where_we_speak_it_with_dates_as_its_country_writes_them(
    abroad, server, sample, locale, language
):
    visit = enter(abroad(locale), "results")
    words = words_in(language)
    speaks(visit.page, language)
    expect(visit.page.get_by_role("searchbox", name=words.ASK)).to_have_value(INTEREST)
    best = best_session(server, sample)
    written = when(best, "en_GB" if locale == "nl-NL" else locale.replace("-", "_"))
    expect(visit.cards.first).to_contain_text(written)
    expect(visit.cards.first.get_by_role("button", name=f"{words.STAR}: {best.title}")).to_be_visible()
    assert in_address(visit.page, "lang") is None


def test_a_link_names_the_language_it_is_read_in(abroad):
    visit = enter(abroad("en-GB"), "results", lang="ja")
    speaks(visit.page, "ja")
    expect(visit.page.get_by_text(words_in("ja").RESULTS)).to_be_visible()


def test_a_link_that_names_no_language_of_ours_changes_nothing(abroad):
    visit = enter(abroad("fr-FR"), "find", lang="tlh")
    speaks(visit.page, "fr")


def test_the_language_that_is_chosen_is_kept_in_the_address_on_the_other_pages_and_after_a_reload(abroad):
    visit = enter(abroad("en-GB"), "results")
    page = visit.page
    speaks(page, "en")
    choose(page, "en", "de")
    speaks(page, "de")
    expect(page.get_by_role("searchbox", name=words_in("de").ASK)).to_have_value(INTEREST)
    expect(page).to_have_url(re.compile(r"[?&]lang=de\b"))
    page.locator(".sf-pages").get_by_role("link", name=words_in("de").PROGRAMME).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words_in("de").PROGRAMME)
    settled(page)
    speaks(page, "de")
    expect(page).to_have_url(re.compile(r"/programme\?(.*&)?lang=de\b"))
    page.reload()
    expect(page.get_by_role("heading", level=1)).to_have_text(words_in("de").PROGRAMME)
    visit.complaints.clear()  # see rooms.NOT_FOUND
    speaks(page, "de")
    choose(page, "de", "fr")
    speaks(page, "fr")
    expect(page).to_have_url(re.compile(r"[?&]lang=fr\b"))
    choose(page, "fr", "en")
    speaks(page, "en")


def test_what_streamlit_says_around_the_page_is_said_in_the_visitor_s_language_too(abroad):
    visit = enter(abroad("es-ES", width=360), "find")
    said = words_in("es").SURROUNDINGS
    expect(visit.page.get_by_test_id("stSkipToContent")).to_have_text(said["skip"])
    expect(visit.page.get_by_role("button", name=said["menu"], exact=True)).to_be_visible()
    expect(visit.page.get_by_role("navigation", name=said["pages"], exact=True)).to_be_visible()


@pytest.mark.parametrize("name", PAGES)
def test_every_page_says_in_japanese_what_it_says_in_english(in_japan, name):
    """No sentence of the English tables stands on a page in another language; Streamlit's uploader is left out."""
    english = {
        text
        for one in ("find", "programme", "plan", "takeaway", "map", "everywhere", "sign_in", "organize")
        for word, text in vars(table(one, "en")).items()
        if isinstance(text, str) and not word.startswith("_") and len(text) > 3 and "{" not in text
        if text not in vars(table(one, "ja")).values()
    }
    visit = enter(in_japan, name)
    visit.page.locator("body").evaluate(
        "body => body.querySelectorAll('[data-testid=stFileUploaderDropzone]').forEach((one) => one.remove())"
    )
    lines = {line.strip() for line in visit.page.locator("body").inner_text().split("\n")}
    named = set(
        visit.page.evaluate(
            """() => [...document.querySelectorAll('[aria-label], [title], [placeholder]')].flatMap(
              (one) => ['aria-label', 'title', 'placeholder'].map((name) => one.getAttribute(name) || ''))"""
        )
    )
    assert (lines | named) & english == set()


def test_own_times_are_one_click_away_are_kept_on_other_pages_and_another_click_brings_the_conference_s_back(
    abroad, server, sample
):
    visit = enter(abroad("en-GB", zone="America/New_York"), "results")
    page, words = visit.page, words_in("en")
    best = best_session(server, sample)
    theirs, own = when(best), when(best, zone=ZoneInfo("America/New_York"))
    assert theirs.endswith("WEST")
    assert own.endswith("EDT")
    expect(page.get_by_title(words.TIMES_OF_CONFERENCE.format(zone="Lisbon"))).to_have_text("Lisbon")
    expect(visit.cards.first).to_contain_text(theirs)
    page.get_by_role("button", name=words.SHOW_OWN_TIMES.format(zone="New York")).click()
    expect(visit.cards.first).to_contain_text(own)
    expect(page.get_by_title(words.TIMES_OF_OWN.format(zone="New York"))).to_have_text("New York")
    page.locator(".sf-pages").get_by_role("link", name=words.PROGRAMME).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(words.PROGRAMME)
    expect(page.get_by_title(words.TIMES_OF_OWN.format(zone="New York"))).to_have_text("New York")
    page.locator(".sf-pages").get_by_role("link", name=words.FIND).click()
    visit.box.fill(INTEREST)
    expect(visit.cards.first).to_contain_text(own)
    page.get_by_role("button", name=words.SHOW_CONFERENCE_TIMES.format(zone="Lisbon")).click()
    expect(visit.cards.first).to_contain_text(theirs)


def test_who_is_on_the_conference_s_clock_is_offered_no_other(abroad):
    visit = enter(abroad("en-GB", zone="Europe/Lisbon"), "results")
    expect(visit.page.get_by_role("button", name=re.compile("Show mine"))).to_have_count(0)
