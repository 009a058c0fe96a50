"""Whoever searches while something happens to the servers."""

from __future__ import annotations

import threading
import time

import httpx
from waiting import until

SAMPLE = "harbour-2027"
SEARCH = "/api/search?q=health+analytics"


class Searching:
    """Searches through the proxy, one after another, for as long as the ``with`` lasts; what failed is kept."""

    def __init__(self, url):
        self.url, self.failed, self.answered, self._on = url, [], 0, True
        self._thread = threading.Thread(target=self._search)

    def __enter__(self):
        self._thread.start()
        return self

    def __exit__(self, *_):
        self._on = False
        self._thread.join(timeout=60)

    def goes_on(self, searches=20):
        """Return once so many more searches are answered: what is asserted then does not hang on how fast they are."""
        enough = self.answered + searches
        until(lambda: self.answered >= enough or self.failed, f"{searches} more searches")

    def _search(self):
        number = 0
        while self._on:
            number += 1
            try:
                answer = httpx.get(f"{self.url}{SEARCH}+{number}", timeout=30)
            except httpx.TransportError as error:
                self.failed.append(repr(error))
                continue
            if answer.status_code == 200:
                self.answered += 1
            else:
                self.failed.append(answer.status_code)
            time.sleep(0.03)
