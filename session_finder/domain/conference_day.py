"""A conference's day. It may begin after midnight, so that a party at 01:00 belongs to the evening before."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Final

MIDNIGHT: Final = time(0)


def day_of(moment: datetime, day_starts: time = MIDNIGHT) -> date:
    """The date of the conference's day in which a moment lies, by the moment's own clock."""
    return (moment.replace(tzinfo=None) - _since_midnight(day_starts)).date()


def since_day_start(clock: time, day_starts: time = MIDNIGHT) -> timedelta:
    """How long after the day's start a clock shows this time: 20 hours for 01:00 of a day that starts at 05:00."""
    return (_since_midnight(clock) - _since_midnight(day_starts)) % timedelta(days=1)


def end_since_day_start(clock: time, day_starts: time = MIDNIGHT) -> timedelta:
    """The same for the end of something: what lasts until the start of the day lasts the whole day, 24 hours."""
    return since_day_start(clock, day_starts) or timedelta(days=1)


def _since_midnight(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute, seconds=clock.second, microseconds=clock.microsecond)
