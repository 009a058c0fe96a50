"""Meaning and words together: the score that orders the sessions of a programme.

A document's score is its closeness in meaning plus what it covers of the interest's words. The second is weighted in
units of the model's own noise on this programme, so that one weight serves every model. The best by both are then read
sentence by sentence, and the interest word by word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from session_finder.models.encoder import Vectors
from session_finder.retrieval import calibration, ordering
from session_finder.retrieval.calibration import EVERYDAY, Scale
from session_finder.retrieval.index import CloseUp, SearchedVectors
from session_finder.retrieval.keywords import KeywordIndex, Wording
from session_finder.retrieval.maxsim import NO_WORDS, Asked
from session_finder.text.analyzer import query_words, stem

# Spreads that covering all of an interest's words is worth, were all of them rare; RESULTS.md has what was tried.
WORDS = 20.0
SENTENCE = 0.4  # of a document's meaning is its best sentence's rather than its best window's, for the CANDIDATES
NEARNESS = 0.65  # spreads of meaning that one spread of nearness, word by word, is worth, for the CANDIDATES
CANDIDATES = 50  # the best by all else
_BELOW = 0.002  # more than scores are rounded by when ties are broken
_LEAST_SPREAD = 0.01  # of nearness; below it nothing is told apart


@dataclass(frozen=True, slots=True)
class Found:
    """Scores (n,) float32, higher is closer; the log odds that the best is an answer; what the words told.

    ``sure``: the rows that were asked for by name, each with the log odds that it has at least.
    """

    scores: Vectors
    confidence: float
    wording: Wording
    sure: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class HybridIndex:
    """Vectors and words of the same n documents, and the scale on which their common score is read."""

    vectors: SearchedVectors
    words: KeywordIndex
    worth: float
    scale: Scale

    @classmethod
    def build(cls, vectors: SearchedVectors, words: KeywordIndex, everyday: Sequence[Vectors]) -> HybridIndex:
        """``everyday``: of each of closeness.EVERYDAY its vector and those of its words, (1 + w, dim) float32."""
        if not len(vectors):
            return cls(vectors, words, 0.0, Scale())
        meanings = [vectors.scores(_unit(query[0])) for query in everyday]
        best = calibration.measure([float(meaning.max()) for meaning in meanings])
        tenth = calibration.measure([calibration.nearest_tenth(meaning) for meaning in meanings])
        bare = cls(vectors, words, WORDS * best.spread, Scale(best, tenth))
        scores, near = [], []
        for text, query, meaning in zip(EVERYDAY, everyday, meanings, strict=True):
            score = meaning + bare.worth * words.search(text).covered
            names = [word for _, _, word in query_words(text)]
            nearness = bare._nearness(vectors.closely(_candidates(score)), Asked(names, query[1:]))
            scores.append(float(score.max()))
            near.append(float(nearness.max()))
        scale = Scale(best, tenth, calibration.measure(scores), calibration.measure(near))
        return cls(vectors, words, bare.worth, scale)

    def search(self, query: Vectors, wording: Wording, asked: Asked = NO_WORDS) -> Found:
        """Score every document for a query: its vector (dim,), what its words tell, and their vectors."""
        unit_query = _unit(query)
        meaning = self.vectors.scores(unit_query) if len(self.vectors) else np.empty(0, dtype=np.float32)
        scores = np.asarray(meaning + self.worth * wording.covered, dtype=np.float32)
        nearest = 0.0
        if wording.text and len(scores):  # a whole session has no sentence of its own to look for
            rows = _candidates(scores)
            close_up = self.vectors.closely(rows)
            said = close_up.sentences(unit_query)
            near = self._nearness(close_up, asked)
            nearest = float(near.max())
            closer = (
                SENTENCE * np.where(np.isfinite(said), said - close_up.windows(unit_query), 0)
                + self._worth_of_nearness * near
            )
            _lift(scores, rows, closer.astype(np.float32))
        # Without a word there is nothing that the programme might not use: sessions that were liked are the interest.
        used = wording.used if wording.text else 1.0
        confidence = self.scale.confidence(meaning, wording.covered, used, nearest) if len(scores) else -np.inf
        confidence = self.scale.admitting(confidence, wording.lacking, nearest)
        return Found(scores, confidence, wording)

    @property
    def _worth_of_nearness(self) -> float:
        return NEARNESS * self.scale.best.spread / max(self.scale.near.spread, _LEAST_SPREAD)

    def _nearness(self, close_up: CloseUp, asked: Asked) -> Vectors:
        """How near each document comes to the interest's words, the rare ones first: (k,) float32."""
        weights = np.array([self.words.rarity(stem(name)) for name in asked.names], dtype=np.float32)
        return close_up.nearness(asked.vectors, weights)


def _candidates(scores: Vectors) -> npt.NDArray[np.intp]:
    return np.array(ordering.best(scores, CANDIDATES), dtype=np.intp)


def _lift(scores: Vectors, rows: npt.NDArray[np.intp], by: Vectors) -> None:
    """Add ``by`` to the scores of ``rows``; all others stay below those, in their order."""
    scores[rows] += by
    others = np.ones(len(scores), dtype=bool)
    others[rows] = False
    if others.any():
        scores[others] -= max(0.0, float(scores[others].max() - scores[rows].min()) + _BELOW)


def _unit(query: Vectors) -> Vectors:
    """The query at length one: how long a model makes it says nothing of the documents."""
    return np.asarray(query / max(float(np.linalg.norm(query)), 1e-12), dtype=np.float32)
