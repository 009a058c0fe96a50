"""Parse days and times in a query: "tutorials, Friday morning", "nach 14 Uhr", "明日の午後".

Only words that are hardly a subject are parsed: times at the beginning or end, after a comma or a preposition, and only
days that the programme has. Words that occur so in a title of the programme are a subject.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Final

from session_finder.query import time_patterns as pattern
from session_finder.query.candidates import Candidate
from session_finder.query.programme_calendar import ProgrammeCalendar
from session_finder.query.time_values import TimeConstraints, clock_of, constraints_of, squeezed
from session_finder.query.tokens import View
from session_finder.text import time_words as vocabulary

_FEW_WORDS: Final = 4  # of a subject behind a day: "am Dienstag Krankenhäuser"
_SURE, _OFFERED, _NO = 6.0, 1.5, 0.0
_LAST: Final = -1
_LONGEST_SESSION: Final = 1440  # minutes


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
        if not score:
            continue
        beyond = score == _SURE and _asks_for_sessions(view, found)
        if (asked := constraints_of(found, calendar, now, beyond=beyond)) is not None:
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
        at = clock_of(found["clock"], calendar)
        if at is not None and view.free_right(view.index_at(found.end())):
            yield Candidate.of(found.span(), "time", _SURE, at=at)
    for found in pattern.NOW.finditer(view.bare):
        if _only_asks(view, found) and (moment := calendar.moment(now, following=bool(found["next"]))) is not None:
            yield Candidate.of(
                found.span(), "time", _SURE, day=(calendar.day_of(moment).isoformat(),), at=moment.time()
            )
    for found in pattern.LENGTH.finditer(view.bare):
        if _is_length_of_sessions(view, found) and (read := _length(found)):
            yield Candidate.of(found.span(), "time", _SURE, **read)


def _stands_apart(view: View, found: re.Match[str]) -> bool:
    """Whether a day by its number is no part of a subject: "maps on the first day", but not "the first day at work"."""
    first, behind = view.index_at(found.start()), view.index_at(found.end())
    if found["before"] and not (view.parted(behind) or view.ends(behind) or view.sessions[behind]):
        return False
    return (view.free_left(first) or bool(found["on"])) and view.free_right(behind)


def _asks_for_sessions(view: View, found: re.Match[str]) -> bool:
    """Whether a time asks for sessions and cannot be a subject: "what is on Friday", "talks tomorrow"."""
    first, beyond = view.index_at(found.start()), view.index_at(found.end())
    return (view.leads(first) and view.ends(beyond)) or view.beside_sessions(first, beyond)


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
    return int(digits.group()) if digits else {**vocabulary.CARDINALS, **vocabulary.ORDINALS}.get(squeezed(said), 0)


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
