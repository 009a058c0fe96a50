"""What models cost and how well they rank, measured on this machine and kept beside the vectors.

Speed is measured warm, with all models loaded and taking turns, as medians: a machine that is busy for a moment slows
every model down alike.
"""

from __future__ import annotations

import json
import logging
import os
import statistics
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from session_finder.bootstrap.model_loading import Model

log = logging.getLogger(__name__)

FILE: Final = "model-measurements.json"
ROUNDS: Final = 5
QUERIES: Final = 20  # in a round
SESSIONS: Final = 32  # in a round


@dataclass(frozen=True, slots=True)
class Measurement:
    """What one model did on this machine.

    ``vectors`` names its vectors (``vectors_name``); figures of another name are those of another model. ``computed``
    is the encoder's description: "cpu, OpenVINO, bfloat16". ``ndcg3`` and ``success3`` are those of ``evaluate`` on the
    sample's golden set, None when they were not measured.
    """

    vectors: str
    milliseconds: float  # for one query
    sessions_per_second: float
    computed: str
    libraries: str
    threads: int
    date: str  # ISO 8601
    ndcg3: float | None = None
    success3: float | None = None


def measure_speed(
    models: Sequence[Model], queries: Sequence[str], sessions: Sequence[str], say: Callable[[str], None]
) -> list[Measurement]:
    """The speed of each of ``models`` on texts, in their order; nothing comes from a cache."""
    from session_finder.models.encoder import releases, vectors_name
    from session_finder.text.analyzer import query_words

    singles: list[list[float]] = [[] for _ in models]
    batches: list[list[float]] = [[] for _ in models]
    spans = [[(start, end) for start, end, _ in query_words(text)] for text in queries]
    for turn in range(-1, ROUNDS):  # the round before the first warms up
        say(f"Measuring, round {turn + 1} of {ROUNDS}" if turn >= 0 else "Warming up")
        for place, model in enumerate(models):
            for text, words in zip(queries, spans, strict=True):
                begin = time.perf_counter()
                model.worker.encode_parts([text], [words])
                if turn >= 0:
                    singles[place].append(time.perf_counter() - begin)
            begin = time.perf_counter()
            model.worker.encode(sessions)
            if turn >= 0:
                batches[place].append(time.perf_counter() - begin)
    now = datetime.now(UTC).replace(microsecond=0).isoformat()
    return [
        Measurement(
            vectors=vectors_name(model.worker),
            milliseconds=statistics.median(single) * 1000,
            sessions_per_second=len(sessions) / statistics.median(batch),
            computed=model.worker.description,
            libraries=releases(),
            threads=_processors(),
            date=now,
        )
        for model, single, batch in zip(models, singles, batches, strict=True)
    ]


def with_quality(measured: Measurement, measures: dict[str, float]) -> Measurement:
    """The measurement with the quality that ``evaluate`` found."""
    return replace(measured, ndcg3=measures["nDCG@3"], success3=measures["success@3"])


def keep(cache: Path, name: str, measured: Measurement) -> None:
    """Remember a model's measurement in the folder ``cache``, in place of an earlier one. Raises OSError."""
    known = {**measurements(cache), name: measured}
    draft = cache / f"{FILE}.{os.getpid()}.new"
    cache.mkdir(parents=True, exist_ok=True)
    try:
        draft.write_text(
            json.dumps({name: asdict(one) for name, one in known.items()}, indent=2, sort_keys=True) + "\n", "utf-8"
        )
        draft.replace(cache / FILE)
    finally:
        draft.unlink(missing_ok=True)


def measurements(cache: Path) -> dict[str, Measurement]:
    """What was measured on this machine, by the full names of models; what cannot be read is left out."""
    found = {}
    try:
        known = json.loads((cache / FILE).read_text("utf-8"))
        for name, figures in known.items():
            with suppress(TypeError):  # another release wrote other fields
                found[str(name)] = Measurement(**figures)
    except FileNotFoundError:
        return {}
    except (OSError, ValueError, AttributeError) as error:
        log.warning("%s cannot be read (%s); run `models measure` again.", cache / FILE, error)
    return found


def measurement_of(model: Model, cache: Path) -> Measurement | None:
    """The measurement of a loaded model, None when it was not measured as it is computed now."""
    found = measurements(cache).get(model.weights.card.name)
    from session_finder.models.encoder import vectors_name

    return found if found and found.vectors == vectors_name(model.worker) else None


def _processors() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
