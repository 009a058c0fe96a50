"""How long a search takes from text to three sessions, and where the time goes, for programmes of three sizes."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable

import numpy as np
from threadpoolctl import threadpool_limits

from benchmarks import report
from benchmarks.contender import CACHE, _weights
from session_finder.bootstrap.model_loading import make_encoder
from session_finder.domain.aliases import Aliases
from session_finder.domain.sessions import Programme, Session
from session_finder.models.encoder import Vectors, unit
from session_finder.models.worker import EncoderWorker
from session_finder.retrieval.calibration import Calibration
from session_finder.retrieval.index import SentenceVectors, VectorIndex
from session_finder.retrieval.keywords import KeywordIndex
from session_finder.retrieval.maxsim import DIMENSIONS, Projection, QueryWords, WordVectors
from session_finder.retrieval.passages import Document
from session_finder.retrieval.scoring import HybridIndex
from session_finder.search.finder import SessionFinder
from session_finder.search.loaded_conference import LoadedConference
from session_finder.text.analyzer import query_words

SIZES = (200, 5_000, 100_000)
SENTENCES = 8
WORDS = 90  # different ones in a session, those that say nothing left out
SEARCHES = 60
ROUNDS = 5
_BODY = "an abstract about data and people, " + " ".join(f"word{n}" for n in range(100))


def _programme(size: int) -> tuple[Programme, VectorIndex]:
    """A made-up programme; what scoring costs depends on its size alone. Every fifth session has a second window."""
    drawn = np.random.default_rng(size)
    texts = [" ".join(f"Sentence {m} of {n} is about data and people." for m in range(SENTENCES)) for n in range(200)]
    sessions = tuple(Session(f"s{n}", f"Session {n}", texts[n % 200], ("Someone",)) for n in range(size))
    wholes = unit(drawn.standard_normal((size, 384), dtype=np.float32))
    counts = 1 + (np.arange(size) % 5 == 0)
    windows = unit(drawn.standard_normal((int(counts.sum()), 384), dtype=np.float32))
    firsts = np.concatenate([[0], np.cumsum(counts, dtype=np.intp)])
    numbers = drawn.integers(-127, 128, (size * SENTENCES, 384), dtype=np.int8)
    steps = np.full(size * SENTENCES, 1 / 127 / 12, dtype=np.float32)
    said = SentenceVectors(numbers, steps, np.arange(0, size * SENTENCES + 1, SENTENCES))
    axes = Projection(unit(drawn.standard_normal((DIMENSIONS, 384), dtype=np.float32)).T)
    small = drawn.integers(-32, 33, (size * WORDS, DIMENSIONS), dtype=np.int8)
    named = WordVectors(axes, small, np.arange(0, size * WORDS + 1, WORDS))
    return Programme("made-up", "Made up", sessions), VectorIndex(wholes, wholes, windows, firsts, said, named)


def _median_ms(action: Callable[[str], object], texts: list[str]) -> float:
    times = []
    for text in texts:
        begin = time.perf_counter()
        action(text)
        times.append(time.perf_counter() - begin)
    return statistics.median(times) * 1000


def _score(finder: SessionFinder, query: Vectors, text: str) -> object:
    names = [word for *_, word in query_words(text)]
    return finder.index.search(
        query, finder.index.words.search(text), QueryWords(names, np.tile(query, (len(names), 1)))
    )


def run() -> None:
    """Measure and report."""
    threadpool_limits(1, "blas")  # as loading.Model has it
    encoder = make_encoder(_weights(), CACHE, "auto", "auto", "auto")
    worker = EncoderWorker(encoder)
    finders = {}
    for size in SIZES:
        programme, vectors = _programme(size)
        words = KeywordIndex([Document(session.title, _BODY) for session in programme.sessions])
        finders[size] = LoadedConference(
            programme, worker, HybridIndex(vectors, words, 0.5, Calibration()), np.arange(size), Aliases()
        ).finder
    found: dict[tuple[int, str], list[float]] = {}
    for number in range(ROUNDS):
        for size, finder in finders.items():
            texts = [f"interest {size} {number} {n} about data and people" for n in range(SEARCHES)]
            query = encoder.encode(["a query"])[0]
            alone = [f"alone {text}" for text in texts]
            found.setdefault((size, "whole"), []).append(_median_ms(finder.find, texts))
            found.setdefault((size, "encoder"), []).append(_median_ms(lambda text: encoder.encode([text]), alone))
            found.setdefault((size, "scoring"), []).append(
                _median_ms(lambda text, finder=finder, query=query: _score(finder, query, text), texts)
            )
            # An interest that is remembered costs no encoding: what is left is everything else.
            found.setdefault((size, "rest"), []).append(_median_ms(finder.find, texts))
    rows = [
        (f"{size:,}", *(statistics.median(found[size, part]) for part in ("whole", "encoder", "rest", "scoring")))
        for size in SIZES
    ]
    header = ("sessions", "text to three sessions, ms", "encoder alone", "all but the encoder", "of it scoring")
    note = f"Medians of {ROUNDS} interleaved rounds of {SEARCHES} searches, one at a time, {encoder.description}."
    report.write("query", "python -m benchmarks query", f"{report.table(header, rows)}\n\n{note}")
