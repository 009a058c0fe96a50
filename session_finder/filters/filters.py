"""Filters: which sessions may be found, by day, time and length, by the facets, by words and by the plan."""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from session_finder.domain.conference_day import day_of, end_since_day_start, since_day_start
from session_finder.domain.overlap import days_of, over, overlap, to_utc
from session_finder.domain.session_languages import languages_in
from session_finder.domain.sessions import Session
from session_finder.domain.speakers import speaker
from session_finder.filters.phrase_match import mentions

# Filters with several values: those whose values are offered for choice, and all.
OFFERED: Final = ("day", "track", "level", "room", "format", "language", "tag")
FACETS: Final = (*OFFERED, "speaker", "employer", "code")
# Bounds of what every entrance takes.
MAX_MINUTES: Final = 1440
MAX_EXCLUDED: Final = 8  # phrases
MAX_PHRASE: Final = 60  # characters of an excluded phrase
_DAY: Final = timedelta(days=1)
# A time of the programme's clock, and when its day starts: 01:00 is late on a day that starts at 05:00.
_Clock = tuple[time, time]
# On which days a session runs, from when to when after the start of the day, and when that is.
_Running = tuple[tuple[tuple[date, timedelta, timedelta], ...], time]


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on a session; None and () set no condition. Any of several values matches; case does not matter.

    ``day`` has ISO dates of the conference's days ("2027-05-11"); a session of several days has each of them.
    ``begin``, ``end`` and ``at`` are times of the programme's clock, in the order of the conference's day: the session
    starts at or after ``begin``, ends at or before ``end``, and runs at ``at`` on one of the days. It lasts ``longer``
    minutes or more, ``shorter`` minutes or less. ``upcoming`` is the moment, with a time zone, at which it must not be
    over. ``unplanned`` are ids that it must not have; ``fitting`` are planned sessions that it must not overlap, itself
    excepted. ``unsaid`` are phrases that it must not mention, in any inflection.
    """

    day: tuple[str, ...] = ()
    track: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    room: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    speaker: tuple[str, ...] = ()
    employer: tuple[str, ...] = ()
    code: tuple[str, ...] = ()
    begin: time | None = None
    end: time | None = None
    at: time | None = None
    longer: int | None = None
    shorter: int | None = None
    upcoming: datetime | None = None
    unplanned: frozenset[str] | None = None
    fitting: tuple[Session, ...] | None = None
    unsaid: tuple[str, ...] | None = None

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the filters that set a condition."""
        asked = ((name, getattr(self, name)) for name in _NAMES)
        return tuple(name for name, value in asked if (value if name in FACETS else value is not None))

    @property
    def empty(self) -> bool:
        """Whether every session passes."""
        return not self.active

    def values(self, name: str) -> frozenset[str]:
        """The wanted values of a facet, casefolded; a list of languages counts as each of them."""
        asked = (part for value in getattr(self, name) for part in several(name, value))
        return frozenset(part.casefold() for part in asked)

    def without(self, names: Collection[str]) -> Filters:
        """The same filters without some."""
        nothing: dict[str, Any] = {name: () if name in FACETS else None for name in names}
        return replace(self, **nothing) if nothing else self

    def excluding(self, phrases: Sequence[str] | None) -> Filters:
        """The same filters, which also leave out what mentions one of these phrases."""
        if not phrases:
            return self
        return replace(self, unsaid=tuple(dict.fromkeys((*(self.unsaid or ()), *phrases))) or None)

    def allow(self, session: Session) -> bool:
        """Whether the session passes all filters."""
        return all(_allows(self, name, session) for name in self.active)


_NAMES: Final = tuple(field.name for field in fields(Filters))


def several(name: str, value: str) -> tuple[str, ...]:
    """The values in a facet's field; a language field may name several."""
    return languages_in(value) if name == "language" else (value,)


def values_of(session: Session, name: str) -> tuple[str, ...]:
    """A session's values of a facet, as the programme writes them."""
    read = _VALUES.get(name)
    return tuple(filter(None, read(session) if read else several(name, getattr(session, name))))


