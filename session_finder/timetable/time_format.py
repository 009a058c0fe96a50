"""When a session is, in words: weekday, date, time and zone, as a locale writes them (CLDR, through Babel)."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.dates import format_date, format_skeleton, format_time, get_timezone, get_timezone_location

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from session_finder.domain.sessions import Session

PLAIN: Final = "en_GB"  # the locale of the command line, and of visitors who say nothing


def when(session: Session, locale: str = PLAIN, zone: ZoneInfo | None = None) -> str:
    """ "Tue 11 May, 10:00–10:40 WEST"; without an end only the start, without a zone none, without a start "".

    An end on another day brings its date: "Tue 11 May, 22:00 – Wed 12 May, 00:30 WEST". ``zone`` tells it by that
    zone's clock, where the session's own zone is known.
    """
    start, end = in_zone(session.start, zone), in_zone(session.end, zone)
    if start is None:
        return ""
    text = _joined(day(start.date(), locale), clock(start, locale), locale)
    if end is not None:
        same_day = end.date() == start.date()
        last = clock(end, locale)
        text += f"\u2013{last}" if same_day else f" \u2013 {_joined(day(end.date(), locale), last, locale)}"
    name = zone_name(start)
    return f"{text} {name}" if name else text


def hours(session: Session, locale: str = PLAIN, zone: ZoneInfo | None = None) -> str:
    """ "10:00–10:40", for where the day is said already; an end on another day brings its date; "" without a start."""
    start, end = in_zone(session.start, zone), in_zone(session.end, zone)
    if start is None:
        return ""
    if end is None:
        return clock(start, locale)
    last = clock(end, locale)
    if end.date() != start.date():
        last = _joined(day(end.date(), locale), last, locale)
    return f"{clock(start, locale)}\u2013{last}"


def in_zone(moment: datetime | None, zone: ZoneInfo | None) -> datetime | None:
    """The moment by the clock of ``zone``; as it is without one, and where its own zone is not known."""
    return moment.astimezone(zone) if moment is not None and zone is not None and moment.tzinfo else moment


@lru_cache(maxsize=4096)
def day(which: date, locale: str = PLAIN) -> str:
    """ "Tue 11 May"."""
    return str(format_skeleton("MMMEd", which, locale=locale))


@lru_cache(maxsize=1024)
def long_day(which: date, locale: str = PLAIN) -> str:
    """ "Tuesday 11 May"."""
    known = Locale.parse(locale).datetime_skeletons
    short = (known.get("MMMMEd") or known["MMMEd"]).pattern
    whole = re.sub(r"[Ec]+", "EEEE", re.sub(r"MMM+", "MMMM", short))
    return str(format_date(which, whole, locale=locale))


def clock(moment: datetime, locale: str = PLAIN) -> str:
    """ "10:00", or "10:00 AM" where a day has twice twelve hours."""
    return _clock(moment.hour, moment.minute, locale)


def clock_of(at: time, locale: str = PLAIN) -> str:
    """The same for a time of no day in particular."""
    return _clock(at.hour, at.minute, locale)


@lru_cache(maxsize=8192)
def _clock(hour: int, minute: int, locale: str) -> str:
    return str(format_time(datetime(2000, 1, 1, hour, minute), "short", locale=locale))  # noqa: DTZ001  only a clock


@lru_cache(maxsize=1024)
def place(zone: str, locale: str = PLAIN) -> str:
    """The city by which a zone goes: "Lissabon" for "Europe/Lisbon" in German; a zone without one as it is called."""
    try:
        return str(get_timezone_location(get_timezone(zone), locale=locale, return_city=True))
    except LookupError:
        return zone


def joined(moment: datetime, locale: str = PLAIN) -> str:
    """ "Tue 11 May, 10:00"."""
    return _joined(day(moment.date(), locale), clock(moment, locale), locale)


def _joined(day: str, clock: str, locale: str) -> str:
    """Date and clock as the locale joins them: "Tue 11 May, 10:00", "5月11日(火) 10:00"."""
    return str(Locale.parse(locale).datetime_formats["medium"]).format(clock, day)


def zone_name(moment: datetime) -> str:
    """ "WEST", or "UTC+01:00" where the zone has no letters; "" for a naive time."""
    if moment.tzinfo is None:
        return ""
    name = moment.tzname() or ""
    if name[:1] in "+-" and name:
        offset = moment.strftime("%z")
        return f"UTC{offset[:3]}:{offset[3:5]}"
    return name
