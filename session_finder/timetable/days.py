"""The programme by day, and which day to show first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING, Final

from session_finder.domain.overlap import span
from session_finder.domain.sessions import Programme, Session
from session_finder.timetable.time_format import in_zone

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_NEVER: Final = datetime.max.replace(tzinfo=UTC)  # for the type checker: a session with a date has a start


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions of one date, by start. Sessions without a time form a day without a date."""

    date: date | None
    sessions: tuple[Session, ...]

    @property
    def slots(self) -> Iterator[tuple[datetime | None, tuple[Session, ...]]]:
        """The sessions that begin together, by their start."""
        for start, together in groupby(self.sessions, lambda session: session.start):
            yield start, tuple(together)


def days(sessions: Iterable[Session], zone: ZoneInfo | None = None) -> tuple[Day, ...]:
    """The days by date, sessions without a time last. ``zone`` converts times whose own zone is known.

    Sessions that begin together keep their order.
    """
    by_date: dict[date | None, list[tuple[datetime | None, Session]]] = {}
    for session in sessions:
        start = in_zone(session.start, zone)
        lasts = span(session)
        by_date.setdefault(start.date() if start else None, []).append((lasts[0] if lasts else None, session))
    dated = sorted(which for which in by_date if which is not None)
    found = [Day(which, _by_start(by_date[which])) for which in dated]
    if None in by_date:
        found.append(Day(None, tuple(session for _, session in by_date[None])))
    return tuple(found)


def local(programme: Programme, now: datetime, zone: ZoneInfo | None = None) -> datetime:
    """``now`` by the clock of ``zone``, else of the sessions, else of the conference, else in UTC."""
    first = next((session.start for session in programme.sessions if session.start), None)
    return now.astimezone(zone or (first.tzinfo if first else None) or programme.zone or UTC)


def today(programme: Programme, now: datetime, zone: ZoneInfo | None = None) -> date:
    """The date at ``now``, see ``local``."""
    return local(programme, now, zone).date()


def chosen_day(found: Sequence[Day], wanted: date | None, today: date) -> Day | None:
    """The day of the ``wanted`` date, else today, else the first; None if there are no days."""
    for which in (wanted, today):
        day = next((day for day in found if day.date == which and which is not None), None)
        if day is not None:
            return day
    return found[0] if found else None


def _by_start(sessions: list[tuple[datetime | None, Session]]) -> tuple[Session, ...]:
    return tuple(session for _, session in sorted(sessions, key=lambda one: one[0] or _NEVER))
