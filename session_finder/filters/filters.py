"""Filters: which sessions may be found, by day and time, track, level, room, format, language, words and plan."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, fields, replace
from datetime import datetime, time
from typing import Any, Final

from session_finder.domain.overlap import over, overlap
from session_finder.domain.session_languages import languages_in
from session_finder.domain.sessions import Session
from session_finder.filters.phrase_match import mentions

FACETS: Final = ("day", "track", "level", "room", "format", "language")  # filters with several values


@dataclass(frozen=True, slots=True)
class Filters:
    """Conditions on a session; None and () set no condition. Any of several values matches; case does not matter.

    ``day`` has ISO dates by the programme's own clock ("2027-05-11"). ``begin`` and ``end`` are times of that clock:
    the session starts at or after ``begin`` and ends at or before ``end``. ``upcoming`` is the moment, with a time
    zone, at which it must not be over. ``unplanned`` are ids that it must not have; ``fitting`` are planned sessions
    that it must not overlap, itself excepted. ``unsaid`` are phrases that it must not mention, in any inflection.
    """

    day: tuple[str, ...] = ()
    track: tuple[str, ...] = ()
    level: tuple[str, ...] = ()
    room: tuple[str, ...] = ()
    format: tuple[str, ...] = ()
    language: tuple[str, ...] = ()
    begin: time | None = None
    end: time | None = None
    upcoming: datetime | None = None
    unplanned: frozenset[str] | None = None
    fitting: tuple[Session, ...] | None = None
    unsaid: tuple[str, ...] | None = None

    @property
    def active(self) -> tuple[str, ...]:
        """The names of the filters that set a condition."""
        asked = {field.name: getattr(self, field.name) for field in fields(self)}
        return tuple(name for name, value in asked.items() if (value if name in FACETS else value is not None))

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
        return replace(self, **nothing)

    def allow(self, session: Session) -> bool:
        """Whether the session passes all filters."""
        return all(_allows(self, name, session) for name in self.active)


def several(name: str, value: str) -> tuple[str, ...]:
    """The values in a facet's field; a language field may name several."""
    return languages_in(value) if name == "language" else (value,)


def values_of(session: Session, name: str) -> tuple[str, ...]:
    """A session's values of a facet, as the programme writes them."""
    value = day_of(session) if name == "day" else str(getattr(session, name))
    return several(name, value) if value else ()


def day_of(session: Session) -> str:
    """The date of a session's start in ISO form, "" for none."""
    return session.start.date().isoformat() if session.start else ""


def begins_at(session: Session) -> time | None:
    """The time of its start by the programme's clock."""
    return session.start.time() if session.start else None


def ends_at(session: Session) -> time | None:
    """The time of its end by the programme's clock, or of its start when the end is unknown.

    None for a session that ends on another day or has no time.
    """
    if session.start is None:
        return None
    end = session.end or session.start
    return end.time() if end.date() == session.start.date() else None


def _allows(filters: Filters, name: str, session: Session) -> bool:
    """Whether the session passes one filter."""
    if name in FACETS:
        return not filters.values(name).isdisjoint(value.casefold() for value in values_of(session, name))
    if filters.begin is not None and name == "begin":
        starts = begins_at(session)
        return starts is not None and starts >= filters.begin
    if filters.end is not None and name == "end":
        ends = ends_at(session)
        return ends is not None and ends <= filters.end
    if filters.upcoming is not None and name == "upcoming":
        return not over(session, filters.upcoming)
    if filters.unplanned is not None and name == "unplanned":
        return session.id not in filters.unplanned
    if filters.unsaid is not None and name == "unsaid":
        return not any(mentions(phrase)(session) for phrase in filters.unsaid)
    return not any(other.id != session.id and overlap(session, other) for other in filters.fitting or ())


EVERYTHING = Filters()
