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

from session_finder.query.programme_calendar import NOON, ProgrammeCalendar
from session_finder.text import time_words as vocabulary
from session_finder.text.analyzer import words
from session_finder.text.folding import fold_in_place
from session_finder.text.time_words import any_of

MOST_WORDS: Final = 16  # of a query; a longer one is a pasted abstract and not parsed
_FEW_WORDS: Final = 4
_MOST_TIMES: Final = 16  # time expressions that are parsed in one query
_MOST_DATES: Final = 7  # of one weekday; a programme with more is an archive

_FRENCH_NOON: Final = "|".join(rf"(?<={word}\s){vocabulary.MIDI}" for word in vocabulary.AFTER_OR_BEFORE_IN_FRENCH)
_CLOCK: Final = (
    r"(?:\d{1,2}[:h]\d{2}(?:\s?(?:uhr|h))?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\.\d{2}\s?(?:uhr|h\b|[ap]\.?m\b\.?)"
    r"|\d{1,2}\s?(?:uhr|heures?|horas|h\b|[ap]\.?m\b\.?|o['’]?clock)|(?:午前|午後)?\d{1,2}時(?:半|\d{1,2}分)?"
    rf"|(?<![\w-])(?:{any_of(vocabulary.NOON)}|{_FRENCH_NOON})(?![a-z]))"
)
# A number of hours, which may be a duration: "after 24 h", "up to 8 horas".
_HOUR_COUNT: Final = re.compile(r"\d{1,2}\s?(?:heures?|horas|h)\b")
_CLOCK_TIME: Final = re.compile(  # clock times: "a las 14 horas", "après 14h", "10h-12h"
    r"\b(?:las?|um|at)\s\d{1,2}\s?(?:heures?|horas|h)\b|\b(?:apres|avant|a\spartir\sde|des)\s\d{1,2}h\b"
    r"|\d{1,2}h(?:\d{2})?\s?(?:[-–—]|a|et)\s?\d{1,2}h\b"
)
_DURATION: Final = re.compile(r"(?:after|up\sto|nach|despues\sde|apres|jusqu['’]a)\b")  # prepositions of durations
_UNSPACED: Final = "[\u3040-\u30ff\u3400-\u9fff]"  # scripts without spaces: a time may end before such a letter
_ARTICLE: Final = r"(?:(?:las?|um|at)\s)?"
_A_CLOCK, _SHORT_CLOCK = f"(?P<end>{_CLOCK})", rf"(?P<begin>{_CLOCK}|\d{{1,2}})"
_RANGE: Final = (
    rf"(?:(?:from|between|von|zwischen|de|desde|entre)\s)?{_ARTICLE}{_SHORT_CLOCK}"
    rf"\s?(?:[-–—~〜～]|to|and|until|till|bis|und|a|y|et|hasta|から)\s?{_ARTICLE}{_A_CLOCK}(?:まで)?"
)
_ANY_RANGE: Final = re.sub(r"\?P<\w+>", "?:", _RANGE)
_AFTER: Final = rf"(?:{any_of(vocabulary.AFTER)}\s{_ARTICLE}(?:{_CLOCK})|{_CLOCK}(?:以降|過ぎ|より後|から))"
_BEFORE: Final = rf"(?:{any_of(vocabulary.BEFORE)}\s{_ARTICLE}(?:{_CLOCK})|{_CLOCK}(?:以前|より前|まで))"
_AFTER_LUNCH: Final = any_of(vocabulary.AFTER_LUNCH)
_BEFORE_LUNCH: Final = any_of(vocabulary.BEFORE_LUNCH)
_HOURS: Final = rf"(?:{_ANY_RANGE}|{_AFTER}|{_BEFORE})"
_LUNCH: Final = rf"(?:{_AFTER_LUNCH}|{_BEFORE_LUNCH})"
_MONTH: Final = any_of(vocabulary.MONTHS)
_DATE: Final = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s?(?:of\s|de\s)?{_MONTH}\b\.?(?:\s(?:de\s)?\d{{4}})?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}月\d{{1,2}}日)"
)
_ON: Final = rf"(?:{any_of(vocabulary.ON)}\s)?"
_IN: Final = rf"(?:{any_of(vocabulary.BEFORE_PART)}\s?)"
_PART: Final = any_of(vocabulary.PARTS)
_WEEKDAY: Final = rf"(?:{any_of(vocabulary.WEEKDAYS)}|{any_of(vocabulary.WEEKENDS)})"
_DAY: Final = rf"(?:{_WEEKDAY}(?:,?\s?(?:the\s|den\s)?{_DATE})?|{_DATE})"
_DAYS: Final = rf"{_ON}{_DAY}(?:\s?{any_of(vocabulary.AND)}\s?{_ON}{_DAY}){{0,8}}"
_SHORT: Final = rf"{_ON}{any_of(vocabulary.SHORT)}\.?"
_ITS_PART: Final = rf"(?:[\s,]{{0,3}}{_IN}?{_PART})"
_MORE: Final = rf"(?:[\s,、の]{{0,3}}(?:(?:and|und|y|et)\s)?(?:{_HOURS}|{_LUNCH}))"
_RELATIVE: Final = any_of(vocabulary.RELATIVE)

