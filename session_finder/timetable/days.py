"""The programme by day, and which day to show first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import groupby
from typing import TYPE_CHECKING

from session_finder.domain.conference_day import day_seen_from
from session_finder.domain.overlap import by_start, days_of
from session_finder.domain.sessions import Programme, Session

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo


@dataclass(frozen=True, slots=True)
class Day:
    """The sessions that begin on one day, by start. Sessions without a time form a day without a date.

    ``continued`` are longer than ``LONG`` and began on an earlier day.
    """

    date: date | None
    sessions: tuple[Session, ...]
    continued: tuple[Session, ...] = ()

    @property
    def all(self) -> tuple[Session, ...]:
        """Those that begin on the day, and those that continue."""
        return *self.sessions, *self.continued

    @property
    def slots(self) -> Iterator[tuple[datetime | None, tuple[Session, ...]]]:
        """The sessions that begin together, by their start."""
        for start, together in groupby(self.sessions, lambda session: session.start):
            yield start, tuple(together)


def days(sessions: Iterable[Session], zone: ZoneInfo | None = None) -> tuple[Day, ...]:
    """The days by date, sessions without a time last. ``zone`` converts times whose own zone is known.

    Sessions that begin together keep their order.
    """
    begun: dict[date | None, list[Session]] = {}
    continued: dict[date | None, list[Session]] = {}
    for session in sorted(sessions, key=by_start):
        first, *later = days_of(session, zone) or (None,)
        begun.setdefault(first, []).append(session)
        for day in later:
            continued.setdefault(day, []).append(session)
    dated = sorted(day for day in {*begun, *continued} if day is not None)
    order = [*dated, None] if None in begun else dated
    return tuple(Day(day, tuple(begun.get(day, ())), tuple(continued.get(day, ()))) for day in order)


def local(programme: Programme, now: datetime, zone: ZoneInfo | None = None) -> datetime:
    """``now`` by the clock of ``zone``, else of the sessions, else of the conference, else in UTC."""
    first = next((session.start for session in programme.sessions if session.start), None)
    return now.astimezone(zone or (first.tzinfo if first else None) or programme.zone or UTC)


def today(programme: Programme, now: datetime, zone: ZoneInfo | None = None) -> date:
    """The date of the conference's day at ``now``, as seen from ``zone``, see ``local``."""
    return day_seen_from(local(programme, now), programme.day_starts, zone)


def chosen_day(found: Sequence[Day], wanted: date | None, today: date) -> Day | None:
    """The day of the ``wanted`` date, else today, else the first; None if there are no days."""
    for which in (wanted, today):
        day = next((day for day in found if day.date == which and which is not None), None)
        if day is not None:
            return day
    return found[0] if found else None
