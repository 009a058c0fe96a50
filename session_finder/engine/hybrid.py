"""Meaning and words together: the score that orders the sessions of a programme.

A document's score is its closeness in meaning plus what it covers of the interest's words. The second is weighted in
units of the model's own noise on this programme, so that one weight serves every model.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from session_finder.engine import closeness
from session_finder.engine.closeness import EVERYDAY, Scale
from session_finder.engine.encoder import Vectors
from session_finder.engine.index import VectorIndex
from session_finder.engine.keywords import KeywordIndex

# Spreads that covering all of an interest's words is worth, were all of them rare; RESULTS.md has what was tried.
WORDS = 15.0


@dataclass(frozen=True)
class HybridIndex:
    """Vectors and words of the same n documents, and the scale on which their common score is read."""

    vectors: VectorIndex
    words: KeywordIndex
    worth: float
    scale: Scale

    @classmethod
    def build(cls, vectors: VectorIndex, words: KeywordIndex, everyday: Vectors) -> HybridIndex:
        """``everyday``: vectors of closeness.EVERYDAY, (n, dim) float32, comparable by dot product."""
        if not len(vectors):
            return cls(vectors, words, 0.0, Scale(0.0, 1.0))
        alone = closeness.measure([float(_alike(vectors, query).max()) for query in everyday])
        bare = cls(vectors, words, WORDS * alone.spread, alone)
        together = [float(bare.scores(query, text).max()) for query, text in zip(everyday, EVERYDAY, strict=True)]
        return cls(vectors, words, bare.worth, closeness.measure(together))

    def scores(self, query: Vectors, interest: str) -> Vectors:
        """Scores of shape (n,), float32, for an interest and its vector (dim,): higher is closer."""
        return np.asarray(self.alike(query) + self.worth * self.words.scores(interest), dtype=np.float32)

    def alike(self, query: Vectors) -> Vectors:
        """Scores by meaning alone, (n,) float32, for a vector (dim,), whose length does not matter."""
        return _alike(self.vectors, query)


def _alike(vectors: VectorIndex, query: Vectors) -> Vectors:
    """Scores for the query at length one: how long a model makes it says nothing of the documents."""
    return vectors.scores(np.asarray(query / max(float(np.linalg.norm(query)), 1e-12), dtype=np.float32))
