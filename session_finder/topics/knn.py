"""The nearest neighbours of each vector, and their t-SNE affinities.

Components are rounded so that every sum in a matrix product is exact: in what order a processor adds them, and with how
many threads, changes nothing. Ties go to the lower row.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Rows = npt.NDArray[np.intp]

_STEPS = 2.0**20  # components are rounded to one of these: products are integers below 2**53
_CHUNK = 512  # rows in one matrix product
_HALVINGS = 48  # bisection steps for a width


@dataclass(frozen=True)
class Nearest:
    """The k nearest neighbours of n vectors, nearest first: ``rows`` (n, k) and cosine ``similarities`` (n, k)."""

    rows: Rows
    similarities: Floats

    @classmethod
    def of(cls, vectors: npt.NDArray[np.float32], count: int) -> Nearest:
        """Of ``vectors`` (n, dim) of unit length, excluding each vector itself. ``count`` is limited to n - 1."""
        total = len(vectors)
        count = min(count, max(total - 1, 0))
        rows = np.empty((total, count), dtype=np.intp)
        similarities = np.empty((total, count))
        whole = np.rint(vectors.astype(np.float64) * _STEPS)
        for start in range(0, total if count else 0, _CHUNK):
            chunk = slice(start, min(start + _CHUNK, total))
            steps = (whole[chunk] @ whole.T).astype(np.int64)
            order = steps * total - np.arange(total)  # all distinct: by similarity, then by row
            own = np.arange(chunk.start, chunk.stop)
            order[own - start, own] = np.iinfo(np.int64).min
            best = np.argpartition(order, total - count, axis=1)[:, total - count :]
            sorting = np.argsort(-np.take_along_axis(order, best, axis=1), axis=1)
            rows[chunk] = np.take_along_axis(best, sorting, axis=1)
            similarities[chunk] = np.take_along_axis(steps, rows[chunk], axis=1) / _STEPS**2
        return cls(rows, similarities)

    def attraction(self, perplexity: float) -> Floats:
        """The affinity of each neighbour, (n, k) float64, each row summing to one.

        A Gaussian of the distance, with a width for each row such that its perplexity is ``perplexity``: van der Maaten
        and Hinton 2008, "Visualizing Data using t-SNE", section 2.
        """
        distances = 2 - 2 * self.similarities
        distances -= distances[:, :1]
        low, high = np.zeros(len(distances)), np.full(len(distances), 1e6)
        narrow = np.full(len(distances), 20.0)
        wanted = np.log(perplexity)
        for _ in range(_HALVINGS):
            drawn = np.exp(-distances * narrow[:, None])
            sums = drawn.sum(axis=1)
            entropy = np.log(sums) + narrow * (drawn * distances).sum(axis=1) / sums
            too_wide = entropy > wanted
            low, high = np.where(too_wide, narrow, low), np.where(too_wide, high, narrow)
            narrow = (low + high) / 2
        drawn = np.exp(-distances * narrow[:, None])
        return np.asarray(drawn / drawn.sum(axis=1, keepdims=True))
