"""Describe a time zone for a range of days as a VTIMEZONE (RFC 5545, 3.6.5).

icalendar does so too, but looks for changes every 64 days and so misses Ramadan, for which Morocco changes its clocks.
Here every day is checked.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone

_DAY: Final = timedelta(days=1)
_SECOND: Final = timedelta(seconds=1)


def zone_rules(zone: ZoneInfo, first: date, last: date) -> Timezone:
    """The description of a zone that is valid from the ``first`` day to the ``last``."""
    from icalendar import Timezone

    described = Timezone()
    described.add("TZID", zone.key)
    begin = datetime(first.year, first.month, first.day, tzinfo=UTC) - _DAY
    end = datetime(last.year, last.month, last.day, tzinfo=UTC) + 2 * _DAY
    for change in [begin, *_changes(zone, begin, end)]:
        _add_change(described, zone, change, change if change == begin else change - _SECOND)
    return described


def _add_change(described: Timezone, zone: ZoneInfo, change: datetime, before: datetime) -> None:
    from icalendar import TimezoneDaylight, TimezoneStandard

    now = change.astimezone(zone)
    offset = before.astimezone(zone).utcoffset() or timedelta(0)
    part = TimezoneDaylight() if now.dst() else TimezoneStandard()
    part.DTSTART = (change + offset).replace(tzinfo=None)  # in local time before the change
    part.TZOFFSETFROM = offset
    part.TZOFFSETTO = now.utcoffset()
    part.add("TZNAME", now.tzname() or zone.key)
    described.add_component(part)


def _changes(zone: ZoneInfo, begin: datetime, end: datetime) -> list[datetime]:
    """The first second of each new offset, in UTC."""
    days = [begin + number * _DAY for number in range((end - begin) // _DAY + 1)]
    return [_change(zone, *pair) for pair in pairwise(days) if _offset(zone, pair[0]) != _offset(zone, pair[1])]


def _change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    while after - before > _SECOND:
        middle = before + (after - before) // _SECOND // 2 * _SECOND
        if _offset(zone, middle) == _offset(zone, before):
            before = middle
        else:
            after = middle
    return after


def _offset(zone: ZoneInfo, moment: datetime) -> timedelta | None:
    return moment.astimezone(zone).utcoffset()
