"""How close is close: scores put on a scale that says the same for every model and programme.

A score alone means nothing to an attendee, and 0.4 of one model is 0.7 of another. So each model is asked, once for
each programme, a fixed list of everyday interests that hardly any conference answers. How close *their* best
sessions come is the bottom of the scale; how far they vary is its unit. "Strong" is far above that noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

Word = Literal["strong", "good", "weak"]

# In units of the everyday interests' spread above their mean; measured on the golden set, see benchmarks/RESULTS.md.
GOOD, STRONG, FULL = 1.3, 3.0, 5.5

EVERYDAY: tuple[str, ...] = (
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
class Scale:
    """``noise`` is where everyday interests' best scores lie on average, ``spread`` how far they scatter."""

    noise: float
    spread: float

    def height(self, score: float) -> float:
        """How many spreads a score lies above the noise."""
        return (score - self.noise) / self.spread

    def word(self, score: float) -> Word:
        """The closeness in one word."""
        height = self.height(score)
        return "strong" if height >= STRONG else "good" if height >= GOOD else "weak"

    def share(self, score: float) -> float:
        """The closeness as the length of a bar, 0 to 1."""
        return float(np.clip(self.height(score) / FULL, 0.0, 1.0))


def measure(best_scores: Sequence[float]) -> Scale:
    """The scale of one programme and model, from the best score of each everyday interest (two at least)."""
    scores = np.asarray(best_scores, dtype=np.float64)
    return Scale(float(scores.mean()), max(float(scores.std(ddof=1)), 1e-6))