def begins_at(session: Session) -> _Clock | None:
    """The time of its start by the programme's clock, with the start of the day."""
    return (session.start.time(), session.day_starts) if session.start else None


def ends_at(session: Session) -> _Clock | None:
    """The time of its end by the programme's clock, or of its start when the end is unknown, with the start of the day.

    None for a session that ends on another day or has no time.
    """
    if session.start is None:
        return None
    end = session.end or session.start
    return (end.time(), session.day_starts) if day_of(end, session.day_starts) == session.day else None


def running(session: Session) -> _Running | None:
    """When it runs on each of its days; None for a session without a start.

    A session without an end, or with one before its start, runs at its start.
    """
    if session.start is None:
        return None
    days, day_starts = days_of(session), session.day_starts
    begin = since_day_start(session.start.time(), day_starts)
    lasts = timedelta(minutes=minutes(session) or 0)
    if len(days) == 1:
        return ((days[0], begin, begin + lasts),), day_starts
    last = begin + lasts - (len(days) - 1) * _DAY
    whole = [(day, timedelta(), _DAY) for day in days[1:-1]]
    return ((days[0], begin, _DAY), *whole, (days[-1], timedelta(), last)), day_starts


def minutes(session: Session) -> float | None:
    """How long it lasts, None if start or end are unknown or the end is not after the start."""
    if session.start is None or session.end is None:
        return None
    lasts = (to_utc(session.end) - to_utc(session.start)).total_seconds() / 60
    return lasts if lasts > 0 else None


def _not_before(found: _Clock, asked: Filters) -> bool:
    return asked.begin is None or since_day_start(*found) >= since_day_start(asked.begin, found[1])


def _not_after(found: _Clock, asked: Filters) -> bool:
    return asked.end is None or since_day_start(*found) <= end_since_day_start(asked.end, found[1])


def _runs_at(found: _Running, asked: Filters) -> bool:
    spans, day_starts = found
    at = since_day_start(asked.at or time(), day_starts)
    return any(
        begin <= at < end or at == begin for day, begin, end in spans if not asked.day or day.isoformat() in asked.day
    )


# Facets of which a session may have several values, or that are no field of it.
_VALUES: Final[Mapping[str, Callable[[Session], Iterable[str]]]] = {
    "day": lambda session: (day.isoformat() for day in days_of(session)),
    "tag": lambda session: session.tags,
    "speaker": lambda session: (speaker(written).name for written in session.speakers),
    "employer": lambda session: (speaker(written).employer for written in session.speakers),
    "code": lambda session: (session.id, *((session.code,) if session.code else ())),
}
# Filters by time and length: what is read of a session, and whether that passes. None fails.
CONDITIONS: Final[Mapping[str, tuple[Callable[[Session], Hashable | None], Callable[[Any, Filters], bool]]]] = {
    "begin": (begins_at, _not_before),
    "end": (ends_at, _not_after),
    "at": (running, _runs_at),
    "longer": (minutes, lambda lasts, asked: lasts >= asked.longer),
    "shorter": (minutes, lambda lasts, asked: lasts <= asked.shorter),
}


def _allows(filters: Filters, name: str, session: Session) -> bool:
    """Whether the session passes one filter."""
    if name in FACETS:
        return not filters.values(name).isdisjoint(value.casefold() for value in values_of(session, name))
    if name in CONDITIONS:
        read, passes = CONDITIONS[name]
        found = read(session)
        return found is not None and passes(found, filters)
    if filters.upcoming is not None and name == "upcoming":
        return not over(session, filters.upcoming)
    if filters.unplanned is not None and name == "unplanned":
        return session.id not in filters.unplanned
    if filters.unsaid is not None and name == "unsaid":
        return not any(mentions(phrase)(session) for phrase in filters.unsaid)
    return not any(other.id != session.id and overlap(session, other) for other in filters.fitting or ())


EVERYTHING = Filters()
