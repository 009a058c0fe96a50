"""Write what attendees see into the store in the background, so that all conferences can be searched at once.

Every server looks; the first one fills a conference in, and the others skip it. A conference takes seconds for each
thousand sessions, and is not among those that are searched together before.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Final

from session_finder.domain.aliases import Aliases
from session_finder.domain.errors import UserError
from session_finder.domain.library import PublishedReader
from session_finder.federated.approximate import near_place
from session_finder.federated.external_index import Sources, fill
from session_finder.federated.search_store import Place, SearchStore
from session_finder.models.worker import Busy
from session_finder.search.indexer import document, projection_of

if TYPE_CHECKING:
    from session_finder.models.encoder import Encoder
    from session_finder.retrieval.vector_cache import VectorStore
    from session_finder.serving.snapshot import Served, Shown

log = logging.getLogger(__name__)

SWEEPING: Final = 300.0  # seconds until it is looked again whether everything is still there
LOOKING: Final = 2.0  # seconds between two looks at what is served
AGAIN: Final = 30.0  # seconds until what failed is tried again


class Gatherer:
    """Keeps the store complete with what is ``served``."""

    def __init__(
        self,
        served: Callable[[], Served],
        library: PublishedReader,
        encoder: Encoder,
        cache: VectorStore,
        store: SearchStore,
    ) -> None:
        self._served, self._library, self._store = served, library, store
        self._encoder, self._cache = encoder, cache
        self._ended = threading.Event()
        self._done: Mapping[str, Shown] | None = None
        self._until = 0.0
        self._complaint = ""

    def start(self) -> None:
        """Start the thread."""
        threading.Thread(target=self._go_on, daemon=True, name="gathering").start()

    def stop(self) -> None:
        """Stop after the current share; another server continues from there."""
        self._ended.set()

    def look(self) -> bool:
        """Fill in what is missing; whether everything is there now.

        Tries all conferences, then raises the first error.
        """
        shown = self._served().shown
        if shown is self._done and time.monotonic() < self._until:
            return True
        places = {near_place(one): one for one in shown.values()}
        missing = places.keys() - self._store.whole(places)
        there = True
        failed: Exception | None = None
        for place in sorted(missing, key=lambda place: (places[place].sessions, place.slug)):
            if self._ended.is_set():
                return False
            try:
                there = self._fill(place, places[place]) and there
            except Exception as error:  # noqa: BLE001  whatever is wrong with one, the others are gathered; raised below
                failed = failed or error
        self._store.sweep([*places, *(Place("exact", place.slug, place.version) for place in places)])
        if failed is not None:
            raise failed
        if there:
            self._done, self._until = shown, time.monotonic() + SWEEPING
        return there

    def _fill(self, place: Place, shown: Shown) -> bool:
        """Whether a conference is complete now; False when another server fills it, or its version has changed."""
        programme = shown.loaded.programme if shown.in_memory else self._library.load(place.slug)
        if Place.of("near", programme) != place:
            return False
        aliases = Aliases(programme.aliases)
        documents = [document(session, aliases) for session in programme.searchable]
        projection = projection_of(self._encoder, self._cache)
        sources = Sources(programme.searchable, documents, self._encoder, self._cache, projection)
        return fill(place, sources, self._store, self._between) is not None

    def _between(self, *_: int) -> None:
        if self._ended.is_set():
            raise Busy("The server is stopping.")

    def _go_on(self) -> None:
        pause = 0.0
        while not self._ended.wait(pause):
            pause = LOOKING
            try:
                if self.look():
                    self._complaint = ""
            except Exception as error:  # noqa: BLE001  a thread of its own: nobody else would hear of it
                if self._ended.is_set():
                    return
                self._complain(error)
                pause = AGAIN

    def _complain(self, error: Exception) -> None:
        """Log an error, once for as long as it stays the same."""
        complaint = f"{type(error).__name__}: {error}"
        if complaint == self._complaint:
            return
        self._complaint = complaint
        told = isinstance(error, UserError)  # their sentence is the whole story
        log.warning("What is new is not yet among all conferences. %s", error, exc_info=None if told else error)
