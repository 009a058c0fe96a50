"""Attendees while something happens to the servers: some search over the API, some have a page open.

Each has a loopback address and a cookie of its own, so that nginx keeps each with one process and counts each alone.
A page whose connection breaks connects again every half second and searches again, as the page in a browser does.
"""

from __future__ import annotations

import random
import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx
from websockets.exceptions import WebSocketException

from benchmarks.scale import texts
from benchmarks.scale.stand import Visitor

_PAUSE = 0.1  # seconds between an answer and the next search over the API
_READING = 0.4  # the same at a page
_AGAIN = 0.5
_PATIENCE = 60.0  # seconds after which a page's search counts as failed


@dataclass(frozen=True, slots=True)
class Search:
    """One search: when it was asked for and answered (monotonic), why it failed, how often the page was cut off."""

    began: float
    ended: float
    failed: str = ""
    cut_off: int = 0


@dataclass
class Visits(ABC):
    """Somebody who searches for as long as the ``with`` lasts, after first having been answered."""

    url: str
    number: int
    searches: list[Search] = field(default_factory=list)
    on: bool = True

    def __enter__(self) -> Visits:
        self._drawn = random.Random(self.number)
        self._thread = threading.Thread(target=self._visit, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self.on = False
        if kind is None:  # nobody waits for the last answer where all is being left
            self._thread.join(_PATIENCE)

    @abstractmethod
    def _visit(self) -> None: ...

    def _note(self, began: float, failed: str = "", cut_off: int = 0) -> None:
        self.searches.append(Search(began, time.monotonic(), failed, cut_off))


class Caller(Visits):
    """Over the API."""

    def _visit(self) -> None:
        place = httpx.HTTPTransport(local_address=f"127.0.1.{self.number + 1}")
        with httpx.Client(transport=place, timeout=30) as client:
            while self.on:
                began = time.monotonic()
                try:
                    answer = client.get(f"{self.url}/api/search", params={"q": texts.interest(self._drawn)})
                    failed = "" if answer.status_code == 200 else f"status {answer.status_code}"
                except httpx.TransportError as error:
                    failed = type(error).__name__
                self._note(began, failed)
                time.sleep(_PAUSE)


class Reader(Visits):
    """At the find page."""

    def _visit(self) -> None:
        cookie = (("Cookie", f"session_finder={self.number:032x}"),)
        page: Visitor | None = None
        while self.on:
            began, cut_off, failed = time.monotonic(), 0, "never answered"
            interest = texts.interest(self._drawn)
            while self.on and time.monotonic() < began + _PATIENCE:
                try:
                    page = page or Visitor(self.url, headers=cookie).go()
                    page.go(**{_box(page): ("string_value", interest)})
                except (OSError, WebSocketException, StopIteration):  # the last: a page that is still warming up
                    cut_off, page = cut_off + 1, None
                    time.sleep(_AGAIN)
                    continue
                failed = ""
                break
            if self.on or not failed:
                self._note(began, failed, cut_off)
            time.sleep(_READING)
        if page is not None:
            page.__exit__()


def _box(page: Visitor) -> str:
    return next(str(part.text_input.id) for part in page.shown if part.HasField("text_input"))


def since(visits: Sequence[Visits], moment: float) -> list[Search]:
    """All searches that ended after a moment."""
    return [search for one in visits for search in one.searches if search.ended > moment]
