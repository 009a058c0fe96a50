"""Route read-only queries to a replica and fall back to the primary when the replica does not answer."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Final, TypeVar

from session_finder.domain.errors import StoreError
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.pool import Connection

AGAIN: Final = 5.0  # seconds until an unavailable replica is tried again

_T = TypeVar("_T")


class ReplicaReader:
    """Reads from a replica; without one (None) it is always unavailable. Thread-safe."""

    def __init__(self, database: Database | None) -> None:
        self._database = database
        self._away_until = 0.0

    @property
    def away(self) -> bool:
        """Whether there is no replica, or it did not answer in the last seconds."""
        return self._database is None or time.monotonic() < self._away_until

    def fetch(self, look: Callable[[Connection], _T]) -> _T | None:
        """The result of ``look``; None while the replica is unavailable."""
        if self._database is None or self.away:
            return None
        try:
            return self._database.fetch(look)
        except StoreError:
            self._away_until = time.monotonic() + AGAIN
            return None