# The group's name decides in which positions it is a time: see _is_time.
_TIME: Final = re.compile(
    r"(?<![\w'’.:/-])(?:"
    rf"(?P<day>{_DAYS}(?P<its>{_ITS_PART})?(?P<then>{_MORE}){{0,4}})"
    rf"|(?P<company>(?:{_SHORT}|{_RELATIVE})(?:{_ITS_PART}{_MORE}{{0,4}}|{_MORE}{{1,4}})|{_ON}{any_of(vocabulary.PARTS_OF_TODAY)}{_MORE}{{0,4}})"
    rf"|(?P<hours>{_HOURS}{_MORE}{{0,4}}(?:[\s,]{{0,3}}(?:{_DAYS}|{_RELATIVE}))?)"
    rf"|(?P<weak>(?:{_LUNCH}|{_IN}{_PART}|{_RELATIVE}|午後|午前中)(?:[\s,]{{0,3}}(?P<weak_day>{_DAYS}))?)"
    rf")(?:(?![\w'’/%°€$-])|(?={_UNSPACED}))"
)
_DAY_NAMES: Final = {**vocabulary.WEEKDAYS, **vocabulary.SHORT}
_DAY_NAME: Final = re.compile(rf"(?<![a-z])(?:{any_of(_DAY_NAMES)}|{any_of(vocabulary.WEEKENDS)})")
_NAMES_OF_TODAY: Final = {name: re.compile(any_of([name])) for name in vocabulary.PARTS_OF_TODAY}
_PREPOSITION: Final = re.compile(
    rf"{any_of((*vocabulary.ON, *vocabulary.BEFORE_PART, *vocabulary.AFTER, *vocabulary.BEFORE))}\s"
)
_GLUE: Final = re.compile(r"(?:の|に|は)(?=\S)")
_UNSPACED_LETTER: Final = re.compile(_UNSPACED)
_SEPARATORS: Final = tuple(",;:、。，–—(（|")
_SEPARATORS_BEHIND: Final = tuple(",;:、。，–—)）|")
_END: Final = re.compile(r"[\s.?!。？！)）]*+$")
_BORDER: Final = " \t,;:、。，–—-|.!"


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
    for found in islice(_TIME.finditer(bare), _MOST_TIMES):
        before, behind = text[: found.start()], text[found.end() :]
        glued = _GLUE.match(behind) if _UNSPACED_LETTER.match(behind) else None
        if _UNSPACED_LETTER.match(behind) and not glued:
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
    last, first = bool(_END.match(behind)), not before.strip()
    parted = (first or _ends_with_separator(before)) and (
        last or behind.lstrip().startswith(_SEPARATORS_BEHIND) or glue == "に"
    )
    of_a_kind = previous in vocabulary.KINDS or (first and following in vocabulary.KINDS)
    if previous in vocabulary.NAMED_DAY_WORDS and not _PREPOSITION.match(found.group()):
        return False
    if previous in vocabulary.NOT_A_DAY or (previous and not alone and _in_title(found, previous, following, calendar)):
        return False
    if first and following and not alone and _in_title(found, "", following, calendar):
        return False
    if found["hours"] and _HOUR_COUNT.search(found["hours"]) and not _is_clock_time(found["hours"], last, before):
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
        return last or (first and not re.fullmatch(_ANY_RANGE, found.group()))
    return last or (first and (bool(found["its"] or found["then"] or glue) or bool(re.search(_DATE, found.group()))))


