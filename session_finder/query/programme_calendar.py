"""The days, times and headings of a programme, which decide whether a word is a time or a subject."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final

from session_finder.domain.conference_day import MIDNIGHT, day_of, end_since_day_start, since_day_start
from session_finder.domain.sessions import Programme, Session
from session_finder.text.folding import fold_in_place
from session_finder.text.letters import search_form
from session_finder.text.time_words import LUNCH, any_of
from session_finder.timetable.days import local, today

NOON: Final = time(12)
_MORNING_END: Final = time(13)  # a session that begins before noon and ends by then belongs to the morning
_EVENING: Final = time(18)
_AFTERNOON_END: Final = time(19)
_EARLY_EVENING: Final = time(17)  # when nothing begins after _EVENING
_LUNCH: Final = time(13)  # the end of lunch in a programme without one
_MEAL: Final = re.compile(rf"(?<!petit[ -]){any_of(LUNCH)}")


class ProgrammeCalendar:
    """The days, times and headings of one programme. Immutable, so any thread may use it."""

    def __init__(self, programme: Programme) -> None:
        self._programme = programme
        self._titles = frozenset(search_form(session.title) for session in programme.sessions)
        said = dict.fromkeys(
            search_form(text) for one in programme.sessions for text in (one.title, one.track, *one.tags)
        )
        self._headings = f" {' | '.join(said)} "

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """The dates of the conference's days on which sessions begin, in order."""
        return tuple(sorted({session.day for session in self._programme.searchable if session.day}))

    @cached_property
    def first_hour(self) -> int:
        """The earliest hour of any day at which a session begins, 0 for no session."""
        starts = (session.start.time() for session in self._programme.searchable if session.start)
        return min(starts, key=self._since_day_start, default=MIDNIGHT).hour

    @property
    def day_starts(self) -> time:
        """The time of the clock before which it is still the day before."""
        return self._programme.day_starts

    def is_before(self, one: time, other: time) -> bool:
        """Whether a time comes before another on a day of the conference, which may start after midnight."""
        return self._since_day_start(one) < self._since_day_start(other)

    def is_span(self, begin: time, end: time) -> bool:
        """Whether a time comes before another, which may be the end of the conference's day."""
        return self._since_day_start(begin) < end_since_day_start(end, self.day_starts)

    def day_of(self, moment: datetime) -> date:
        """The date of the conference's day in which a moment lies."""
        return day_of(moment, self._programme.day_starts)

    def day_at(self, now: datetime, later: int = 0) -> date:
        """The date at ``now`` plus ``later`` days, by the conference's clock."""
        return today(self._programme, now) + timedelta(days=later)

    def moment(self, now: datetime, *, following: bool) -> datetime | None:
        """``now`` by the conference's clock, or with ``following`` when the next sessions of that day begin.

        None on a day without sessions, and when none follows.
        """
        moment = local(self._programme, now).replace(tzinfo=None, second=0, microsecond=0)
        day = self.day_of(moment)
        if not following:
            return moment if day in self.dates else None
        starts = (one.start.replace(tzinfo=None) for one in self._programme.searchable if one.start is not None)
        return min((start for start in starts if self.day_of(start) == day and start > moment), default=None)

    def in_heading(self, text: str) -> bool:
        """Whether a title, track or tag contains these words in this order."""
        return f" {search_form(text)} " in self._headings

    def is_title(self, text: str) -> bool:
        """Whether a session has this title."""
        return search_form(text) in self._titles

    def part(self, name: str, days: Collection[date]) -> tuple[time | None, time | None]:
        """Begin and end of the "morning", "afternoon" or "evening" of ``days`` (all when empty); None for no bound.

        The last session of a morning often ends after noon and still belongs to the morning.
        """
        spans = [
            (start.time(), self._end(session, start))
            for session in self._programme.searchable
            if (start := session.start) is not None and (not days or session.day in days)
        ]
        late = any(not self.is_before(begin, _EVENING) for begin, _ in spans)
        if name == "morning":
            return None, max((end for begin, end in spans if begin < NOON < end <= _MORNING_END), default=NOON)
        if name == "evening":
            return _EVENING if late else _EARLY_EVENING, None
        ends = (end for begin, end in spans if begin < _EVENING < end <= _AFTERNOON_END)
        return NOON, max(ends, default=_EVENING) if late else None

    def lunch(self, days: Collection[date], over: bool) -> time | None:
        """When lunch begins on ``days`` (all when empty), or with ``over`` when it ends, on the first day that has one.

        None when the end is wanted and the programme does not give one.
        """
        for session in self._programme.sessions:
            start = session.start
            if start is None or (days and session.day not in days) or not session.is_break:
                continue
            if _MEAL.search(fold_in_place(f"{session.title} {session.format}")):
                if over and session.end is None:
                    return None
                return self._end(session, start) if over else start.time()
        return _LUNCH if over else NOON

    @staticmethod
    def _end(session: Session, start: datetime) -> time:
        """The end by the clock of the first day; a session over midnight ends at the end of that day."""
        end = session.end or start
        return end.time() if end.date() == start.date() else time.max

    def _since_day_start(self, clock: time) -> timedelta:
        return since_day_start(clock, self._programme.day_starts)
