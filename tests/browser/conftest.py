"""A real server in a process of its own and a real Chromium: one of each for all tests of this folder.

Package scope, not session: while Playwright's synchronous interface is open, no other test could use asyncio.run.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import hostile
import httpx
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from session_finder.engine.models import BUNDLED
from session_finder.web import words

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = "harbour-2027"
START = 300  # seconds that a start may take, first encoding included
ARGUMENTS = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update --disable-sync --no-first-run"
).split()
MAC = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"

expect.set_options(timeout=30_000)


@dataclass
class Server:
    """The server under test. It warms up until ``let_in``: its second programme is a pipe that nobody has filled."""

    url: str
    process: subprocess.Popen[bytes]
    log: Path
    pipe: Path
    let_in_already: bool = False

    def let_in(self) -> None:
        """Hand over the second programme, so that the start can end."""
        if not self.let_in_already:
            self.let_in_already = True
            threading.Thread(target=self.pipe.write_bytes, args=(hostile.programme_csv(),), daemon=True).start()

    def wait(self, path: str) -> None:
        """Wait until ``path`` answers 200."""
        end = time.monotonic() + START
        while time.monotonic() < end and self.process.poll() is None:
            try:
                if httpx.get(self.url + path, timeout=10).status_code == 200:
                    return
            except httpx.TransportError:
                pass
            time.sleep(0.1)
        pytest.fail(f"The server did not get as far as {path}. Its log ends:\n{self.log.read_text()[-3000:]}")

    def titles(self, interest: str, count: int = 3, programme: str = SAMPLE) -> list[str]:
        """What the API answers."""
        asked: dict[str, str | int] = {"q": interest, "count": count, "programme": programme}
        answer = httpx.get(f"{self.url}/api/search", params=asked, timeout=60).json()
        return [session["title"] for session in answer["sessions"]]


@dataclass
class Visit:
    """A visitor's page, and all that happened on it which nobody should see."""

    page: Page
    server: Server
    strangers: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note requests to other hosts, console errors and uncaught exceptions."""
        own = (self.server.url, "ws" + self.server.url.removeprefix("http"), "data:", "blob:" + self.server.url)

        def note(url: str) -> None:
            if not url.startswith(own):
                self.strangers.append(url)

        self.page.on("request", lambda request: note(request.url))
        self.page.on("websocket", lambda socket: note(socket.url))
        self.page.on("console", lambda said: self.complaints.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def go(self, path: str = "/", **address: str) -> Visit:
        """Open an address and wait for the box."""
        self.page.goto(self.server.url + path + ("?" + urlencode(address) if address else ""))
        expect(self.box).to_be_visible()
        return self

    @property
    def box(self) -> Any:
        """The search box."""
        return self.page.get_by_role("searchbox", name=words.ASK)

    @property
    def titles(self) -> Any:
        """The headings of the cards."""
        return self.page.locator("article h2")

    @property
    def cards(self) -> Any:
        """The cards."""
        return self.page.locator("article")

    @property
    def more(self) -> Any:
        """The button that continues the list."""
        return self.page.get_by_role("button", name=words.MORE)

    def check(self) -> None:
        """Nothing went to another host, nothing was complained about, no exception was shown."""
        assert self.strangers == []
        assert self.complaints == []
        expect(self.page.get_by_test_id("stException")).to_have_count(0)


def chromium() -> str:
    """The browser's path. Without one the tests are skipped, or fail with CI=true."""
    named = os.environ.get("CHROMIUM", "")
    found = (shutil.which(name) for name in (named, "chromium", "chromium-browser", "google-chrome", MAC) if name)
    path = next((path for path in found if path), None)
    if path:
        return path
    sentence = "No Chromium was found: install it (Debian: apt-get install chromium) or set CHROMIUM to its path."
    if os.environ.get("CI") == "true":
        pytest.fail(sentence)
    pytest.skip(sentence)


@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    path = chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def started(browser: Browser, run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The server as soon as it listens: it still warms up."""
    data = tmp_path_factory.mktemp("programmes")
    shutil.copytree(ROOT / "data" / SAMPLE, data / SAMPLE)
    (data / hostile.SLUG).mkdir()
    hostile.write_about(data / hostile.SLUG)
    pipe = data / hostile.SLUG / "programme.csv"
    os.mkfifo(pipe)
    ours = {"MODEL": BUNDLED, "PRECISION": "float32", "CACHE": str(run_folder / "cache"), "DATA": str(data)}
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SESSION_FINDER_")}
    environment |= {f"SESSION_FINDER_{name}": value for name, value in ours.items()} | {"HF_HUB_OFFLINE": "1"}
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port)]
    log = tmp_path_factory.mktemp("server") / "log"
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    server = Server(f"http://127.0.0.1:{port}", process, log, pipe)
    try:
        server.wait("/_stcore/health")
        yield server
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


@pytest.fixture(scope="package")
def server(started: Server) -> Server:
    """The server, ready to answer."""
    started.let_in()
    started.wait("/api/health")
    return started


@pytest.fixture
def visitor(browser: Browser, started: Server) -> Iterator[Callable[..., Visit]]:
    """Makes visitors: ``visitor(width=360, height=740, color_scheme="dark")``. Whatever they did, they are checked."""
    visits: list[Visit] = []

    def arrive(width: int = 1280, height: int = 900, **options: Any) -> Visit:
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        visit = Visit(context.new_page(), started)
        visit.listen()
        visits.append(visit)
        return visit

    yield arrive
    for visit in visits:
        visit.check()
        visit.page.context.close()


@pytest.fixture
def visit(visitor: Callable[..., Visit], server: Server) -> Visit:
    """A visitor who has just arrived at a server that is ready."""
    return visitor().go()


@pytest.fixture(scope="module")
def open_visit(browser: Browser, server: Server) -> Iterator[Visit]:
    """A visitor who stays for all tests of a module, where it does not matter what was typed before."""
    context = browser.new_context()
    visit = Visit(context.new_page(), server)
    visit.listen()
    yield visit.go()
    context.close()
