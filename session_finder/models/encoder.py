"""The Encoder protocol, independent of the library, and the names under which vectors are cached."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Literal, Protocol

import numpy as np
import numpy.typing as npt

from session_finder.models.cards import ModelCard

if TYPE_CHECKING:
    from session_finder.models.weights import Weights

Vectors = npt.NDArray[np.float32]
Parts = Sequence[Sequence[tuple[int, int]]]  # for each text, spans of characters
Progress = Callable[[int, int], None]
Precision = Literal["auto", "float32", "bfloat16", "float16", "int8"]


class Encoder(Protocol):
    """Encodes texts as vectors with one model. All vectors with the same ``digest`` are comparable."""

    @property
    def card(self) -> ModelCard:
        """The model's card."""
        ...

    @property
    def description(self) -> str:
        """Device, number format and, if it is not torch, the library, for messages: "cpu, float32"."""
        ...

    @property
    def precision(self) -> str:
        """The number format of the forward pass; vectors of different formats are cached separately."""
        ...

    @property
    def digest(self) -> str:
        """Identifies weights, tokenizer, pooling and length: equal digests mean equal vectors."""
        ...

    def encode(self, texts: Sequence[str], progress: Progress | None = None) -> Vectors:
        """Vectors of shape (len(texts), dimensions), float32, in the order of ``texts``, cut to ``max_tokens``."""
        ...

    def encode_parts(self, texts: Sequence[str], parts: Parts, progress: Progress | None = None) -> list[Vectors]:
        """For each text (1 + its parts, dimensions) float32: its own vector, then one for each character span."""
        ...

    def token_spans(self, text: str) -> list[tuple[int, int]]:
        """Start and end, in characters, of each token of ``text``, without special tokens and truncation."""
        ...


def vectors_name(encoder: Encoder) -> str:
    """The name under which an encoder's vectors are cached: everything besides the text that changes them.

    Another release of a library may round differently, so its name is included: after an upgrade, programmes are
    encoded again instead of comparing old vectors with new ones.
    """
    return f"{encoder.digest}:{encoder.precision}:{releases()}"


@cache
def releases() -> str:
    """The releases of the libraries that compute vectors here: "openvino 2026.4.1, torch 2.13.0".

    Both are listed whichever is used: they agree within 1e-5, and a machine with a GPU may fill the database of servers
    without one. Builds of one release ("2.13.0+cpu") count as one.
    """
    found = []
    for library in ("openvino", "torch"):
        with suppress(PackageNotFoundError):
            found.append(f"{library} {version(library).partition('+')[0]}")
    return ", ".join(found)


def digest_of(weights: Weights) -> str:
    """What a vector depends on besides its text: weights, tokenizer, pooling, maximum length and normalization."""
    card = weights.card
    return (
        f"{weights.digest}:{card.pooling}:{'unit' if card.unit_length else 'raw'}:{card.max_tokens}"
        f"{':lower' if card.lowercase else ''}"
    )


def unit(vectors: Vectors) -> Vectors:
    """Vectors (..., dim) at unit length, float32; zero vectors stay."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
