"""Hybrid scoring: meaning and keywords together order the sessions of a programme.

A document's score is its closeness in meaning plus the weighted coverage of the query's words. The weight is in units
of the model's own noise on this programme, so that one weight serves every model. The best candidates are then rescored
by their sentences and by late interaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from session_finder.models.encoder import Vectors, unit
from session_finder.retrieval import calibration, ordering
from session_finder.retrieval.calibration import BACKGROUND_QUERIES, Calibration
from session_finder.retrieval.index import Candidates, VectorSearch
from session_finder.retrieval.keywords import KeywordIndex, KeywordMatch
from session_finder.retrieval.maxsim import NO_WORDS, NearWords, QueryWords
from session_finder.text.analyzer import query_words, stem

# The weight of covering all words, were all of them rare, in standard deviations of the noise (see RESULTS.md).
WORDS = 20.0
SENTENCE = 0.4  # share of the best sentence, instead of the best window, in the meaning of the CANDIDATES
NEARNESS = 0.65  # standard deviations of meaning for one of late interaction, for the CANDIDATES
CANDIDATES = 50  # documents that are rescored
_BELOW = 0.002  # more than the rounding of ordering.best
_SAMPLE = 24  # documents whose words are the usual ones of the programme
_LEAST_SPREAD = 0.01  # of nearness; smaller spreads are noise


@dataclass(frozen=True)
class ScoredDocuments:
    """Scores (n,) float32, higher is closer, and what they mean.

    ``confidence``: the log odds that the best is an answer. ``keywords``: how the words match. ``minimum_odds``: log
    odds for rows that the query asks for by name.
    """

    scores: Vectors
    confidence: float
    keywords: KeywordMatch
    minimum_odds: Mapping[int, float] = field(default_factory=dict)

    @cached_property
    def best(self) -> np.float32:
        """The highest score; there is at least one document."""
        return np.float32(self.scores.max())


@dataclass(frozen=True)
class HybridIndex:
    """Vectors and words of the same n documents, and the calibration of their common score.

    ``worth``: the weight of full coverage beside the closeness in meaning. ``near``: tells words that are near in
    meaning, None for no documents.
    """

    vectors: VectorSearch
    words: KeywordIndex
    worth: float
    scale: Calibration
    near: NearWords | None = None

    @classmethod
    def build(cls, vectors: VectorSearch, words: KeywordIndex, everyday: Sequence[Vectors]) -> HybridIndex:
        """Calibrate; ``everyday``: for each of BACKGROUND_QUERIES its vector and its words', (1 + w, dim) float32."""
        if not len(vectors):
            return cls(vectors, words, 0.0, Calibration())
        meanings = [vectors.scores(unit(query[0])) for query in everyday]
        best = calibration.noise_of([float(meaning.max()) for meaning in meanings])
        sample = np.unique(np.linspace(0, len(vectors) - 1, _SAMPLE).astype(np.intp))
        near = vectors.candidates(sample).near_words()
        bare = cls(vectors, words, WORDS * best.spread, Calibration(best), near)
        return bare.calibrated(BACKGROUND_QUERIES, everyday)

    def calibrated(self, queries: Sequence[str], read: Sequence[Vectors]) -> HybridIndex:
        """The same index, with the noise of other everyday queries, at least two; itself if it has no documents.

        ``read``: for each query its vector and its words', (1 + w, dim) float32. Words keep their weight beside
        meaning. Scores every document for every query.
        """
        if not len(self.vectors):
            return self
        best, tenth, scores, near = [], [], [], []
        for text, query in zip(queries, read, strict=True):
            meaning = self.vectors.scores(unit(query[0]))
            score = meaning + self.worth * self.words.search(text).coverage
            asked = QueryWords([word for _, _, word in query_words(text)], query[1:])
            best.append(float(meaning.max()))
            tenth.append(calibration.nearest_tenth(meaning))
            scores.append(float(score.max()))
            near.append(float(self._nearness(self.vectors.candidates(_candidates(score)), asked).max()))
        return replace(self, scale=Calibration(*map(calibration.noise_of, (best, tenth, scores, near))))

    def search(self, query: Vectors, keywords: KeywordMatch, asked: QueryWords = NO_WORDS) -> ScoredDocuments:
        """Score every document for a query: its vector (dim,), its keyword match, and its words' vectors."""
        unit_query = unit(query)
        meaning = self.vectors.scores(unit_query) if len(self.vectors) else np.empty(0, dtype=np.float32)
        scores = np.asarray(meaning + self.worth * keywords.coverage, dtype=np.float32)
        nearest = 0.0
        if keywords.text and len(scores):  # a query of liked sessions alone has no text to compare with sentences
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
        # Without words no word can be unknown: liked sessions are then the query.
        known_share = keywords.known_share if keywords.text else 1.0
        confidence = self.scale.confidence(meaning, keywords.coverage, known_share, nearest) if len(scores) else -np.inf
        confidence = self.scale.capped(confidence, keywords.lacks_term, nearest)
        return ScoredDocuments(scores, confidence, keywords)

    @property
    def _worth_of_nearness(self) -> float:
        return NEARNESS * self.scale.best.spread / max(self.scale.near.spread, _LEAST_SPREAD)

    def _nearness(self, candidates: Candidates, asked: QueryWords) -> Vectors:
        """The late-interaction score of each candidate, the query's words weighted by rarity: (k,) float32."""
        weights = np.array([self.words.rarity(stem(name)) for name in asked.names], dtype=np.float32)
        return candidates.nearness(asked.vectors, weights)


def _candidates(scores: Vectors) -> npt.NDArray[np.intp]:
    return np.array(ordering.best(scores, CANDIDATES), dtype=np.intp)


def _lift(scores: Vectors, rows: npt.NDArray[np.intp], by: Vectors) -> None:
    """Add ``by`` to the scores of ``rows``, and keep all others below them in their order."""
    scores[rows] += by
    others = np.ones(len(scores), dtype=bool)
    others[rows] = False
    if others.any():
        scores[others] -= max(0.0, float(scores[others].max() - scores[rows].min()) + _BELOW)
