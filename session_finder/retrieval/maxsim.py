"""Late interaction: the cosine of each word of a query to the nearest word of a document, averaged over the query.

MaxSim (Khattab and Zaharia 2020, "ColBERT", arXiv:2004.12832), computed from the same forward pass as the other
vectors. Storage is kept small: words instead of tokens, no stop words, repeated words of a document once as their mean,
the 64 directions in which everyday words differ most, and 8 bits.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from session_finder.models.encoder import Vectors, unit
from session_finder.retrieval.ragged import rows_of_documents

NEAR = 4.0  # standard deviations above what the programme's words have from which two words are near in meaning
DIMENSIONS = 64  # 32 lose most of what this gains; benchmarks/RESULTS.md
_ONE = 127  # the int8 value of 1.0
QuantizedWords = npt.NDArray[np.int8]


@dataclass(frozen=True)
class QueryWords:
    """The words of a query: folded ``names``, and ``vectors`` (w, dim) float32."""

    names: Sequence[str]
    vectors: Vectors


@dataclass(frozen=True)
class NearWords:
    """Tells which words are near in meaning: unusually near, among the words of a programme.

    Raw cosines do not tell: "really" is nearer to every other adverb than "energy" is to "electricity". ``mean`` (d,)
    and ``covariance`` (d, d) are those of the programme's words as ``projection`` projects them.
    """

    projection: Projection
    mean: Vectors
    covariance: Vectors

    @classmethod
    def of(cls, usual: QuantizedWords, projection: Projection) -> NearWords:
        """From a sample of the programme's words, (s, d) int8, at least one."""
        words = usual.astype(np.float32) / np.float32(_ONE)
        mean = words.mean(axis=0)
        apart = words - mean
        return cls(projection, mean, np.asarray(apart.T @ apart / np.float32(len(words)), dtype=np.float32))

    def to(self, asked: Vectors) -> NearTo:
        """What is near to the words of a query, (q, dim)."""
        directions = self.projection.apply(asked)
        spread = np.sqrt(np.maximum(((directions @ self.covariance) * directions).sum(axis=1), 0))
        return NearTo(directions.T / np.float32(_ONE), np.asarray(directions @ self.mean + NEAR * spread))


@dataclass(frozen=True)
class NearTo:
    """The words of one query: ``directions`` (d, q), and the cosines from which a word is near, ``least`` (q,)."""

    directions: Vectors
    least: Vectors

    def closeness(self, words: QuantizedWords) -> Vectors:
        """The cosines (w, q) of ``words`` (w, d) to the query's words, 0 where they are not near."""
        cosines = words.astype(np.float32) @ self.directions
        return np.asarray(np.where(cosines >= self.least, cosines, 0), dtype=np.float32)


NO_WORDS = QueryWords((), np.empty((0, 0), dtype=np.float32))


@dataclass(frozen=True)
class Projection:
    """The directions in which one model's words differ most: ``axes`` (dim, d) float32, d at most DIMENSIONS."""

    axes: Vectors

    @classmethod
    def of(cls, everyday: Vectors) -> Projection:
        """From the vectors of everyday words, (n, dim): the leading right singular vectors with fixed signs."""
        axes = np.linalg.svd(everyday.astype(np.float64), full_matrices=False)[2][:DIMENSIONS]
        largest = np.abs(axes).argmax(axis=1)
        axes *= np.sign(axes[np.arange(len(axes)), largest])[:, None]
        return cls(np.ascontiguousarray(axes.T, dtype=np.float32))

    @property
    def dimensions(self) -> int:
        """The number of dimensions of a projected word."""
        return int(self.axes.shape[1])

    @property
    def digest(self) -> str:
        """Identifies the projection: words projected by another one are not comparable."""
        return hashlib.sha256(self.axes.tobytes()).hexdigest()[:16]

    def apply(self, vectors: Vectors) -> Vectors:
        """Project word vectors (n, dim) to unit vectors (n, d) float32."""
        return unit(vectors @ self.axes)

    def quantized(self, words: Iterable[tuple[str, Vectors]]) -> QuantizedWords:
        """The distinct ``words`` of one document with their vectors (dim,): (words, d) int8; one zero row for none."""
        sums: dict[str, Vectors] = {}
        for word, vector in words:
            length = float(np.linalg.norm(vector)) or 1.0
            sums[word] = sums.get(word, np.float32(0)) + vector / np.float32(length)
        if not sums:
            return np.zeros((1, self.dimensions), dtype=np.int8)
        return np.round(self.apply(np.stack(list(sums.values()))) * _ONE).astype(np.int8)


@dataclass(frozen=True)
class WordVectors:
    """The words of n documents: ``numbers`` (w, d) int8; document i owns rows ``firsts[i]`` up to ``firsts[i + 1]``."""

    projection: Projection
    numbers: QuantizedWords
    firsts: npt.NDArray[np.intp]

    @classmethod
    def of(cls, entries: Sequence[QuantizedWords], projection: Projection) -> WordVectors:
        """From each document's words, (1 or more, d) int8."""
        nothing = np.empty((0, projection.dimensions), dtype=np.int8)
        firsts = np.concatenate([[0], np.cumsum([len(entry) for entry in entries], dtype=np.intp)])
        return cls(projection, np.concatenate([nothing, *entries]), firsts)

    def of_documents(self, rows: npt.NDArray[np.intp]) -> QuantizedWords:
        """The words of some documents, (w, d) int8, each document's in the order of its text."""
        return np.take(self.numbers, rows_of_documents(self.firsts, rows)[0], axis=0)

    def of_document(self, row: int) -> QuantizedWords:
        """The words of one document, (w, d) int8, in the order of its text."""
        return self.numbers[self.firsts[row] : self.firsts[row + 1]]

    def nearness(self, rows: npt.NDArray[np.intp], words: Vectors, weights: Vectors) -> Vectors:
        """The MaxSim score of each of ``rows`` for the query's ``words`` (w, dim): (rows,) float32.

        A weighted mean of cosines; ``weights`` (w,) float32 has the weight of each word. 0 for a query without words.
        """
        total = float(weights.sum())
        if not len(rows) or total <= 0:
            return np.zeros(len(rows), dtype=np.float32)
        own, starts, _ = rows_of_documents(self.firsts, rows)
        cosines = np.take(self.numbers, own, axis=0).astype(np.float32) @ self.projection.apply(words).T
        nearest = np.maximum.reduceat(cosines, starts)
        return np.asarray(nearest @ weights / np.float32(total * _ONE), dtype=np.float32)
