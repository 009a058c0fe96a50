"""Vary the first answers: one speaker, one series or one track does not fill them where others fit as well.

A greedy choice, as maximal marginal relevance is (Carbonell and Goldstein 1998), but only among answers that are about
equally likely and of the same level: what fits better never gives way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.domain.speakers import speaker
from session_finder.retrieval.calibration import closeness_of
from session_finder.text.analyzer import terms, words
from session_finder.text.folding import fold

VARIED: Final = 3  # answers that are varied, as many as a page shows first
CONSIDERED: Final = 10  # the best sessions, from which they are chosen
AS_WELL: Final = 0.25  # log odds by which a session may be less likely and still fit as well (see RESULTS.md)
_SERIES: Final = 0.5  # Jaccard similarity of the words of two titles from which they are parts of a series


@dataclass(frozen=True, slots=True)
class Kin:
    """What makes sessions alike: folded names of ``speakers``, words of the ``title``, terms of the ``track``."""

    speakers: frozenset[str]
    title: frozenset[str]
    track: frozenset[str]

    @classmethod
    def of(cls, session: Session) -> Kin:
        """The kin of a session."""
        people = frozenset(fold(speaker(written).name) for written in session.speakers)
        return cls(people, frozenset(words(session.title)), frozenset(terms(session.track)))

    def alike(self, other: Kin) -> bool:
        """Whether two sessions share a speaker, or are parts of a series."""
        shared = len(self.title & other.title)
        return bool(self.speakers & other.speakers) or shared > _SERIES * len(self.title | other.title)


def varied(
    rows: Sequence[int],
    odds: Callable[[int], float],
    kin: Callable[[int], Kin],
    asked: frozenset[str] = frozenset(),
) -> list[int]:
    """``rows``, best first, with the first VARIED of them chosen for variety; the others keep their order.

    Of the rows that fit as well as the best one left, the one that is alike to the fewest chosen ones comes next, and
    not one that gives all VARIED places to a track, unless the terms ``asked`` for name that track. Rows beyond the
    first CONSIDERED change nothing, so that a longer list begins like a shorter one.
    """
    left = list(rows[:CONSIDERED])
    chosen: list[int] = []
    likely = {row: odds(row) for row in left}
    while left and len(chosen) < VARIED:
        best = likely[left[0]]
        near = [row for row in left if likely[row] >= best - AS_WELL]
        as_well = [row for row in near if closeness_of(likely[row]) == closeness_of(best)]
        taken = [kin(row) for row in chosen]

        def repeated(row: int, taken: Sequence[Kin] = taken) -> tuple[int, bool]:
            own = kin(row)
            unasked = own.track and not own.track & asked
            fills = len(taken) == VARIED - 1 and unasked and all(other.track == own.track for other in taken)
            return sum(own.alike(other) for other in taken), bool(fills)

        following = min(as_well, key=repeated)  # the first of equals
        left.remove(following)
        chosen.append(following)
    return [*chosen, *left, *rows[CONSIDERED:]]
