"""How close is close: whether an answer is one at all, said the same for every model and programme.

A score alone means nothing to an attendee, and 0.4 of one model is 0.7 of another. So each model is asked, once for
each programme, a fixed list of everyday interests that hardly any conference answers. How close *their* best sessions
come, and how close they are to the nearest tenth of the programme, is the noise that a real interest must rise above.

Five things tell an interest that the programme answers from one that it does not: how far its best session's meaning
lies above that noise; how far the programme's nearest tenth does, which says whether this is the programme's subject
at all; the share of its words that the best session covers; the share that the programme uses anywhere; and how near
its words come to those of a session, one by one. They are weighed by a logistic regression on judged interests against
interests of other conferences (see RESULTS.md).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from session_finder.models.encoder import Vectors

Closeness = Literal["strong", "good", "weak", "far"]

# Log odds that a programme answers an interest: the weights of the five, and what is taken off.
MEANING_WEIGHT, SUBJECT_WEIGHT, COVERAGE_WEIGHT, KNOWN_WEIGHT, NEARNESS_WEIGHT, INTERCEPT = (
    0.426,
    0.336,
    0.784,
    1.248,
    0.596,
    -4.484,
)
ODDS_PER_SPREAD = 0.5  # log odds that a session loses for each spread of scores that it lies below the best
# Where "weak", "good" and "strong" begin, what a speaker named in full has at least, and where the bar ends.
CLOSE, GOOD, STRONG, SURE, FULL = -2.75, -1.5, 0.5, 2.0, 4.0
MOST_WHEN_LACKING = -1.51  # an answer for certain, and still a weak one
SAME_WORD = 2.8  # spreads above the noise from which on the nearest of a programme's words may be a form of the word

BACKGROUND_QUERIES: tuple[str, ...] = (
    "how to bake sourdough bread",
    "best hiking boots for wet weather",
    "learn to play the violin as an adult",
    "history of the Roman legions",
    "cat will not use the litter box",
    "cheap flights to Iceland in summer",
    "growing tomatoes on a balcony",
    "what to wear to a winter wedding",
    "fixing a leaking bicycle tyre",
    "meditation and better sleep",
    "grammar of the Finnish language",
    "watercolour painting for beginners",
    "football transfer rumours",
    "black holes and neutron stars",
    "vegetarian lunch recipes",
    "horror films of the seventies",
    "raising chickens in the garden",
    "stained glass in gothic cathedrals",
    "learning to surf",
    "crossword puzzle clues",
    "antique clocks repair",
    "yoga poses for back pain",
    "jazz piano chords",
    "choosing paint for a nursery",
    "whale songs",
    "Japanese tea ceremony",
    "haircuts for curly hair",
    "assembling a model railway",
    "stand-up comedy open stage",
    "cheese from the Alps",
    "wilderness first aid knots",
    "poems about autumn",
)


@dataclass(frozen=True, slots=True)
class Noise:
    """What everyday interests get: the mean, and how far it scatters."""

    mean: float
    spread: float

    def z_score(self, value: float) -> float:
        """How many spreads a value lies above the noise."""
        return (value - self.mean) / self.spread


NO_NOISE = Noise(0.0, 1.0)


@dataclass(frozen=True, slots=True)
class Calibration:
    """What is noise for one model on one programme.

    Of best meanings, of the nearest tenth's meaning, of best scores, and of the nearest that words come.
    """

    best: Noise = NO_NOISE
    tenth: Noise = NO_NOISE
    score: Noise = NO_NOISE
    near: Noise = NO_NOISE

    def confidence(self, meaning: Vectors, coverage: Vectors, known_share: float, nearest: float) -> float:
        """Log odds that the programme answers an interest.

        ``meaning`` (n,): each document's closeness; ``coverage`` (n,): the share of the words it covers; ``known_share``: the
        share of the interest's words that the programme uses; ``nearest``: how near its words come, one by one.
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
        """The log odds where the programme may be ``lacks_term`` a word that is asked for: no better than weak then.

        What is near to birds in a programme on birds may still be no parrot. A word that comes as near as another form
        of the same is not lacking.
        """
        return min(odds, MOST_WHEN_LACKING) if lacks_term and self.near.z_score(nearest) < SAME_WORD else odds

    def odds_lost(self, below: float) -> float:
        """What a document loses whose score is ``below`` the best."""
        return ODDS_PER_SPREAD * below / self.score.spread


def nearest_tenth(meaning: Vectors) -> float:
    """The closeness that a tenth of the documents reach."""
    place = int(0.9 * (len(meaning) - 1))
    return float(np.partition(meaning, place)[place])


def closeness_of(odds: float) -> Closeness:
    """Log odds in one word."""
    return "strong" if odds >= STRONG else "good" if odds >= GOOD else "weak" if odds >= CLOSE else "far"


def bar_share(odds: float) -> float:
    """Log odds as the length of a bar, 0 to 1: empty where nothing is close."""
    return float(np.clip((odds - CLOSE) / (FULL - CLOSE), 0.0, 1.0))


def noise_of(values: Sequence[float]) -> Noise:
    """The noise, from one value of each everyday interest (two at least)."""
    found = np.asarray(values, dtype=np.float64)
    return Noise(float(found.mean()), max(float(found.std(ddof=1)), 1e-6))
