"""A conference's day. It may begin after midnight, so that a party at 01:00 belongs to the evening before."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

MIDNIGHT: Final = time(0)


def day_of(moment: datetime, day_starts: time = MIDNIGHT) -> date:
    """The date of the conference's day in which a moment lies, by the moment's own clock."""
    return (moment.replace(tzinfo=None) - _since_midnight(day_starts)).date()


def day_seen_from(moment: datetime, day_starts: time, zone: ZoneInfo | None) -> date:
    """The date in ``zone`` of the conference's day in which a moment lies; that of ``day_of`` without a zone.

    ``moment`` is by the conference's clock, on which alone it may be the night of the day before: it has the date of
    the midnight before it. Everything else has its own date in ``zone``.
    """
    if zone is None or moment.tzinfo is None:
        return day_of(moment, day_starts)
    if day_of(moment, day_starts) < moment.date():
        moment = datetime.combine(moment.date(), MIDNIGHT, moment.tzinfo) - timedelta(microseconds=1)
    return moment.astimezone(zone).date()


def since_day_start(clock: time, day_starts: time = MIDNIGHT) -> timedelta:
    """How long after the day's start a clock shows this time: 20 hours for 01:00 of a day that starts at 05:00."""
    return (_since_midnight(clock) - _since_midnight(day_starts)) % timedelta(days=1)


def end_since_day_start(clock: time, day_starts: time = MIDNIGHT) -> timedelta:
    """The same for the end of something: what lasts until the start of the day lasts the whole day, 24 hours."""
    return since_day_start(clock, day_starts) or timedelta(days=1)


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)
