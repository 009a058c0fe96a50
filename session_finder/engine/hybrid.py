"""Meaning and words together: the score that orders the sessions of a programme.

A document's score is its closeness in meaning plus what it covers of the interest's words. The second is weighted in
units of the model's own noise on this programme, so that one weight serves every model. The best by both are then read
sentence by sentence.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from session_finder.engine import closeness, ranking
from session_finder.engine.closeness import EVERYDAY, Scale
from session_finder.engine.encoder import Vectors
from session_finder.engine.index import VectorIndex
from session_finder.engine.keywords import KeywordIndex, Wording

# Spreads that covering all of an interest's words is worth, were all of them rare; RESULTS.md has what was tried.
WORDS = 20.0
SENTENCE = 0.4  # of a document's meaning is its best sentence's rather than its best window's, for the CANDIDATES
CANDIDATES = 50  # the best by all else


@dataclass(frozen=True, slots=True)
class Found:
    """Scores (n,) float32, higher is closer; the log odds that the best is an answer; what the words told."""

    scores: Vectors
    confidence: float
    wording: Wording


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
            return cls(vectors, words, 0.0, Scale())
        meanings = [vectors.scores(_unit(query)) for query in everyday]
        best = closeness.measure([float(meaning.max()) for meaning in meanings])
        tenth = closeness.measure([closeness.nearest_tenth(meaning) for meaning in meanings])
        worth = WORDS * best.spread
        scores = [
            float((meaning + worth * words.search(text).covered).max())
            for meaning, text in zip(meanings, EVERYDAY, strict=True)
        ]
        return cls(vectors, words, worth, Scale(best, tenth, closeness.measure(scores)))

    def search(self, query: Vectors, interest: str) -> Found:
        """Score every document for an interest and its vector (dim,)."""
        unit_query = _unit(query)
        windows = self.vectors.best_windows(unit_query) if len(self.vectors) else np.empty(0, dtype=np.float32)
        meaning = self.vectors.combined(unit_query, windows)
        wording = self.words.search(interest)
        scores = np.asarray(meaning + self.worth * wording.covered, dtype=np.float32)
        if interest:  # a whole session has no sentence of its own to look for
            self._read_closely(scores, windows, unit_query)
        # Without a word there is nothing that the programme might not use: sessions that were liked are the interest.
        used = wording.used if interest else 1.0
        confidence = self.scale.confidence(meaning, wording.covered, used) if len(scores) else -np.inf
        return Found(scores, confidence, wording)

    def _read_closely(self, scores: Vectors, windows: Vectors, query: Vectors) -> None:
        """Let the best sentences of the best documents count; all others stay below those, in their order."""
        rows = np.array(ranking.best(scores, CANDIDATES), dtype=np.intp)
        said = self.vectors.sentences.best(rows, query)
        scores[rows] += SENTENCE * np.where(np.isfinite(said), said - windows[rows], 0).astype(np.float32)
        others = np.ones(len(scores), dtype=bool)
        others[rows] = False
        if others.any():
            scores[others] -= max(0.0, float(scores[others].max() - scores[rows].min()))


def _unit(query: Vectors) -> Vectors:
    """The query at length one: how long a model makes it says nothing of the documents."""
    return np.asarray(query / max(float(np.linalg.norm(query)), 1e-12), dtype=np.float32)
