"""How much of who is near whom the map keeps, and what drawing it costs, for programmes of three sizes."""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
from threadpoolctl import threadpool_limits

from benchmarks import report
from benchmarks.contender import CACHE, _weights
from session_finder.bootstrap.model_loading import make_encoder
from session_finder.models.encoder import Vectors, unit, vectors_name
from session_finder.models.worker import EncoderWorker
from session_finder.paths import RESOURCES
from session_finder.search.loaded_conference import LoadedConference
from session_finder.storage.files.library import FileLibrary
from session_finder.storage.vectors.sqlite_cache import VectorCache
from session_finder.topics.tsne import principal, project

SIZES = (1_000, 5_000)
NEAREST, AROUND = 10, 15
Floats = npt.NDArray[np.float64]


def kept(vectors: Vectors, points: Floats) -> float:
    """The share of each vector's ten nearest that are among the fifteen nearest points of the picture."""
    shares = []
    for row in range(len(vectors)):
        near = vectors @ vectors[row]
        away = ((points - points[row]) ** 2).sum(axis=1)
        near[row], away[row] = -np.inf, np.inf
        shares.append(len(np.intersect1d(np.argsort(-near)[:NEAREST], np.argsort(away)[:AROUND])) / NEAREST)
    return float(np.mean(shares))


def sample() -> Vectors:
    """The sample programme's vectors."""
    encoder = make_encoder(_weights(), CACHE, "auto", "auto", "auto")
    cache = VectorCache(CACHE, vectors_name(encoder), encoder.card.dimensions)
    programme = FileLibrary(RESOURCES / "data").load("harbour-2027")
    return LoadedConference.build(programme, EncoderWorker(encoder), cache).finder.index.vectors.wholes


def made_up(count: int) -> Vectors:
    """Sessions of made-up topics: each a mixture of a field, a topic in it, and something of its own."""
    drawn = np.random.default_rng(count)
    fields = drawn.standard_normal((12, 384))
    topics = fields[drawn.integers(0, 12, count // 12)] + drawn.standard_normal((count // 12, 384))
    own = topics[drawn.integers(0, len(topics), count)] + 1.2 * drawn.standard_normal((count, 384))
    return unit(own.astype(np.float32))


def _timed(draw: Callable[[Vectors], Floats], vectors: Vectors) -> tuple[Floats, float]:
    begin = time.process_time()
    points = draw(vectors)
    return points, time.process_time() - begin


def run() -> None:
    """Measure and report."""
    threadpool_limits(1, "blas")  # as loading.Model has it
    rows = []
    for name, vectors in [("sample programme", sample()), *(("made up", made_up(size)) for size in SIZES)]:
        plain, plain_seconds = _timed(principal, vectors)
        ours, seconds = _timed(project, vectors)
        figures = (kept(vectors, plain), kept(vectors, ours), plain_seconds, seconds)
        rows.append((f"{len(vectors):,} ({name})", *figures))
    header = ("sessions", "neighbours kept, PCA", "ours", "processor seconds, PCA", "ours")
    note = f"Kept: of the {NEAREST} nearest by the vectors, the share among the {AROUND} nearest of the picture."
    report.write("map", "python -m benchmarks map", f"{report.table(header, rows)}\n\n{note}")
