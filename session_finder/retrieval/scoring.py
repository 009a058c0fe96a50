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
from session_finder.retrieval.calibration import BACKGROUND_QUERIES, Calibration
from session_finder.retrieval.index import Candidates, VectorSearch
from session_finder.retrieval.keywords import KeywordIndex, KeywordMatch
from session_finder.retrieval.maxsim import NO_WORDS, QueryWords
from session_finder.text.analyzer import query_words, stem

# Spreads that covering all of an interest's words is worth, were all of them rare; RESULTS.md has what was tried.
WORDS = 20.0
SENTENCE = 0.4  # of a document's meaning is its best sentence's rather than its best window's, for the CANDIDATES
NEARNESS = 0.65  # spreads of meaning that one spread of nearness, word by word, is worth, for the CANDIDATES
CANDIDATES = 50  # the best by all else
_BELOW = 0.002  # more than scores are rounded by when ties are broken
_LEAST_SPREAD = 0.01  # of nearness; below it nothing is told apart


@dataclass(frozen=True, slots=True)
class ScoredDocuments:
    """Scores (n,) float32, higher is closer; the log odds that the best is an answer; what the words told.

    ``minimum_odds``: the rows that were asked for by name, each with the log odds that it has at least.
    """

    scores: Vectors
    confidence: float
    keywords: KeywordMatch
    minimum_odds: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True)
class HybridIndex:
    """Vectors and words of the same n documents, and the scale on which their common score is read."""

    vectors: VectorSearch
    words: KeywordIndex
    worth: float
    scale: Calibration

    @classmethod
    def build(cls, vectors: VectorSearch, words: KeywordIndex, everyday: Sequence[Vectors]) -> HybridIndex:
        """``everyday``: of each of closeness.BACKGROUND_QUERIES its vector and those of its words, (1 + w, dim) float32."""
        if not len(vectors):
            return cls(vectors, words, 0.0, Calibration())
        meanings = [vectors.scores(_unit(query[0])) for query in everyday]
        best = calibration.noise_of([float(meaning.max()) for meaning in meanings])
        tenth = calibration.noise_of([calibration.nearest_tenth(meaning) for meaning in meanings])
        bare = cls(vectors, words, WORDS * best.spread, Calibration(best, tenth))
        scores, near = [], []
        for text, query, meaning in zip(BACKGROUND_QUERIES, everyday, meanings, strict=True):
            score = meaning + bare.worth * words.search(text).coverage
            names = [word for _, _, word in query_words(text)]
            nearness = bare._nearness(vectors.candidates(_candidates(score)), QueryWords(names, query[1:]))
            scores.append(float(score.max()))
            near.append(float(nearness.max()))
        scale = Calibration(best, tenth, calibration.noise_of(scores), calibration.noise_of(near))
        return cls(vectors, words, bare.worth, scale)

    def search(self, query: Vectors, keywords: KeywordMatch, asked: QueryWords = NO_WORDS) -> ScoredDocuments:
        """Score every document for a query: its vector (dim,), what its words tell, and their vectors."""
        unit_query = _unit(query)
        meaning = self.vectors.scores(unit_query) if len(self.vectors) else np.empty(0, dtype=np.float32)
        scores = np.asarray(meaning + self.worth * keywords.coverage, dtype=np.float32)
        nearest = 0.0
        if keywords.text and len(scores):  # a whole session has no sentence of its own to look for
            rows = _candidates(scores)
            candidates = self.vectors.candidates(rows)
            said = candidates.sentences(unit_query)
            near = self._nearness(candidates, asked)
            nearest = float(near.max())
            closer = (
                SENTENCE * np.where(np.isfinite(said), said - candidates.windows(unit_query), 0)
                + self._worth_of_nearness * near
            )
            _lift(scores, rows, closer.astype(np.float32))
        # Without a word there is nothing that the programme might not use: sessions that were liked are the interest.
        known_share = keywords.known_share if keywords.text else 1.0
        confidence = self.scale.confidence(meaning, keywords.coverage, known_share, nearest) if len(scores) else -np.inf
        confidence = self.scale.capped(confidence, keywords.lacks_term, nearest)
        return ScoredDocuments(scores, confidence, keywords)

    @property
    def _worth_of_nearness(self) -> float:
        return NEARNESS * self.scale.best.spread / max(self.scale.near.spread, _LEAST_SPREAD)

    def _nearness(self, candidates: Candidates, asked: QueryWords) -> Vectors:
        """How near each document comes to the interest's words, the rare ones first: (k,) float32."""
        weights = np.array([self.words.rarity(stem(name)) for name in asked.names], dtype=np.float32)
        return candidates.nearness(asked.vectors, weights)


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
