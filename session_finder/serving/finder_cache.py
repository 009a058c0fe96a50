"""The finders in memory: a bounded number of them, of which the one that nobody asked for longest makes room.

What made room is made again, from the library and the vectors that are kept, when somebody asks for it.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme
    from session_finder.search.finder import SessionFinder


class Memory:
    """At most ``most`` finders. Any thread may ask."""

    def __init__(self, most: int) -> None:
        self._most = max(most, 1)
        self._lock = threading.Lock()
        self._held: OrderedDict[Held, None] = OrderedDict()

    @property
    def full(self) -> bool:
        """Whether another one makes somebody leave."""
        return len(self._held) >= self._most

    def admit(self, held: Held) -> None:
        """Count one as asked for last; beyond the most, the first in line leave."""
        with self._lock:
            self._held[held] = None
            self._held.move_to_end(held)
            while len(self._held) > self._most:
                self._held.popitem(last=False)[0].leave()

    def touch(self, held: Held) -> None:
        """The same for one that may have left meanwhile."""
        with self._lock:
            if held in self._held:
                self._held.move_to_end(held)

    def only(self, served: Collection[object]) -> None:
        """Count no others: what is not served any more takes its memory with it."""
        with self._lock:
            for held in [held for held in self._held if held not in served]:
                del self._held[held]


class Held:
    """One conference's finder at one state: in memory, or made when somebody asks.

    ``version`` and ``sessions``: what is told of a programme without its finder.
    """

    def __init__(
        self, memory: Memory, programme: Programme, make: Callable[[], SessionFinder], finder: SessionFinder | None
    ) -> None:
        self.version, self.sessions = programme.version, len(programme.searchable)
        self._memory, self._make, self._finder = memory, make, finder
        self._making = threading.Lock()
        if finder is not None:
            memory.admit(self)

    @property
    def there(self) -> SessionFinder | None:
        """The finder if it is in memory."""
        return self._finder

    def get(self) -> SessionFinder:
        """The finder; who asks first for one that is not in memory makes it. Raises StoreError."""
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
        """Make room; whoever has the finder in hand keeps it until they are done."""
        self._finder = None
