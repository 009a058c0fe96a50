"""Tokenize texts for every encoder: truncate them, and batch them by length to minimize padding."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from session_finder.models.cards import ModelError
from session_finder.models.encoder import Parts, Progress, Vectors

if TYPE_CHECKING:
    from tokenizers import Encoding, Tokenizer

    from session_finder.models.weights import Weights

Ids = npt.NDArray[np.int64]

_SURROGATES = re.compile("[\ud800-\udfff]")  # halves of characters, from a truncated emoji in JSON
TOKEN_BUDGET = 4096  # padded tokens in a batch; speed is flat from 2,048 to 16,384 on CPUs


class Tokens:
    """A model's tokenizer. Thread-safe. Raises ModelError if the folder has none that can be read."""

    def __init__(self, weights: Weights) -> None:
        self._card = weights.card
        self._untruncated = load_tokenizer(weights)
        self._truncating = load_tokenizer(weights)
        self._truncating.enable_truncation(weights.card.max_tokens)
        self._pad_id = _pad_id(self._untruncated)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Character spans of the tokens of ``text``, without special tokens and truncation."""
        encoding = self._untruncated.encode(_replace_surrogates(text), add_special_tokens=False)
        return list(encoding.offsets)

    def encode(
        self,
        texts: Sequence[str],
        forward: Callable[[Ids, Ids, Vectors], Vectors],
        progress: Progress | None = None,
        parts: Parts | None = None,
        budget: int = TOKEN_BUDGET,
    ) -> Vectors:
        """Run ``forward(ids, mask, weights)`` over batches of ``texts``.

        Vectors (len(texts) + number of parts, dim) float32: each text's, followed by those of its parts.
        """
        counts = [1 + len(spans) for spans in parts] if parts else [1] * len(texts)
        firsts = [0, *accumulate(counts)]
        vectors = np.empty((firsts[-1], self._card.dimensions), dtype=np.float32)
        if not texts:
            return vectors
        encodings = self._truncating.encode_batch([_replace_surrogates(text) for text in texts])
        order = sorted(range(len(encodings)), key=lambda row: -len(encodings[row].ids))
        done = 0
        for batch in batches(order, [len(encoding.ids) for encoding in encodings], budget):
            ids, mask = self._padded([encodings[row].ids for row in batch])
            spans = [parts[row] if parts else () for row in batch]
            weights = self._weights([encodings[row] for row in batch], spans, ids.shape[1])
            found = forward(ids, mask, weights)
            for place, row in enumerate(batch):
                vectors[firsts[row] : firsts[row + 1]] = found[place, : counts[row]]
            done += len(batch)
            if progress:
                progress(done, len(texts))
        return vectors

    def _weights(self, encodings: list[Encoding], parts: Sequence[Sequence[tuple[int, int]]], width: int) -> Vectors:
        """The pooling weight of each token in each segment, (batch, 1 + most parts, width) float32; text first."""
        weights = np.zeros((len(encodings), 1 + max(map(len, parts)), width), dtype=np.float32)
        for row, (encoding, spans) in enumerate(zip(encodings, parts, strict=True)):
            length = len(encoding.ids)
            if self._card.pooling == "cls":
                weights[row, 0, 0] = 1
            else:
                weights[row, 0, :length] = 1 / length
            if not spans:
                continue
            starts, ends = np.array(encoding.offsets).T
            text = np.flatnonzero(np.array(encoding.special_tokens_mask) == 0)
            for number, (start, end) in enumerate(spans, start=1):
                inside = text[(starts[text] >= start) & (ends[text] <= end)]
                weights[row, number, inside] = 1 / max(len(inside), 1)
                if not len(inside):
                    weights[row, number] = weights[row, 0]
        return weights

    def _padded(self, ids: list[list[int]]) -> tuple[Ids, Ids]:
        """Ids and attention mask, (batch, longest) int64."""
        shape = len(ids), max(len(tokens) for tokens in ids)
        padded = np.full(shape, self._pad_id, dtype=np.int64)
        mask = np.zeros(shape, dtype=np.int64)
        for row, tokens in enumerate(ids):
            padded[row, : len(tokens)] = tokens
            mask[row, : len(tokens)] = 1
        return padded, mask


def batches(order: Sequence[int], lengths: Sequence[int], budget: int) -> list[list[int]]:
    """Split ``order`` (longest first) into runs of at most ``budget`` tokens with padding, at least one text each."""
    runs: list[list[int]] = []
    width = 0
    for row in order:
        if not runs or width * (len(runs[-1]) + 1) > budget:
            runs.append([])
            width = lengths[row]
        runs[-1].append(row)
    return runs


def load_tokenizer(weights: Weights) -> Tokenizer:
    """The folder's tokenizer without padding and truncation. Folders without ``tokenizer.json`` are converted."""
    from tokenizers import Tokenizer, normalizers

    path = weights.folder / "tokenizer.json"
    try:
        if path.is_file():
            tokenizer = Tokenizer.from_file(str(path))
        else:
            from transformers import AutoTokenizer

            fast = AutoTokenizer.from_pretrained(str(weights.folder), local_files_only=True)
            tokenizer = Tokenizer.from_str(fast.backend_tokenizer.to_str())
    except Exception as error:  # tokenizers raises bare Exception
        raise ModelError(f"{weights.folder} has no readable tokenizer ({error}). Fetch the model again.") from error
    tokenizer.no_padding()
    tokenizer.no_truncation()
    if weights.card.lowercase:  # not str.lower(), which may change offsets
        own = [tokenizer.normalizer] if tokenizer.normalizer else []
        tokenizer.normalizer = normalizers.Sequence([normalizers.Lowercase(), *own])
    return tokenizer


def _replace_surrogates(text: str) -> str:
    """Replace lone surrogates one for one; tokenizers reject text that cannot be encoded as UTF-8."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _pad_id(tokenizer: Tokenizer) -> int:
    for token in ("[PAD]", "<pad>"):
        found = tokenizer.token_to_id(token)
        if found is not None:
            return int(found)
    return 0
