"""What every transformer encoder does alike, whichever library runs it: tokens in, pooled vectors out."""

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
    """An Encoder but for the forward pass, which a subclass gives; ``precision`` is the pass's number format."""

    def __init__(self, weights: Weights, precision: str) -> None:
        self._card = weights.card
        self._tokens = Tokens(weights)
        self._digest = digest_of(weights)
        self._precision = precision

    @property
    def card(self) -> ModelCard:
        """What the model is and how its vectors are compared."""
        return self._card

    @property
    def digest(self) -> str:
        """Names weights, tokenizer, pooling and length."""
        return self._digest

    @property
    def precision(self) -> str:
        """The number format of the matrix products."""
        return self._precision

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Character spans of the tokens of ``text``, without special tokens."""
        return self._tokens.spans(text)

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32. The empty text has one too (its special tokens')."""
        return self._tokens.encode(texts, self._forward, progress)

    def encode_parts(self, texts: Sequence[str], parts: Parts, progress: Progress | None = None) -> list[Vectors]:
        """For each text (1 + its parts, dimensions) float32: its vector, then one for each of its character spans.

        A part's vector is the mean of its tokens as the model read them in their text (Günther et al. 2024, "Late
        chunking", arXiv:2409.04701): it costs nothing beside the text's own. Where a part lies beyond what the model
        reads, or holds no token, the text's vector stands for it.
        """
        if not texts:
            return []
        flat = self._tokens.encode(texts, self._forward, progress, parts)
        borders = np.cumsum([1 + len(spans) for spans in parts])[:-1]
        return np.split(flat, borders)

    @abstractmethod
    def _forward(self, ids: Ids, mask: Ids, weights: Vectors) -> Vectors:
        """Pooled vectors (batch, segments, dim) float32 for ids and mask (batch, tokens).

        ``weights`` (batch, segments, tokens) float32: what each token adds to each segment, the first being the text.
        """


def pool(hidden: Vectors, mask: Ids, weights: Vectors, card: ModelCard) -> Vectors:
    """Token vectors (batch, tokens, dim) float32 to segments (batch, segments, dim), as sentence-transformers pools."""
    pooled = np.matmul(weights, hidden)
    if card.pooling == "max":
        text = np.where(mask[:, :, None] == 0, -np.inf, hidden).max(axis=1, keepdims=True)
        stands_for_text = (weights == weights[:, :1]).all(axis=-1)
        pooled = np.where(stands_for_text[:, :, None], text, pooled)
    if card.unit_length:
        pooled /= np.maximum(np.linalg.norm(pooled, axis=-1, keepdims=True), 1e-12)
    return np.asarray(pooled, dtype=np.float32)
