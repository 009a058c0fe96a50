"""How close is close: scores put on a scale that says the same for every model and programme.

A score alone means nothing to an attendee, and 0.4 of one model is 0.7 of another. So each model is asked, once for
each programme, a fixed list of everyday interests that hardly any conference answers. How close *their* best
sessions come is the bottom of the scale; how far they vary is its unit. "Strong" is far above that noise.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from session_finder.engine.encoder import Vectors
from session_finder.engine.index import VectorIndex, unit

Word = Literal["strong", "good", "weak"]

# In units of the everyday interests' spread above their mean; measured on the golden set, see benchmarks/RESULTS.md.
GOOD, STRONG, FULL = 1.5, 3.5, 6.5

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
    """``noise`` is where everyday interests' best scores lie on average, ``spread`` how far they scatter.

    Both in score units per unit of query length.
    """

    noise: float
    spread: float

    def height(self, score: float, query_length: float) -> float:
        """How many spreads a score lies above the noise."""
        return (score / max(query_length, 1e-12) - self.noise) / self.spread

    def word(self, score: float, query_length: float) -> Word:
        """The closeness in one word."""
        height = self.height(score, query_length)
        return "strong" if height >= STRONG else "good" if height >= GOOD else "weak"

    def share(self, score: float, query_length: float) -> float:
        """The closeness as the length of a bar, 0 to 1."""
        return float(np.clip(self.height(score, query_length) / FULL, 0.0, 1.0))


def measure(index: VectorIndex, everyday: Vectors) -> Scale:
    """The scale of one programme and model. ``everyday``: vectors of EVERYDAY, (n, dim) float32."""
    if not len(index):
        return Scale(0.0, 1.0)
    best = np.array([index.scores(query).max() for query in unit(everyday)])
    spread = float(best.std(ddof=1))
    return Scale(float(best.mean()), max(spread, 1e-6))
