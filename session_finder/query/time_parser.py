"""The days and times in an interest: "tutorials, Friday morning", "nach 14 Uhr", "明日の午後".

Only what cannot well be a subject is read: words for a time at the beginning or the end, after a comma, or behind a
preposition, and only days that the programme has. What the programme itself says in a title is a subject.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from itertools import islice
from typing import Final

from session_finder.query.programme_calendar import NOON, Almanac
from session_finder.text import time_words as say
from session_finder.text.analyzer import words
from session_finder.text.folding import fold_in_place
from session_finder.text.time_words import any_of

MOST_WORDS: Final = 16  # of an interest; in a longer one, a pasted abstract, nothing is read
_FEW_WORDS: Final = 4
_MOST_TIMES: Final = 16  # places of an interest that are looked at: an interest with more is a timetable
_MOST_DATES: Final = 7  # of one weekday: with more, the programme is an archive

_FRENCH_NOON: Final = "|".join(rf"(?<={word}\s){say.MIDI}" for word in say.AFTER_OR_BEFORE_IN_FRENCH)
_CLOCK: Final = (
    r"(?:\d{1,2}[:h]\d{2}(?:\s?(?:uhr|h))?(?:\s?[ap]\.?m\b\.?)?|\d{1,2}\.\d{2}\s?(?:uhr|h\b|[ap]\.?m\b\.?)"
    r"|\d{1,2}\s?(?:uhr|heures?|horas|h\b|[ap]\.?m\b\.?|o['’]?clock)|(?:午前|午後)?\d{1,2}時(?:半|\d{1,2}分)?"
    rf"|(?<![\w-])(?:{any_of(say.NOON)}|{_FRENCH_NOON})(?![a-z]))"
)
# A number of hours that need not be a time of the clock: "after 24 h", "up to 8 horas".
_SPAN: Final = re.compile(r"\d{1,2}\s?(?:heures?|horas|h)\b")
_CLOCK_S_SPAN: Final = re.compile(  # but these are: "a las 14 horas", "après 14h", "10h-12h"
    r"\b(?:las?|um|at)\s\d{1,2}\s?(?:heures?|horas|h)\b|\b(?:apres|avant|a\spartir\sde|des)\s\d{1,2}h\b"
    r"|\d{1,2}h(?:\d{2})?\s?(?:[-–—]|a|et)\s?\d{1,2}h\b"
)
_LASTS: Final = re.compile(r"(?:after|up\sto|nach|despues\sde|apres|jusqu['’]a)\b")  # how long something takes
_KANA: Final = "[\u3040-\u30ff\u3400-\u9fff]"  # written without spaces: a time may end before such a letter
_THE: Final = r"(?:(?:las?|um|at)\s)?"
_A_CLOCK, _SHORT_CLOCK = f"(?P<end>{_CLOCK})", rf"(?P<begin>{_CLOCK}|\d{{1,2}})"
_RANGE: Final = (
    rf"(?:(?:from|between|von|zwischen|de|desde|entre)\s)?{_THE}{_SHORT_CLOCK}"
    rf"\s?(?:[-–—~〜～]|to|and|until|till|bis|und|a|y|et|hasta|から)\s?{_THE}{_A_CLOCK}(?:まで)?"
)
_ANY_RANGE: Final = re.sub(r"\?P<\w+>", "?:", _RANGE)
_AFTER: Final = rf"(?:{any_of(say.AFTER)}\s{_THE}(?:{_CLOCK})|{_CLOCK}(?:以降|過ぎ|より後|から))"
_BEFORE: Final = rf"(?:{any_of(say.BEFORE)}\s{_THE}(?:{_CLOCK})|{_CLOCK}(?:以前|より前|まで))"
_AFTER_LUNCH: Final = any_of(say.AFTER_LUNCH)
_BEFORE_LUNCH: Final = any_of(say.BEFORE_LUNCH)
_HOURS: Final = rf"(?:{_ANY_RANGE}|{_AFTER}|{_BEFORE})"
_LUNCH: Final = rf"(?:{_AFTER_LUNCH}|{_BEFORE_LUNCH})"
_MONTH: Final = any_of(say.MONTHS)
_DATE: Final = (
    rf"(?:\d{{4}}-\d{{2}}-\d{{2}}|\d{{1,2}}(?:st|nd|rd|th|er|\.)?\s?(?:of\s|de\s)?{_MONTH}\b\.?(?:\s(?:de\s)?\d{{4}})?"
    rf"|{_MONTH}\s\d{{1,2}}(?:st|nd|rd|th)?(?:,?\s\d{{4}})?|\d{{1,2}}月\d{{1,2}}日)"
)
_ON: Final = rf"(?:{any_of(say.ON)}\s)?"
_IN: Final = rf"(?:{any_of(say.BEFORE_PART)}\s?)"
_PART: Final = any_of(say.PARTS)
_WEEKDAY: Final = rf"(?:{any_of(say.WEEKDAYS)}|{any_of(say.WEEKENDS)})"
_DAY: Final = rf"(?:{_WEEKDAY}(?:,?\s?(?:the\s|den\s)?{_DATE})?|{_DATE})"
_DAYS: Final = rf"{_ON}{_DAY}(?:\s?{any_of(say.AND)}\s?{_ON}{_DAY}){{0,8}}"
_SHORT: Final = rf"{_ON}{any_of(say.SHORT)}\.?"
_ITS_PART: Final = rf"(?:[\s,]{{0,3}}{_IN}?{_PART})"
_MORE: Final = rf"(?:[\s,、の]{{0,3}}(?:(?:and|und|y|et)\s)?(?:{_HOURS}|{_LUNCH}))"
_RELATIVE: Final = any_of(say.RELATIVE)

# What a group is called says how it may stand: see _stands.
_ASKED: Final = re.compile(
    r"(?<![\w'’.:/-])(?:"
    rf"(?P<day>{_DAYS}(?P<its>{_ITS_PART})?(?P<then>{_MORE}){{0,4}})"
    rf"|(?P<company>(?:{_SHORT}|{_RELATIVE})(?:{_ITS_PART}{_MORE}{{0,4}}|{_MORE}{{1,4}})|{_ON}{any_of(say.TODAY_S)}{_MORE}{{0,4}})"
    rf"|(?P<hours>{_HOURS}{_MORE}{{0,4}}(?:[\s,]{{0,3}}(?:{_DAYS}|{_RELATIVE}))?)"
    rf"|(?P<weak>(?:{_LUNCH}|{_IN}{_PART}|{_RELATIVE}|午後|午前中)(?:[\s,]{{0,3}}(?P<weak_day>{_DAYS}))?)"
    rf")(?:(?![\w'’/%°€$-])|(?={_KANA}))"
)
_DAY_NAMES: Final = {**say.WEEKDAYS, **say.SHORT}
_DAY_S_NAME: Final = re.compile(rf"(?<![a-z])(?:{any_of(_DAY_NAMES)}|{any_of(say.WEEKENDS)})")
_NAMES_OF_TODAY: Final = {name: re.compile(any_of([name])) for name in say.TODAY_S}
_PREPOSITION: Final = re.compile(rf"{any_of((*say.ON, *say.BEFORE_PART, *say.AFTER, *say.BEFORE))}\s")
_GLUE: Final = re.compile(r"(?:の|に|は)(?=\S)")
_LETTER: Final = re.compile(_KANA)
_COMMAS: Final = tuple(",;:、。，–—(（|")
_COMMAS_BEHIND: Final = tuple(",;:、。，–—)）|")
_END: Final = re.compile(r"[\s.?!。？！)）]*+$")
_BORDER: Final = " \t,;:、。，–—-|.!"


@dataclass(frozen=True, slots=True)
class AskedTimes:
    """What was read: ISO dates, the clock's times, and the ``words`` that said so, as they were typed."""

    day: tuple[str, ...] = ()
    begin: time | None = None
    end: time | None = None
    words: tuple[str, ...] = ()

    def and_also(self, other: AskedTimes) -> AskedTimes:
        """All days of both, and of their times what both allow."""
        begins = [at for at in (self.begin, other.begin) if at is not None]
        ends = [at for at in (self.end, other.end) if at is not None]
        return AskedTimes(
            tuple(sorted({*self.day, *other.day})),
            max(begins, default=None),
            min(ends, default=None),
            (*self.words, *other.words),
        )


