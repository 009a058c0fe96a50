"""Times on the plan pages, in the visitor's locale and time zone."""

from __future__ import annotations

from datetime import date, datetime

from session_finder.domain.conference_day import day_seen_from
from session_finder.domain.sessions import Session
from session_finder.timetable import time_format
from session_finder.web.i18n.locale import visitor_locale


def hours(session: Session) -> str:
    """ "10:00–10:40"."""
    visitor = visitor_locale()
    return time_format.hours(session, visitor.locale, visitor.zone)


def clock(moment: datetime) -> str:
    """ "10:00"."""
    visitor = visitor_locale()
    return time_format.clock(time_format.in_zone(moment, visitor.zone) or moment, visitor.locale)


def moment(when: datetime) -> str:
    """ "Tue 11 May, 10:00"."""
    seen = time_format.in_zone(when, visitor_locale().zone) or when
    return time_format.joined(seen, visitor_locale().locale)


def day_seen(when: datetime, like: Session) -> date:
    """The date of the conference's day, that of the session ``like``, in the visitor's time zone."""
    own = when.astimezone(like.start.tzinfo) if when.tzinfo and like.start and like.start.tzinfo else when
    return day_seen_from(own, like.day_starts, visitor_locale().zone)


def long_day(day: date) -> str:
    """ "Tuesday 11 May"."""
    return time_format.long_day(day, visitor_locale().locale)


def short_day(day: date) -> str:
    """ "Tue 11 May"."""
    return time_format.day(day, visitor_locale().locale)
