"""What a time in a query means: the programme's days, and bounds by the clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from session_finder.domain.conference_day import MIDNIGHT
from session_finder.query import time_patterns as pattern
from session_finder.query.programme_calendar import NOON, ProgrammeCalendar
from session_finder.query.query import earliest, latest
from session_finder.text import time_words as vocabulary

_MOST_DATES: Final = 7  # of one weekday; a programme with more is an archive


@dataclass(frozen=True, slots=True)
class TimeConstraints:
    """Parsed times: ISO dates, and bounds by the clock."""

    day: tuple[str, ...] = ()
    begin: time | None = None
    end: time | None = None
    at: time | None = None

    def combine(self, other: TimeConstraints, day_starts: time = MIDNIGHT) -> TimeConstraints:
        """The days of both, and the intersection of their clock times on a day that starts then."""
        begins = [at for at in (self.begin, other.begin) if at is not None]
        ends = [at for at in (self.end, other.end) if at is not None]
        return TimeConstraints(
            tuple(sorted({*self.day, *other.day})),
            latest(begins, day_starts),
            earliest(ends, day_starts),
            self.at or other.at,
        )


def constraints_of(
    found: re.Match[str], calendar: ProgrammeCalendar, now: datetime, *, beyond: bool = False
) -> TimeConstraints | None:
    """The dates and clock times of a match; None when a day is not in the programme.

    With ``beyond`` such a day is one too, so that no session passes.
    """
    said = found.group()
    dayless = found["hours"] and not found["hours_day"]
    days: set[date] | None = set() if dayless else _days(said, calendar, now)
    if days is None and beyond:
        days = _days_beyond(said, calendar, now)
    if days is None:
        return None
    asked = TimeConstraints(tuple(day.isoformat() for day in sorted(days)))
    hours = _hours(said if dayless else re.sub(pattern.DATES, " ", said), calendar)
    if hours is None or (re.search(pattern.AFTER_LUNCH, said) and calendar.lunch(days, over=True) is None):
        return None
    for begin, end in (*hours, *_parts(said, days, calendar)):
        asked = asked.combine(TimeConstraints(begin=begin, end=end), calendar.day_starts)
    clock = found["day_at"] or found["short_at"] or found["bare_at"]
    if not clock:
        return asked
    at = clock_of(clock, calendar)
    return None if at is None else replace(asked, at=at)


def _days(said: str, calendar: ProgrammeCalendar, now: datetime) -> set[date] | None:
    """The programme's dates that are named; an empty set for none, None for a date that it does not have."""
    dates: set[date] = set()
    for one in re.finditer(pattern.DAY_RANGE, said):
        held = _between(one, calendar)
        if not held:
            return None
        dates |= held
    left = re.sub(pattern.DAY_RANGE, " ", said) if dates else said
    for one in re.finditer(pattern.DATE, left):
        held = _dates_of(one.group(), calendar)
        if not held:
            return None
        dates |= held
    if dates:
        return dates
    without_today = pattern.OF_TODAY.sub("", said)
    later = {0} if without_today != said else set()
    relative = re.match(rf"(?:{pattern.HOURS}[\s,]*)?(?P<word>{pattern.RELATIVE})", without_today.strip())
    if relative:
        later.add(vocabulary.RELATIVE[squeezed(relative["word"])])
    if later:
        wanted = {calendar.day_at(now, days) for days in later}
        return wanted if wanted <= set(calendar.dates) else None
    for name in pattern.DAY_NAME.findall(said):
        wanted_days = {5, 6} if squeezed(name) in vocabulary.WEEKENDS else {pattern.DAY_NAMES[squeezed(name)]}
        held = {day for day in calendar.dates if day.weekday() in wanted_days}
        if not held or len(held) > _MOST_DATES:
            return None
        dates |= held
    return dates


def _days_beyond(said: str, calendar: ProgrammeCalendar, now: datetime) -> set[date] | None:
    """The date of one named day that the programme does not have; None for anything else.

    A weekday is that of the week in which the conference begins.
    """
    first = calendar.dates[0]
    if written := re.search(pattern.DATE, said):
        numbers = _month_and_day(written.group())
        with suppress(ValueError):
            return {date(_year(written.group()) or first.year, *numbers)} if len(numbers) == 2 else None
        return None
    if relative := re.match(pattern.RELATIVE, said.strip()):
        return {calendar.day_at(now, vocabulary.RELATIVE[squeezed(relative.group())])}
    names = [squeezed(name) for name in pattern.DAY_NAME.findall(said)]
    if len(names) != 1 or names[0] in vocabulary.WEEKENDS:
        return None
    return {first + timedelta(pattern.DAY_NAMES[names[0]] - first.weekday())}


