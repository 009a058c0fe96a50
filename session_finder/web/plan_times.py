"""Times on the plan's pages, by the clock and in the manner that the visitor chose."""

from __future__ import annotations

from datetime import date, datetime

from session_finder.application import times
from session_finder.sessions import Session
from session_finder.web.spoken import manner


def hours(session: Session) -> str:
    """ "10:00–10:40"."""
    spoken = manner()
    return times.hours(session, spoken.locale, spoken.zone)


def clock(moment: datetime) -> str:
    """ "10:00"."""
    spoken = manner()
    return times.clock(times.seen_from(moment, spoken.zone) or moment, spoken.locale)


def moment(when: datetime) -> str:
    """ "Tue 11 May, 10:00"."""
    seen = times.seen_from(when, manner().zone) or when
    return times.joined(seen, manner().locale)


def day_seen(when: datetime) -> date:
    """The day that the visitor's clock shows then."""
    return (times.seen_from(when, manner().zone) or when).date()


def long_day(day: date) -> str:
    """ "Tuesday 11 May"."""
    return times.long_day(day, manner().locale)


def short_day(day: date) -> str:
    """ "Tue 11 May"."""
    return times.day(day, manner().locale)
