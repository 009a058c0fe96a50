"""Offsets from UTC by the zones that a calendar file defines itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, Final
from zoneinfo import available_timezones

if TYPE_CHECKING:
    from icalendar import Component, vRecur

# The parts of a rule that is evaluated. Others could be endless (FREQ=SECONDLY).
_YEARLY: Final = frozenset({"FREQ", "BYMONTH", "BYDAY", "BYMONTHDAY", "UNTIL", "WKST"})
_MOST: Final = 200  # zones, changes of a zone, and dates of a change
_MOST_IN_THREE_YEARS: Final = 1_200
_NEVER: Final = datetime.max.replace(microsecond=0)  # noqa: DTZ901  local times have no zone
_ALWAYS: Final = datetime.min.replace(microsecond=0)  # noqa: DTZ901
_system_zones = lru_cache(maxsize=1)(available_timezones)


@dataclass(frozen=True, slots=True)
class _Change:
    """A change of the offset: once at ``first``, at further ``dates``, and each year by the rule until ``last``."""

    first: datetime
    before: timedelta
    after: timedelta
    dates: tuple[datetime, ...] = ()
    rule: str = ""
    last: datetime = _NEVER

    def last_onset(self, local: datetime) -> datetime | None:
        """The last time up to ``local`` at which the change took place, None if there is none."""
        onsets = (self.first, *self.dates, *self._yearly(local.year))
        return max((onset for onset in onsets if self.first <= onset <= min(local, self.last)), default=None)

    def _yearly(self, year: int) -> Iterator[datetime]:
        if not self.rule or year < 3:
            return iter(())
        from dateutil.rrule import rrulestr

        try:
            found = rrulestr(self.rule, dtstart=self.first.replace(year=year - 2, day=min(self.first.day, 28)))
        except ValueError:
            return iter(())
        return takewhile(lambda onset: onset.year <= year, islice(found, _MOST_IN_THREE_YEARS))


class CalendarZones:
    """The zones of a file by their TZID. What a file defines wins over the system's zone of the same name.

    Names of places like Europe/Lisbon are left to the system, because some programs define these without summer time.
    """

    def __init__(self, definitions: Iterable[Component]) -> None:
        self._changes: dict[str, tuple[_Change, ...]] = {}
        for zone in islice(definitions, _MOST):
            name = str(zone.get("TZID", ""))
            changes = () if "/" in name and name in _system_zones() else _changes(zone)
            if changes:
                self._changes.setdefault(name, changes)
        self._offset = lru_cache(maxsize=4096)(self._find_offset)

    def localize(self, moment: datetime, name: str) -> datetime | None:
        """The local time of ``moment`` with the offset of the zone. Returns None if the file does not define it."""
        if name not in self._changes:
            return None
        local = moment.replace(tzinfo=None)
        return local.replace(tzinfo=timezone(self._offset(local, name)))

    def _find_offset(self, local: datetime, name: str) -> timedelta:
        changes = self._changes[name]
        latest = max(changes, key=lambda change: change.last_onset(local) or _ALWAYS)
        first = min(changes, key=lambda change: change.first)
        return first.before if local < first.first else latest.after


def _changes(zone: Component) -> tuple[_Change, ...]:
    """The changes of a zone, () if one of them has a rule that is not evaluated."""
    parts = [part for part in zone.subcomponents if part.name in ("STANDARD", "DAYLIGHT")][:_MOST]
    found = [_change(part) for part in parts]
    return () if None in found else tuple(change for change in found if change is not None)


def _change(part: Component) -> _Change | None:
    from icalendar import vRecur, vUTCOffset

    first, before, after = (_value(part, key) for key in ("DTSTART", "TZOFFSETFROM", "TZOFFSETTO"))
    start = _naive(first)
    if start is None or not isinstance(before, vUTCOffset) or not isinstance(after, vUTCOffset):
        return None
    rule, last = _value(part, "RRULE"), _NEVER
    if isinstance(rule, vRecur):
        if not rule.keys() <= _YEARLY or [str(how).upper() for how in rule.get("FREQ", ())] != ["YEARLY"]:
            return None
        until = next(iter(rule.get("UNTIL", ())), None)
        last = until.replace(tzinfo=None) + timedelta(days=1) if isinstance(until, datetime) else _NEVER
    dates = [_naive(one) for one in getattr(_value(part, "RDATE"), "dts", ())[:_MOST]]
    return _Change(
        start,
        before.td,
        after.td,
        tuple(date for date in dates if date is not None),
        _without_end(rule) if isinstance(rule, vRecur) else "",
        last,
    )


def _without_end(rule: vRecur) -> str:
    text: str = rule.to_ical().decode()  # type: ignore[no-untyped-call]
    return ";".join(part for part in text.split(";") if not part.upper().startswith("UNTIL="))


def _value(part: Component, key: str) -> object:
    value = part.get(key)
    return value[0] if isinstance(value, list) and value else value


def _naive(value: object) -> datetime | None:
    moment = getattr(value, "dt", None)
    return moment.replace(tzinfo=None) if isinstance(moment, datetime) else None
