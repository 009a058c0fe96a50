"""Candidates for a reading: a part of a query, what it may mean, and how sure that is; and the best choice of them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

# The scale of scores. A candidate below CERTAIN stays in the subject; from POSSIBLE on it is offered.
POSSIBLE: Final = 1.0
CERTAIN: Final = 3.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """The characters from ``start`` to ``end`` may mean the filters ``read`` (names and values of Filters' fields).

    ``facet`` names the kind for people: a field of Filters, "time" or "exclude". ``names_sessions``: it says what kind
    of session is wanted, so that a day or a level beside it is a condition.
    """

    start: int
    end: int
    facet: str
    read: Mapping[str, Any]
    score: float
    names_sessions: bool = False

    @classmethod
    def of(cls, span: tuple[int, int], facet: str, score: float, **read: object) -> Candidate:
        """A candidate that sets the fields ``read``."""
        return cls(*span, facet, MappingProxyType(read), score, names_sessions=facet == "format")


def best_choice(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The candidates without overlaps whose scores have the greatest sum, in order; of equals the longer.

    Weighted interval scheduling, in n log n steps.
    """
    ordered = sorted(candidates, key=lambda one: (one.end, one.start))
    ends = [one.end for one in ordered]
    best: list[tuple[float, int]] = [(0.0, 0)]  # score and length of the best choice of the first n
    came_from: list[int | None] = []
    for number, one in enumerate(ordered):
        before = bisect_right(ends, one.start, 0, number)
        taken = (best[before][0] + one.score, best[before][1] + one.end - one.start)
        came_from.append(before if taken > best[number] else None)
        best.append(max(taken, best[number]))
    chosen: list[Candidate] = []
    number = len(ordered)
    while number:
        before_it = came_from[number - 1]
        if before_it is None:
            number -= 1
        else:
            chosen.append(ordered[number - 1])
            number = before_it
    return chosen[::-1]
