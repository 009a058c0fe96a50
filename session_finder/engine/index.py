"""The index of one programme: a matrix of passage vectors, and the score of every document for one query vector.

A document's score is a weighted mean of two views of it: its title and its best window. The whole text, as the mean of
its windows, serves "more like this" alone: in the score it drowned the one sentence of a long abstract that fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from session_finder.engine.documents import SETTINGS, Document, passages
from session_finder.engine.encoder import Encoder, Progress, Vectors
from session_finder.engine.vectors import VectorCache

TITLE, BEST = 0.2, 0.8  # benchmarks/RESULTS.md has what else was tried
_CHUNK = 64  # documents encoded between two writes to the cache: what a crash can lose


@dataclass(frozen=True)
class VectorIndex:
    """Vectors of n documents, comparable by dot product.

    ``titles`` (n, dim) float32. ``wholes`` (n, dim) float32: each document's text as one vector. ``windows`` (m, dim)
    float32, document after document; document i owns rows ``firsts[i]`` up to ``firsts[i + 1]``. ``encoded`` counts
    documents that were not cached.
    """

    titles: Vectors
    wholes: Vectors
    windows: Vectors
    firsts: np.ndarray
    encoded: int = 0

    def __len__(self) -> int:
        return len(self.titles)

    def scores(self, query: Vectors) -> Vectors:
        """Scores of shape (n,), float32, for one query vector of shape (dim,): higher is closer.

        For unit vectors they lie in [-1, 1], like the cosines they average.
        """
        if not len(self):
            return np.empty(0, dtype=np.float32)
        best = self.windows @ query
        if len(best) > len(self):
            best = np.maximum.reduceat(best, self.firsts)
        return np.asarray(TITLE * (self.titles @ query) + BEST * best, dtype=np.float32)


def build(
    documents: Sequence[Document], encoder: Encoder, cache: VectorCache, progress: Progress | None = None
) -> VectorIndex:
    """Index ``documents``, taking from the cache what it has and encoding the rest.

    ``progress`` hears (documents done, documents that need encoding) after every chunk.
    """
    keys = [
        cache.key(SETTINGS, str(encoder.card.window_tokens), document.title, document.body) for document in documents
    ]
    found = cache.get(keys)
    first_row = {key: row for row, key in reversed(list(enumerate(keys)))}
    missing = [first_row[key] for key in dict.fromkeys(keys) if key not in found]
    missing.sort(key=lambda row: len(documents[row].body))
    for start in range(0, len(missing), _CHUNK):
        rows = missing[start : start + _CHUNK]
        fresh = _encode([documents[row] for row in rows], encoder)
        entries = {keys[row]: vectors for row, vectors in zip(rows, fresh, strict=True)}
        cache.put(entries)
        found.update(entries)
        if progress:
            progress(min(start + _CHUNK, len(missing)), len(missing))
    return _assemble([found[key] for key in keys], encoder, len(missing))


def _encode(documents: Sequence[Document], encoder: Encoder) -> list[Vectors]:
    """For each document its vectors, (1 + windows, dim): the title's first."""
    texts = [passages(document, encoder) for document in documents]
    vectors = encoder.encode([text for parts in texts for text in parts])
    borders = np.cumsum([len(parts) for parts in texts])[:-1]
    return np.split(vectors, borders)


def _assemble(entries: Sequence[Vectors], encoder: Encoder, encoded: int) -> VectorIndex:
    dimensions = encoder.card.dimensions
    if not entries:
        nothing = np.empty((0, dimensions), dtype=np.float32)
        return VectorIndex(nothing, nothing, nothing, np.empty(0, dtype=np.intp), encoded)
    comparable = [comparable_form(vectors, encoder) for vectors in entries]
    titles = np.stack([vectors[0] for vectors in comparable])
    windows = np.concatenate([vectors[1:] for vectors in comparable])
    counts = np.array([len(vectors) - 1 for vectors in comparable])
    firsts = np.concatenate([[0], np.cumsum(counts)[:-1]])
    wholes = (np.add.reduceat(windows, firsts) / counts[:, None]).astype(np.float32)
    if encoder.card.unit_length or encoder.card.score == "cosine":
        wholes = unit(wholes)
    return VectorIndex(titles, wholes, np.ascontiguousarray(windows), firsts, encoded)


def comparable_form(vectors: Vectors, encoder: Encoder) -> Vectors:
    """Vectors whose dot product is the model's score: as they are, or of length one where it scores by cosine."""
    if encoder.card.score == "cosine" and not encoder.card.unit_length:
        return unit(vectors)
    return vectors


def unit(vectors: Vectors) -> Vectors:
    """Each row at length one; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
