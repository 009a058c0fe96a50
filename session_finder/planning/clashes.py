"""Clashes in a plan: overlapping sessions, and changes of room with too little time."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from session_finder.domain.overlap import attended, span
from session_finder.domain.sessions import Session

MINUTES: Final = 5  # the default time for a change of room


@dataclass(frozen=True, slots=True)
class Clash:
    """Two sessions that overlap; ``first`` begins no later than ``second``."""

    first: Session
    second: Session


@dataclass(frozen=True, slots=True)
class TightChange:
    """``after`` is in another room and begins only ``minutes`` after ``before`` ends."""

    before: Session
    after: Session
    minutes: int


def clashes(sessions: Iterable[Session]) -> tuple[Clash, ...]:
    """All pairs of overlapping ``sessions``, by start; those without a time or longer than LONG never overlap."""
    open_ones: list[tuple[datetime, Session]] = []
    found = []
    for start, end, session in attended_in_full(sessions):
        open_ones = [(until, other) for until, other in open_ones if until > start]
        found += [Clash(other, session) for _, other in open_ones]
        open_ones.append((end, session))
    return tuple(found)


def tight_changes(sessions: Iterable[Session], minutes: int = MINUTES) -> tuple[TightChange, ...]:
    """All changes to another room with less than ``minutes``, by start.

    An unnamed room never counts as another room.
    """
    found = []
    before: list[tuple[datetime, Session]] = []
    for start, end, session in attended_in_full(sessions):
        before = [(until, other) for until, other in before if start - until < timedelta(minutes=minutes)]
        found += [
            TightChange(other, session, int((start - until) / timedelta(minutes=1)))
            for until, other in before
            if until <= start and elsewhere(other, session)
        ]
        before.append((end, session))
    return tuple(found)


def fits(session: Session, others: Sequence[Session], minutes: int = 0) -> bool:
    """Whether a session overlaps none of ``others`` and leaves ``minutes`` to those in other rooms.

    False for a session without a time, and for one longer than LONG, which is not attended in full.
    """
    own = attended(session)
    if own is None:
        return False
    for other in others:
        lasts = attended(other)
        if lasts is None or other.id == session.id:
            continue
        change = timedelta(minutes=minutes if elsewhere(session, other) else 0)
        if own[0] < lasts[1] + change and lasts[0] < own[1] + change:
            return False
    return True


def elsewhere(one: Session, other: Session) -> bool:
    """Whether both rooms are named and differ."""
    return bool(one.room and other.room) and one.room != other.room


def attended_in_full(sessions: Iterable[Session]) -> list[tuple[datetime, datetime, Session]]:
    """Like ``timed``, without those longer than LONG (see overlap.attended)."""
    return timed(session for session in sessions if attended(session) is not None)


def timed(sessions: Iterable[Session]) -> list[tuple[datetime, datetime, Session]]:
    """Start, end (UTC, see overlap.span) and session, sorted by start, end and id; without those that have no time."""
    found = [(*lasts, session) for session in sessions if (lasts := span(session)) is not None]
    return sorted(found, key=lambda one: (one[0], one[1], one[2].id))