def _is_clock_time(said: str, last: bool, before: str) -> bool:
    """Whether a number of hours is a clock time and not a duration."""
    if _CLOCK_TIME.search(said) or re.search(f"{_DAY}|{_RELATIVE}", said):
        return True
    return last and _ends_with_separator(before) and not _DURATION.match(said)


def _ends_with_separator(before: str) -> bool:
    """Whether a comma or the like precedes a time."""
    return before.rstrip().endswith(_SEPARATORS)


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
    if hours is None or (re.search(_AFTER_LUNCH, said) and calendar.lunch(days, over=True) is None):
        return None
    for begin, end in (*hours, *_parts(said, days, calendar)):
        asked = asked.combine(TimeConstraints(begin=begin, end=end))
    return asked


def _days(said: str, calendar: ProgrammeCalendar, now: datetime) -> set[date] | None:
    """The programme's dates that are named; an empty set for none, None for a date that it does not have."""
    dates: set[date] = set()
    for one in re.finditer(_DATE, said):
        held = _dates_of(one.group(), calendar)
        if not held:
            return None
        dates |= held
    if dates:
        return dates
    without_today = re.sub(any_of(vocabulary.PARTS_OF_TODAY), "", said)
    later = {0} if without_today != said else set()
    relative = re.match(rf"(?:{_HOURS}[\s,]*)?(?P<word>{_RELATIVE})", without_today.strip())
    if relative:
        later.add(vocabulary.RELATIVE[_squeeze(relative["word"])])
    if later:
        wanted = {calendar.day_at(now, days) for days in later}
        return wanted if wanted <= set(calendar.dates) else None
    for name in _DAY_NAME.findall(said):
        wanted_days = {5, 6} if _squeeze(name) in vocabulary.WEEKENDS else {_DAY_NAMES[_squeeze(name)]}
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
    month = re.search(_MONTH, said)
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
    left = re.sub(_DATE, " ", said)
    for pair in re.finditer(_RANGE, left):
        end = _clock(pair["end"], calendar)
        begin = _clock(pair["begin"], calendar, like=pair["end"])
        if begin is None or end is None or begin >= end:
            return None
        found.append((begin, end))
    left = re.sub(_ANY_RANGE, " ", left)
    for one in (*re.finditer(_AFTER, left), *re.finditer(_BEFORE, left)):
        at = _clock(one.group(), calendar)
        if at is None:
            return None
        found.append((at, None) if one.re.pattern == _AFTER else (None, at))
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
    if re.search(_AFTER_LUNCH, said):
        yield calendar.lunch(days, over=True), None
    elif re.search(_BEFORE_LUNCH, said):
        yield None, calendar.lunch(days, over=False)
    said = re.sub(rf"{_LUNCH}|{_CLOCK}|pasado\s+manana|day\s+after\s+tomorrow", " ", said)
    for name, part in vocabulary.PARTS_OF_TODAY.items():
        if _NAMES_OF_TODAY[name].search(said):
            yield calendar.part(part, days)
            return
    said = re.sub(rf"^{_RELATIVE}", " ", said.strip())  # "morgen" and "mañana" are first the day, then the part
    found = re.search(_PART, re.sub(r"tomorrow", " ", said))
    if found:
        yield calendar.part(vocabulary.PARTS[_squeeze(found.group())], days)


def _squeeze(said: str) -> str:
    return " ".join(said.split())


def _join(before: str, behind: str) -> str:
    """The text around a removed time, without the commas that led to it."""
    left, right = before.rstrip(_BORDER + "(（"), behind.lstrip(_BORDER + ")）")
    if not before.strip():
        return right.strip()
    ending = behind.strip() if _END.match(behind) else ""
    return f"{left}{ending.strip('.。)）')}" if ending else f"{left} {right}".strip() if right else left
