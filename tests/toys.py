"""A deterministic toy encoder: one dimension for each known word, so that every score can be worked out by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from session_finder.models.cards import ModelCard
from session_finder.models.encoder import Parts, Progress, Vectors
from session_finder.text.analyzer import query_words

WORDS = ("data", "health", "graph", "bread", "castle", "nurse", "model", "map")


class ToyEncoder:
    """Counts known words; ``encoded`` remembers every text it was given, in order."""

    def __init__(self, max_tokens: int = 12, unit_length: bool = True) -> None:
        self.card = ModelCard("toy", len(WORDS), "mean", unit_length, "dot", max_tokens, max_tokens)
        self.digest = f"toy:{max_tokens}:{unit_length}"
        self.description = "toy"
        self.precision = "float32"
        self.encoded: list[str] = []

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        self.encoded += texts
        if progress:
            progress(len(texts), len(texts))
        return self._counted(texts)

    def encode_parts(self, texts: Sequence[str], parts: Parts, progress: Progress | None = None) -> list[Vectors]:
        vectors = self.encode(texts, progress)
        return [
            np.concatenate([vectors[row : row + 1], self._counted([text[start:end] for start, end in spans])])
            for row, (text, spans) in enumerate(zip(texts, parts, strict=True))
        ]

    def _counted(self, texts: Sequence[str]) -> Vectors:
        counts = np.array(
            [[text.lower().split().count(word) for word in WORDS] for text in (re.sub(r"\W", " ", t) for t in texts)],
            dtype=np.float32,
        ).reshape(len(texts), len(WORDS))
        if not self.card.unit_length:
            return counts
        return np.asarray(counts / np.maximum(np.linalg.norm(counts, axis=1, keepdims=True), 1e-12), dtype=np.float32)

    def encode_query(self, text: str) -> Vectors:
        return self.encode_parts([text], [[(start, end) for start, end, _ in query_words(text)]])[0]

    async def encode_query_async(self, text: str) -> Vectors:
        return self.encode_query(text)

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        return [found.span() for found in re.finditer(r"\w+|[^\w\s]", text)]
