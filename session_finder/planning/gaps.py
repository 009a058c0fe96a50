"""The free time of a plan: gaps in which a session fits."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.planning.clashes import attended_in_full

SHORTEST: Final = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Slot:
    """Free time of one ``day`` of the conference, and the sessions that lie wholly in it, by start."""

    day: date
    start: datetime
    end: datetime
    sessions: tuple[Session, ...]


def days_of(sessions: Iterable[Session]) -> tuple[date, ...]:
    """The dates of some sessions, in order."""
    return tuple(sorted({session.day for session in sessions if session.day is not None}))


def free_slots(sessions: Sequence[Session], taken: Iterable[Session]) -> tuple[Slot, ...]:
    """The free time of each day, by start; ``sessions`` may be attended, without breaks.

    A day lasts from its first session's start to its last one's end. A slot overlaps none of ``taken``, lasts at least
    SHORTEST, and has one of ``sessions`` wholly in it.
    """
    by_day: dict[date, list[Session]] = {}
    for _, _, session in attended_in_full(sessions):
        if session.day is not None:
            by_day.setdefault(session.day, []).append(session)
    busy = attended_in_full(taken)
    found = []
    for day, own in sorted(by_day.items()):
        mine = attended_in_full(own)
        begin, finish = mine[0][0], max(end for _, end, _ in mine)
        for start, end in _gaps(begin, finish, [(one, other) for one, other, _ in busy]):
            inside = tuple(session for one, other, session in mine if start <= one and other <= end)
            if inside and end - start >= SHORTEST:
                found.append(Slot(day, _in_zone_of(own[0], start), _in_zone_of(own[0], end), inside))
    return tuple(found)


def _gaps(
    begin: datetime, finish: datetime, busy: Sequence[tuple[datetime, datetime]]
) -> list[tuple[datetime, datetime]]:
    gaps = []
    at = begin
    for start, end in busy:
        if end <= begin or start >= finish:
            continue
        if start > at:
            gaps.append((at, start))
        at = max(at, end)
    if finish > at:
        gaps.append((at, finish))
    return gaps


def _in_zone_of(session: Session, moment: datetime) -> datetime:
    """A UTC moment in the time zone of the session."""
    if session.start is None:
        return moment
    if session.start.tzinfo is None:
        return moment.replace(tzinfo=None)
    return moment.astimezone(session.start.tzinfo)
