"""Texts to token ids, for every encoder alike: cut to the model's length, batched by length, hardly padded."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from session_finder.engine.encoder import Progress, Vectors
from session_finder.engine.models import ModelError

if TYPE_CHECKING:
    from tokenizers import Tokenizer

    from session_finder.engine.weights import Weights

Ids = npt.NDArray[np.int64]

_SURROGATES = re.compile("[\ud800-\udfff]")  # halves of characters: a cut-off emoji in somebody's JSON
TOKEN_BUDGET = 4096  # padded tokens a batch; measured flat from 2,048 to 16,384 on CPUs


class Tokens:
    """A model's tokenizer. Raises ModelError when the folder has none that can be read. Thread-safe."""

    def __init__(self, weights: Weights) -> None:
        self._card = weights.card
        self._whole = load_tokenizer(weights)
        self._cutting = load_tokenizer(weights)
        self._cutting.enable_truncation(weights.card.max_tokens)
        self._pad_id = _pad_id(self._whole)

    def spans(self, text: str) -> list[tuple[int, int]]:
        """Character spans of the tokens of ``text``, without special tokens, never cut."""
        encoding = self._whole.encode(_whole_characters(text), add_special_tokens=False)
        return list(encoding.offsets)

    def encode(
        self,
        texts: Sequence[str],
        forward: Callable[[Ids, Ids], Vectors],
        progress: Progress | None = None,
        budget: int = TOKEN_BUDGET,
    ) -> Vectors:
        """Run ``forward(ids, mask)`` over batches of ``texts``; vectors (len(texts), dim) in the texts' order."""
        vectors = np.empty((len(texts), self._card.dimensions), dtype=np.float32)
        if not texts:
            return vectors
        ids = [encoding.ids for encoding in self._cutting.encode_batch([_whole_characters(text) for text in texts])]
        order = sorted(range(len(ids)), key=lambda row: -len(ids[row]))
        done = 0
        for batch in batches(order, [len(tokens) for tokens in ids], budget):
            vectors[batch] = forward(*self._padded([ids[row] for row in batch]))
            done += len(batch)
            if progress:
                progress(done, len(texts))
        return vectors

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
    """Cut ``order`` (longest first) into runs whose padded size stays within ``budget`` tokens, one text at least."""
    runs: list[list[int]] = []
    width = 0
    for row in order:
        if not runs or width * (len(runs[-1]) + 1) > budget:
            runs.append([])
            width = lengths[row]
        runs[-1].append(row)
    return runs


def load_tokenizer(weights: Weights) -> Tokenizer:
    """The folder's tokenizer without padding or truncation. Reads ``tokenizer.json``; older folders are converted."""
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
    if weights.card.lowercase:  # here rather than by str.lower(): offsets stay those of the text as it was given
        own = [tokenizer.normalizer] if tokenizer.normalizer else []
        tokenizer.normalizer = normalizers.Sequence([normalizers.Lowercase(), *own])
    return tokenizer


def _whole_characters(text: str) -> str:
    """The text with lone surrogates replaced, one for one: tokenizers refuse what cannot be written as UTF-8."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", text)


def _pad_id(tokenizer: Tokenizer) -> int:
    for token in ("[PAD]", "<pad>"):
        found = tokenizer.token_to_id(token)
        if found is not None:
            return int(found)
    return 0
