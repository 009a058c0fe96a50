"""What all transformer encoders share, whichever library runs them: tokens in, pooled vectors out."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from session_finder.models.cards import ModelCard
from session_finder.models.encoder import Parts, Progress, Vectors, digest_of
from session_finder.models.tokens import Ids, Tokens

if TYPE_CHECKING:
    from session_finder.models.weights import Weights


class TransformerEncoder(ABC):
    """An Encoder without the forward pass, which a subclass provides in number format ``precision``."""

    def __init__(self, weights: Weights, precision: str) -> None:
        self._card = weights.card
        self._tokens = Tokens(weights)
        self._digest = digest_of(weights)
        self._precision = precision

    @property
    def card(self) -> ModelCard:
        """The model's card."""
        return self._card

    @property
    def digest(self) -> str:
        """Identifies weights, tokenizer, pooling and length."""
        return self._digest

    @property
    def precision(self) -> str:
        """The number format of the matrix products."""
        return self._precision

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Character spans of the tokens of ``text``, without special tokens."""
        return self._tokens.spans(text)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32. The empty text has one too, of its special tokens."""
        return self._tokens.encode(texts, self._forward, progress)

    def encode_parts(self, texts: Sequence[str], parts: Parts, progress: Progress | None = None) -> list[Vectors]:
        """For each text (1 + its parts, dimensions) float32: its own vector, then one for each character span.

        A part's vector is the mean of its tokens in the context of the whole text (Günther et al. 2024, "Late
        chunking", arXiv:2409.04701), so it costs no further forward pass. A part beyond the model's limit or without
        tokens gets the text's vector.
        """
        if not texts:
            return []
        flat = self._tokens.encode(texts, self._forward, progress, parts)
        borders = np.cumsum([1 + len(spans) for spans in parts])[:-1]
        return np.split(flat, borders)

    @abstractmethod
    def _forward(self, ids: Ids, mask: Ids, weights: Vectors) -> Vectors:
        """Pooled vectors (batch, segments, dim) float32 for ids and mask (batch, tokens).

        ``weights`` (batch, segments, tokens) float32: the pooling weight of each token; the first segment is the text.
        """


def pool(hidden: Vectors, mask: Ids, weights: Vectors, card: ModelCard) -> Vectors:
    """Pool token vectors (batch, tokens, dim) float32 to (batch, segments, dim), as sentence-transformers does."""
    pooled = np.matmul(weights, hidden)
    if card.pooling == "max":
        text = np.where(mask[:, :, None] == 0, -np.inf, hidden).max(axis=1, keepdims=True)
        stands_for_text = (weights == weights[:, :1]).all(axis=-1)
        pooled = np.where(stands_for_text[:, :, None], text, pooled)
    if card.unit_length:
        pooled /= np.maximum(np.linalg.norm(pooled, axis=-1, keepdims=True), 1e-12)
    return np.asarray(pooled, dtype=np.float32)
