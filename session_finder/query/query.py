"""An interest: how it is understood, who reads it, and what was read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Protocol

import numpy as np

from session_finder.models.encoder import Encoder, Vectors
from session_finder.retrieval.maxsim import NO_WORDS, Asked
from session_finder.retrieval.passages import cut
from session_finder.text.analyzer import MOST_WORDS, query_words

MAX_INTEREST: Final = 20_000  # characters; a pasted paper is about as long. What follows is not read.
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b\u2028\u2029\ufeff]+")


class InterestEncoder(Encoder, Protocol):
    """An encoder that puts an attendee before documents."""

    def encode_interest(self, text: str) -> Vectors:
        """One interest's vector and those of its words (maxsim.query_words), (1 + words, dim) float32."""
        ...

    async def encode_interest_soon(self, text: str) -> Vectors:
        """The same for coroutines."""
        ...


def understood(interest: str) -> str:
    """The interest as it is searched: one line, composed characters, no control characters, bounded."""
    text = unicodedata.normalize("NFC", interest[: 2 * MAX_INTEREST].encode("utf-8", "replace").decode("utf-8"))
    return " ".join(_CONTROL.sub(" ", text).split())[:MAX_INTEREST]


def windows_of(asked: str, encoder: Encoder) -> list[str]:
    """What is embedded of an interest: all of it, in windows when it is longer than the model reads."""
    if 4 * len(asked) < encoder.card.max_tokens:  # a Korean syllable is three tokens; no character is more
        return [asked] if asked else []
    return cut(asked, encoder, encoder.card.max_tokens)


@dataclass(frozen=True, slots=True)
class Heard:
    """An interest as the model read it: its text, the vectors of its parts, (dim,) each, and its words."""

    text: str
    wholes: Sequence[Vectors]
    asked: Asked

    @classmethod
    def of(cls, text: str, parts: Sequence[str], read: Sequence[Vectors]) -> Heard:
        """From its parts and what InterestEncoder.encode_interest gave for each."""
        names = [word for part in parts for _, _, word in query_words(part)]
        if not names:
            return cls(text, [part[0] for part in read], NO_WORDS)
        words = np.concatenate([part[1:] for part in read])
        return cls(text, [part[0] for part in read], Asked(names[:MOST_WORDS], words[:MOST_WORDS]))
