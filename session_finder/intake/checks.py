"""Check finished sessions for likely mistakes: room conflicts, wrong dates, missing texts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from statistics import median_low
from typing import Final, NamedTuple
from zoneinfo import ZoneInfo

from session_finder.domain.sessions import Session
from session_finder.intake.cleaning.encoding_damage import is_damaged
from session_finder.intake.model.problems import Problem

_LISTED: Final = 20  # room conflicts that are listed one by one
_BLOCK: Final = 3  # sessions with the same room, start and end form a block of talks; two are a mistake
_LONG: Final = timedelta(hours=36)
_NEAR: Final = 30  # days around the median in which a conference takes place
_FAR: Final = 90  # days from the median that suggest a wrong date
_APART: Final = 180  # days between two conferences of a file
_PART: Final = 10  # a tenth of the sessions makes a year
_YEAR: Final = re.compile(r"(?<!\d)20\d\d(?!\d)")
_FEW: Final = 5  # with fewer sessions, missing values are not reported

Lined = tuple[int, Session]


class _Taken(NamedTuple):
    """A session in its room, with its times in seconds since 1970."""

    begins: float
    ends: float
    line: int
    session: Session


def check_sessions(sessions: Sequence[Session], lines: Sequence[int]) -> list[Problem]:
    """Return the problems of finished sessions. ``lines``: the line of the file on which each begins."""
    lined = list(zip(lines, sessions, strict=True))
    if not sessions:
        return []
    searchable = [(line, session) for line, session in lined if not session.is_break]
    if not searchable:
        advice = "Every session is a break or the like, so there is nothing to find. Export the talks too."
        return [Problem("error", "only-breaks", advice)]
    return [
        *_damaged(lined),
        *_without_abstract(searchable),
        *_without_start(searchable),
        *_without_zone(lined),
        *_long(lined),
        *_far_away(lined),
        *_several_years(lined),
        *_room_conflicts(searchable),
    ]


def _damaged(lined: Sequence[Lined]) -> Iterator[Problem]:
    """Report texts whose letters were lost before, or were read in a wrong encoding."""
    found = [(line, text) for line, session in lined if (text := _damaged_text(session))]
    if found:
        line, text = found[0]
        some = "1 session has" if len(found) == 1 else f"{len(found):,} sessions, the first on this line, have"
        advice = f"{some} damaged letters, such as Ã¶ or � for ö. Export the file again as UTF-8."
        yield Problem("warning", "damaged-characters", advice, line, value=text[:80])


def _damaged_text(session: Session) -> str:
    texts = (session.title, session.abstract, *session.speakers, session.room, session.track)
    return next((text for text in texts if is_damaged(text)), "")


def _without_abstract(searchable: Sequence[Lined]) -> Iterator[Problem]:
    empty = [line for line, session in searchable if not session.abstract]
    if not empty or len(searchable) < _FEW:
        return
    whole = len(searchable)
    if len(empty) * 2 > whole:
        advice = f"{len(empty):,} of {whole:,} sessions have no abstract. Is the right column mapped?"
        yield Problem("warning", "few-abstracts", advice, empty[0], "abstract")
    else:
        some = "1 session has no abstract; it is" if len(empty) == 1 else f"{len(empty):,} sessions have no abstract"
        rest = "" if len(empty) == 1 else ", the first on this line; they are"
        advice = f"{some}{rest} found by title, speakers and track only."
        yield Problem("note", "some-without-abstract", advice, empty[0], "abstract")


def _without_start(searchable: Sequence[Lined]) -> Iterator[Problem]:
    timeless = [line for line, session in searchable if session.start is None]
    if len(timeless) == len(searchable) > 1:
        advice = (
            "No session has a start, so there is no timetable. Is the file exported with dates and times, and are the "
            "right columns mapped?"
        )
        yield Problem("warning", "no-start", advice, column="start")
    elif len(searchable) >= _FEW and len(timeless) > len(searchable) // 10:
        count = f"{len(timeless):,} of {len(searchable):,}"
        advice = f"{count} sessions have no start, the first on this line. Are they in the timetable?"
        yield Problem("note", "some-without-start", advice, timeless[0], "start")


def _without_zone(lined: Sequence[Lined]) -> Iterator[Problem]:
    """Report starts without a zone, and starts in UTC, which is the calendar program's and no conference's zone."""
    if any(session.start is not None and _names_no_zone(session.start) for _, session in lined):
        advice = "The file names no time zone. Choose the conference's time zone, so that nobody comes an hour late."
        yield Problem("note", "no-time-zone", advice)


def _names_no_zone(start: datetime) -> bool:
    return start.tzinfo is None or (not isinstance(start.tzinfo, ZoneInfo) and not start.utcoffset())


def _long(lined: Sequence[Lined]) -> Iterator[Problem]:
    for line, session in lined:
        if (
            session.start
            and session.end
            and _timestamp(session.end) - _timestamp(session.start) > _LONG.total_seconds()
        ):
            hours = (_timestamp(session.end) - _timestamp(session.start)) / 3600
            advice = f"This session lasts {hours:,.0f} hours. Check its end."
            yield Problem("warning", "session-too-long", advice, line, "end", session.title[:80])


def _far_away(lined: Sequence[Lined]) -> Iterator[Problem]:
    """Report sessions months away from nearly all others, which most often are a typo in the year."""
    days = [(line, session, session.start.date()) for line, session in lined if session.start]
    if len(days) < _FEW:
        return
    middle = median_low(day for *_, day in days)
    near = [day for *_, day in days if abs(day - middle).days <= _NEAR]
    if len(near) * 10 < len(days) * 8:
        return  # the file holds several conferences, or a series of meetings
    others = f"{_date_text(min(near))} to {_date_text(max(near))}" if min(near) < max(near) else f"{_date_text(middle)}"
    for line, session, day in days:
        if abs(day - middle).days > _FAR:
            advice = f"This session is on {_date_text(day)}, the others from {others}. Check the year and the month."
            yield Problem("note", "session-far-away", advice, line, "start", session.title[:80])


def _several_years(lined: Sequence[Lined]) -> Iterator[Problem]:
    """Report a file that holds the programmes of several years, by the starts, or by tracks that are years."""
    starts = sorted((session.start.date(), line) for line, session in lined if session.start)
    parts: list[list[tuple[date, int]]] = []
    for day, line in starts:
        if not parts or (day - parts[-1][-1][0]).days > _APART:
            parts.append([])
        parts[-1].append((day, line))
    years = {part[0][0].year: len(part) for part in parts}
    first = parts[1][0][1] if len(parts) > 1 else 0
    if not starts:
        tracks = [(found[0], line) for line, session in lined if (found := _YEAR.search(session.track))]
        years = dict(sorted(Counter(int(year) for year, _ in tracks).items()))
        first = next((line for year, line in tracks if year != tracks[0][0]), 0)
    large = {year: count for year, count in years.items() if count > 1 and count * _PART >= len(lined)}
    if len(large) > 1:
        named = ", ".join(f"{year} ({count:,})" for year, count in large.items())
        advice = f"The file holds sessions of several years: {named}. Upload those of one conference."
        yield Problem("warning", "several-years", advice, first, "start" if starts else "track")


def _room_conflicts(searchable: Sequence[Lined]) -> Iterator[Problem]:
    """Report sessions that overlap in their room. Rows with the same title count as one session."""
    rooms: dict[tuple[str, bool], list[_Taken]] = defaultdict(list)
    for line, session in searchable:
        if session.room and session.start and session.end and session.start < session.end:
            known = session.start.tzinfo is not None
            taken = _Taken(_timestamp(session.start), _timestamp(session.end), line, session)
            rooms[session.room.casefold(), known].append(taken)
    clashes: list[tuple[_Taken, _Taken, int]] = []
    in_blocks: list[int] = []
    for room in rooms.values():
        apart, lines = _without_blocks(sorted(room, key=lambda taken: taken[:3]))
        in_blocks += lines
        clashes += _clashes(apart)
    for one, other, others in clashes[:_LISTED]:
        more = f" (and {others - 1:,} more)" if others > 1 else ""
        advice = (
            f"{one.session.title[:80]!r} and {other.session.title[:80]!r}{more} are in {one.session.room[:40]} at the "
            "same time. Move one of them, or check its room."
        )
        yield Problem("warning", "room-taken-twice", advice, one.line, "room", one.session.room[:80])
    if len(clashes) > _LISTED:
        advice = f"And {len(clashes) - _LISTED:,} more sessions overlap with others in their room."
        yield Problem("warning", "more-rooms-taken-twice", advice, clashes[_LISTED][0].line, "room")
    if in_blocks:
        advice = (
            f"{len(in_blocks):,} sessions share room, start and end with others, as talks of one block do. Give each "
            "its own time, so that it can be planned."
        )
        yield Problem("note", "talks-in-blocks", advice, min(in_blocks), "room")


def _without_blocks(room: Sequence[_Taken]) -> tuple[list[_Taken], list[int]]:
    """Keep one talk of each block that shares a slot, and return the lines of all talks in blocks."""
    slots: dict[tuple[float, float], list[_Taken]] = defaultdict(list)
    for taken in room:
        slots[taken.begins, taken.ends].append(taken)
    blocks = {
        slot: shared
        for slot, shared in slots.items()
        if len({taken.session.title.casefold() for taken in shared}) >= _BLOCK
    }
    apart = [taken for slot, shared in slots.items() for taken in (shared[:1] if slot in blocks else shared)]
    return apart, [taken.line for shared in blocks.values() for taken in shared]


def _clashes(room: Sequence[_Taken]) -> list[tuple[_Taken, _Taken, int]]:
    """For each session during which others begin: the session, the first of the others, and their number."""
    starts = [taken.begins for taken in room]
    titles: dict[str, list[int]] = defaultdict(list)
    for place, taken in enumerate(room):
        titles[taken.session.title.casefold()].append(place)
    found: list[tuple[_Taken, _Taken, int]] = []
    for place, taken in enumerate(room):
        title = taken.session.title.casefold()
        end = bisect_left(starts, taken.ends)
        same = bisect_left(titles[title], end) - bisect_left(titles[title], place + 1)
        others = end - place - 1 - same
        if others > 0:
            first = taken if len(found) >= _LISTED else _first_other(room[place + 1 : end], title)
            found.append((taken, first, others))
    return found


def _first_other(room: Sequence[_Taken], title: str) -> _Taken:
    return next(taken for taken in room if taken.session.title.casefold() != title)


def _timestamp(moment: datetime) -> float:
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp()


def _date_text(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
