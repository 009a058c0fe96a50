"""What only the whole file tells of its dates: whether 3/4/2027 is in March, and whether 45797 is a date at all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Final

from session_finder.intake.dates.dates import slashed
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Record

_TIMED: Final = ("day", "start", "end")
_SERIALS: Final = range(36_526, 73_051)  # 2000 to 2100 as spreadsheets count days
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001  their day 0
_ONE_CONFERENCE: Final = 14  # days; the wrong order takes the days of one month for the months of one year
_UNITED_STATES: Final = frozenset(
    {
        *("America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix"),
        *("America/Detroit", "America/Boise", "America/Anchorage", "America/Juneau", "Pacific/Honolulu"),
        "Asia/Manila",
    }
)
_PARTS_OF_IT: Final = ("US/", "America/Indiana/", "America/Kentucky/", "America/North_Dakota/")


@dataclass(frozen=True, slots=True)
class Writing:
    """How a file writes its times. ``numbered``: fields whose cells are a spreadsheet's numbers of days."""

    month_first: bool | None = None
    numbered: frozenset[str] = frozenset()

    def text(self, field: str, cell: str) -> str:
        """The cell as a date in words where it is a number of days; otherwise as it is."""
        if field not in self.numbered:
            return cell
        days = float(cell)
        found = _EPOCH + timedelta(seconds=round(days * 86_400))
        if days < 1:
            return found.strftime("%H:%M:%S")
        return found.date().isoformat() if days.is_integer() else found.isoformat(sep=" ")


def writing_of(
    records: Sequence[Record], columns: Mapping[str, str], timezone: str
) -> tuple[Writing, tuple[Problem, ...]]:
    """How the records' times are written, and what was decided without proof.

    A day above 12 settles the order of day and month; else that a conference lasts days and not months; else the
    conference's zone suggests it, with a warning. Where nothing does, such times are left out, with a warning.
    """
    cells = {field: [(record.line, text) for record in records if (text := _text(record, field))] for field in _TIMED}
    numbered = frozenset(
        field
        for field, found in cells.items()
        if found and _are_numbers([text for _, text in found], clocks=field != "day")
    )
    dated = [(line, field, text, parts) for field in _TIMED for line, text in cells[field] if (parts := slashed(text))]
    month_first, problem = _order({parts for *_, parts in dated}, timezone)
    if problem is None:
        return Writing(month_first, numbered), ()
    line, field, text, _ = min(dated)
    problem = replace(problem, line=line, column=columns.get(field, field), value=text[:80])
    return Writing(month_first, numbered), (problem,)


def _text(record: Record, field: str) -> str:
    value = record.values.get(field, "")
    return value.strip() if isinstance(value, str) else ""


def _are_numbers(texts: Iterable[str], *, clocks: bool) -> bool:
    """Whether all cells are days since 1900, or all are parts of a day where a clock time may stand."""
    days = []
    for text in texts:
        if len(text) > 25 or not text.replace(".", "", 1).isascii() or not text.replace(".", "", 1).isdigit():
            return False
        days.append(float(text))
    return all(int(day) in _SERIALS for day in days) or (clocks and all(0 < day < 1 for day in days))


def _order(dates: set[tuple[int, int, int]], timezone: str) -> tuple[bool | None, Problem | None]:
    """Whether the month is first, None where nobody knows; and the problem, without its place, of a guess."""
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
