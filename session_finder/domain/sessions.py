"""The frozen records every room shares: a session, and the programme it belongs to."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from datetime import date, datetime, time
from functools import cached_property
from typing import Final
from zoneinfo import ZoneInfo

from session_finder.domain.conference_day import MIDNIGHT, day_of
from session_finder.domain.main_tracks import main_tracks

BREAK_FORMATS = frozenset({"break", "coffee break", "lunch", "lunch break", "registration", "social"})


@dataclass(frozen=True, slots=True)
class Session:
    """One entry of a programme, as an attendee may see it.

    ``start`` and ``end`` carry a zone whenever the file or the programme names one; they are naive otherwise and
    are then shown without a zone rather than with a guessed one. Empty text means "the file does not say".
    ``service``: the file says that this is a break, a meal or the registration. ``code``: the number or code that the
    programme prints beside the title, when it is not the id. ``cancelled``: it does not take place, and is shown so.
    ``day_starts`` is the conference's, by the clock of ``start``; no file states it, so it is no part of equality.
    """

    id: str
    title: str
    abstract: str = ""
    speakers: tuple[str, ...] = ()
    track: str = ""
    level: str = ""
    format: str = ""
    room: str = ""
    start: datetime | None = None
    end: datetime | None = None
    language: str = ""
    tags: tuple[str, ...] = ()
    url: str = ""
    service: bool = False
    code: str = ""
    cancelled: bool = False
    day_starts: time = field(default=MIDNIGHT, compare=False)

    @property
    def is_break(self) -> bool:
        """Whether this is a coffee break, lunch or the like, or cancelled: in the timetable, never an answer."""
        return self.service or self.cancelled or self.format.casefold() in BREAK_FORMATS

    @property
    def day(self) -> date | None:
        """The date of the conference's day on which it begins, by its own clock; None without a start."""
        return day_of(self.start, self.day_starts) if self.start else None


STATED: Final = tuple(field.name for field in fields(Session) if field.compare)  # the fields that a file may state


@dataclass(frozen=True)
class Programme:
    """One conference's sessions, in the order of the organizer's file.

    ``timezone`` is an IANA name ("Europe/Lisbon") or "" if unknown. ``version`` is a digest of everything here: equal
    versions are equal programmes. ``content`` is a digest of the sessions alone, "" if unknown. ``aliases`` are the
    organizer's pairs of expressions that mean the same. ``day_starts``: before this time of the clock
    it is still the day before; each session has it too.
    """

    slug: str
    name: str
    sessions: tuple[Session, ...]
    timezone: str = ""
    version: str = ""
    aliases: tuple[tuple[str, str], ...] = ()
    content: str = field(default="", compare=False)
    day_starts: time = MIDNIGHT

    @cached_property
    def searchable(self) -> tuple[Session, ...]:
        """The sessions an interest may find: everything but breaks and what is cancelled, in file order."""
        return tuple(session for session in self.sessions if not session.is_break)

    @cached_property
    def by_id(self) -> dict[str, Session]:
        """Each session by its id."""
        return {session.id: session for session in self.sessions}

    @cached_property
    def dates(self) -> tuple[date, date] | None:
        """The conference's first and last day, None if no session has a time."""
        from session_finder.domain.overlap import days_of  # which needs this module

        days = {day for session in self.sessions for day in days_of(session)}
        return (min(days), max(days)) if days else None

    @cached_property
    def track_numbers(self) -> dict[str, int]:
        """The numbers of the largest tracks, from 0, by casefolded name: pages give each a colour and a shape."""
        return {name: number for number, name in enumerate(main_tracks(session.track for session in self.searchable))}

    @property
    def zone(self) -> ZoneInfo | None:
        """The programme's time zone, None if unknown."""
        return ZoneInfo(self.timezone) if self.timezone else None
