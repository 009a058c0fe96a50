"""Five tries at the password, then a wait that grows: for one address, and for the server as a whole."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

FREE: Final = 5  # tries before the first wait
FIRST_WAIT: Final = 10.0  # seconds; each further wrong try doubles it
LONGEST: Final = 900.0  # for one address
LONGEST_FOR_ALL: Final = 60.0  # for the server, so that strangers cannot keep organizers out for long
FORGOTTEN: Final = 3600.0  # seconds without a try after which wrong ones are forgotten
MOST: Final = 10_000  # addresses that are remembered


@dataclass(slots=True)
class _Count:
    wrong: int = 0
    last: float = 0.0
    until: float = 0.0

    def left(self, now: float) -> float:
        """Seconds to wait yet."""
        if now - max(self.last, self.until) > FORGOTTEN:
            self.wrong, self.until = 0, 0.0
        return max(0.0, self.until - now)

    def add(self, now: float, longest: float) -> None:
        """Count a try, and set the wait after it."""
        self.wrong, self.last = self.wrong + 1, now
        if self.wrong >= FREE:
            self.until = now + min(longest, FIRST_WAIT * 2.0 ** min(self.wrong - FREE, 30))


class Tries:
    """The tries of one process; safe to use from several threads.

    A try counts as wrong from its begin, so that many at once are no way around the wait. An address that has signed in
    before waits for its own tries only: strangers elsewhere do not keep it out.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._clock, self._most = clock, most
        self._lock = threading.Lock()
        self._server = _Count()
        self._addresses: OrderedDict[str, _Count] = OrderedDict()
        self._known: OrderedDict[str, None] = OrderedDict()

    def begin(self, address: str | None) -> float:
        """0 when the password may be tried now, which counts as a try; else the seconds to wait."""
        with self._lock:
            now = self._clock()
            left = self._left(address, now)
            if left > 0:
                return left
            if address is not None:
                self._of(address).add(now, LONGEST)
            if address not in self._known:
                self._server.add(now, LONGEST_FOR_ALL)
            return 0.0

    def left(self, address: str | None) -> float:
        """The seconds to wait before the next try; nothing is counted."""
        with self._lock:
            return self._left(address, self._clock())

    def succeeded(self, address: str | None) -> None:
        """The try that began was right: those before it are forgotten."""
        with self._lock:
            self._server = _Count()
            if address is not None:
                self._addresses.pop(address, None)
                self._known[address] = None
                self._known.move_to_end(address)
                _trim(self._known, self._most)

    def _left(self, address: str | None, now: float) -> float:
        count = self._addresses.get(address) if address is not None else None
        own = count.left(now) if count else 0.0
        return own if address in self._known else max(own, self._server.left(now))

    def _of(self, address: str) -> _Count:
        count = self._addresses.setdefault(address, _Count())
        self._addresses.move_to_end(address)
        _trim(self._addresses, self._most)
        return count


def _trim(remembered: OrderedDict[str, _Count] | OrderedDict[str, None], most: int) -> None:
    while len(remembered) > most:
        remembered.popitem(last=False)
