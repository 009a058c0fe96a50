"""Advice on a plan: clashes, tight changes of room, and suggestions for free time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from session_finder.domain.overlap import begun, to_utc
from session_finder.domain.sessions import Programme, Session
from session_finder.planning.alternatives import Alternative, alternative
from session_finder.planning.clashes import MINUTES, TightChange, clashes, fits, tight_changes
from session_finder.planning.gaps import Slot, free_slots
from session_finder.search.relevance import Relevance, Suggestion

if TYPE_CHECKING:
    from session_finder.search.finder import SessionFinder


@dataclass(frozen=True, slots=True)
class Entry:
    """A starred session, the sessions that it clashes with, and the tight changes of room that lead to it.

    ``instead``: an alternative, when it clashes.
    """

    session: Session
    clashing: tuple[Session, ...] = ()
    tight: tuple[TightChange, ...] = ()
    instead: Alternative | None = None


@dataclass(frozen=True, slots=True)
class FreeTime:
    """A free ``slot`` and the session that fits best, None when none is close."""

    slot: Slot
    suggestion: Suggestion | None


def still_to_come(programme: Programme, now: datetime) -> tuple[Session, ...]:
    """The sessions that have not begun, without breaks, in programme order."""
    return tuple(session for session in programme.searchable if session.start and not begun(session, now))


def advice(
    finder: SessionFinder,
    plan: Sequence[Session],
    relevance: Relevance,
    possible: Sequence[Session],
    minutes: int = MINUTES,
) -> tuple[Entry | FreeTime, ...]:
    """The entries and free times of a plan by start; sessions without a time last.

    ``possible``: sessions that have not begun. ``minutes``: the time that a change of room takes.
    """
    clashing: dict[str, list[Session]] = {}
    for clash in clashes(plan):
        clashing.setdefault(clash.first.id, []).append(clash.second)
        clashing.setdefault(clash.second.id, []).append(clash.first)
    tight = tight_changes(plan, minutes)
    open_ones = {session.id for session in possible}
    entries: list[Entry | FreeTime] = [
        Entry(
            session,
            tuple(clashing.get(session.id, ())),
            tuple(change for change in tight if change.after == session),
            alternative(finder, session, plan, possible, minutes)
            if session.id in clashing and session.id in open_ones
            else None,
        )
        for session in plan
    ]
    had = {finder.leader(session.id) for session in plan}
    for slot in free_slots(possible, plan):
        close = [session for session in slot.sessions if relevance.gain(session)]
        fitting = [
            session for session in close if finder.leader(session.id) not in had and fits(session, plan, minutes)
        ]
        best = relevance.best(fitting)
        entries.append(FreeTime(slot, relevance.suggestion(best) if best else None))
    return tuple(sorted(entries, key=_start))


def _start(entry: Entry | FreeTime) -> tuple[bool, datetime]:
    start = entry.slot.start if isinstance(entry, FreeTime) else entry.session.start
    return start is None, to_utc(start or datetime.min.replace(tzinfo=UTC))
