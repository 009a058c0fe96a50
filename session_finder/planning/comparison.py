"""Compare two plans: sessions in both, in one only, and the free time that they share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from session_finder.domain.sessions import Programme, Session
from session_finder.planning.gaps import Slot, free_slots
from session_finder.planning.plan import Plan


@dataclass(frozen=True, slots=True)
class Comparison:
    """The sessions in ``both`` plans, only in ``mine``, only in ``theirs``; the slots in which both are ``free``.

    ``gone``: how many of theirs the programme no longer has.
    """

    both: tuple[Session, ...]
    mine: tuple[Session, ...]
    theirs: tuple[Session, ...]
    free: tuple[Slot, ...]
    gone: int


def compare_plans(programme: Programme, mine: Plan, theirs: Plan, possible: Sequence[Session]) -> Comparison:
    """Compare two plans for one programme; ``possible`` are sessions that have not begun."""
    my_own, their_own = mine.sessions(programme), theirs.sessions(programme)
    return Comparison(
        tuple(session for session in their_own if session.id in mine.ids),
        tuple(session for session in my_own if session.id not in theirs.ids),
        tuple(session for session in their_own if session.id not in mine.ids),
        free_slots(possible, [*my_own, *their_own]),
        len(theirs.gone(programme)),
    )
