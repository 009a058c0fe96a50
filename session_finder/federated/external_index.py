"""Search a programme that is too large for memory: the store scores its vectors, and a few documents are read.

The scores are those that a matrix in memory would give, so that everything built on them (words, evidence, filters) is
the same. Sessions and words stay in memory; they take a fifth of what the vectors would.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from session_finder.domain.errors import Unavailable
from session_finder.domain.sessions import Programme, Session
from session_finder.federated.search_store import Entry, Place, Purpose, SearchStore
from session_finder.models.encoder import Encoder, Progress, Vectors
from session_finder.retrieval import index
from session_finder.retrieval.index import Candidates, VectorIndex
from session_finder.retrieval.maxsim import Projection
from session_finder.retrieval.passages import Document
from session_finder.retrieval.ragged import Rows
from session_finder.retrieval.vector_cache import VectorStore
from session_finder.search.indexer import BuildVectors
from session_finder.text.analyzer import terms

_SHARE: Final = 256  # sessions that are read at once
_WINDOWS: Final = 500  # of them are added at once, one session's at least: seconds with an index
_WAIT: Final = 0.5  # seconds between two looks at what somebody else fills


def refuse_without(cache: VectorStore) -> None:
    """Raise Unavailable for a cache that does not answer."""
    if cache.away:
        raise Unavailable("The vectors cannot be read at the moment. Try again in a minute.")


@dataclass(frozen=True)
class Sources:
    """What vectors are computed from: the documents of ``sessions`` in order, the model, and its cache."""

    sessions: Sequence[Session]
    documents: Sequence[Document]
    encoder: Encoder
    cache: VectorStore
    projection: Projection

    def read(self, rows: Sequence[int], progress: Progress | None = None) -> VectorIndex:
        """Some of the documents, from the cache or encoded. Raises Unavailable rather than encode all of its texts."""
        refuse_without(self.cache)
        some = [self.documents[row] for row in rows]
        return index.build(some, self.encoder, self.cache, self.projection, progress)


class StoredVectors:
    """A programme's vectors in a store: retrieval.index.VectorSearch. Raises StoreError."""

    in_memory = False

    def __init__(self, place: Place, sources: Sources, store: SearchStore, encoded: int) -> None:
        self.encoded = encoded
        self._place, self._sources, self._store = place, sources, store

    def __len__(self) -> int:
        return len(self._sources.documents)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self._sources.encoder.card.dimensions

    def scores(self, query: Vectors) -> Vectors:
        """The store's scores, (n,) float32."""
        return self._store.scores(self._place, query)

    def document_vectors(self, rows: Rows) -> Vectors:
        """One vector for each of these texts."""
        return self._sources.read(rows.tolist()).wholes

    def candidates(self, rows: Rows) -> Candidates:
        """The vectors of a few texts, from the cache."""
        return Candidates(self._sources.read(rows.tolist()), np.arange(len(rows), dtype=np.intp))


def searched_in(store: SearchStore, programme: Programme) -> BuildVectors:
    """The argument of LoadedConference.build for a programme whose vectors are searched in a store."""

    def made(
        documents: Sequence[Document],
        encoder: Encoder,
        cache: VectorStore,
        projection: Projection,
        progress: Progress | None = None,
    ) -> StoredVectors:
        sources = Sources(programme.searchable, documents, encoder, cache, projection)
        return stored(Place.of("exact", programme), sources, store, progress)

    return made


def stored(place: Place, sources: Sources, store: SearchStore, progress: Progress | None = None) -> StoredVectors:
    """The vectors once the store has them all, whoever writes them. Raises StoreError, ModelError.

    ``progress`` gets (sessions stored, all sessions) meanwhile.
    """
    encoded = 0
    store.keep(place)
    while place not in store.whole([place]):
        added = fill(place, sources, store, progress)
        encoded += added or 0
        if added is None:
            time.sleep(_WAIT)
    return StoredVectors(place, sources, store, encoded)


def fill(place: Place, sources: Sources, store: SearchStore, progress: Progress | None = None) -> int | None:
    """Write the missing sessions into the store; how many were encoded, None when another process does it.

    An interrupted run loses nothing: the next one continues.
    """
    total = len(sources.documents)
    first = store.claim(place, total)
    if first is None:
        return None if total else 0
    encoded = 0
    while first < total:
        rows = range(first, min(first + _SHARE, total))
        read = sources.read(rows)
        encoded += read.encoded
        for some in _together(_entries(place.purpose, read, rows, sources)):
            if not store.add(place, first, some):
                return None
            first += len(some)
        if progress:
            progress(first, total)
    return encoded


def _entries(purpose: Purpose, read: VectorIndex, rows: range, sources: Sources) -> list[Entry]:
    blends = np.split(read.blends, read.firsts[1:-1])
    near = purpose == "near"
    return [
        Entry(sources.sessions[row], _terms(sources.documents[row]) if near else (), windows)
        for row, windows in zip(rows, blends, strict=True)
    ]


def _together(entries: Sequence[Entry]) -> Iterator[list[Entry]]:
    some: list[Entry] = []
    windows = 0
    for entry in entries:
        if some and windows + len(entry.windows) > _WINDOWS:
            yield some
            some, windows = [], 0
        some.append(entry)
        windows += len(entry.windows)
    if some:
        yield some


def _terms(document: Document) -> list[str]:
    said = (document.title, document.text, document.labels, document.employers)
    return sorted(set(terms(" ".join(said))))