NO_TIMES: Final = AskedTimes()


def read_times(interest: str, almanac: Almanac, now: datetime) -> tuple[str, AskedTimes]:
    """The interest without its days and times, and these; ``now``, with a zone, is what "today" is about.

    What is left says nothing of times any more; where times contradict each other, nothing is read at all.
    """
    if (
        len(interest.split()) > MOST_WORDS
        or not almanac.dates
        or say.QUOTES.search(interest)
        or almanac.titled(interest)
    ):
        return interest, NO_TIMES
    left, asked = " ".join(interest.split()), NO_TIMES
    for _ in range(_MOST_TIMES):
        found = _first(left, almanac, now)
        if found is None:
            break
        left, more = found
        asked = asked.and_also(more)
    if not asked.words:
        return interest, NO_TIMES
    contradiction = asked.begin is not None and asked.end is not None and asked.begin >= asked.end
    return (interest, NO_TIMES) if contradiction else (left, asked)


def _first(text: str, almanac: Almanac, now: datetime) -> tuple[str, AskedTimes] | None:
    """The first time that stands as one, and the text without it."""
    bare = fold_in_place(text)
    for found in islice(_ASKED.finditer(bare), _MOST_TIMES):
        before, behind = text[: found.start()], text[found.end() :]
        glued = _GLUE.match(behind) if _LETTER.match(behind) else None
        if _LETTER.match(behind) and not glued:
            continue
        if _stands(found, bare, glued.group() if glued else "", almanac):
            asked = _meant(found, almanac, now)
            if asked is not None:
                rest = behind[glued.end() :] if glued else behind
                return _joined(before, rest), replace(asked, words=(text[found.start() : found.end()].strip(),))
    return None