def _between(found: re.Match[str], calendar: ProgrammeCalendar) -> set[date]:
    """The programme's dates from one day to another, with both; from a weekday to another in each week."""
    first = found["first"] or found["number"] or found["begun"]
    last = found["last"] or found["date"] or found["end"]
    if re.search(pattern.DATE, f"{first} {last}"):
        year, begin, end = _year(f"{first} {last}"), *(_month_and_day(said) for said in (first, last))
        begin, end = [*end[:-1], *begin][-2:], [*begin[:-1], *end][-2:]  # one of them may name no month
        held = (day for day in calendar.dates if year in (None, day.year))
        return {day for day in held if begin <= [day.month, day.day] <= end}
    names = [pattern.RANGE_NAME.search(said) for said in (first, last)]
    if None in names:
        return set()
    start, stop = (vocabulary.DAYS_OF_RANGES[squeezed(name.group())] for name in names if name)
    most = timedelta((stop - start) % 7)
    begun = [day for day in calendar.dates if day.weekday() == start]  # else the programme begins later in its week
    week = {day for day in calendar.dates if (day.weekday() - start) % 7 <= most.days}
    dates = {day for day in week if any(timedelta() <= day - one <= most for one in begun)} if begun else week
    return dates if len(begun) <= _MOST_DATES else set()


def _dates_of(said: str, calendar: ProgrammeCalendar) -> set[date]:
    """The programme's dates that a written date matches, in any year where it names none.

    In "5/11/2027" the day comes first, unless only the other order is a date of the programme.
    """
    year, numbers = _year(said), _month_and_day(said)
    held = {day for day in calendar.dates if year in (None, day.year)}
    found = {day for day in held if [day.month, day.day] == numbers}
    return found or {day for day in held if "/" in said and [day.day, day.month] == numbers}


def _year(said: str) -> int | None:
    return next((int(number) for number in re.findall(r"\d+", said) if int(number) > 31), None)


def _month_and_day(said: str) -> list[int]:
    """The numbers of the month, if a date names it, and the day."""
    small = [int(number) for number in re.findall(r"\d+", said) if int(number) <= 31]
    if month := re.search(pattern.MONTH, said):
        return [vocabulary.MONTHS[month.group()], *small]
    return small[::-1] if re.search(r"(?<!\d)\d{1,2}[./]\d", said) else small


def _hours(said: str, calendar: ProgrammeCalendar) -> list[tuple[time | None, time | None]] | None:
    """Begin and end of each clock time in a text without dates; None for an impossible time."""
    found: list[tuple[time | None, time | None]] = []
    bare = [re.findall(r"\d+", one.group()) for one in re.finditer(pattern.BARE_RANGE, said)]
    left = re.sub(pattern.BARE_RANGE, " ", said) if bare else said
    for first, last in [*bare, *((pair["begin"], pair["end"]) for pair in re.finditer(pattern.RANGE, left))]:
        end = clock_of(last, calendar)
        begin = clock_of(first, calendar, like=last)
        if begin is None or end is None or not calendar.is_span(begin, end):
            return None
        found.append((begin, end))
    left = re.sub(pattern.ANY_RANGE, " ", left)
    for one in (*re.finditer(pattern.AFTER, left), *re.finditer(pattern.BEFORE, left)):
        at = clock_of(one.group(), calendar)
        if at is None:
            return None
        found.append((at, None) if one.re.pattern == pattern.AFTER else (None, at))
    return found


def clock_of(said: str, calendar: ProgrammeCalendar, like: str = "") -> time | None:
    """The time in a text, or None. ``like`` supplies "am" or "pm" when the text has neither.

    Hours before 7 are afternoon hours when the programme begins later than that; "01:30" is on a clock of 24 hours.
    """
    digits = re.search(r"(\d{1,2})(?:\s?[:h.時]\s?(\d{2}|半)?)?", said)
    if digits is None:
        return NOON if pattern.NAME_OF_NOON.search(said) else None
    hour, minute = int(digits[1]), 30 if digits[2] == "半" else int(digits[2] or 0)
    half = re.search(r"([ap])\.?m\b", said) or re.search(r"([ap])\.?m\b", like)
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    late = (half is not None and half[1] == "p") or "午後" in said
    early = (half is not None and half[1] == "a") or "午前" in said or (half is None and digits[1].startswith("0"))
    if (late and hour < 12) or (not late and not early and 0 < hour < 7 and hour < calendar.first_hour):
        hour += 12
    return time(0 if early and hour == 12 else hour, minute)


def _parts(said: str, days: set[date], calendar: ProgrammeCalendar) -> Iterator[tuple[time | None, time | None]]:
    """Begin and end of "morning", "after lunch" and the like on these days."""
    if re.search(pattern.AFTER_LUNCH, said):
        yield calendar.lunch(days, over=True), None
    elif re.search(pattern.BEFORE_LUNCH, said):
        yield None, calendar.lunch(days, over=False)
    said = re.sub(rf"{pattern.LUNCH}|{pattern.CLOCK}|pasado\s+manana|day\s+after\s+tomorrow", " ", said)
    for name, part in vocabulary.PARTS_OF_TODAY.items():
        if pattern.NAMES_OF_TODAY[name].search(said):
            yield calendar.part(part, days)
            return
    said = re.sub(rf"^{pattern.RELATIVE}", " ", said.strip())  # "morgen" and "mañana" are first the day, then the part
    found = re.search(pattern.PART, re.sub(r"tomorrow", " ", said))
    if found:
        yield calendar.part(vocabulary.PARTS[squeezed(found.group())], days)


def squeezed(said: str) -> str:
    """The text with single blanks."""
    return " ".join(said.split())
