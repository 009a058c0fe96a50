"""A real server in a process of its own and a real Chromium: one of each for all tests of this folder.

Package scope, not session: while Playwright's synchronous interface is open, no other test could use asyncio.run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import hostile
import pytest
from lacking import lacking
from playwright.sync_api import Browser, BrowserContext, Playwright, expect, sync_playwright
from servers import ROOT, App
from visits import PASSWORD, SAMPLE, Server, Visit
from waiting import until

from session_finder.application import passwords

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
NOW = "2027-05-11T08:40+01:00"  # the sample conference has just begun, with its registration
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

expect.set_options(timeout=30_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Visitors who come before the server is ready come first."""
    here = [place for place, item in enumerate(items) if Path(__file__).parent in item.path.parents]
    ordered = sorted(
        (items[place] for place in here), key=lambda item: not item.name.startswith("test_an_early_visitor")
    )
    for place, item in zip(here, ordered, strict=True):
        items[place] = item


def chromium() -> str:
    """The browser's path. Without one the tests are skipped, or fail with CI=true."""
    named = os.environ.get("CHROMIUM", "")
    found = (shutil.which(name) for name in (named, "chromium", "chromium-browser", "google-chrome", MAC) if name)
    path = next((path for path in found if path), None)
    if path is None:
        lacking("No Chromium was found: install it (Debian: apt-get install chromium) or set CHROMIUM to its path.")
    return path


@pytest.fixture(scope="package")
def playwright() -> Iterator[Playwright]:
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="package")
def browser(playwright: Playwright) -> Iterator[Browser]:
    """For tests that need a profile of their own."""
    browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
    yield browser
    browser.close()


@pytest.fixture(scope="package")
def started(playwright: Playwright, warm_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server as soon as it listens: it still warms up."""
    data = tmp_path_factory.mktemp("programmes")
    shutil.copytree(ROOT / "data" / SAMPLE, data / SAMPLE)
    (data / hostile.SLUG).mkdir()
    hostile.write_about(data / hostile.SLUG)
    pipe = data / hostile.SLUG / "programme.csv"
    os.mkfifo(pipe)
    with serving(data, warm_cache, tmp_path_factory) as app:
        yield Server(app, pipe)


def serving(data: Path, cache: Path, folders: pytest.TempPathFactory) -> App:
    """A server within a ``with``."""
    return App(folders.mktemp("server"), {"CACHE": cache, "DATA": data, "NOW": NOW})


@pytest.fixture(scope="package")
def server(started: Server) -> Server:
    """The server, ready to answer."""
    started.let_in()
    started.app.wait()
    return started


THRICE = (SAMPLE, "pier-2027", "quay-2027")


def lay_out(data: Path) -> None:
    """Bring a folder of programmes to where it holds the sample three times, by three names."""
    for slug in [place.name for place in data.iterdir() if not place.name.startswith(".")]:
        shutil.rmtree(data / slug, ignore_errors=True)
    for slug in THRICE:
        shutil.copytree(ROOT / "data" / SAMPLE, data / slug)
        about = (data / slug / "about.toml").read_text("utf-8")
        (data / slug / "about.toml").write_text(about.replace("Harbour", slug.split("-")[0].title()), "utf-8")


@pytest.fixture(scope="package")
def second_server(
    playwright: Playwright, warm_cache: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A second server, ready, whose programmes tests may change."""
    data = tmp_path_factory.mktemp("desk")
    lay_out(data)
    with serving(data, warm_cache, tmp_path_factory) as app:
        yield Server(app.wait(), let_in_already=True, data=data)


@pytest.fixture
def desk(second_server: Server) -> Server:
    """The second server with the sample three times, whatever the tests before have published, hidden or deleted."""
    lay_out(second_server.data)
    until(lambda: second_server.programmes() == [*THRICE], "the three programmes that were laid out")
    return second_server


@pytest.fixture(scope="package")
def locked(playwright: Playwright, warm_cache: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A third server, ready, whose organizers need a password."""
    data = tmp_path_factory.mktemp("locked")
    shutil.copytree(ROOT / "data" / SAMPLE, data / SAMPLE)
    passwords.set_password(data, PASSWORD)
    with serving(data, warm_cache, tmp_path_factory) as app:
        yield Server(app.wait(), let_in_already=True, data=data)


@pytest.fixture(scope="package")
def context(
    playwright: Playwright, started: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[BrowserContext]:
    """One profile for all visitors. All of them may organize.

    It lies on the disk, where Chromium keeps Streamlit's scripts compiled: that is a third of the work of a visit.
    """
    context = playwright.chromium.launch_persistent_context(
        tmp_path_factory.mktemp("profile"),
        executable_path=chromium(),
        args=ARGUMENTS,
        locale="en-GB",  # in which dates are written
    )
    context.request.get(started.way_in())
    yield context
    context.close()


@pytest.fixture
def visitor(context: BrowserContext, started: Server) -> Iterator[Callable[..., Visit]]:
    """Makes visitors: ``visitor(360, 740, "dark")``. Whatever they did, they are checked."""
    visits: list[Visit] = []

    def arrive(width: int = 1280, height: int = 900, scheme: Any = "light") -> Visit:
        visit = Visit(context.new_page(), started)
        visit.page.set_viewport_size({"width": width, "height": height})
        visit.page.emulate_media(color_scheme=scheme)
        visit.listen()
        visits.append(visit)
        return visit

    yield arrive
    for visit in visits:
        visit.check()
        if visit.page.url.startswith("http"):
            visit.page.evaluate("localStorage.clear()")  # one profile for all: the next visitor begins without a plan
        visit.page.close()


@pytest.fixture
def visit(visitor: Callable[..., Visit], server: Server) -> Visit:
    """A visitor who has just arrived at a server that is ready."""
    return visitor().go()


@pytest.fixture(scope="module")
def open_visit(context: BrowserContext, server: Server) -> Iterator[Visit]:
    """A visitor who stays for all tests of a module, where it does not matter what was typed before."""
    visit = Visit(context.new_page(), server)
    visit.listen()
    yield visit.go()
    visit.page.close()
