"""A bounded cache of loaded conferences; the least recently used one is dropped.

A dropped conference is loaded again from the library and the cached vectors when it is needed.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme
    from session_finder.search.loaded_conference import LoadedConference


class ConferenceCache:
    """The cache: at most ``most`` loaded conferences. Thread-safe."""

    def __init__(self, most: int) -> None:
        self._most = max(most, 1)
        self._lock = threading.Lock()
        self._cached: OrderedDict[CachedConference, None] = OrderedDict()

    @property
    def full(self) -> bool:
        """Whether admitting another conference drops one."""
        return len(self._cached) >= self._most

    def admit(self, entry: CachedConference) -> None:
        """Record an entry as the most recently used; beyond the limit the oldest are dropped."""
        with self._lock:
            self._cached[entry] = None
            self._cached.move_to_end(entry)
            while len(self._cached) > self._most:
                self._cached.popitem(last=False)[0].drop()

    def touch(self, entry: CachedConference) -> None:
        """Record an entry as the most recently used, unless it was dropped meanwhile."""
        with self._lock:
            if entry in self._cached:
                self._cached.move_to_end(entry)

    def only(self, served: Collection[object]) -> None:
        """Drop all entries that are not ``served`` any more."""
        with self._lock:
            for entry in [entry for entry in self._cached if entry not in served]:
                del self._cached[entry]


class CachedConference:
    """One conference at one version: loaded, or loaded when it is needed.

    ``version`` and ``sessions`` are known without loading it.
    """

    def __init__(
        self,
        cache: ConferenceCache,
        programme: Programme,
        load: Callable[[], LoadedConference],
        loaded: LoadedConference | None,
    ) -> None:
        self.version, self.sessions = programme.version, len(programme.searchable)
        self._cache, self._load, self._loaded = cache, load, loaded
        self._loading = threading.Lock()
        if loaded is not None:
            cache.admit(self)

    @property
    def in_memory(self) -> bool:
        """Whether ``get`` returns at once."""
        return self._loaded is not None

    def get(self) -> LoadedConference:
        """The loaded conference; the first caller loads it if it is not in memory. Raises StoreError."""
        loaded = self._loaded
        if loaded is not None:
            self._cache.touch(self)
            return loaded
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            loaded = self._loaded
        self._cache.admit(self)
        return loaded

    def drop(self) -> None:
        """Drop the loaded conference; callers that have it keep it until they are done."""
        self._loaded = None
