"""The vector index of one programme: passage vectors, and the score of every document for a query vector.

A document's score is a weighted mean of its title's and its best window's. Its sentences are compared only when it is
among the best by these (see scoring.py). The vector of the whole text, the mean of its windows, serves "more like this"
alone: in the score it hid the one sentence of a long abstract that fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
import numpy.typing as npt

from session_finder.models.encoder import Encoder, Progress, Vectors, unit
from session_finder.retrieval.maxsim import NearWords, Projection, QuantizedWords, WordVectors
from session_finder.retrieval.passages import SETTINGS, Document, passages
from session_finder.retrieval.ragged import Rows, rows_of_documents
from session_finder.retrieval.vector_cache import VectorStore, key_of
from session_finder.text.analyzer import spans
from session_finder.text.sentences import places, sentences

TITLE, BEST = 0.3, 0.7  # benchmarks/RESULTS.md has what else was tried
WORDS = "words1"  # increment when the cached form of a document's words changes
_CHUNK = 64  # documents encoded between two writes to the cache, the most that a crash can lose


@dataclass(frozen=True)
class SentenceVectors:
    """The sentences of n documents in 8 bits: ``numbers`` (s, dim) int8 times ``steps`` (s,) float32.

    Document i owns rows ``firsts[i]`` up to ``firsts[i + 1]``.
    """

    numbers: npt.NDArray[np.int8]
    steps: Vectors
    firsts: npt.NDArray[np.intp]

    @classmethod
    def of(cls, entries: Sequence[Vectors], dimensions: int) -> SentenceVectors:
        """Quantize each document's sentence vectors, (its sentences, dim) float32."""
        flat = np.concatenate([np.empty((0, dimensions), dtype=np.float32), *entries])
        steps = np.maximum(np.abs(flat).max(axis=1, initial=0), 1e-12) / 127
        firsts = np.concatenate([[0], np.cumsum([len(entry) for entry in entries], dtype=np.intp)])
        return cls(np.round(flat / steps[:, None]).astype(np.int8), steps.astype(np.float32), firsts)

    def best(self, rows: npt.NDArray[np.intp], query: Vectors) -> Vectors:
        """The highest dot product of each row's sentences with ``query``, (len(rows),) float32; -inf without any."""
        own, starts, counts = rows_of_documents(self.firsts, rows)
        dots = (np.take(self.numbers, own, axis=0).astype(np.float32) @ query) * self.steps[own]
        found = np.full(len(rows), -np.inf, dtype=np.float32)
        some = counts > 0
        if some.any():
            found[some] = np.maximum.reduceat(dots, starts[some])
        return found

    def scores(self, row: int, query: Vectors) -> Vectors:
        """The dot product of each of document ``row``'s sentences with ``query`` (dim,): (its sentences,) float32."""
        own = slice(self.firsts[row], self.firsts[row + 1])
        return np.asarray(self.numbers[own].astype(np.float32) @ query * self.steps[own], dtype=np.float32)


class VectorSearch(Protocol):
    """The vectors of n documents, comparable by dot product, in memory or in a database. Any thread may call it."""

    @property
    def encoded(self) -> int:
        """How many documents were encoded because the cache did not have them."""
        ...

    @property
    def dimensions(self) -> int:
        """The number of dimensions of a vector."""
        ...

    @property
    def in_memory(self) -> bool:
        """Whether a search does no I/O."""
        ...

    def __len__(self) -> int:
        """The number of documents."""
        ...

    def scores(self, query: Vectors) -> Vectors:
        """Scores of shape (n,), float32, for one query vector of shape (dim,): higher is closer.

        For unit vectors they lie in [-1, 1], like the cosines they average.
        """
        ...

    def document_vectors(self, rows: Rows) -> Vectors:
        """The whole text of each of ``rows`` as one vector: (len(rows), dim) float32."""
        ...

    def candidates(self, rows: Rows) -> Candidates:
        """The detailed vectors of a few documents, for rescoring."""
        ...


