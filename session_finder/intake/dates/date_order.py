"""Detect the date format of a whole file: whether 3/4/2027 is in March, and whether 45797 is a date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from session_finder.intake.dates.dates import slashed_date
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Record

_TIMED: Final = ("day", "start", "end")
_SERIALS: Final = range(36_526, 73_051)  # the years 2000 to 2100 in spreadsheet days
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001  day 0 of spreadsheets
_ONE_CONFERENCE: Final = 14  # days; the wrong order spreads the days of one month over a year
_UNITED_STATES: Final = frozenset(
    {
        *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"),
        *("America/Detroit", "America/Boise", "America/Anchorage", "America/Juneau", "Pacific/Honolulu"),
        "Asia/Manila",
    }
)
_PARTS_OF_IT: Final = ("US/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/")


@dataclass(frozen=True, slots=True)
class DateFormat:
    """A file's date format. ``month_first``: None if unknown; ``numbered``: fields with spreadsheet day numbers."""

    month_first: bool | None = None
    numbered: frozenset[str] = frozenset()

    def text(self, field: str, cell: str) -> str:
        """Convert a day number to an ISO date or time; other cells are returned unchanged."""
        if field not in self.numbered:
            return cell
        days = float(cell)
        found = _EPOCH + timedelta(seconds=round(days * 86_400))
        if days < 1:
            return found.strftime("%H:%M:%S")
        return found.date().isoformat() if days.is_integer() else found.isoformat(sep=" ")


def detect_date_format(
    records: Sequence[Record], columns: Mapping[str, str], timezone: str
) -> tuple[DateFormat, tuple[Problem, ...]]:
    """Detect the date format of the records, and report guesses.

    The order of day and month follows from a day above 12, or else from the assumption that a conference lasts days
    and not months, or else, with a warning, from the time zone. If it stays unknown, ambiguous times are left out,
    with a warning.
    """
    cells = {field: [(record.line, text) for record in records if (text := _text(record, field))] for field in _TIMED}
    numbered = frozenset(
        field
        for field, found in cells.items()
        if found and _are_numbers([text for _, text in found], clocks=field != "day")
    )
    dated = [
        (line, field, text, parts) for field in _TIMED for line, text in cells[field] if (parts := slashed_date(text))
    ]
    month_first, problem = _month_first({parts for *_, parts in dated}, timezone)
    if problem is None:
        return DateFormat(month_first, numbered), ()
    line, field, text, _ = min(dated)
    problem = replace(problem, line=line, column=columns.get(field, field), value=text[:80])
    return DateFormat(month_first, numbered), (problem,)


def _text(record: Record, field: str) -> str:
    value = record.values.get(field, "")
    return value.strip() if isinstance(value, str) else ""


def _are_numbers(texts: Iterable[str], *, clocks: bool) -> bool:
    """Whether all cells are spreadsheet day numbers, or, if ``clocks``, all are fractions of a day."""
    days = []
    for text in texts:
        if len(text) > 25 or not text.replace(".", "", 1).isascii() or not text.replace(".", "", 1).isdigit():
            return False
        days.append(float(text))
    return all(int(day) in _SERIALS for day in days) or (clocks and all(0 < day < 1 for day in days))


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
