"""Baselines for evaluation: one vector for each session, BM25, and reciprocal rank fusion of both."""

from __future__ import annotations

import numpy as np

from session_finder.models.encoder import Progress, Vectors
from session_finder.query.query import one_line
from session_finder.retrieval import index, ordering
from session_finder.retrieval.vector_cache import VectorStore, key_of
from session_finder.search.encoding import QueryEncoder
from session_finder.search.finder import SessionFinder

RRF_K = 60  # Cormack, Clarke and Büttcher 2009, "Reciprocal Rank Fusion outperforms Condorcet"


class Baselines:
    """Baseline rankings of the sessions of ``finder``'s programme."""

    def __init__(self, finder: SessionFinder, vectors: Vectors) -> None:
        self._finder = finder
        self._vectors = vectors

    @classmethod
    def build(
        cls, finder: SessionFinder, encoder: QueryEncoder, cache: VectorStore, progress: Progress | None = None
    ) -> Baselines:
        """Embed title and abstract of each session as one text, cut to what the model reads; cached."""
        texts = [
            ". ".join(part for part in (session.title, session.abstract) if part)
            for session in finder.programme.searchable
        ]
        keys = [key_of("seed", text) for text in texts]
        known = cache.get(keys)
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        fresh = encoder.encode(list(missing.values()), progress)
        entries = {key: vector[None] for key, vector in zip(missing, fresh, strict=True)}
        cache.put(entries)
        known.update(entries)
        return cls(finder, index.comparable_form(np.concatenate([known[key] for key in keys]), encoder))

    def dense(self, text: str, count: int) -> list[int]:
        """Rows by the dot product of the query's vector with each session's, best first."""
        return ordering.best(self._dense(text), count)

    def bm25(self, text: str, count: int) -> list[int]:
        """Rows by BM25 alone, the title counted three times."""
        return ordering.best(self._finder.index.words.scores(text), count)

    def rrf(self, text: str, count: int) -> list[int]:
        """Rows by reciprocal rank fusion of the two."""
        fused = np.zeros(len(self._vectors), dtype=np.float64)
        for scores in (self._dense(text), self._finder.index.words.scores(text)):
            ranks = np.empty(len(scores))
            ranks[np.argsort(-scores, kind="stable")] = np.arange(1, len(scores) + 1)
            fused += 1 / (RRF_K + ranks)
        return [int(row) for row in np.argsort(-fused, kind="stable")[:count]]

    def _dense(self, text: str) -> Vectors:
        encoder = self._finder.encoder
        query = index.comparable_form(encoder.encode_query(one_line(text))[:1], encoder)[0]
        return np.asarray(self._vectors @ query, dtype=np.float32)
