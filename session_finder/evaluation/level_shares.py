"""What the levels of closeness and the odds are worth: the share of judged answers that are right at each.

An answer is right if its session, or one that says the same, is among the judged ones. Where labels are incomplete, an
answer without one may still be right: such shares are lower bounds.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final, get_args

from session_finder.evaluation.golden import JudgedQuery
from session_finder.retrieval.calibration import CLOSE, GOOD, STRONG, Closeness
from session_finder.search.finder import SessionFinder

SHOWN: Final = 3  # answers of a query that count
LEVELS: Final[tuple[Closeness, ...]] = get_args(Closeness)
EDGES: Final = (-4.0, CLOSE, -2.0, GOOD, -0.5, STRONG, 1.5, 2.5, 4.0)  # between ranges of log odds
_NORMAL: Final = 1.96  # standard deviations of a 95 % interval


@dataclass(frozen=True, slots=True)
class JudgedAnswer:
    """An answer of a judged query: its place from 1, its log odds and level, and whether it is right."""

    place: int
    odds: float
    closeness: Closeness
    right: bool


@dataclass(frozen=True, slots=True)
class Share:
    """How many of ``count`` are ``right``."""

    right: int
    count: int

    @classmethod
    def of(cls, answers: Iterable[JudgedAnswer]) -> Share:
        """The share of answers that are right."""
        every = [answer.right for answer in answers]
        return cls(sum(every), len(every))

    @property
    def value(self) -> float:
        """The share, 0 to 1; NaN of none."""
        return self.right / self.count if self.count else math.nan

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % interval of the share (Wilson 1927), (0, 1) of none."""
        if not self.count:
            return 0.0, 1.0
        spread = _NORMAL**2 / self.count
        middle = (self.value + spread / 2) / (1 + spread)
        half = (
            _NORMAL * math.sqrt(self.value * (1 - self.value) / self.count + spread / (4 * self.count)) / (1 + spread)
        )
        return max(0.0, middle - half), min(1.0, middle + half)


@dataclass(frozen=True, slots=True)
class OddsRange:
    """Answers with log odds from ``low`` to below ``high``: their mean probability, and the ``share`` that is right."""

    low: float
    high: float
    predicted: float
    share: Share


def judged_answers(finder: SessionFinder, judged: Iterable[JudgedQuery]) -> tuple[JudgedAnswer, ...]:
    """The first SHOWN answers of each query, searched literally, in order."""
    return tuple(
        JudgedAnswer(
            place,
            match.odds,
            match.closeness,
            any(session.id in query.answers for session in (match.session, *match.also)),
        )
        for query in judged
        for place, match in enumerate(finder.find(query.text, SHOWN).matches, start=1)
    )


def at_places(answers: Iterable[JudgedAnswer], *places: int) -> tuple[JudgedAnswer, ...]:
    """The answers at some places."""
    return tuple(answer for answer in answers if answer.place in places)


def shares_by_level(answers: Iterable[JudgedAnswer]) -> dict[Closeness, Share]:
    """The share of right answers of each level, the closest first."""
    every = tuple(answers)
    return {level: Share.of(answer for answer in every if answer.closeness == level) for level in LEVELS}


def reliability(answers: Iterable[JudgedAnswer], edges: Sequence[float] = EDGES) -> tuple[OddsRange, ...]:
    """The answers in ranges of log odds, ranges without any left out."""
    every = tuple(answers)
    found = []
    for low, high in zip((-math.inf, *edges), (*edges, math.inf), strict=True):
        within = [answer for answer in every if low <= answer.odds < high]
        if within:
            predicted = sum(probability(answer.odds) for answer in within) / len(within)
            found.append(OddsRange(low, high, predicted, Share.of(within)))
    return tuple(found)


def probability(odds: float) -> float:
    """Log odds as a probability."""
    return 1 / (1 + math.exp(-odds)) if odds > 0 else math.exp(odds) / (1 + math.exp(odds))
