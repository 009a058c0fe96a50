"""Parse start and end of a session: two moments, a day and two times, or a start and a duration."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from session_finder.intake.dates.clock_cells import clock_range, lacks_year, split_range
from session_finder.intake.dates.date_order import DateFormat
from session_finder.intake.dates.dates import Stamp, add_minutes, is_earlier, moment
from session_finder.intake.dates.durations import duration_minutes
from session_finder.intake.model.problems import Problem

Report = Callable[[Problem], None]
Span = tuple[datetime | None, datetime | None]

_DAYLESS: Final = "This time has no day. Add a column called date, or write 2027-05-11 14:30. The time was left out."
# Sessions that end on the next day: up to twelve hours, or longer from the afternoon on and to the morning. From 11:00
# to 1:00 are two hours of a twelve-hour clock, from 23:30 to 13:30 is a mistake.
_PAST_MIDNIGHT: Final = timedelta(hours=12)
_AFTERNOON: Final = time(15)
_MORNING: Final = time(12)
_MOST_SLOTS: Final = 10_000  # parsed slots that are kept


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """Parses the times of the sessions in one file."""

    date_format: DateFormat
    zone: ZoneInfo | None
    _known: dict[tuple[tuple[str, str], ...], Span] = field(default_factory=dict)  # sessions share slots

    def read(self, cells: Mapping[str, str], report: Report) -> Span:
        """Parse the cells of day, start, end and duration. Returns start and end, None if missing or unreadable."""
        slot = tuple(cells.items())
        found = self._known.get(slot)
        if found is not None:
            return found
        problems: list[Problem] = []
        found = self._read(cells, problems.append)
        for problem in problems:
            report(problem)
        if not problems and len(self._known) < _MOST_SLOTS:
            self._known[slot] = found
        return found

    def _read(self, cells: Mapping[str, str], report: Report) -> Span:
        cells = {field: self.date_format.text(field, cell) for field, cell in cells.items() if cell}
        both = self._range(cells.get("start", ""))
        if both is not None:
            cells = {"end": both[1], **cells, "start": both[0]}
        begin = self._start(cells, report)
        start = begin and begin[1]
        end = self._end(cells, begin, report)
        if start is None or end is None:
            return start, end or (self._after(start, cells, report) if start and "end" not in cells else None)
        if (start.tzinfo is None) != (end.tzinfo is None):
            advice = "Only one of start and end names its distance from UTC; the end was left out."
            report(Problem("warning", "one-sided-offset", advice, column="end", value=cells["end"]))
            return start, None
        if is_earlier(end, start):
            advice = "The session ends before it starts; the end was left out."
            report(Problem("warning", "end-before-start", advice, column="end", value=cells["end"]))
            return start, None
        return start, end.astimezone(start.tzinfo) if end.tzinfo else end

    def _range(self, cell: str) -> tuple[str, str] | None:
        """The start and end in one cell, None for another cell."""
        return clock_range(cell) or split_range(cell, self.date_format.month_first, self.date_format.year)

    def _start(self, cells: Mapping[str, str], report: Report) -> tuple[Stamp, datetime] | None:
        cell = cells.get("start", "")
        if not cell:
            return None
        parsed = self.date_format.stamp(cell)
        if parsed is not None and parsed.clock is not None and parsed.day is None:
            parsed = self._on_its_day(parsed, cells, report)
            if parsed is None:
                return None
        if parsed is not None and parsed.day is not None and parsed.clock is not None:
            found = moment(parsed, parsed.day, parsed.clock, self.zone)
            if found is not None:
                self._compare_days(cells.get("day", ""), {parsed.day, found.date()}, report)
                return parsed, found
        if not self._is_told(cell):
            report(_unreadable("start", cell))
        return None

    def _compare_days(self, cell: str, days: Set[date], report: Report) -> None:
        """Report a cell whose date is none of the start's ``days``."""
        said = self.date_format.stamp(cell)
        if said is not None and said.day is not None and said.day not in days:
            advice = "This date and the date of the start are not the same; the start's was taken. Check both."
            report(Problem("warning", "two-dates", advice, column="day", value=cell))

    def _on_its_day(self, parsed: Stamp, cells: Mapping[str, str], report: Report) -> Stamp | None:
        """Combine the clock time with the date in the cell day. Returns None, with a problem, if there is none."""
        cell = cells.get("day", "")
        if not cell:
            report(Problem("warning", "time-without-day", _DAYLESS, column="start", value=cells["start"]))
            return None
        day = self.date_format.stamp(cell)
        if self._is_told(cell):
            return None
        if day is None or day.day is None:
            advice = "This is not a date that is understood. Write 2027-05-11. The time was left out."
            report(Problem("warning", "unreadable-date", advice, column="day", value=cell))
            return None
        return Stamp(day.day, parsed.clock, parsed.offset, parsed.letters)

    def _end(self, cells: Mapping[str, str], begin: tuple[Stamp, datetime] | None, report: Report) -> datetime | None:
        """The end. A clock time is on the day of the start, or on the next day for a session past midnight."""
        cell = cells.get("end", "")
        if not cell:
            return None
        parsed = self.date_format.stamp(cell)
        if self._is_told(cell):
            return None
        if parsed is None or parsed.clock is None:
            report(_unreadable("end", cell))
            return None
        if parsed.day is None and begin is None:
            return None  # the problem of the start is reported already, and without it the day is unknown
        start_stamp, start = begin or (parsed, None)
        day = parsed.day or start_stamp.day
        if day is None:
            return None
        if parsed.day is None and parsed.offset is None:
            parsed = Stamp(day, parsed.clock, start_stamp.offset, parsed.letters)
        end = moment(parsed, day, parsed.clock or datetime.min.time(), self.zone)
        if end is None:
            report(_unreadable("end", cell))
            return None
        if start is None or day != start_stamp.day or (start.tzinfo is None) != (end.tzinfo is None):
            return end
        next_day = add_minutes(end, 24 * 60)
        overnight = next_day - start < _PAST_MIDNIGHT or (start.time() >= _AFTERNOON and end.time() <= _MORNING)
        return next_day if is_earlier(end, start) and overnight else end

    def _is_told(self, cell: str) -> bool:
        """Whether the file's format reported already that this date names no year."""
        return self.date_format.year is None and lacks_year(cell)

    @staticmethod
    def _after(start: datetime, cells: Mapping[str, str], report: Report) -> datetime | None:
        """The end according to the duration."""
        cell = cells.get("duration", "")
        if not cell:
            return None
        minutes = duration_minutes(cell)
        if minutes is None:
            advice = "This is not a duration that is understood. Write minutes (45) or hours and minutes (0:45)."
            report(Problem("warning", "unreadable-duration", advice, column="duration", value=cell))
        return add_minutes(start, minutes) if minutes else None


def _unreadable(field: str, cell: str) -> Problem:
    advice = "This is not a date and time that is understood. Write 2027-05-11 14:30. The time was left out."
    return Problem("warning", "unreadable-time", advice, column=field, value=cell)
