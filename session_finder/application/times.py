"""When a session is, in words: weekday, date, local time and zone."""

from __future__ import annotations

from datetime import datetime

from session_finder.sessions import Session

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def when(session: Session) -> str:
    """ "Tue 11 May, 10:00–10:40 WEST"; without an end only the start, without a zone none, without a start "".

    An end on another day brings its date: "Tue 11 May, 22:00 – Wed 12 May, 00:30 WEST".
    """
    start, end = session.start, session.end
    if start is None:
        return ""
    text = f"{_day(start)}, {start:%H:%M}"
    if end is not None:
        same_day = end.date() == start.date()
        text += f"\u2013{end:%H:%M}" if same_day else f" \u2013 {_day(end)}, {end:%H:%M}"
    zone = zone_name(start)
    return f"{text} {zone}" if zone else text


def zone_name(moment: datetime) -> str:
    """ "WEST", or "UTC+01:00" where the zone has no letters; "" for a naive time."""
    if moment.tzinfo is None:
        return ""
    name = moment.tzname() or ""
    if name[:1] in "+-" and name:
        offset = moment.strftime("%z")
        return f"UTC{offset[:3]}:{offset[3:5]}"
    return name


def _day(moment: datetime) -> str:
    return f"{_DAYS[moment.weekday()]} {moment.day} {_MONTHS[moment.month - 1]}"
