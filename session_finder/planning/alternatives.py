"""Alternatives to a session that clashes: a repeat at another time, else the most similar session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import TYPE_CHECKING

from session_finder.domain.errors import StoreError
from session_finder.domain.sessions import Session
from session_finder.planning.clashes import fits
from session_finder.retrieval.calibration import CLOSE

if TYPE_CHECKING:
    from session_finder.search.finder import SessionFinder


@dataclass(frozen=True, slots=True)
class Alternative:
    """A ``session`` to attend instead; ``repeat``: whether it is a duplicate."""

    session: Session
    repeat: bool


def alternative(
    finder: SessionFinder,
    session: Session,
    plan: Sequence[Session],
    possible: Sequence[Session],
    minutes: int = 0,
) -> Alternative | None:
    """An alternative to ``session`` that does not clash with the rest of the ``plan``; None when nothing is similar.

    ``possible``: sessions that have not begun. The first repeat wins, else the most similar session, the first of
    equals.
    """
    others = [other for other in plan if other.id != session.id]
    had = {finder.leader(other.id) for other in plan}
    open_ones = {other.id for other in possible}
    for repeat in sorted(finder.repeats(session.id), key=lambda one: (str(one.start or ""), one.id)):
        if repeat.id in open_ones and fits(repeat, others, minutes):
            return Alternative(repeat, repeat=True)
    if session.is_break or session.id not in finder.programme.by_id:
        return None
    try:
        weighed = finder.score_similarity(session.id)
    except StoreError:  # a large programme is searched in a database, which is unavailable
        return None
    best: tuple[float, Session] | None = None
    for other in possible:
        row = weighed.rows.get(other.id)
        odds = -inf if row is None else round(float(weighed.odds[row]), 3)
        if odds < CLOSE or (best is not None and odds <= best[0]):
            continue
        if finder.leader(other.id) not in had and fits(other, others, minutes):
            best = odds, other
    return Alternative(best[1], repeat=False) if best else None
