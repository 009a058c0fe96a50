"""The session finder in a page of another origin: the demo page of docs/, in a real browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import hostile
import pytest
from playwright.sync_api import expect
from servers import ROOT, App, free_port
from visits import SAMPLE

from session_finder.web.i18n.texts import find_messages as words
from session_finder.web.i18n.texts import programme_messages

DEMO = (ROOT / "docs" / "embedding-demo.html").read_text("utf-8")
INTEREST = "Health Analytics?"
HEIGHT = "() => document.querySelector('iframe').getBoundingClientRect().height"
INSIDE = "() => document.querySelector('[data-testid=stMainBlockContainer]').getBoundingClientRect().height"


class Site:
    """A conference's own site at ``url``, another origin than the finder's. Each path shows the page put under it."""

    def __init__(self) -> None:
        self.pages: dict[str, str] = {}
        pages = self.pages

        class Pages(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "text/html; charset=utf-8")
                self.end_headers()
                self.wfile.write(pages.get(self.path, "").encode())

            def log_message(self, *_: object) -> None:
                """Be quiet."""

        self.server = ThreadingHTTPServer(("127.0.0.1", free_port()), Pages)
        self.url = f"http://localhost:{self.server.server_port}"


@pytest.fixture(scope="module")
def site() -> Iterator[Site]:
    site = Site()
    threading.Thread(target=site.server.serve_forever, daemon=True).start()
    yield site
    site.server.shutdown()
    site.server.server_close()


@pytest.fixture(scope="module")
def finder(playwright, site, warm_cache, tmp_path_factory) -> Iterator[App]:
    """A server that allows that site to show its pages."""
    settings = {"CACHE": warm_cache, "DATA": ROOT / "data", "NOW": "2027-05-01T10:00+01:00"}
    with App(tmp_path_factory.mktemp("server"), settings | {"FRAME_ANCESTORS": site.url}) as app:
        yield app.wait()


@pytest.fixture
def page(context, finder):
    page = context.new_page()
    page.set_viewport_size({"width": 1000, "height": 900})
    yield page
    page.close()


@pytest.fixture
def show(page, site, finder):
    """Opens the demo page with some of its attributes changed, and returns what is inside the box."""

    def open_demo(*changes: tuple[str, str]):
        html = DEMO.replace("http://localhost:8501", finder.url)
        for before, after in changes:
            assert before in html
            html = html.replace(before, after)
        site.pages["/demo"] = html
        page.goto(f"{site.url}/demo")
        box = page.frame_locator("iframe")
        expect(box.get_by_role("searchbox")).to_be_visible()
        return box

    return open_demo


def heights_agree(page) -> None:
    """Wait until the box is as tall as its content."""
    inside = page.frames[1]
    page.wait_for_function("() => document.querySelector('iframe').getBoundingClientRect().height > 100")
    expect(page.locator("iframe")).not_to_have_css("height", "1px")
    for _ in range(100):
        if abs(page.evaluate(HEIGHT) - inside.evaluate(INSIDE)) <= 1:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the box is {page.evaluate(HEIGHT)} high, and its content {inside.evaluate(INSIDE)}")


def test_the_box_shows_one_conference_and_grows_and_shrinks_with_its_content(show, page):
    box = show()
    expect(page.get_by_role("link", name="Find your sessions")).to_have_count(0)
    expect(box.get_by_role("link", name=words.PROGRAMME, exact=True)).to_have_count(0)
    heights_agree(page)
    assert page.evaluate("() => document.activeElement.tagName") == "BODY"
    before = page.evaluate(HEIGHT)
    box.get_by_role("searchbox").fill(INTEREST)
    expect(box.locator("article")).to_have_count(3)
    heights_agree(page)
    assert page.evaluate(HEIGHT) > before + 200
    box.get_by_role("searchbox").fill("")
    expect(box.locator("article")).to_have_count(0)
    heights_agree(page)
    assert abs(page.evaluate(HEIGHT) - before) <= 1
    assert page.frames[1].evaluate("() => document.querySelector('[data-testid=stMain]').scrollHeight") <= before + 1


def test_a_session_opens_in_place_and_leads_back_to_the_answers(show, page):
    box = show()
    box.get_by_role("searchbox").fill(INTEREST)
    title = box.locator("article h2").first.inner_text()
    box.locator("article h2 a").first.click()
    expect(box.get_by_role("heading", level=1)).to_have_text(title)
    heights_agree(page)
    assert page.evaluate("() => document.querySelector('iframe').getBoundingClientRect().top") >= 0
    box.get_by_role("link", name=programme_messages.BACK).click()
    expect(box.locator("article h2").first).to_have_text(title)


def test_a_session_opens_in_another_tab_if_the_site_wants_it_so(show, page, finder):
    box = show(('data-open="here"', 'data-open="tab"'))
    box.get_by_role("searchbox").fill(INTEREST)
    link = box.locator("article h2 a").first
    title = link.inner_text()
    with page.context.expect_page() as opened:
        link.click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text(title)
    assert opened.value.url.startswith(f"{finder.url}/programme?session=")
    assert "embed" not in opened.value.url
    expect(link).to_have_text(title)
    opened.value.close()


@pytest.mark.parametrize(("theme", "light"), [("light", True), ("dark", False)])
def test_the_theme_is_the_one_that_the_site_names(show, page, theme, light):
    show(('data-theme="light"', f'data-theme="{theme}"'))
    colour = page.frames[1].evaluate(
        "() => getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor.match(/\\d+/g)[0]"
    )
    assert (int(colour) > 128) is light


def test_the_language_and_the_page_are_the_ones_that_the_site_names(show, page):
    show(('data-open="here"', 'data-lang="de" data-page="programme"'))
    assert page.frames[1].url.split("?")[0].endswith("/programme")
    expect(page.frame_locator("iframe").locator("html")).to_have_attribute("lang", "de")


def test_only_the_box_may_say_how_tall_it_is_and_only_the_site_is_told(show, page):
    show()
    heights_agree(page)
    before = page.evaluate(HEIGHT)
    page.evaluate("() => window.postMessage({ type: 'session-finder:height', height: 7 }, '*')")
    page.frames[1].evaluate("() => window.postMessage({ type: 'session-finder:hello', open: 'tab' }, '*')")
    page.evaluate(
        """() => new Promise((done) => {
          const stranger = document.createElement('iframe');
          stranger.srcdoc = `<script>parent.postMessage({ type: 'session-finder:height', height: 9 }, '*')<\\/script>`;
          window.addEventListener('message', (event) => { if (event.source === stranger.contentWindow) { done(); } });
          document.body.append(stranger);
        })"""
    )
    assert page.evaluate(HEIGHT) == before


def test_a_site_that_may_not_show_the_finder_keeps_its_link(page, site, server):
    site.pages["/refused"] = DEMO.replace("http://localhost:8501", server.url)
    page.goto(f"{site.url}/refused", wait_until="networkidle")
    expect(page.get_by_role("link", name="Find your sessions")).to_be_visible()
    assert page.evaluate(HEIGHT) == 1


def test_among_several_conferences_the_box_shows_only_its_own(context, server):
    page = context.new_page()
    page.goto(f"{server.url}/?embed=true&programme={SAMPLE}")
    expect(page.get_by_role("searchbox")).to_be_visible()
    expect(page).to_have_title("Find · Harbour Analytics Summit 2027")
    expect(page.get_by_role("combobox", name=words.CHOOSE_PROGRAMME)).to_have_count(0)
    assert hostile.NAME not in page.content()
    page.close()
