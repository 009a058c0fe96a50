"""What there is to choose from in a programme, and how many sessions each choice would leave.

Each choice is a set of sessions, kept as the bits of one integer: what several filters leave is their "and", and how
many that are is one count of bits. So the counts of all choices cost well under a millisecond, for 5,000 sessions too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Final, TypeVar

from session_finder.domain.levels import steps
from session_finder.domain.overlap import span
from session_finder.domain.sessions import Session
from session_finder.filters.filters import FACETS, Filters, begins_at, ends_at, values_of
from session_finder.filters.phrase_match import mentions
from session_finder.text.folding import fold

_PHRASES: Final = 200  # whose sessions are remembered
_HARDEST: Final = 9  # where levels stand that name no step
_FEW: Final = 12  # starts, or ends, that are offered one by one; of more, the full hours
Key = TypeVar("Key", bound=Hashable)
_Span = tuple[datetime, datetime]


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as the programme first writes it, how many sessions it would leave, whether it is chosen."""

    value: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Loosening:
    """A filter that is in the way: ``count`` sessions would come back without ``name``."""

    name: str
    count: int


class Facets:
    """The choices of one programme's searchable sessions. Immutable once built, so any thread may use it."""

    def __init__(self, sessions: Sequence[Session]) -> None:
        self._sessions = sessions
        self._rows = {session.id: row for row, session in enumerate(sessions)}
        self._all = (1 << len(sessions)) - 1
        self._values = {name: _by_value(sessions, name) for name in FACETS}
        self._spelled = {name: _spelled(sessions, name) for name in FACETS}
        self._begins = _by(sessions, begins_at)
        self._ends = _by(sessions, ends_at)
        self._spans = _by(sessions, span)
        self._clashing: dict[_Span, int] = {}  # by the span of a planned session: what overlaps it, once asked
        self._said: dict[str, int] = {}  # by a phrase: what has it, once asked
        self.naive = any(session.start is not None and session.start.tzinfo is None for session in sessions)

    def __len__(self) -> int:
        return len(self._rows)

    def left(self, filters: Filters) -> int:
        """How many sessions pass."""
        return self._passing(filters).bit_count()

    def rows(self, filters: Filters) -> list[int]:
        """The places of those that pass, ascending."""
        bits = bin(self._passing(filters))[:1:-1]
        return [place for place, bit in enumerate(bits) if bit == "1"]

    def canonical(self, name: str, value: str) -> str | None:
        """A facet's value as the programme writes it, whatever the case; None for one that it does not have."""
        return self._spelled[name].get(value.casefold())

    def values(self, name: str) -> tuple[str, ...]:
        """All values of a facet, as the programme writes them."""
        return tuple(self._spelled[name].values())

    def choices(self, name: str, filters: Filters) -> tuple[Choice, ...]:
        """A facet's values, each with how many sessions it would leave beside all other filters.

        None at all where there is nothing to choose: no value, or one that every session has.
        """
        found = self._values[name]
        chosen = filters.values(name)
        if not chosen and all(mask == self._all for mask in found.values()):
            return ()
        others = self._passing(filters.without([name]))
        order = sorted(self._spelled[name].items(), key=lambda pair: _order(name, pair[1]))
        return tuple(Choice(value, (others & found[key]).bit_count(), key in chosen) for key, value in order)

    def begins(self, filters: Filters) -> tuple[tuple[time, int], ...]:
        """The times from which sessions may be asked for, each with how many it would leave."""
        times = _offered([at for at in self._begins if at is not None], timedelta(0))
        return self._clock("begin", times, filters)

    def ends(self, filters: Filters) -> tuple[tuple[time, int], ...]:
        """The times until which sessions may be asked for, each with how many it would leave."""
        times = _offered([at for at in self._ends if at is not None], timedelta(minutes=59))
        return self._clock("end", times, filters)

    def loosenings(self, filters: Filters) -> tuple[Loosening, ...]:
        """Each active filter without which something would come back, the one that brings most first."""
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
        """What one filter lets pass: the same as Filters.allow says of each session."""
        if name in FACETS:
            return _either(self._values[name].get(value, 0) for value in filters.values(name))
        if name == "begin" and (begin := filters.begin) is not None:
            return _either(mask for at, mask in self._begins.items() if at is not None and at >= begin)
        if name == "end" and (end := filters.end) is not None:
            return _either(mask for at, mask in self._ends.items() if at is not None and at <= end)
        if name == "upcoming" and filters.upcoming is not None:
            now = filters.upcoming
            return self._all & ~_either(mask for lasts, mask in self._spans.items() if lasts and lasts[1] <= now)
        if name == "unplanned":
            return self._all & ~_either(self._bit(planned) for planned in filters.unplanned or ())
        if name == "unsaid":
            return self._all & ~_either(map(self._saying, filters.unsaid or ()))
        return self._all & ~_either(self._clashes(other) & ~self._bit(other.id) for other in filters.fitting or ())

    def _bit(self, session_id: str) -> int:
        row = self._rows.get(session_id)
        return 0 if row is None else 1 << row

    def _saying(self, phrase: str) -> int:
        """All that says a phrase."""
        known = self._said.get(phrase)
        if known is None:
            says = mentions(phrase)
            rows = [row for row, session in enumerate(self._sessions) if says(session)]
            known = _bits(rows) if rows else 0
            if len(self._said) >= _PHRASES:  # whoever types changes it at every letter
                self._said = {}  # a new one: others may be reading this
            self._said[phrase] = known
        return known

    def _clashes(self, planned: Session) -> int:
        """All that overlaps a session of a plan."""
        lasts = span(planned)
        if lasts is None:
            return 0
        found = self._clashing.get(lasts)
        if found is None:
            start, end = lasts
            found = _either(
                mask for other, mask in self._spans.items() if other and other[0] < end and start < other[1]
            )
            if len(self._clashing) > len(self._spans):  # plans of an older version bring spans of their own
                self._clashing = {}  # a new one: others may be reading this
            self._clashing[lasts] = found
        return found


