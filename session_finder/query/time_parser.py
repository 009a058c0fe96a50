"""Parse days and times in a query: "tutorials, Friday morning", "nach 14 Uhr", "明日の午後".

Only words that are hardly a subject are parsed: times at the beginning or end, after a comma or a preposition, and only
days that the programme has. Words that occur so in a title of the programme are a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice
from typing import Final

from session_finder.query import time_patterns as pattern
from session_finder.query.programme_calendar import NOON, ProgrammeCalendar
from session_finder.text import time_words as vocabulary
from session_finder.text.analyzer import words
from session_finder.text.folding import fold_in_place
from session_finder.text.time_words import any_of

MOST_WORDS: Final = 16  # of a query; a longer one is a pasted abstract and not parsed
_FEW_WORDS: Final = 4
_MOST_TIMES: Final = 16  # time expressions that are parsed in one query
_MOST_DATES: Final = 7  # of one weekday; a programme with more is an archive


@dataclass(frozen=True, slots=True)
class TimeConstraints:
    """Parsed times: ISO dates, bounds by the clock, and the ``words`` that were parsed, as typed."""

    day: tuple[str, ...] = ()
    begin: time | None = None
    end: time | None = None
    words: tuple[str, ...] = ()

    def combine(self, other: TimeConstraints) -> TimeConstraints:
        """The days of both, and the intersection of their clock times."""
        begins = [at for at in (self.begin, other.begin) if at is not None]
        ends = [at for at in (self.end, other.end) if at is not None]
        return TimeConstraints(
            tuple(sorted({*self.day, *other.day})),
            max(begins, default=None),
            min(ends, default=None),
            (*self.words, *other.words),
        )


NO_TIMES: Final = TimeConstraints()


def parse_times(query: str, calendar: ProgrammeCalendar, now: datetime) -> tuple[str, TimeConstraints]:
    """The query without its days and times, and these. ``now``, with a time zone, resolves "today".

    The remaining query has no times. Contradictory times are not parsed at all.
    """
    if (
        len(query.split()) > MOST_WORDS
        or not calendar.dates
        or vocabulary.QUOTES.search(query)
        or calendar.is_title(query)
    ):
        return query, NO_TIMES
    left, asked = " ".join(query.split()), NO_TIMES
    for _ in range(_MOST_TIMES):
        found = _first_time(left, calendar, now)
        if found is None:
            break
        left, more = found
        asked = asked.combine(more)
    if not asked.words:
        return query, NO_TIMES
    contradiction = asked.begin is not None and asked.end is not None and asked.begin >= asked.end
    return (query, NO_TIMES) if contradiction else (left, asked)


def _first_time(text: str, calendar: ProgrammeCalendar, now: datetime) -> tuple[str, TimeConstraints] | None:
    """The first time expression of a text: the text without it, and its constraints; None without one."""
    bare = fold_in_place(text)
    for found in islice(pattern.TIME.finditer(bare), _MOST_TIMES):
        before, behind = text[: found.start()], text[found.end() :]
        glued = pattern.GLUE.match(behind) if pattern.UNSPACED_LETTER.match(behind) else None
        if pattern.UNSPACED_LETTER.match(behind) and not glued:
            continue
        if _is_time(found, bare, glued.group() if glued else "", calendar):
            asked = _constraints(found, calendar, now)
            if asked is not None:
                rest = behind[glued.end() :] if glued else behind
                return _join(before, rest), replace(asked, words=(text[found.start() : found.end()].strip(),))
    return None


def _is_time(found: re.Match[str], bare: str, glue: str, calendar: ProgrammeCalendar) -> bool:
    """Whether a match is a time and not a subject or part of one."""
    before, behind = bare[: found.start()], bare[found.end() :]
    previous = "".join(before.rsplit(maxsplit=1)[-1:]).strip(",;:")
    following = "".join(behind.split(maxsplit=1)[:1]).strip(",;:.?!")
    alone = not words(before) and not words(behind)
    last, first = bool(pattern.END.match(behind)), not before.strip()
    parted = (first or _ends_with_separator(before)) and (
        last or behind.lstrip().startswith(pattern.SEPARATORS_BEHIND) or glue == "に"
    )
    of_a_kind = previous in vocabulary.KINDS or (first and following in vocabulary.KINDS)
    if previous in vocabulary.NAMED_DAY_WORDS and not pattern.PREPOSITION.match(found.group()):
        return False
    if previous in vocabulary.NOT_A_DAY or (previous and not alone and _in_title(found, previous, following, calendar)):
        return False
    if first and following and not alone and _in_title(found, "", following, calendar):
        return False
    if (
        found["hours"]
        and pattern.HOUR_COUNT.search(found["hours"])
        and not _is_clock_time(found["hours"], last, before)
    ):
        return False
    if alone:
        return True
    if parted:  # "Today, the web is slow" opens a sentence
        return not (first and found["weak"]) or len(behind.split(maxsplit=_FEW_WORDS)) <= _FEW_WORDS
    if of_a_kind:
        return last or first or following in vocabulary.ABOUT
    if found["weak"]:
        return bool(found["weak_day"]) and last
    if found["hours"] or found["company"]:  # but "9 to 5pm culture"
        return last or (first and not re.fullmatch(pattern.ANY_RANGE, found.group()))
    return last or (
        first and (bool(found["its"] or found["then"] or glue) or bool(re.search(pattern.DATE, found.group())))
    )


def _is_clock_time(said: str, last: bool, before: str) -> bool:
    """Whether a number of hours is a clock time and not a duration."""
    if pattern.CLOCK_TIME.search(said) or re.search(f"{pattern.DAY}|{pattern.RELATIVE}", said):
        return True
    return last and _ends_with_separator(before) and not pattern.DURATION.match(said)


def _ends_with_separator(before: str) -> bool:
    """Whether a comma or the like precedes a time."""
    return before.rstrip().endswith(pattern.SEPARATORS)


def _in_title(found: re.Match[str], previous: str, following: str, calendar: ProgrammeCalendar) -> bool:
    """Whether a heading of the programme contains the match with its neighbour: "Black Friday", "the Monday effect"."""
    said = found.group().strip()
    return bool(previous and calendar.in_heading(f"{previous} {said}")) or bool(
        following and calendar.in_heading(f"{said} {following}")
    )


def _constraints(found: re.Match[str], calendar: ProgrammeCalendar, now: datetime) -> TimeConstraints | None:
    """The dates and clock times of a match; None when a day is not in the programme."""
    said = found.group()
    days = _days(said, calendar, now)
    if days is None:
        return None
    asked = TimeConstraints(tuple(day.isoformat() for day in sorted(days)))
    hours = _hours(said, calendar)
    if hours is None or (re.search(pattern.AFTER_LUNCH, said) and calendar.lunch(days, over=True) is None):
        return None
    for begin, end in (*hours, *_parts(said, days, calendar)):
        asked = asked.combine(TimeConstraints(begin=begin, end=end))
    return asked


def _days(said: str, calendar: ProgrammeCalendar, now: datetime) -> set[date] | None:
    """The programme's dates that are named; an empty set for none, None for a date that it does not have."""
    dates: set[date] = set()
    for one in re.finditer(pattern.DATE, said):
        held = _dates_of(one.group(), calendar)
        if not held:
            return None
        dates |= held
    if dates:
        return dates
    without_today = re.sub(any_of(vocabulary.PARTS_OF_TODAY), "", said)
    later = {0} if without_today != said else set()
    relative = re.match(rf"(?:{pattern.HOURS}[\s,]*)?(?P<word>{pattern.RELATIVE})", without_today.strip())
    if relative:
        later.add(vocabulary.RELATIVE[_squeeze(relative["word"])])
    if later:
        wanted = {calendar.day_at(now, days) for days in later}
        return wanted if wanted <= set(calendar.dates) else None
    for name in pattern.DAY_NAME.findall(said):
        wanted_days = {5, 6} if _squeeze(name) in vocabulary.WEEKENDS else {pattern.DAY_NAMES[_squeeze(name)]}
        held = {day for day in calendar.dates if day.weekday() in wanted_days}
        if not held or len(held) > _MOST_DATES:
            return None
        dates |= held
    return dates


