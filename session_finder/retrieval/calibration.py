"""Calibration: turn scores into log odds that a session answers the query, comparable for all models and programmes.

Raw scores are not comparable: 0.4 of one model is 0.7 of another. So each model scores a fixed list of everyday
queries, which hardly any conference answers, once for each programme. The closeness of *their* best session, and of
the nearest tenth of the programme, is the noise that a real query must exceed. Noise depends on the language of the
query: two unrelated German texts are nearer to each other than an English and a German one. So there is a list for each
language, and a query in a language other than English has the noise of its own (search/language_noise.py).

Five features distinguish an answerable query: how far its best session's meaning exceeds the noise; how far the
nearest tenth of the programme does, which tells whether this is the programme's field at all; the coverage of its words
by the best session; the share of its words that the programme uses; and the late-interaction closeness of its words.
The weights are a logistic regression on judged queries against queries for other conferences (see RESULTS.md).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from session_finder.models.encoder import Vectors
from session_finder.text.vocabulary import load

Closeness = Literal["strong", "good", "weak", "far"]

# The logistic regression: the weights of the five features, and the intercept.
MEANING_WEIGHT, SUBJECT_WEIGHT, COVERAGE_WEIGHT, KNOWN_WEIGHT, NEARNESS_WEIGHT, INTERCEPT = (
    0.426,
    0.336,
    0.784,
    1.248,
    0.596,
    -4.484,
)
ODDS_PER_SPREAD = 0.5  # log odds that a session loses for each standard deviation below the best score
# Where "weak", "good" and "strong" begin, the minimum for a speaker named in full, and where the bar is full.
CLOSE, GOOD, STRONG, SURE, FULL = -2.75, -1.5, 0.5, 2.0, 4.0
MOST_WHEN_LACKING = -1.51  # just below "good"
SAME_WORD = 2.8  # standard deviations from which the nearest word may be a form of the query's word

# Everyday queries by language (ISO 639-1), in the languages of the page; each is compared with an interest in its own.
EVERYDAY: Mapping[str, tuple[str, ...]] = load("session_finder.retrieval", "everyday")
BACKGROUND_QUERIES: tuple[str, ...] = EVERYDAY["en"]


@dataclass(frozen=True, slots=True)
class Noise:
    """Mean and standard deviation (``spread``) of what the background queries get."""

    mean: float
    spread: float

    def z_score(self, value: float) -> float:
        """How many standard deviations a value lies above the mean."""
        return (value - self.mean) / self.spread


NO_NOISE = Noise(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """The noise of one model on one programme.

    ``best`` is that of the best document's meaning, ``tenth`` that of the nearest tenth's, ``score`` that of the best
    score, and ``near`` that of the best word nearness.
    """

    best: Noise = NO_NOISE
    tenth: Noise = NO_NOISE
    score: Noise = NO_NOISE
    near: Noise = NO_NOISE

    def confidence(self, meaning: Vectors, coverage: Vectors, known_share: float, nearest: float) -> float:
        """Log odds that the programme answers a query.

        ``meaning`` (n,): each document's closeness; ``coverage`` (n,): the share of the query's words that it covers;
        ``known_share``: the share of them that the programme uses; ``nearest``: the best word nearness of any document.
        """
        return (
            MEANING_WEIGHT * self.best.z_score(float(meaning.max()))
            + SUBJECT_WEIGHT * self.tenth.z_score(nearest_tenth(meaning))
            + COVERAGE_WEIGHT * float(coverage.max())
            + KNOWN_WEIGHT * known_share
            + NEARNESS_WEIGHT * self.near.z_score(nearest)
            + INTERCEPT
        )

    def capped(self, odds: float, lacks_term: bool, nearest: float) -> float:
        """``odds``, at most MOST_WHEN_LACKING where the programme may lack a term of the query.

        A query for parrots is near to a programme on birds, which may still have no parrots. A word that is as near as
        another form of the same word is not lacking.
        """
        return min(odds, MOST_WHEN_LACKING) if lacks_term and self.near.z_score(nearest) < SAME_WORD else odds

    def odds_lost(self, below: float) -> float:
        """The log odds that a document loses when its score is ``below`` the best."""
        return ODDS_PER_SPREAD * below / self.score.spread


def nearest_tenth(meaning: Vectors) -> float:
    """The closeness that a tenth of the documents reach; ``meaning`` is (n,)."""
    place = int(0.9 * (len(meaning) - 1))
    return float(np.partition(meaning, place)[place])


def closeness_of(odds: float) -> Closeness:
    """Log odds as a level of closeness."""
    return "strong" if odds >= STRONG else "good" if odds >= GOOD else "weak" if odds >= CLOSE else "far"


def bar_share(odds: float) -> float:
    """Log odds as the length of a bar, 0 to 1; 0 up to CLOSE."""
    return float(np.clip((odds - CLOSE) / (FULL - CLOSE), 0.0, 1.0))


def noise_of(values: Sequence[float]) -> Noise:
    """The noise from one value for each background query, at least two."""
    found = np.asarray(values, dtype=np.float64)
    return Noise(float(found.mean()), max(float(found.std(ddof=1)), 1e-6))
