"""The index of one programme: a matrix of passage vectors, and the score of every document for one query vector.

A document's score is a weighted mean of two views of it: its title and its best window. Its sentences are read only
where it is among the best by these (see hybrid.py). The whole text, as the mean of its windows, serves "more like
this" alone: in the score it drowned the one sentence of a long abstract that fits.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Protocol

import numpy as np
import numpy.typing as npt

from session_finder.models.encoder import Encoder, Progress, Vectors
from session_finder.retrieval.maxsim import Projection, QuantizedWords, WordVectors
from session_finder.retrieval.passages import SETTINGS, Document, passages
from session_finder.retrieval.ragged import Rows, rows_of_documents
from session_finder.retrieval.vector_cache import VectorStore
from session_finder.text.analyzer import spans
from session_finder.text.sentences import places, sentences

TITLE, BEST = 0.3, 0.7  # benchmarks/RESULTS.md has what else was tried
WORDS = "words1"  # counts up when what is kept of a document's words changes
_CHUNK = 64  # documents encoded between two writes to the cache: what a crash can lose


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
        """From each document's sentence vectors, (its sentences, dim) float32."""
        flat = np.concatenate([np.empty((0, dimensions), dtype=np.float32), *entries])
        steps = np.maximum(np.abs(flat).max(axis=1, initial=0), 1e-12) / 127
        firsts = np.concatenate([[0], np.cumsum([len(entry) for entry in entries], dtype=np.intp)])
        return cls(np.round(flat / steps[:, None]).astype(np.int8), steps.astype(np.float32), firsts)

    def best(self, rows: npt.NDArray[np.intp], query: Vectors) -> Vectors:
        """The highest dot product among the sentences of each of ``rows``, (len(rows),) float32; -inf without any."""
        own, starts, counts = rows_of_documents(self.firsts, rows)
        dots = (self.numbers[own].astype(np.float32) @ query) * self.steps[own]
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
    """The vectors of n documents, comparable by dot product, wherever they are searched. Any thread may ask."""

    @property
    def encoded(self) -> int:
        """How many documents were not in the cache."""
        ...

    @property
    def dimensions(self) -> int:
        """How many numbers a vector is."""
        ...

    @property
    def in_memory(self) -> bool:
        """Whether a search asks nobody and is done at once."""
        ...

    def __len__(self) -> int:
        """How many documents there are."""
        ...

    def scores(self, query: Vectors) -> Vectors:
        """Scores of shape (n,), float32, for one query vector of shape (dim,): higher is closer.

        For unit vectors they lie in [-1, 1], like the cosines they average.
        """
        ...

    def document_vectors(self, rows: Rows) -> Vectors:
        """The text of each of ``rows`` as one vector: (len(rows), dim) float32."""
        ...

    def candidates(self, rows: Rows) -> Candidates:
        """A few documents, to be looked at closely."""
        ...


@dataclass(frozen=True)
class VectorIndex:
    """Vectors of n documents in memory: VectorSearch.

    ``titles`` (n, dim) float32. ``wholes`` (n, dim) float32: each document's text as one vector. ``windows`` (m, dim)
    float32, document after document; document i owns rows ``firsts[i]`` up to ``firsts[i + 1]``. ``sentences`` and
    ``words``: of each document, for the few that are looked at closely. ``encoded`` counts documents that were not
    cached.
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
        """How many numbers a vector is."""
        return int(self.titles.shape[1])

    def scores(self, query: Vectors) -> Vectors:
        """The weighted mean of each document's title and best window, (n,) float32."""
        best = self.windows @ query
        if len(best) > len(self):
            best = np.maximum.reduceat(best, self.firsts[:-1])
        return np.asarray(TITLE * (self.titles @ query) + BEST * best, dtype=np.float32)

    def document_vectors(self, rows: Rows) -> Vectors:
        """Some of ``wholes``."""
        return np.asarray(self.wholes[rows])

    def candidates(self, rows: Rows) -> Candidates:
        """A few of the documents."""
        return Candidates(self, rows)

    @property
    def blends(self) -> Vectors:
        """Each window with its document's title, (m, dim) float32: the highest dot product is the document's score."""
        return np.asarray(
            TITLE * np.repeat(self.titles, np.diff(self.firsts), axis=0) + BEST * self.windows, dtype=np.float32
        )