def _dates_of(said: str, calendar: ProgrammeCalendar) -> set[date]:
    """The programme's dates that a written date matches, in any year where it names none."""
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    year = next((number for number in numbers if number > 31), None)
    small = [number for number in numbers if number <= 31]
    month = re.search(pattern.MONTH, said)
    if month is not None:
        small.insert(0, vocabulary.MONTHS[month.group()])
    return {
        day
        for day in calendar.dates
        if [day.month, day.day] == small[:2] and len(small) == 2 and year in (None, day.year)
    }


def _hours(said: str, calendar: ProgrammeCalendar) -> list[tuple[time | None, time | None]] | None:
    """Begin and end of each clock time; None for an impossible time."""
    found: list[tuple[time | None, time | None]] = []
    left = re.sub(pattern.DATE, " ", said)
    for pair in re.finditer(pattern.RANGE, left):
        end = _clock(pair["end"], calendar)
        begin = _clock(pair["begin"], calendar, like=pair["end"])
        if begin is None or end is None or begin >= end:
            return None
        found.append((begin, end))
    left = re.sub(pattern.ANY_RANGE, " ", left)
    for one in (*re.finditer(pattern.AFTER, left), *re.finditer(pattern.BEFORE, left)):
        at = _clock(one.group(), calendar)
        if at is None:
            return None
        found.append((at, None) if one.re.pattern == pattern.AFTER else (None, at))
    return found


def _clock(said: str, calendar: ProgrammeCalendar, like: str = "") -> time | None:
    """The time in a text, or None. ``like`` supplies "am" or "pm" when the text has neither.

    Hours before 7 are afternoon hours when the programme begins later than that.
    """
    digits = re.search(r"(\d{1,2})(?:\s?[:h.時]\s?(\d{2}|半)?)?", said)
    if digits is None:
        return NOON if re.search(any_of((*vocabulary.NOON, vocabulary.MIDI)), said) else None
    hour, minute = int(digits[1]), 30 if digits[2] == "半" else int(digits[2] or 0)
    half = re.search(r"([ap])\.?m\b", said) or re.search(r"([ap])\.?m\b", like)
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    late = (half is not None and half[1] == "p") or "午後" in said
    early = (half is not None and half[1] == "a") or "午前" in said
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
        yield calendar.part(vocabulary.PARTS[_squeeze(found.group())], days)


def _squeeze(said: str) -> str:
    return " ".join(said.split())


def _join(before: str, behind: str) -> str:
    """The text around a removed time, without the commas that led to it."""
    left, right = before.rstrip(pattern.BORDER + "(（"), behind.lstrip(pattern.BORDER + ")）")
    if not before.strip():
        return right.strip()
    ending = behind.strip() if pattern.END.match(behind) else ""
    return f"{left}{ending.strip('.。)）')}" if ending else f"{left} {right}".strip() if right else left
