"""Read what attendees are served from a replica, and fail over to the primary.

Mixing a stamp from one server with a programme from the other could leave an old version served for good. So one of
the servers has the turn and everything is read from it. Each stamp begins with the number of the turn: it changes with
every switch, so that served versions are compared again. Attendees never go back to an older version: the primary is at
least as new as its replica, and the turn returns to the replica only once it has caught up with the last stamp.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TypeVar

from session_finder.domain.errors import NoSuchConference, StoreError, Unavailable
from session_finder.domain.library import Loaded, PublishedReader, State
from session_finder.domain.sessions import Programme

log = logging.getLogger(__name__)

LOOK: Final = 2.0  # seconds between two comparisons of the servers, while there are searches
LAG: Final = 10.0  # seconds that the replica may lag before the primary is read

_UNKNOWN: Final = "unknown"  # equal to no stamp, since stamps are UUIDs

_T = TypeVar("_T")


class ReplicaFirst:
    """A PublishedReader that reads ``replica`` while it answers and keeps up, and ``primary`` otherwise."""

    def __init__(
        self, replica: PublishedReader, primary: PublishedReader, look: float = LOOK, lag: float = LAG
    ) -> None:
        self._replica, self._primary = replica, primary
        self._look, self._lag = look, lag
        self._turn = (0, replica)  # its number, and the server that has it
        self._lock = threading.Lock()
        self._told: tuple[PublishedReader, str] = (replica, _UNKNOWN)  # the last stamp that was served, and its server
        self._behind_since: float | None = None
        self._comparing = threading.Lock()
        self._compare_at = 0.0

    def stamp(self) -> str:
        """The stamp of the server that is read, prefixed by the number of its turn."""
        self._compare_now_and_then()
        (number, source), mark = self._answer(lambda known: known.stamp())
        self._told = source, mark
        return f"{number}:{mark}"

    def states(self) -> tuple[State, ...]:
        """The conferences of which something is published."""
        (_, source), found = self._answer(lambda known: known.states())
        self._served_from(source)
        return found

    def load(self, slug: str) -> Programme:
        """The programme of ``load_served``."""
        return self.load_served(slug).programme

    def load_served(self, slug: str) -> Loaded:
        """What attendees see. What is damaged on the replica is read from the primary, which is at least as new."""
        _, source = turn = self._turn
        try:
            loaded = source.load_served(slug)
        except Unavailable as error:
            _, source = self._next(turn, error)
            loaded = source.load_served(slug)
        except NoSuchConference:
            raise
        except StoreError:
            if source is self._primary:
                raise
            return self._primary.load_served(slug)
        if loaded.damage and source is not self._primary:
            with suppress(Unavailable):
                return self._primary.load_served(slug)
        self._served_from(source)
        return loaded

    def logo(self, slug: str, name: str) -> bytes | None:
        """A logo. One that the replica does not have yet is read from the primary."""
        (_, source), found = self._answer(lambda known: known.logo(slug, name))
        if found is None and source is not self._primary:
            with suppress(StoreError):
                return self._primary.logo(slug, name)
        return found

    def _served_from(self, source: PublishedReader) -> None:
        """Record the source. The primary's content may be newer than its last stamp, so that stamp is forgotten."""
        if source is self._primary:
            self._told = source, _UNKNOWN

    def _answer(self, ask: Callable[[PublishedReader], _T]) -> tuple[tuple[int, PublishedReader], _T]:
        turn = self._turn
        try:
            return turn, ask(turn[1])
        except StoreError as error:
            turn = self._next(turn, error)
        return turn, ask(turn[1])

    def _next(self, turn: tuple[int, PublishedReader], error: StoreError) -> tuple[int, PublishedReader]:
        """Switch to the other server. Raises StoreError if neither can be used."""
        if turn[1] is self._replica:
            return self._pass(turn, self._primary, "The replica cannot be read; the primary is.")
        mark = self._replica.stamp()
        source, told = self._told
        if source is self._primary and told != mark:
            raise error
        return self._pass(turn, self._replica, "The primary cannot be read; the replica is.")

    def _pass(self, turn: tuple[int, PublishedReader], to: PublishedReader, why: str) -> tuple[int, PublishedReader]:
        with self._lock:
            if self._turn == turn:  # else another thread already switched
                self._turn = (turn[0] + 1, to)
                self._behind_since = None
                log.warning(why)
            return self._turn

    # ---- in the background ------------------------------------------------------------------------------------------

    def _compare_now_and_then(self) -> None:
        if time.monotonic() >= self._compare_at and self._comparing.acquire(blocking=False):
            threading.Thread(target=self._compare, daemon=True, name="replica").start()

    def _compare(self) -> None:
        """Switch away from a replica that lags, and back to one that has caught up."""
        try:
            with suppress(StoreError):  # the next search handles it
                turn = self._turn
                newest = self._primary.stamp()  # read first, so that the replica is compared with an older state
                self._judge(turn, newest, self._replica.stamp())
        finally:
            self._compare_at = time.monotonic() + self._look
            self._comparing.release()

    def _judge(self, turn: tuple[int, PublishedReader], newest: str, copied: str) -> None:
        same = copied == newest
        if turn[1] is self._primary:
            if same and newest == self._told[1]:
                self._pass(turn, self._replica, "The replica is read again.")
        elif same:
            self._behind_since = None
        elif self._behind_since is None:
            self._behind_since = time.monotonic()
        elif time.monotonic() > self._behind_since + self._lag:
            self._pass(
                turn, self._primary, f"The replica is more than {self._lag:g} seconds behind; the primary is read."
            )
