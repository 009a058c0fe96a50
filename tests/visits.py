"""The server and the visitors of the browser tests."""

from __future__ import annotations

import re
import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import hostile
import httpx
from playwright.sync_api import Page, expect
from servers import App

from session_finder.web import words

SAMPLE = "harbour-2027"
PASSWORD = "correct horse battery"


@dataclass
class Server:
    """The server under test. It warms up until ``let_in``: its second programme is a pipe that nobody has filled.

    ``data`` is the folder of its programmes, where tests may change them.
    """

    app: App
    pipe: Path = Path()
    let_in_already: bool = False
    data: Path = Path()

    @property
    def url(self) -> str:
        """Its address."""
        return self.app.url

    def let_in(self) -> None:
        """Hand over the second programme, so that the start can end."""
        if not self.let_in_already:
            self.let_in_already = True
            threading.Thread(target=self._hand_over, daemon=True).start()

    def _hand_over(self) -> None:
        """To who waits at the pipe now, and as a file to who reads it again."""
        whole = self.pipe.with_name("programme.new")
        whole.write_bytes(hostile.programme_csv())
        with self.pipe.open("wb") as pipe:
            whole.replace(self.pipe)
            pipe.write(hostile.programme_csv())

    def programmes(self) -> list[str]:
        """The conferences that attendees may choose, by slug."""
        answer = httpx.get(f"{self.url}/api/programmes", timeout=60).json()
        return sorted(one["slug"] for one in answer["programmes"])

    def way_in(self) -> str:
        """The link in the server's terminal, which opens the organizers' page where no password is set."""
        said = re.search(r"http://localhost:\d+(/door/open\?key=\S+)", self.app.log.read_text())
        assert said, self.app.log.read_text()
        return self.url + said[1]

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
