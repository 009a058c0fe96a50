"""Detect the date format of a whole file: whether 3/4/2027 is in March, the year of 14 Oct, and what 45797 counts."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

from session_finder.intake.dates.clock_cells import lacks_year
from session_finder.intake.dates.dates import Stamp, slashed_date, stamp
from session_finder.intake.dates.number_columns import (
    Unit,
    duration_text,
    time_text,
    unit_of_durations,
    unit_of_times,
)
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Record

_TIMED: Final = ("day", "start", "end")
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_ONE_CONFERENCE: Final = 14  # days; the wrong order spreads the days of one month over a year
_UNITED_STATES: Final = frozenset(
    {
        *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"),
        *("America/Detroit", "America/Boise", "America/Anchorage", "America/Juneau", "Pacific/Honolulu"),
        "Asia/Manila",
    }
)
_PARTS_OF_IT: Final = ("US/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/")


_Cells = Mapping[str, Sequence[tuple[int, str]]]  # field → line and text of each filled cell


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A file's date format. ``month_first``: None if unknown. ``year``: of dates that name none, None if unknown.

    ``units``: what the numbers of a field count; fields without such numbers are left out.
    """

    month_first: bool | None = None
    year: int | None = None
    units: Mapping[str, Unit] = field(default_factory=dict)

    def text(self, field: str, cell: str) -> str:
        """Convert a number to an ISO date or time, or to minutes; other cells are returned unchanged."""
        unit = self.units.get(field, "")
        return duration_text(cell, unit) if field == "duration" else time_text(cell, unit)

    def stamp(self, cell: str) -> Stamp | None:
        """Parse a date or time in this format, see ``dates.stamp``."""
        return stamp(cell, self.month_first, self.year)


def detect_date_format(
    records: Sequence[Record], columns: Mapping[str, str], timezone: str, named: str = ""
) -> tuple[DateFormat, tuple[Problem, ...]]:
    """Detect the date format of the records, and report guesses.

    The order of day and month follows from a day above 12, or else from the assumption that a conference lasts days
    and not months, or else, with a warning, from the time zone. If it stays unknown, ambiguous times are left out,
    with a warning. Dates without a year are in the year of the other dates, or else in the one that ``named``, the name
    of the conference, mentions.
    """
    cells = {place: [(record.line, text) for record in records if (text := _text(record, place))] for place in _TIMED}
    month_first, order = _detect_order(cells, columns, timezone)
    year, missing = _detect_year(cells, columns, named)
    return DateFormat(month_first, year, _units(records, cells)), (*order, *missing)


def _units(records: Sequence[Record], cells: _Cells) -> dict[str, Unit]:
    texts = {place: [text for _, text in found] for place, found in cells.items()}
    lengths = [text for record in records if (text := _text(record, "duration"))]
    dated = bool(texts["day"])
    found = {place: unit_of_times(texts[place], clocks=place != "day", dated=dated) for place in _TIMED}
    return {place: unit for place, unit in (found | {"duration": unit_of_durations(lengths)}).items() if unit}


def _detect_order(cells: _Cells, columns: Mapping[str, str], timezone: str) -> tuple[bool | None, tuple[Problem, ...]]:
    dated = [
        (line, place, text, parts) for place in _TIMED for line, text in cells[place] if (parts := slashed_date(text))
    ]
    month_first, problem = _month_first({parts for *_, parts in dated}, timezone)
    if problem is None:
        return month_first, ()
    line, place, text, _ = min(dated)
    return month_first, (replace(problem, line=line, column=columns.get(place, place), value=text[:80]),)


def _detect_year(cells: _Cells, columns: Mapping[str, str], named: str) -> tuple[int | None, tuple[Problem, ...]]:
    """The year of dates that name none, with a note; None with a warning if it is unknown."""
    without = {text for found in cells.values() for text in {text for _, text in found} if _lacks_year(text)}
    if not without:
        return None, ()
    line, place, text = min((line, place, text) for place in _TIMED for line, text in cells[place] if text in without)
    years = {year for found in cells.values() for _, text in found if (year := _year_of(text))}
    years = years if len(years) == 1 else set(map(int, _YEAR.findall(named)))
    if len(years) == 1:
        (year,) = years
        advice = f"Dates without a year were read as {year}. Write 14 October {year} to be sure."
        return year, (Problem("note", "guessed-year", advice, line, columns.get(place, place), text[:80]),)
    count = "1 date names" if len(without) == 1 else f"{len(without):,} dates name"
    advice = (
        f"{count} no year, so their times were left out. Write 14 October 2027, or put the year into the conference's "
        "name."
    )
    return None, (Problem("warning", "dates-without-year", advice, line, columns.get(place, place), text[:80]),)


def _lacks_year(text: str) -> bool:
    return _YEAR.search(text) is None and lacks_year(text)


def _year_of(text: str) -> int | None:
    found = stamp(text, month_first=True) or stamp(text, month_first=False)
    return found.day.year if found and found.day else None


def _text(record: Record, field: str) -> str:
    value = record.values.get(field, "")
    return value.strip() if isinstance(value, str) else ""


def _month_first(dates: set[tuple[int, int, int]], timezone: str) -> tuple[bool | None, Problem | None]:
    """Whether the month is first (None if unknown), and the problem that reports a guess, without its place."""
    if not dates or all(first == second for first, second, _ in dates):
        return None, None
    days_first = any(first > 12 for first, *_ in dates)
    months_first = any(second > 12 for _, second, _ in dates)
    if days_first != months_first:
        return months_first, None
    if days_first:
        advice = (
            "Some dates of this file put the day first and others the month; those that could be either were left out. "
            "Write all of them as 2027-05-11."
        )
        return None, Problem("warning", "mixed-date-order", advice)
    wide = {order: _days_between(dates, month_first=order) for order in (True, False)}
    narrow = min(wide, key=lambda order: wide[order])
    if wide[narrow] <= _ONE_CONFERENCE < wide[not narrow]:
        form = "month/day/year" if narrow else "day/month/year"
        advice = (
            f"Dates were read as {form}: the sessions are then within {wide[narrow] + 1} days and not within "
            f"{wide[not narrow] + 1}. Write 2027-05-11 to be sure."
        )
        return narrow, Problem("note", "date-order-by-length", advice)
    if timezone:
        american = timezone in _UNITED_STATES or timezone.startswith(_PARTS_OF_IT)
        form = "month/day/year" if american else "day/month/year"
        advice = f"Dates were read as {form}, as is usual in {timezone}. Write 2027-05-11 to be sure."
        return american, Problem("warning", "date-order-by-zone", advice)
    advice = (
        "Nothing in this file tells whether the day or the month is first; such times were left out. Write 2027-05-11, "
        "or choose the conference's time zone."
    )
    return None, Problem("warning", "unknown-date-order", advice)


def _days_between(dates: Iterable[tuple[int, int, int]], *, month_first: bool) -> int:
    found = []
    for first, second, year in dates:
        month, day = (first, second) if month_first else (second, first)
        try:
            found.append(date(year, month, day))
        except ValueError:
            continue
    return (max(found) - min(found)).days if found else 0
