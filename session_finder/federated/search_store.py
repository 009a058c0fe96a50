"""Searching where programmes are kept: one that is too large for memory, and all of them at once."""

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
    """Where a state of a programme is searched: within it and exactly, or ``near`` those of all others."""

    purpose: Purpose
    slug: str
    version: str

    @classmethod
    def of(cls, purpose: Purpose, programme: Programme) -> Place:
        """The place of a programme as attendees see it."""
        return cls.named(purpose, programme.slug, programme.content or programme.version, programme.aliases)

    @classmethod
    def named(cls, purpose: Purpose, slug: str, content: str, aliases: tuple[tuple[str, str], ...]) -> Place:
        """The place of what is searched: sessions and aliases. A conference that is renamed keeps it."""
        return cls(purpose, slug, hashlib.sha256(repr((_READ, content, aliases)).encode()).hexdigest()[:16])


@dataclass(frozen=True, slots=True)
class Entry:
    """A session, its different terms, and a vector (w, dim) float32 for each of its windows (VectorIndex.blends)."""

    session: Session
    terms: Sequence[str]
    windows: Vectors


@dataclass(frozen=True, slots=True)
class Nearest:
    """Sessions with the slugs of their programmes; ``places``: how many of those asked for are whole, and searched."""

    places: int
    sessions: list[tuple[str, Session]]


class SearchStore(Protocol):
    """Sessions of one model that are searched where they are kept. Any thread may ask; all raise StoreError."""

    def whole(self, places: Collection[Place]) -> frozenset[Place]:
        """Those of ``places`` that can be searched: all their sessions are there."""
        ...

    def claim(self, place: Place, sessions: int) -> int | None:
        """Begin or go on to fill a place with as many sessions, and tell how many are there.

        None when they all are, or when somebody else is at it: whoever adds nothing for half a minute is taken for
        gone. Claimed, a place is kept.
        """
        ...

    def add(self, place: Place, first: int, entries: Sequence[Entry]) -> bool:
        """Add those from ``first`` on, all or none; False when that is not where the place ends."""
        ...

    def scores(self, place: Place, query: Vectors) -> Vectors:
        """The highest dot product of each session's windows with ``query`` (dim,): (sessions,) float32, exact."""
        ...

    def nearest(self, places: Collection[Place], query: Vectors, terms: Collection[str], count: int) -> Nearest:
        """About ``count`` sessions near ``query``, and those near it that have all ``terms``.

        Nearest first, approximately: one that is near may be missing.
        """
        ...

    def keep(self, place: Place) -> None:
        """Let nobody sweep a place away within ten minutes: it is about to be searched again."""
        ...

    def sweep(self, places: Collection[Place]) -> None:
        """Let all but ``places`` go that nobody kept for ten minutes; every server says now and then what it needs."""
        ...
