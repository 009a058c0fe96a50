"""Times on the plan's pages, by the clock and in the manner that the visitor chose."""

from __future__ import annotations

from datetime import date, datetime

from session_finder.domain.sessions import Session
from session_finder.timetable import time_format
from session_finder.web.i18n.locale import manner


def hours(session: Session) -> str:
    """ "10:00–10:40"."""
    spoken = manner()
    return time_format.hours(session, spoken.locale, spoken.zone)


def clock(moment: datetime) -> str:
    """ "10:00"."""
    spoken = manner()
    return time_format.clock(time_format.in_zone(moment, spoken.zone) or moment, spoken.locale)


def moment(when: datetime) -> str:
    """ "Tue 11 May, 10:00"."""
    seen = time_format.in_zone(when, manner().zone) or when
    return time_format.joined(seen, manner().locale)


def day_seen(when: datetime) -> date:
    """The day that the visitor's clock shows then."""
    return (time_format.in_zone(when, manner().zone) or when).date()


def long_day(day: date) -> str:
    """ "Tuesday 11 May"."""
    return time_format.long_day(day, manner().locale)


def short_day(day: date) -> str:
    """ "Tue 11 May"."""
    return time_format.day(day, manner().locale)