def _stands(found: re.Match[str], bare: str, glue: str, almanac: Almanac) -> bool:
    """Whether the words stand as a time and not as a subject or a part of one."""
    before, behind = bare[: found.start()], bare[found.end() :]
    previous = "".join(before.rsplit(maxsplit=1)[-1:]).strip(",;:")
    following = "".join(behind.split(maxsplit=1)[:1]).strip(",;:.?!")
    alone = not words(before) and not words(behind)
    last, first = bool(_END.match(behind)), not before.strip()
    parted = (first or _leads(before)) and (last or behind.lstrip().startswith(_COMMAS_BEHIND) or glue == "に")
    of_a_kind = previous in say.KINDS or (first and following in say.KINDS)
    if previous in say.DAY_S_NAME and not _PREPOSITION.match(found.group()):
        return False
    if previous in say.NOT_A_DAY or (previous and not alone and _is_said(found, previous, following, almanac)):
        return False
    if first and following and not alone and _is_said(found, "", following, almanac):
        return False
    if found["hours"] and _SPAN.search(found["hours"]) and not _of_the_clock(found["hours"], last, before):
        return False
    if alone:
        return True
    if parted:  # "Today, the web is slow" opens a sentence
        return not (first and found["weak"]) or len(behind.split(maxsplit=_FEW_WORDS)) <= _FEW_WORDS
    if of_a_kind:
        return last or first or following in say.ABOUT
    if found["weak"]:
        return bool(found["weak_day"]) and last
    if found["hours"] or found["company"]:  # but "9 to 5pm culture"
        return last or (first and not re.fullmatch(_ANY_RANGE, found.group()))
    return last or (first and (bool(found["its"] or found["then"] or glue) or bool(re.search(_DATE, found.group()))))


def _of_the_clock(said: str, last: bool, before: str) -> bool:
    """Whether so many hours are a time of the clock and do not tell how long something takes."""
    if _CLOCK_S_SPAN.search(said) or re.search(f"{_DAY}|{_RELATIVE}", said):
        return True
    return last and _leads(before) and not _LASTS.match(said)


def _leads(before: str) -> bool:
    """Whether a comma or the like stands right before a time."""
    return before.rstrip().endswith(_COMMAS)


def _is_said(found: re.Match[str], previous: str, following: str, almanac: Almanac) -> bool:
    """Whether the programme says it so in a title: "Black Friday", "the Monday effect"."""
    said = found.group().strip()
    return bool(previous and almanac.says(f"{previous} {said}")) or bool(
        following and almanac.says(f"{said} {following}")
    )


def _meant(found: re.Match[str], almanac: Almanac, now: datetime) -> AskedTimes | None:
    """The dates and the clock; None where a day is none of the programme's."""
    said = found.group()
    days = _days(said, almanac, now)
    if days is None:
        return None
    asked = AskedTimes(tuple(day.isoformat() for day in sorted(days)))
    hours = _hours(said, almanac)
    if hours is None or (re.search(_AFTER_LUNCH, said) and almanac.lunch(days, over=True) is None):
        return None
    for begin, end in (*hours, *_parts(said, days, almanac)):
        asked = asked.and_also(AskedTimes(begin=begin, end=end))
    return asked


