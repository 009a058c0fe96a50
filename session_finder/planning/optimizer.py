"""Fill my day: the plan without clashes that is most relevant, given the starred sessions.

Weighted interval scheduling, by dynamic programming over sessions in order of their start. Duplicates may be proposed
only once, which makes the problem harder: where the best plan contains duplicates, a best-first search tries each way
to exclude all but one.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.planning.clashes import Clash, clashes, elsewhere, fits, timed
from session_finder.planning.gaps import Slot, free_slots

_MOST_WAYS: Final = 500  # steps of the search; after these, later duplicates are dropped
_Timed = tuple[datetime, datetime, Session]
Gain = Callable[[Session], int]


@dataclass(frozen=True, slots=True)
class UnresolvedClashes:
    """The overlaps among starred sessions, which prevent filling the day."""

    clashes: tuple[Clash, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Sessions to add, by start, and the free time for which nothing is close enough."""

    sessions: tuple[Session, ...]
    empty: tuple[Slot, ...]


def fill(
    sessions: Sequence[Session],
    starred: Sequence[Session],
    days: Collection[date],
    gain: Gain,
    leader: Callable[[Session], str] = lambda session: session.id,
    minutes: int = 0,
    declined: Set[str] = frozenset(),
) -> Proposal | UnresolvedClashes:
    """The most relevant sessions of ``days`` that fit with all that are ``starred``.

    ``sessions`` may be proposed, breaks never are. ``gain``: the value of a session, 0 for none. ``leader``: equal for
    duplicates. ``minutes``: the time that a change of room takes. ``declined``: ids that are not proposed. Of plans of
    equal value, the one with the earlier sessions is chosen.
    """
    on_days = [session for session in starred if session.day in days]
    undecided = clashes(on_days)
    if undecided:
        return UnresolvedClashes(undecided)
    had = {leader(session) for session in starred}
    possible = [session for session in sessions if session.day in days and not session.is_break]
    candidates = [
        session
        for session in possible
        if session.id not in declined
        and leader(session) not in had
        and gain(session) > 0
        and fits(session, starred, minutes)
    ]
    chosen = _without_repeats(timed(candidates), gain, leader, minutes)
    return Proposal(chosen, free_slots(possible, [*starred, *chosen]))


def _without_repeats(
    candidates: Sequence[_Timed], gain: Gain, leader: Callable[[Session], str], minutes: int
) -> tuple[Session, ...]:
    """The best plan without duplicates."""
    number = count()  # breaks ties by insertion order
    ways: list[tuple[int, int, frozenset[str], tuple[Session, ...]]] = []

    def look(left_out: frozenset[str]) -> None:
        best, plan = _best(candidates, gain, minutes, left_out)
        heappush(ways, (-best, next(number), left_out, plan))

    look(frozenset())
    for _ in range(_MOST_WAYS):
        _, _, left_out, plan = heappop(ways)
        twice = _first_duplicated(plan, leader)
        if not twice:
            return plan
        group = {session.id for _, _, session in candidates if leader(session) == twice}
        for session in plan:
            if leader(session) == twice:
                look(left_out | (group - {session.id}))
        rest = group - {session.id for session in plan}
        if rest:
            look(left_out | (group - rest))
    plan = heappop(ways)[3]
    return tuple({leader(session): session for session in reversed(plan)}.values())[::-1]


def _first_duplicated(plan: Iterable[Session], leader: Callable[[Session], str]) -> str:
    seen: set[str] = set()
    for session in plan:
        if leader(session) in seen:
            return leader(session)
        seen.add(leader(session))
    return ""


def _best(
    candidates: Sequence[_Timed], gain: Gain, minutes: int, left_out: frozenset[str]
) -> tuple[int, tuple[Session, ...]]:
    """The value of the best plan, and the plan; it may contain duplicates.

    ``candidates`` are sorted by start. From last to first: the best value from here on, with this session (``taking``)
    or with or without it (``after``).
    """
    order = [one for one in candidates if one[2].id not in left_out]
    starts = [start for start, _, _ in order]
    taking, then = [0] * len(order), [0] * len(order)
    after = [0] * (len(order) + 1)
    first = [len(order)] * (len(order) + 1)  # the first session of the best plan from here on
    for place in range(len(order) - 1, -1, -1):
        _, end, session = order[place]
        anywhere = bisect_left(starts, end + timedelta(minutes=minutes))
        follows, worth = first[anywhere], after[anywhere]
        # A session in the same room needs no change: those that begin in between.
        for near in range(anywhere - 1, bisect_left(starts, end) - 1, -1):
            if not elsewhere(session, order[near][2]) and taking[near] >= worth:
                follows, worth = near, taking[near]
        taking[place], then[place] = gain(session) + worth, follows
        better = taking[place] >= after[place + 1]
        after[place] = taking[place] if better else after[place + 1]
        first[place] = place if better else first[place + 1]
    plan = []
    place = first[0]
    while place < len(order):
        plan.append(order[place][2])
        place = then[place]
    return after[0], tuple(plan)