@dataclass(frozen=True, slots=True)
class Candidates:
    """A few documents: ``rows`` (k,) of ``index``."""

    index: VectorIndex
    rows: Rows

    def windows(self, query: Vectors) -> Vectors:
        """The highest dot product among each one's windows, (k,) float32."""
        if not len(self.rows):
            return np.empty(0, dtype=np.float32)
        own, starts, _ = rows_of_documents(self.index.firsts, self.rows)
        return np.asarray(np.maximum.reduceat(self.index.windows[own] @ query, starts), dtype=np.float32)

    def sentences(self, query: Vectors) -> Vectors:
        """The highest dot product among each one's sentences, (k,) float32; -inf without any."""
        return self.index.sentences.best(self.rows, query)

    def sentences_of(self, number: int, query: Vectors) -> Vectors:
        """The dot product of each sentence of the ``number``-th one: (its sentences,) float32."""
        return self.index.sentences.scores(int(self.rows[number]), query)

    def nearness(self, words: Vectors, weights: Vectors) -> Vectors:
        """How near each comes to ``words`` (w, dim), which count ``weights`` (w,): (k,) float32."""
        return self.index.words.nearness(self.rows, words, weights)


def build(
    documents: Sequence[Document],
    encoder: Encoder,
    cache: VectorStore,
    projection: Projection,
    progress: Progress | None = None,
) -> VectorIndex:
    """Index ``documents``, taking from the cache what it has and encoding the rest.

    ``projection``: how words are made small. ``progress`` hears (documents done, documents that need encoding) after
    every chunk.
    """
    window_tokens = str(encoder.card.window_tokens)
    keys = [cache.key(SETTINGS, window_tokens, document.title, document.body, document.about) for document in documents]
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
    """For each document its vectors and its words.

    The vectors: (1 + windows + sentences, dim), the title's first, then as the windows read. The words: each once.
    """
    plans = [_Plan.of(document, encoder) for document in documents]
    read = iter(
        encoder.encode_parts(
            [text for plan in plans for text in plan.texts], [spans for plan in plans for spans in plan.parts]
        )
    )
    return [plan.gather([next(read) for _ in plan.texts], projection) for plan in plans]


@dataclass(frozen=True)
class _Plan:
    """What of one document is encoded: its title and windows, with the spans of their sentences and words.

    ``sentences`` and ``words``: for each, its text and its place among that text's parts; a word's name is with it.
    """

    texts: list[str]
    parts: list[list[tuple[int, int]]]
    sentences: list[tuple[int, int]]
    words: list[tuple[int, int, str]]

    @classmethod
    def of(cls, document: Document, encoder: Encoder) -> _Plan:
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
        """From what the encoder made of ``texts`` and ``parts``."""
        vectors = [vectors[0] for vectors in read] + [read[text][place] for text, place in self.sentences]
        return np.stack(vectors), projection.quantized((word, read[text][place]) for text, place, word in self.words)


def _assemble(
    entries: Sequence[Vectors], counts: Sequence[int], words: WordVectors, encoder: Encoder, encoded: int
) -> VectorIndex:
    """``counts``: how many sentences each document has, the last rows of its entry."""
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
    """Vectors whose dot product is the model's score: as they are, or of length one where it scores by cosine."""
    if encoder.card.score == "cosine" and not encoder.card.unit_length:
        return unit(vectors)
    return vectors


def direction(vectors: Sequence[Vectors], encoder: Encoder) -> Vectors:
    """The mean of what the model gave for several texts, (dim,) at length one: what an interest in parts asks for."""
    return unit(comparable_form(np.stack(vectors), encoder).mean(axis=0))


def unit(vectors: Vectors) -> Vectors:
    """Each row at length one; a row of zeros stays."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12), dtype=np.float32)