def _days(said: str, almanac: Almanac, now: datetime) -> set[date] | None:
    """The programme's dates that are named; an empty set where none is, None for one that it does not have."""
    dates: set[date] = set()
    for one in re.finditer(_DATE, said):
        held = _dates_of(one.group(), almanac)
        if not held:
            return None
        dates |= held
    if dates:
        return dates
    without_today = re.sub(any_of(say.TODAY_S), "", said)
    later = {0} if without_today != said else set()
    relative = re.match(rf"(?:{_HOURS}[\s,]*)?(?P<word>{_RELATIVE})", without_today.strip())
    if relative:
        later.add(say.RELATIVE[_single(relative["word"])])
    if later:
        wanted = {almanac.day_at(now, days) for days in later}
        return wanted if wanted <= set(almanac.dates) else None
    for name in _DAY_S_NAME.findall(said):
        wanted_days = {5, 6} if _single(name) in say.WEEKENDS else {_DAY_NAMES[_single(name)]}
        held = {day for day in almanac.dates if day.weekday() in wanted_days}
        if not held or len(held) > _MOST_DATES:
            return None
        dates |= held
    return dates


def _dates_of(said: str, almanac: Almanac) -> set[date]:
    """The programme's dates that a written one means, of any year where it names none."""
    numbers = [int(number) for number in re.findall(r"\d+", said)]
    year = next((number for number in numbers if number > 31), None)
    small = [number for number in numbers if number <= 31]
    month = re.search(_MONTH, said)
    if month is not None:
        small.insert(0, say.MONTHS[month.group()])
    return {
        day
        for day in almanac.dates
        if [day.month, day.day] == small[:2] and len(small) == 2 and year in (None, day.year)
    }


def _hours(said: str, almanac: Almanac) -> list[tuple[time | None, time | None]] | None:
    """From when and to when, for each time of the clock; None for what is no time."""
    found: list[tuple[time | None, time | None]] = []
    left = re.sub(_DATE, " ", said)
    for pair in re.finditer(_RANGE, left):
        end = _clock(pair["end"], almanac)
        begin = _clock(pair["begin"], almanac, like=pair["end"])
        if begin is None or end is None or begin >= end:
            return None
        found.append((begin, end))
    left = re.sub(_ANY_RANGE, " ", left)
    for one in (*re.finditer(_AFTER, left), *re.finditer(_BEFORE, left)):
        at = _clock(one.group(), almanac)
        if at is None:
            return None
        found.append((at, None) if one.re.pattern == _AFTER else (None, at))
    return found


def _clock(said: str, almanac: Almanac, like: str = "") -> time | None:
    """The time in a text, None for what is none; ``like`` gives "am" or "pm" to what has neither.

    Small hours are those of the afternoon where the programme begins later: nobody means two in the morning.
    """
    digits = re.search(r"(\d{1,2})(?:\s?[:h.時]\s?(\d{2}|半)?)?", said)
    if digits is None:
        return NOON if re.search(any_of((*say.NOON, say.MIDI)), said) else None
    hour, minute = int(digits[1]), 30 if digits[2] == "半" else int(digits[2] or 0)
    half = re.search(r"([ap])\.?m\b", said) or re.search(r"([ap])\.?m\b", like)
    if hour > 23 or minute > 59 or (half and not 1 <= hour <= 12):
        return None
    late = (half is not None and half[1] == "p") or "午後" in said
    early = (half is not None and half[1] == "a") or "午前" in said
    if (late and hour < 12) or (not late and not early and 0 < hour < 7 and hour < almanac.first_hour):
        hour += 12
    return time(0 if early and hour == 12 else hour, minute)


def _parts(said: str, days: set[date], almanac: Almanac) -> Iterator[tuple[time | None, time | None]]:
    """What "morning" and "after lunch" mean on these days."""
    if re.search(_AFTER_LUNCH, said):
        yield almanac.lunch(days, over=True), None
    elif re.search(_BEFORE_LUNCH, said):
        yield None, almanac.lunch(days, over=False)
    said = re.sub(rf"{_LUNCH}|{_CLOCK}|pasado\s+manana|day\s+after\s+tomorrow", " ", said)
    for name, part in say.TODAY_S.items():
        if _NAMES_OF_TODAY[name].search(said):
            yield almanac.part(part, days)
            return
    said = re.sub(rf"^{_RELATIVE}", " ", said.strip())  # "morgen" and "mañana" first say the day, then the part
    found = re.search(_PART, re.sub(r"tomorrow", " ", said))
    if found:
        yield almanac.part(say.PARTS[_single(found.group())], days)


def _single(said: str) -> str:
    return " ".join(said.split())


def _joined(before: str, behind: str) -> str:
    """What stood around a time, without the commas that led to it."""
    left, right = before.rstrip(_BORDER + "(（"), behind.lstrip(_BORDER + ")）")
    if not before.strip():
        return right.strip()
    ending = behind.strip() if _END.match(behind) else ""
    return f"{left}{ending.strip('.。)）')}" if ending else f"{left} {right}".strip() if right else left
