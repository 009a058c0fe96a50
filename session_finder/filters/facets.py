"""The filter choices of a programme, and how many sessions each choice would leave.

Each choice is a set of sessions stored as the bits of an integer: combining filters is a bitwise "and", and counting
sessions is a bit count. So all counts take well under a millisecond, for 5,000 sessions too.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final, TypeVar

from session_finder.domain.levels import steps
from session_finder.domain.overlap import span
from session_finder.domain.sessions import Session
from session_finder.filters.filters import FACETS, Filters, begins_at, ends_at, values_of
from session_finder.filters.phrase_match import mentions
from session_finder.text.natural_order import natural_key

_PHRASES: Final = 200  # phrases whose sessions are cached
_HARDEST: Final = 9  # the rank of unknown levels
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
        self._values = {name: _by_value(sessions, name) for name in FACETS}
        self._spelled = {name: _spelled(sessions, name) for name in FACETS}
        self._begins = _by(sessions, begins_at)
        self._ends = _by(sessions, ends_at)
        self._spans = _by(sessions, span)
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

    def canonical(self, name: str, value: str) -> str | None:
        """A facet's value in the programme's spelling, in any case; None if the programme does not have it."""
        return self._spelled[name].get(value.casefold())

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a facet, in the programme's spelling."""
        return tuple(self._spelled[name].values())

    def choices(self, name: str, filters: Filters) -> tuple[Choice, ...]:
        """A facet's values, each with the number of sessions that it and all other filters would leave.

        Empty when there is no choice: no value, or one that every session has.
        """
        found = self._values[name]
        chosen = filters.values(name)
        if not chosen and all(mask == self._all for mask in found.values()):
            return ()
        others = self._passing(filters.without([name]))
        order = sorted(self._spelled[name].items(), key=lambda pair: _order(name, pair[1]))
        return tuple(Choice(value, (others & found[key]).bit_count(), key in chosen) for key, value in order)

    def begins(self, filters: Filters) -> tuple[tuple[time, int], ...]:
        """The choices for the earliest start, each with the number of sessions that it would leave."""
        times = _time_choices([at for at in self._begins if at is not None], timedelta(0))
        return self._clock("begin", times, filters)

    def ends(self, filters: Filters) -> tuple[tuple[time, int], ...]:
        """The choices for the latest end, each with the number of sessions that it would leave."""
        times = _time_choices([at for at in self._ends if at is not None], timedelta(minutes=59))
        return self._clock("end", times, filters)

    def loosenings(self, filters: Filters) -> tuple[Loosening, ...]:
        """The active filters whose removal would bring sessions back, the most effective first."""
        found = [Loosening(name, self.left(filters.without([name]))) for name in filters.active]
        return tuple(sorted((one for one in found if one.count), key=lambda one: -one.count))

    def _clock(self, name: str, times: Iterable[time], filters: Filters) -> tuple[tuple[time, int], ...]:
        others = self._passing(filters.without([name]))
        chosen = getattr(filters, name)
        offered = sorted({*times, chosen} if chosen else times)
        if len(offered) < 2 and not chosen:
            return ()
        return tuple((at, (others & self._mask(replace(Filters(), **{name: at}), name)).bit_count()) for at in offered)

    def _passing(self, filters: Filters) -> int:
        left = self._all
        for name in filters.active:
            left &= self._mask(filters, name)
        return left

    def _mask(self, filters: Filters, name: str) -> int:
        """The sessions that pass one filter; the same as Filters.allow says of each session."""
        if name in FACETS:
            return _union(self._values[name].get(value, 0) for value in filters.values(name))
        if name == "begin" and (begin := filters.begin) is not None:
            return _union(mask for at, mask in self._begins.items() if at is not None and at >= begin)
        if name == "end" and (end := filters.end) is not None:
            return _union(mask for at, mask in self._ends.items() if at is not None and at <= end)
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

    def _bit(self, session_id: str) -> int:
        row = self._rows.get(session_id)
        return 0 if row is None else 1 << row

    def _mask_of_phrase(self, phrase: str) -> int:
        """The sessions that mention a phrase."""
        known = self._mentioning.get(phrase)
        if known is None:
            says = mentions(phrase)
            rows = [row for row, session in enumerate(self._sessions) if says(session)]
            known = _bits(rows) if rows else 0
            if len(self._mentioning) >= _PHRASES:  # the phrase changes with every letter typed
                self._mentioning = {}  # a new one: others may be reading this
            self._mentioning[phrase] = known
        return known

    def _mask_of_overlaps(self, planned: Session) -> int:
        """The sessions that overlap a planned one."""
        lasts = span(planned)
        if lasts is None:
            return 0
        found = self._overlapping.get(lasts)
        if found is None:
            start, end = lasts
            found = _union(mask for other, mask in self._spans.items() if other and other[0] < end and start < other[1])
            if len(self._overlapping) > len(self._spans):  # plans of an older version have other spans
                self._overlapping = {}  # a new one: others may be reading this
            self._overlapping[lasts] = found
        return found


def _by(sessions: Sequence[Session], key: Callable[[Session], Key | None]) -> dict[Key | None, int]:
    """The sessions with each key, as bits."""
    found: dict[Key | None, list[int]] = {}
    for row, session in enumerate(sessions):
        found.setdefault(key(session), []).append(row)
    return {name: _bits(rows) for name, rows in found.items()}


def _by_value(sessions: Sequence[Session], name: str) -> dict[str, int]:
    """The sessions with each casefolded value of a facet, as bits; a session may have several."""
    found: dict[str, list[int]] = {}
    for row, session in enumerate(sessions):
        for value in values_of(session, name):
            found.setdefault(value.casefold(), []).append(row)
    return {value: _bits(rows) for value, rows in found.items()}


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


def _spelled(sessions: Iterable[Session], name: str) -> dict[str, str]:
    """The first spelling of each value, by its casefolded form."""
    found: dict[str, str] = {}
    for session in sessions:
        for value in values_of(session, name):
            found.setdefault(value.casefold(), value)
    return found


def _order(name: str, value: str) -> tuple[object, ...]:
    """A sort key: days by date, levels from easy to hard, others in natural order."""
    rank = (steps(value) or (_HARDEST,)) if name == "level" else ()
    return rank, natural_key(value)


def _time_choices(times: Sequence[time], later: timedelta) -> list[time]:
    """The times themselves if they are few, else the full hours; ``later`` rounds up."""
    if len(set(times)) <= _FEW:
        return sorted(set(times))
    minutes = int(later.total_seconds()) // 60
    hours = {(at.hour * 60 + at.minute + minutes) // 60 for at in times}
    return [time(hour) for hour in sorted(hours) if hour < 24]