@dataclass(frozen=True)
class VectorIndex:
    """A VectorSearch in memory.

    ``titles`` (n, dim) and ``wholes`` (n, dim) float32: each document's title, and its text as one vector. ``windows``
    (m, dim) float32: document i owns rows ``firsts[i]`` up to ``firsts[i + 1]``. ``sentences`` and ``words`` serve the
    candidates. ``encoded`` counts documents that were not cached.
    """

    titles: Vectors
    wholes: Vectors
    windows: Vectors
    firsts: Rows
    sentences: SentenceVectors
    words: WordVectors
    encoded: int = 0
    in_memory: ClassVar[bool] = True

    def __len__(self) -> int:
        return len(self.titles)

    @property
    def dimensions(self) -> int:
        """The number of dimensions of a vector."""
        return int(self.titles.shape[1])

    def scores(self, query: Vectors) -> Vectors:
        """The weighted mean of title and best window for each document, (n,) float32."""
        best = self.windows @ query
        if len(best) > len(self):
            best = np.maximum.reduceat(best, self.firsts[:-1])
        return np.asarray(TITLE * (self.titles @ query) + BEST * best, dtype=np.float32)

    def document_vectors(self, rows: Rows) -> Vectors:
        """The rows of ``wholes``."""
        return np.asarray(self.wholes[rows])

    def candidates(self, rows: Rows) -> Candidates:
        """Some documents for rescoring."""
        return Candidates(self, rows)

    @property
    def blends(self) -> Vectors:
        """Each window averaged with its document's title, (m, dim) float32; the best dot product is the score."""
        return np.asarray(
            TITLE * np.repeat(self.titles, np.diff(self.firsts), axis=0) + BEST * self.windows, dtype=np.float32
        )


@dataclass(frozen=True, slots=True)
class Candidates:
    """A few documents to rescore: ``rows`` (k,) of ``index``."""

    index: VectorIndex
    rows: Rows

    def windows(self, query: Vectors) -> Vectors:
        """The highest dot product of each document's windows, (k,) float32."""
        if not len(self.rows):
            return np.empty(0, dtype=np.float32)
        own, starts, _ = rows_of_documents(self.index.firsts, self.rows)
        return np.asarray(
            np.maximum.reduceat(np.take(self.index.windows, own, axis=0) @ query, starts), dtype=np.float32
        )

    def sentences(self, query: Vectors) -> Vectors:
        """The highest dot product of each document's sentences, (k,) float32; -inf without any."""
        return self.index.sentences.best(self.rows, query)

    def sentences_of(self, number: int, query: Vectors) -> Vectors:
        """The dot product of each sentence of the ``number``-th document: (its sentences,) float32."""
        return self.index.sentences.scores(int(self.rows[number]), query)

    def words_of(self, number: int) -> QuantizedWords:
        """The distinct words of the ``number``-th document in the order of ``passages``: (w, d) int8."""
        return self.index.words.of_document(int(self.rows[number]))

    def near_words(self) -> NearWords:
        """What tells near words by the words of these documents."""
        return NearWords.of(self.index.words.of_documents(self.rows), self.index.words.projection)

    def nearness(self, words: Vectors, weights: Vectors) -> Vectors:
        """The late-interaction score of each document for ``words`` (w, dim) with ``weights`` (w,): (k,) float32."""
        return self.index.words.nearness(self.rows, words, weights)


def build(
    documents: Sequence[Document],
    encoder: Encoder,
    cache: VectorStore,
    projection: Projection,
    progress: Progress | None = None,
) -> VectorIndex:
    """Index ``documents`` in memory; encode those that the cache does not have, and cache them.

    ``projection`` reduces word vectors. ``progress`` is called with (documents done, documents to encode) after each
    chunk.
    """
    window_tokens = str(encoder.card.window_tokens)
    keys = [key_of(SETTINGS, window_tokens, document.title, document.body, document.about) for document in documents]
    small = cache.words(f"{WORDS}:{projection.digest}", projection.dimensions)
    found, quantized = cache.get(keys), small.get(keys)
    first_row = {key: row for row, key in reversed(list(enumerate(keys)))}
    missing = [first_row[key] for key in dict.fromkeys(keys) if key not in found or key not in quantized]
    missing.sort(key=lambda row: len(documents[row].text))
    for start in range(0, len(missing), _CHUNK):
        rows = missing[start : start + _CHUNK]
        fresh = _encode([documents[row] for row in rows], encoder, projection)
        entries = {keys[row]: vectors for row, (vectors, _) in zip(rows, fresh, strict=True)}
        words = {keys[row]: numbers for row, (_, numbers) in zip(rows, fresh, strict=True)}
        cache.put(entries)
        small.put(words)
        found.update(entries)
        quantized.update(words)
        if progress:
            progress(min(start + _CHUNK, len(missing)), len(missing))
    counts = [len(sentences(document.body)) for document in documents]
    said = WordVectors.of([quantized[key] for key in keys], projection)
    return _assemble([found[key] for key in keys], counts, said, encoder, len(missing))


