"""Which Streamlit sessions of this process are an organizer's, until they are idle too long or the door changes."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from session_finder.application.access import Organizer

MOST: Final = 1000  # sessions; the one that is idle longest goes


@dataclass(slots=True)
class _Pass:
    organizer: Organizer
    door: str
    seen: float


class Passes:
    """Session id → organizer; safe to use from several threads.

    Kept here and not in the session's own state, so that the upload endpoint can ask, which has no page run around it.
    ``door`` is a text that differs once the way in has changed: another password, a provider instead of it.
    """

    def __init__(self, idle: float, clock: Callable[[], float] = time.monotonic, most: int = MOST) -> None:
        self._idle, self._clock, self._most = idle, clock, most
        self._lock = threading.Lock()
        self._passes: OrderedDict[str, _Pass] = OrderedDict()  # the idlest first

    def admit(self, session: str, organizer: Organizer, door: str) -> None:
        """Let this session be the organizer's from now on."""
        with self._lock:
            self._passes[session] = _Pass(organizer, door, self._clock())
            self._passes.move_to_end(session)
            self._sweep()

    def organizer(self, session: str, door: str) -> Organizer | None:
        """Whose session it is; asking counts as being there. None when nobody's, or no longer."""
        with self._lock:
            found = self._valid(session, door)
            if found is None:
                return None
            found.seen = self._clock()
            self._passes.move_to_end(session)
            return found.organizer

    def holds(self, session: str, door: str) -> bool:
        """Whether it is an organizer's; asking does not count as being there."""
        with self._lock:
            return self._valid(session, door) is not None

    def forget(self, session: str) -> None:
        """Sign out."""
        with self._lock:
            self._passes.pop(session, None)

    def __len__(self) -> int:
        return len(self._passes)

    def _valid(self, session: str, door: str) -> _Pass | None:
        found = self._passes.get(session)
        if found and (found.door != door or self._clock() - found.seen >= self._idle):
            del self._passes[session]
            return None
        return found

    def _sweep(self) -> None:
        """Drop what is idle too long, and the idlest beyond the bound."""
        now = self._clock()
        while self._passes:
            idlest = next(iter(self._passes))
            if len(self._passes) <= self._most and now - self._passes[idlest].seen < self._idle:
                return
            del self._passes[idlest]
