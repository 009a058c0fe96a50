"""The filter choices of a programme, and how many sessions each choice would leave.

Each choice is a set of sessions stored as the bits of an integer: combining filters is a bitwise "and", and counting
sessions is a bit count. So all counts take well under a millisecond, for 5,000 sessions too. Values that are not
offered (names, codes, rare tags) are as many as sessions, so of them only the rows are stored.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from functools import cached_property
from typing import Any, Final, TypeVar

from session_finder.domain.conference_day import MIDNIGHT, since_day_start
from session_finder.domain.levels import steps
from session_finder.domain.overlap import attended, span
from session_finder.domain.sessions import Session
from session_finder.filters.filters import CONDITIONS, FACETS, OFFERED, Filters, begins_at, ends_at, values_of
from session_finder.filters.phrase_match import folded_text, mentions
from session_finder.text.natural_order import natural_key

_PHRASES: Final = 200  # phrases whose sessions are cached
_HARDEST: Final = 9  # the rank of unknown levels
_MOST: Final = {"tag": 50}  # how many values are offered, the most frequent; a programme may have thousands of tags
_FEW: Final = 12  # up to so many times are offered individually, else full hours
Key = TypeVar("Key", bound=Hashable)
_Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as the programme first writes it, the number of sessions with it, and whether it is chosen."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Loosening:
    """A filter whose removal would bring back ``count`` sessions."""

    name: str
    count: int


class Facets:
    """The choices of one programme's searchable sessions. Immutable, so any thread may use it."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        self._sessions = sessions
        self._rows = {session.id: row for row, session in enumerate(sessions)}
        self._all = (1 << len(sessions)) - 1
        self._day_starts = sessions[0].day_starts if sessions else MIDNIGHT
        self._spelled: dict[str, dict[str, str]] = {name: {} for name in FACETS}  # the first spelling of each value
        self._having: dict[str, dict[str, list[int]]] = {name: {} for name in FACETS}  # the rows with each value
        for name in FACETS:
            self._read_values(name)
        self._offered = {name: self._most_frequent(name) for name in OFFERED}
        self._by = {read: _by(sessions, read) for read, _ in CONDITIONS.values()}
        self._spans = _by(sessions, span)
        self._attended = _by(sessions, attended)
        self._overlapping: dict[_Span, int] = {}  # cache: the sessions that overlap a planned one, by its span
        self._mentioning: dict[str, int] = {}  # cache: the sessions that mention a phrase
        self.naive = any(session.start is not None and session.start.tzinfo is None for session in sessions)

    def __len__(self) -> int:
        return len(self._rows)

    def left(self, filters: Filters) -> int:
        """The number of sessions that pass."""
        return self._passing(filters).bit_count()

    def rows(self, filters: Filters) -> list[int]:
        """The rows of the sessions that pass, ascending."""
        bits = bin(self._passing(filters))[:1:-1]
        return [place for place, bit in enumerate(bits) if bit == "1"]

    def among(self, sessions: Iterable[Session], filters: Filters) -> tuple[Session, ...]:
        """The ``sessions`` that pass, breaks included, which are not searchable and have no row."""
        passing = set(self.rows(filters))
        rows = ((session, self._rows.get(session.id)) for session in sessions)
        return tuple(session for session, row in rows if (filters.allow(session) if row is None else row in passing))

    def canonical(self, name: str, value: str) -> str | None:
        """A facet's value in the programme's spelling, in any case; None if the programme does not have it."""
        return self._spelled[name].get(value.casefold())

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a facet, in the programme's spelling."""
        return tuple(self._spelled[name].values())

    def offered(self, name: str) -> int:
        """How many values an ``OFFERED`` facet offers when none is chosen; not all of ``values`` when they are many."""
        return len(self._offered[name])

    def choices(self, name: str, filters: Filters) -> tuple[Choice, ...]:
        """The values that an ``OFFERED`` facet offers, each with the number of sessions that all filters would leave.

        Chosen values are among them, of many others the most frequent ones. Empty when there is no choice: no value, or
        one that every session has.
        """
        found = self._offered[name]
        chosen = filters.values(name)
        if not chosen and all(mask == self._all for mask in found.values()):
            return ()
        others = self._passing(filters.without([name]))
        spelled = self._spelled[name]
        found = found | {key: self._mask_of_value(name, key) for key in chosen if key in spelled and key not in found}
        order = sorted(found, key=lambda key: _order(name, spelled[key]))
        if name == "day" and filters.at is not None:  # which sessions run then depends on the day
            left = {key: self.left(replace(filters, day=(key,))) for key in order}
        else:
            left = {key: (others & found[key]).bit_count() for key in order}
        return tuple(Choice(spelled[key], left[key], key in chosen) for key in order)

    def begins(self, filters: Filters) -> tuple[tuple[time, int], ...]:
        """The choices for the earliest start, each with the number of sessions that it would leave."""
        times = self._time_choices(self._by[begins_at], timedelta(0))
        return self._clock("begin", times, filters)

    def ends(self, filters: Filters) -> tuple[tuple[time, int], ...]:
        """The choices for the latest end, each with the number of sessions that it would leave."""
        times = self._time_choices(self._by[ends_at], timedelta(minutes=59))
        return self._clock("end", times, filters)

    def loosenings(self, filters: Filters) -> tuple[Loosening, ...]:
        """The active filters whose removal would bring sessions back, the most effective first."""
        found = [Loosening(name, self.left(filters.without([name]))) for name in filters.active]
        return tuple(sorted((one for one in found if one.count), key=lambda one: -one.count))

    def _clock(self, name: str, times: Iterable[time], filters: Filters) -> tuple[tuple[time, int], ...]:
        others = self._passing(filters.without([name]))
        chosen = getattr(filters, name)
        offered: list[Any] = self._in_order({*times, chosen} if chosen else times)
        if len(offered) < 2 and not chosen:
            return ()
        return tuple((at, (others & self._mask(replace(Filters(), **{name: at}), name)).bit_count()) for at in offered)

    def _time_choices(self, found: Iterable[Any], later: timedelta) -> list[time]:
        """The times themselves if they are few, else the full hours; ``later`` rounds up."""
        times = {clock[0] for clock in found if clock is not None}
        if len(times) <= _FEW:
            return self._in_order(times)
        minutes = int(later.total_seconds()) // 60
        hours = {(at.hour * 60 + at.minute + minutes) // 60 for at in times}
        whole_day = {self._day_starts} if later else set()  # as an end, no condition
        return self._in_order({time(hour % 24) for hour in hours} - whole_day)

    def _in_order(self, times: Iterable[time]) -> list[time]:
        """The times in the order of the conference's day."""
        return sorted(times, key=lambda at: since_day_start(at, self._day_starts))

    def _passing(self, filters: Filters) -> int:
        left = self._all
        for name in filters.active:
            left &= self._mask(filters, name)
        return left

    def _mask(self, filters: Filters, name: str) -> int:
        """The sessions that pass one filter; the same as Filters.allow says of each session."""
        if name in FACETS:
            return _union(self._mask_of_value(name, value) for value in filters.values(name))
        if name in CONDITIONS:
            read, passes = CONDITIONS[name]
            found = self._by[read].items()
            return _union(mask for value, mask in found if value is not None and passes(value, filters))
        if name == "upcoming" and filters.upcoming is not None:
            now = filters.upcoming
            return self._all & ~_union(mask for lasts, mask in self._spans.items() if lasts and lasts[1] <= now)
        if name == "unplanned":
            return self._all & ~_union(self._bit(planned) for planned in filters.unplanned or ())
        if name == "unsaid":
            return self._all & ~_union(map(self._mask_of_phrase, filters.unsaid or ()))
        return self._all & ~_union(
            self._mask_of_overlaps(other) & ~self._bit(other.id) for other in filters.fitting or ()
        )

    def _read_values(self, name: str) -> None:
        spelled, having = self._spelled[name], self._having[name]
        for row, session in enumerate(self._sessions):
            for value in values_of(session, name):
                key = value.casefold()
                spelled.setdefault(key, value)
                having.setdefault(key, []).append(row)

    def _most_frequent(self, name: str) -> dict[str, int]:
        """The values that a facet offers when none is chosen, with their sessions."""
        having = self._having[name]
        keys = sorted(having, key=lambda key: -len(having[key]))[: _MOST.get(name)]
        return {key: _bits(having[key]) for key in keys}

    def _mask_of_value(self, name: str, key: str) -> int:
        """The sessions that have a value of a facet."""
        offered = self._offered.get(name, {}).get(key)
        if offered is not None:
            return offered
        rows = self._having[name].get(key)
        return _bits(rows) if rows else 0

    def _bit(self, session_id: str) -> int:
        row = self._rows.get(session_id)
        return 0 if row is None else 1 << row

    def _mask_of_phrase(self, phrase: str) -> int:
        """The sessions that mention a phrase."""
        known = self._mentioning.get(phrase)
        if known is None:
            says = mentions(phrase)
            rows = [row for row, session in enumerate(self._sessions) if says(session, self._folded[row])]
            known = _bits(rows) if rows else 0
            if len(self._mentioning) >= _PHRASES:  # the phrase changes with every letter typed
                self._mentioning = {}  # a new one: others may be reading this
            self._mentioning[phrase] = known
        return known

    @cached_property
    def _folded(self) -> list[str]:
        """The sessions' texts, when a phrase is first excluded."""
        return [folded_text(session) for session in self._sessions]

    def _mask_of_overlaps(self, planned: Session) -> int:
        """The sessions that overlap a planned one."""
        lasts = attended(planned)
        if lasts is None:
            return 0
        found = self._overlapping.get(lasts)
        if found is None:
            start, end = lasts
            found = _union(
                mask for other, mask in self._attended.items() if other and other[0] < end and start < other[1]
            )
            if len(self._overlapping) > len(self._attended):  # plans of an older version have other spans
                self._overlapping = {}  # a new one: others may be reading this
            self._overlapping[lasts] = found
        return found


def _by(sessions: Sequence[Session], key: Callable[[Session], Key | None]) -> dict[Key | None, int]:
    """The sessions with each key, as bits."""
    found: dict[Key | None, list[int]] = {}
    for row, session in enumerate(sessions):
        found.setdefault(key(session), []).append(row)
    return {name: _bits(rows) for name, rows in found.items()}


def _bits(rows: Sequence[int]) -> int:
    """An integer with these bits set."""
    packed = bytearray(rows[-1] // 8 + 1)
    for row in rows:
        packed[row // 8] |= 1 << row % 8
    return int.from_bytes(packed, "little")


def _union(masks: Iterable[int]) -> int:
    together = 0
    for mask in masks:
        together |= mask
    return together


def _order(name: str, value: str) -> tuple[object, ...]:
    """A sort key: days by date, levels from easy to hard, others in natural order."""
    rank = (steps(value) or (_HARDEST,)) if name == "level" else ()
    return rank, natural_key(value)
