"""A bounded cache of finders; the least recently used one is dropped.

A dropped finder is built again from the library and the cached vectors when it is needed.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme
    from session_finder.search.finder import SessionFinder


class FinderCache:
    """The cache: at most ``most`` finders. Thread-safe."""

    def __init__(self, most: int) -> None:
        self._most = max(most, 1)
        self._lock = threading.Lock()
        self._held: OrderedDict[CachedFinder, None] = OrderedDict()

    @property
    def full(self) -> bool:
        """Whether another finder drops one."""
        return len(self._held) >= self._most

    def admit(self, held: CachedFinder) -> None:
        """Note a finder as the most recently used; beyond the limit the oldest are dropped."""
        with self._lock:
            self._held[held] = None
            self._held.move_to_end(held)
            while len(self._held) > self._most:
                self._held.popitem(last=False)[0].leave()

    def touch(self, held: CachedFinder) -> None:
        """The same for a finder that may have been dropped meanwhile."""
        with self._lock:
            if held in self._held:
                self._held.move_to_end(held)

    def only(self, served: Collection[object]) -> None:
        """Drop all other finders: they are not served any more."""
        with self._lock:
            for held in [held for held in self._held if held not in served]:
                del self._held[held]


class CachedFinder:
    """One conference's finder at one version: in memory, or built when it is needed.

    ``version`` and ``sessions`` are known without the finder.
    """

    def __init__(
        self, memory: FinderCache, programme: Programme, make: Callable[[], SessionFinder], finder: SessionFinder | None
    ) -> None:
        self.version, self.sessions = programme.version, len(programme.searchable)
        self._memory, self._make, self._finder = memory, make, finder
        self._making = threading.Lock()
        if finder is not None:
            memory.admit(self)

    @property
    def there(self) -> SessionFinder | None:
        """The finder if it is in memory, else None."""
        return self._finder

    def get(self) -> SessionFinder:
        """The finder; the first caller builds it if it is not in memory. Raises StoreError."""
        finder = self._finder
        if finder is not None:
            self._memory.touch(self)
            return finder
        with self._making:
            if self._finder is None:
                self._finder = self._make()
            finder = self._finder
        self._memory.admit(self)
        return finder

    def leave(self) -> None:
        """Drop the finder; callers that have it keep it until they are done."""
        self._finder = None
