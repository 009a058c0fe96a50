"""Format times of sessions: weekday, date, time and zone in a locale (CLDR, through Babel)."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton, format_time, get_timezone, get_timezone_location

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

    from session_finder.domain.sessions import Session

PLAIN: Final = "en_GB"  # the locale of the command line, and the default


def when(session: Session, locale: str = PLAIN, zone: ZoneInfo | None = None) -> str:
    """ "Tue 11 May, 10:00–10:40 WEST"; parts that are unknown are left out, "" without a start.

    An end on another day has its date: "Tue 11 May, 22:00 – Wed 12 May, 00:30 WEST". ``zone`` converts the times if the
    session's own zone is known.
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
    """ "10:00–10:40", without the day; "22:00 – Wed 12 May, 00:30" for an end on another; "" without a start."""
    start, end = in_zone(session.start, zone), in_zone(session.end, zone)
    if start is None:
        return ""
    if end is None:
        return clock(start, locale)
    first, last = clock(start, locale), clock(end, locale)
    if end.date() == start.date():
        return f"{first}\u2013{last}"
    return f"{first} \u2013 {_joined(day(end.date(), locale), last, locale)}"


def in_zone(moment: datetime | None, zone: ZoneInfo | None) -> datetime | None:
    """The moment in ``zone``; unchanged if ``zone`` is None or the moment has no time zone."""
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


@lru_cache(maxsize=1024)
def days(first: date, last: date, locale: str = PLAIN) -> str:
    """ "11–13 May 2027"; one day as "11 May 2027"."""
    return str(format_interval(first, last, "yMMMd", locale=locale))


def clock(moment: datetime, locale: str = PLAIN) -> str:
    """ "10:00", or "10:00 AM" in locales with a 12-hour clock."""
    return _clock(moment.hour, moment.minute, locale)


def clock_of(at: time, locale: str = PLAIN) -> str:
    """The same for a time without a date."""
    return _clock(at.hour, at.minute, locale)


@lru_cache(maxsize=8192)
def _clock(hour: int, minute: int, locale: str) -> str:
    return str(format_time(datetime(2000, 1, 1, hour, minute), "short", locale=locale))  # noqa: DTZ001  only a clock


@lru_cache(maxsize=1024)
def place(zone: str, locale: str = PLAIN) -> str:
    """The city of a time zone: "Lissabon" for "Europe/Lisbon" in German; the zone's name if it has no city."""
    try:
        return str(get_timezone_location(get_timezone(zone), locale=locale, return_city=True))
    except LookupError:
        return zone


def joined(moment: datetime, locale: str = PLAIN) -> str:
    """ "Tue 11 May, 10:00"."""
    return _joined(day(moment.date(), locale), clock(moment, locale), locale)


def _joined(day: str, clock: str, locale: str) -> str:
    """Date and time joined as in the locale: "Tue 11 May, 10:00", "5月11日(火) 10:00"."""
    return str(Locale.parse(locale).datetime_formats["medium"]).format(clock, day)


def zone_name(moment: datetime) -> str:
    """ "WEST", or "UTC+01:00" for a zone without an abbreviation; "" for a naive time."""
    if moment.tzinfo is None:
        return ""
    name = moment.tzname() or ""
    if name[:1] in "+-" and name:
        offset = moment.strftime("%z")
        return f"UTC{offset[:3]}:{offset[3:5]}"
    return name
