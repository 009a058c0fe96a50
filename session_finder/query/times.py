"""Parse days and times in a query: "tutorials, Friday morning", "nach 14 Uhr", "明日の午後".

Only words that are hardly a subject are parsed: times at the beginning or end, after a comma or a preposition, and only
days that the programme has. Words that occur so in a title of the programme are a subject.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Final

from session_finder.query import time_patterns as pattern
from session_finder.query.candidates import Candidate
from session_finder.query.programme_calendar import NOON, ProgrammeCalendar
from session_finder.query.tokens import View
from session_finder.text import time_words as vocabulary

_FEW_WORDS: Final = 4  # of a subject behind a day: "am Dienstag Krankenhäuser"
_SURE, _OFFERED, _NO = 6.0, 1.5, 0.0
_LAST: Final = -1
_LONGEST_SESSION: Final = 1440  # minutes
_MOST_DATES: Final = 7  # of one weekday; a programme with more is an archive


@dataclass(frozen=True, slots=True)
class TimeConstraints:
    """Parsed times: ISO dates, and bounds by the clock."""

    day: tuple[str, ...] = ()
    begin: time | None = None
    end: time | None = None
    at: time | None = None

    def combine(self, other: TimeConstraints) -> TimeConstraints:
        """The days of both, and the intersection of their clock times."""
        begins = [at for at in (self.begin, other.begin) if at is not None]
        ends = [at for at in (self.end, other.end) if at is not None]
        return TimeConstraints(
            tuple(sorted({*self.day, *other.day})),
            max(begins, default=None),
            min(ends, default=None),
            self.at or other.at,
        )


def time_candidates(view: View, calendar: ProgrammeCalendar, now: datetime) -> Iterator[Candidate]:
    """The days and times of a text that are hardly a subject; none for a programme that has no times.

    ``now``, with a time zone, resolves "today".
    """
    if not calendar.dates:
        return
    read: set[int] = set()  # the words with which a time begins: before it a text ends like before nothing
    for found in reversed(list(pattern.TIME.finditer(view.bare))):
        unspaced = pattern.UNSPACED_LETTER.match(view.text, found.end())
        glued = pattern.GLUE.match(view.text, found.end()) if unspaced else None
        if unspaced and not glued:
            continue
        score = _score(found, view, glued.group() if glued else "", calendar, read)
        if score and (asked := _constraints(found, calendar, now)) is not None:
            if score == _SURE:
                read.add(view.index_at(found.start()))
            yield _candidate(found.span(), asked, score)
    yield from _other_times(view, calendar, now)


def _candidate(span: tuple[int, int], asked: TimeConstraints, score: float) -> Candidate:
    read = {"day": asked.day, "begin": asked.begin, "end": asked.end, "at": asked.at}
    return Candidate.of(span, "time", score, **{name: value for name, value in read.items() if value not in (None, ())})


def _score(found: re.Match[str], view: View, glue: str, calendar: ProgrammeCalendar, read: Collection[int]) -> float:
    """How sure it is that a match is a time and not a subject or part of one."""
    first, beyond = view.index_at(found.start()), view.index_at(found.end())
    previous = view.said[first - 1] if first and not view.parted(first) else ""
    following = view.said[beyond] if not view.parted(beyond) else ""
    before_it = view.said[first - 1] if first else ""
    alone = view.leads(first) and view.ends(beyond)
    ending = beyond
    while ending < len(view.said) and view.sorts[ending] == "joint" and not view.parted(ending):
        ending += 1  # a joint before something that was read is no part of the subject
    last, opening = view.ends_at(ending) or ending in read, view.leads(first)
    parted = view.parted(first) and (view.parted(ending) or ending in read or glue == "に")
    with_preposition = bool(pattern.PREPOSITION.match(found.group()))
    of_a_kind = view.beside_sessions(first, beyond)
    if previous in vocabulary.NAMED_DAY_WORDS and not with_preposition:
        return _NO
    if before_it in vocabulary.NOT_A_DAY or (
        before_it and not alone and _in_title(found, previous, following, calendar)
    ):
        return _NO
    if opening and following and not alone and _in_title(found, "", following, calendar):
        return _NO
    counted = found["hours"] and pattern.HOUR_COUNT.search(found["hours"])
    if counted and not _is_clock_time(found["hours"], last, separated=first > 0 and view.parted(first)):
        return _NO
    if alone:
        return _SURE
    few = len(view.said) - beyond <= _FEW_WORDS
    if parted:  # "Today, the web is slow" opens a sentence
        return _SURE if not (opening and found["weak"]) or few else _NO
    if of_a_kind:
        return _SURE if last or opening or view.free_right(beyond) else _NO
    if found["weak"]:
        part = pattern.MARKED_PART.match(found.group())
        behind_a_subject = last and (bool(part) or bool(found["weak_day"]) or view.names_sessions)
        before_a_subject = opening and part and part["anywhere"] and (glue or found.group().isascii())
        return _SURE if behind_a_subject or before_a_subject else _OFFERED if last else _NO
    if found["hours"] or found["company"] or found["bare"]:  # but "9 to 5pm culture"
        return _SURE if last or (opening and not re.fullmatch(pattern.ANY_RANGE, found.group())) else _NO
    if last or (with_preposition and view.free_right(beyond)):
        return _SURE
    exact = found["its"] or found["then"] or found["day_at"] or glue or re.search(pattern.DATES, found.group())
    return _SURE if opening and (exact or (with_preposition and few)) else _NO


def _is_clock_time(said: str, last: bool, *, separated: bool) -> bool:
    """Whether a number of hours is a clock time and not a duration."""
    if pattern.CLOCK_TIME.search(said) or re.search(f"{pattern.DAY}|{pattern.RELATIVE}", said):
        return True
    return last and separated and not pattern.DURATION.match(said)


def _in_title(found: re.Match[str], previous: str, following: str, calendar: ProgrammeCalendar) -> bool:
    """Whether a heading of the programme contains the match with its neighbour: "Black Friday", "the Monday effect"."""
    said = found.group().strip()
    return bool(previous and calendar.in_heading(f"{previous} {said}")) or bool(
        following and calendar.in_heading(f"{said} {following}")
    )


def _constraints(found: re.Match[str], calendar: ProgrammeCalendar, now: datetime) -> TimeConstraints | None:
    """The dates and clock times of a match; None when a day is not in the programme."""
    said = found.group()
    dayless = found["hours"] and not found["hours_day"]
    days: set[date] | None = set() if dayless else _days(said, calendar, now)
    if days is None:
        return None
    asked = TimeConstraints(tuple(day.isoformat() for day in sorted(days)))
    hours = _hours(said if dayless else re.sub(pattern.DATES, " ", said), calendar)
    if hours is None or (re.search(pattern.AFTER_LUNCH, said) and calendar.lunch(days, over=True) is None):
        return None
    for begin, end in (*hours, *_parts(said, days, calendar)):
        asked = asked.combine(TimeConstraints(begin=begin, end=end))
    clock = found["day_at"] or found["short_at"] or found["bare_at"]
    if not clock:
        return asked
    at = _clock(clock, calendar)
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
    start, stop = (vocabulary.DAYS_OF_RANGES[_squeeze(name.group())] for name in names if name)
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
        end = _clock(last, calendar)
        begin = _clock(first, calendar, like=last)
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
        return NOON if pattern.NAME_OF_NOON.search(said) else None
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


def _other_times(view: View, calendar: ProgrammeCalendar, now: datetime) -> Iterator[Candidate]:
    """Days by number ("day 2"), one moment ("at 14:00", "now", "next") and durations ("under 30 minutes")."""
    for found in pattern.ORDINAL_DAY.finditer(view.bare):
        first = _number(found["behind"] or found["before"] or found["sign"])
        until = found["until"] or found["until_sign"]
        last = _number(until) if until else first
        first, last = (len(calendar.dates) if number == _LAST else number for number in (first, last))
        if 0 < first <= last <= len(calendar.dates) and _stands_apart(view, found):
            days = tuple(day.isoformat() for day in calendar.dates[first - 1 : last])
            yield Candidate.of(found.span(), "time", _SURE, day=days)
    for found in pattern.MOMENT.finditer(view.bare):
        at = _clock(found["clock"], calendar)
        if at is not None and view.free_right(view.index_at(found.end())):
            yield Candidate.of(found.span(), "time", _SURE, at=at)
    for found in pattern.NOW.finditer(view.bare):
        if _only_asks(view, found) and (moment := calendar.moment(now, following=bool(found["next"]))) is not None:
            yield Candidate.of(found.span(), "time", _SURE, day=(moment.date().isoformat(),), at=moment.time())
    for found in pattern.LENGTH.finditer(view.bare):
        if _is_length_of_sessions(view, found) and (read := _length(found)):
            yield Candidate.of(found.span(), "time", _SURE, **read)


def _stands_apart(view: View, found: re.Match[str]) -> bool:
    """Whether a day by its number is no part of a subject: "maps on the first day", but not "the first day at work"."""
    first, behind = view.index_at(found.start()), view.index_at(found.end())
    if found["before"] and not (view.parted(behind) or view.ends(behind) or view.sessions[behind]):
        return False
    return (view.free_left(first) or bool(found["on"])) and view.free_right(behind)


def _only_asks(view: View, found: re.Match[str]) -> bool:
    """Whether the rest of the text has no subject, or a comma parts it: "what is on now", "graphs, now"."""
    first, beyond = view.index_at(found.start()), view.index_at(found.end())
    if view.leads(first) and view.ends(beyond):
        return True
    if found["next"]:
        return view.beside_sessions(first, beyond) and (view.leads(first) or view.parted(first))
    return view.parted(first) and view.parted(beyond)


def _is_length_of_sessions(view: View, found: re.Match[str]) -> bool:
    """Whether a duration is that of sessions: beside a word for them, or with nothing else."""
    first, beyond = view.index_at(found.start()), view.index_at(found.end())
    return view.beside_sessions(first, beyond) or (view.leads(first) and view.ends(beyond))


def _number(said: str) -> int:
    """The number of a day, from 1 on, _LAST for the last, 0 for none."""
    digits = re.match(r"\d+", said)
    return int(digits.group()) if digits else {**vocabulary.CARDINALS, **vocabulary.ORDINALS}.get(_squeeze(said), 0)


def _length(found: re.Match[str]) -> dict[str, int]:
    """The least and greatest length in minutes that a duration names."""
    said = found["amount"]
    number = 0.5 if said in vocabulary.HALF else 1.0 if not said.replace(".", "").isdigit() else float(said)
    minutes = round(number * (60 if found["hours"] else 1))
    behind = found["behind"] or ""
    if not 0 < minutes <= _LONGEST_SESSION:
        return {}
    if found["less"] or re.search(r"less|short|under|以下|以内|未満", behind):
        return {"shorter": minutes}
    return {"longer": minutes} if found["more"] or behind else {"longer": minutes, "shorter": minutes}


def _squeeze(said: str) -> str:
    return " ".join(said.split())