def _encode(
    documents: Sequence[Document], encoder: Encoder, projection: Projection
) -> list[tuple[Vectors, QuantizedWords]]:
    """For each document its vectors and its quantized words.

    The vectors, (1 + windows + sentences, dim): the title's first. The words: each distinct one once.
    """
    plans = [_EncodingPlan.of(document, encoder) for document in documents]
    read = iter(
        encoder.encode_parts(
            [text for plan in plans for text in plan.texts], [spans for plan in plans for spans in plan.parts]
        )
    )
    return [plan.gather([next(read) for _ in plan.texts], projection) for plan in plans]


@dataclass(frozen=True)
class _EncodingPlan:
    """What is encoded of one document: its title and windows (``texts``), and spans in them (``parts``).

    ``sentences`` and ``words`` locate each: the index of its text and its place among that text's spans, and the word.
    """

    texts: list[str]
    parts: list[list[tuple[int, int]]]
    sentences: list[tuple[int, int]]
    words: list[tuple[int, int, str]]

    @classmethod
    def of(cls, document: Document, encoder: Encoder) -> _EncodingPlan:
        title, *windows = passages(document, encoder)
        plan = cls([title, *windows], [[] for _ in range(1 + len(windows))], [], [])
        for window, start, end in places([document.body[a:b] for a, b in sentences(document.body)], windows):
            plan.sentences.append(plan._part(1 + window, start, end))
        for number, window_text in enumerate(windows, start=1):
            for start, end, word in spans(window_text):
                plan.words.append((*plan._part(number, start, end), word))
        return plan

    def _part(self, text: int, start: int, end: int) -> tuple[int, int]:
        self.parts[text].append((start, end))
        return text, len(self.parts[text])

    def gather(self, read: Sequence[Vectors], projection: Projection) -> tuple[Vectors, QuantizedWords]:
        """The document's vectors and words, from the encoder's output for ``texts`` and ``parts``."""
        vectors = [vectors[0] for vectors in read] + [read[text][place] for text, place in self.sentences]
        return np.stack(vectors), projection.quantized((word, read[text][place]) for text, place, word in self.words)


def _assemble(
    entries: Sequence[Vectors], counts: Sequence[int], words: WordVectors, encoder: Encoder, encoded: int
) -> VectorIndex:
    """Build the index from cached entries; ``counts``: the number of sentences of each, the last rows of its entry."""
    dimensions = encoder.card.dimensions
    if not entries:
        nothing = np.empty((0, dimensions), dtype=np.float32)
        return VectorIndex(
            nothing, nothing, nothing, np.zeros(1, dtype=np.intp), SentenceVectors.of([], dimensions), words, encoded
        )
    comparable = [comparable_form(vectors, encoder) for vectors in entries]
    titles = np.stack([vectors[0] for vectors in comparable])
    borders = [len(vectors) - count for vectors, count in zip(comparable, counts, strict=True)]
    windows = np.concatenate([vectors[1:border] for vectors, border in zip(comparable, borders, strict=True)])
    sizes = np.array(borders) - 1
    firsts = np.concatenate([[0], np.cumsum(sizes, dtype=np.intp)])
    wholes = (np.add.reduceat(windows, firsts[:-1]) / sizes[:, None]).astype(np.float32)
    if encoder.card.unit_length or encoder.card.score == "cosine":
        wholes = unit(wholes)
    said = SentenceVectors.of(
        [vectors[border:] for vectors, border in zip(comparable, borders, strict=True)], dimensions
    )
    return VectorIndex(titles, wholes, np.ascontiguousarray(windows), firsts, said, words, encoded)


def comparable_form(vectors: Vectors, encoder: Encoder) -> Vectors:
    """Vectors whose dot product is the model's score: normalized where the model scores by cosine, else unchanged."""
    if encoder.card.score == "cosine" and not encoder.card.unit_length:
        return unit(vectors)
    return vectors


def direction(vectors: Sequence[Vectors], encoder: Encoder) -> Vectors:
    """The mean of several texts' vectors at unit length, (dim,)."""
    return unit(comparable_form(np.stack(vectors), encoder).mean(axis=0))
