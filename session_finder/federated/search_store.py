"""The port for searching where vectors are stored: within a large programme, and over all programmes at once."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final, Literal, Protocol

from session_finder.domain.sessions import Programme, Session
from session_finder.models.encoder import Vectors

Purpose = Literal["exact", "near"]
_READ: Final = 2  # counts up when other parts of a session are read than before (indexing.document)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a version of a programme is searched: exactly within it, or ``near`` among all others."""

    purpose: Purpose
    slug: str
    version: str

    @classmethod
    def of(cls, purpose: Purpose, programme: Programme) -> Place:
        """The place of a programme as attendees see it."""
        return cls.named(purpose, programme.slug, programme.content or programme.version, programme.aliases)

    @classmethod
    def named(cls, purpose: Purpose, slug: str, content: str, aliases: tuple[tuple[str, str], ...]) -> Place:
        """The place of what is searched: sessions and aliases. Renaming a conference keeps it."""
        return cls(purpose, slug, hashlib.sha256(repr((_READ, content, aliases)).encode()).hexdigest()[:16])


@dataclass(frozen=True, slots=True)
class Entry:
    """A session, its distinct terms, and a vector (w, dim) float32 for each of its windows (VectorIndex.blends)."""

    session: Session
    terms: Sequence[str]
    windows: Vectors


@dataclass(frozen=True, slots=True)
class Nearest:
    """Sessions with the slugs of their programmes; ``places``: how many of the requested ones are complete."""

    places: int
    sessions: list[tuple[str, Session]]


class SearchStore(Protocol):
    """Sessions of one model that are searched where they are stored. Thread-safe; all methods raise StoreError."""

    def whole(self, places: Collection[Place]) -> frozenset[Place]:
        """Those of ``places`` that are complete."""
        ...

    def claim(self, place: Place, sessions: int) -> int | None:
        """Claim a place to fill it with so many sessions; returns how many it has.

        None when it is complete, or when another process fills it: a process that adds nothing for half a minute loses
        its claim. Claiming also keeps the place.
        """
        ...

    def add(self, place: Place, first: int, entries: Sequence[Entry]) -> bool:
        """Add sessions from number ``first`` on, all or none; False when the place does not end there."""
        ...

    def scores(self, place: Place, query: Vectors) -> Vectors:
        """The highest dot product of each session's windows with ``query`` (dim,): (sessions,) float32, exact."""
        ...

    def nearest(self, places: Collection[Place], query: Vectors, terms: Collection[str], count: int) -> Nearest:
        """About ``count`` sessions near ``query``, and those near it that contain all ``terms``.

        Nearest first, approximately: a near one may be missing.
        """
        ...

    def keep(self, place: Place) -> None:
        """Protect a place from ``sweep`` for ten minutes: it is about to be searched again."""
        ...

    def sweep(self, places: Collection[Place]) -> None:
        """Remove places outside ``places`` that nobody kept for ten minutes; every server reports its own regularly."""
        ...