def _by(sessions: Sequence[Session], key: Callable[[Session], Key | None]) -> dict[Key | None, int]:
    """The sessions with each key, as bits."""
    found: dict[Key | None, list[int]] = {}
    for row, session in enumerate(sessions):
        found.setdefault(key(session), []).append(row)
    return {name: _bits(rows) for name, rows in found.items()}


def _by_value(sessions: Sequence[Session], name: str) -> dict[str, int]:
    """The sessions with each value of a facet, casefolded, as bits; one that has several is in several."""
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


def _either(masks: Iterable[int]) -> int:
    together = 0
    for mask in masks:
        together |= mask
    return together


def _spelled(sessions: Iterable[Session], name: str) -> dict[str, str]:
    """Each value's first spelling, by its folded one."""
    found: dict[str, str] = {}
    for session in sessions:
        for value in values_of(session, name):
            found.setdefault(value.casefold(), value)
    return found


_DIGITS: Final = 15  # of a number by which names are put in order; int() refuses thousands


def _order(name: str, value: str) -> tuple[object, ...]:
    """Days by date, levels from easy to hard, the rest by name, "Room 2" before "Room 10"."""
    rank = (steps(value) or (_HARDEST,)) if name == "level" else ()
    parts = re.split(r"(\d+)", fold(value))
    return (
        rank,
        tuple((0, int(part[:_DIGITS]), "") if part.isdecimal() else (1, 0, part) for part in parts if part),
        value,
    )


def _offered(times: Sequence[time], later: timedelta) -> list[time]:
    """The times themselves where they are few, else the full hours, by ``later`` those after them."""
    if len(set(times)) <= _FEW:
        return sorted(set(times))
    minutes = int(later.total_seconds()) // 60
    hours = {(at.hour * 60 + at.minute + minutes) // 60 for at in times}
    return [time(hour) for hour in sorted(hours) if hour < 24]
