"""Encode a query: the vectors of its parts and words, and relevance feedback."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from session_finder.models.encoder import Encoder, Vectors, unit
from session_finder.retrieval.index import VectorSearch, direction
from session_finder.retrieval.maxsim import NO_WORDS, QueryWords
from session_finder.retrieval.passages import cut
from session_finder.text.analyzer import MOST_WORDS, query_words

# Weights of the sessions liked and disliked beside the query: relevance feedback as in Rocchio 1971.
LIKED, DISLIKED = 0.75, 0.4
_END_MARKS = "?!.…;,:？！。 "


class QueryEncoder(Encoder, Protocol):
    """An encoder that serves queries before documents."""

    def encode_query(self, text: str) -> Vectors:
        """The vectors of a query and of its words (analyzer.query_words), (1 + words, dim) float32."""
        ...

    async def encode_query_async(self, text: str) -> Vectors:
        """``encode_query`` for coroutines."""
        ...


def without_end_marks(asked: str) -> str:
    """The query without the marks that end a sentence, which move its vector though they say nothing of a subject."""
    return asked.rstrip(_END_MARKS) or asked


def windows_of(asked: str, encoder: Encoder) -> list[str]:
    """The texts to embed for a query: the query itself, or windows when it is longer than the model reads."""
    if 4 * len(asked) < encoder.card.max_tokens:  # a Korean syllable is three tokens; no character is more
        return [asked] if asked else []
    return cut(asked, encoder, encoder.card.max_tokens)


@dataclass(frozen=True, slots=True)
class EncodedQuery:
    """The vectors of a query's parts, (dim,) each, and its words."""

    wholes: Sequence[Vectors]
    asked: QueryWords

    @classmethod
    def of(cls, parts: Sequence[str], read: Sequence[Vectors]) -> EncodedQuery:
        """From the query's parts, and the result of QueryEncoder.encode_query for each."""
        names = [word for part in parts for _, _, word in query_words(part)]
        wholes = [part[0] for part in read]
        if not names:
            return cls(wholes, NO_WORDS)
        words = np.concatenate([part[1:] for part in read])
        return cls(wholes, QueryWords(names[:MOST_WORDS], words[:MOST_WORDS]))


def query_vector(
    parts: Sequence[Vectors],
    index: VectorSearch,
    encoder: Encoder,
    liked: Sequence[int] = (),
    disliked: Sequence[int] = (),
) -> Vectors:
    """One vector of unit length, (dim,) float32, for a query's ``parts`` and relevance feedback.

    ``liked`` and ``disliked`` are rows of ``index``: the first move the vector towards them, the second away.
    """
    query = np.zeros(index.dimensions, dtype=np.float32)
    if parts:
        query += direction(parts, encoder)
    if liked:
        query += LIKED * unit(index.document_vectors(np.array(liked, dtype=np.intp))).mean(axis=0)
    if disliked:
        query -= DISLIKED * unit(index.document_vectors(np.array(disliked, dtype=np.intp))).mean(axis=0)
    return unit(query)
