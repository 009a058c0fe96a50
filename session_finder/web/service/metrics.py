"""Prometheus metrics: searches, latency, the encoder queue, the vector cache.

A process by itself keeps them in memory. Where several answer behind one port (``process_role``), each keeps its own in
files of one folder, and whichever is asked adds them up. A worker that is started again goes on with the counts of the
one in whose place it is, so that sums never fall.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import TracebackType
from typing import Final

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest, values
from prometheus_client.metrics_core import Metric
from prometheus_client.multiprocess import MultiProcessCollector

from session_finder import __version__
from session_finder.bootstrap.service import NotReady, Service
from session_finder.models.worker import Busy
from session_finder.process_role import Role, role

EVERY: Final = 1.0  # seconds between two looks at what is no count
REGISTRY = CollectorRegistry()
_ROLE: Final = role()
if _ROLE is not None:
    _number = _ROLE.number
    values.ValueClass = values.MultiProcessValue(lambda: _number)  # type: ignore[no-untyped-call]
_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)

searches = Counter("session_finder_searches", "Searches answered or refused", ["way", "outcome"], registry=REGISTRY)
latency = Histogram(
    "session_finder_search_seconds", "From interest to answer", ["way"], buckets=_SECONDS, registry=REGISTRY
)
# "liveall": each worker's by itself, of those that live. "livesum": their sum.
waiting = Gauge(
    "session_finder_queue", "Interests that wait for the model", registry=REGISTRY, multiprocess_mode="liveall"
)
remembered = Gauge(
    "session_finder_remembered_interests", "Asks answered without the model",
    registry=REGISTRY, multiprocess_mode="livesum",
)  # fmt: skip
asked = Gauge(
    "session_finder_asked_interests", "Asks for an interest's vector", registry=REGISTRY, multiprocess_mode="livesum"
)
ready = Gauge("session_finder_ready", "1 when the model is loaded", registry=REGISTRY, multiprocess_mode="liveall")
program = Info("session_finder", "Version and model", registry=REGISTRY)


@contextmanager
def search(way: str) -> Iterator[None]:
    """Count and time one search. ``way`` is "page", "map", "everywhere" or "api"."""
    begin = time.perf_counter()
    outcome = "answered"
    try:
        yield
    except Busy:
        outcome = "busy"
        raise
    except NotReady:
        outcome = "not ready"
        raise
    except BaseException:
        outcome = "failed"
        raise
    finally:
        searches.labels(way, outcome).inc()
        latency.labels(way).observe(time.perf_counter() - begin)


def exposition(service: Service) -> bytes:
    """The metrics of this process, or of all workers, in Prometheus's text format."""
    observe(service)
    return generate_latest(REGISTRY if _ROLE is None else Together(_ROLE, program))


def observe(service: Service) -> None:
    """Note what is no count: whether this process is ready, with what, and what waits."""
    try:
        model = service.model
    except NotReady:
        ready.set(0)
        program.info({"version": __version__, "model": ""})
    else:
        ready.set(1)
        waiting.set(model.worker.waiting)
        remembered.set(model.worker.remembered)
        asked.set(model.worker.asked)
        program.info({"version": __version__, "model": model.weights.card.name})


def workers_ready() -> tuple[int, int]:
    """How many processes behind this port are ready, and how many there are; (0, 0) in a process that is alone."""
    if _ROLE is None:
        return 0, 0
    samples = [sample for metric in Together(_ROLE).collect() for sample in metric.samples]
    return sum(sample.value == 1 for sample in samples if sample.name == "session_finder_ready"), _ROLE.of


@dataclass(frozen=True, slots=True)
class Together:
    """The metrics of all workers of a role's folder, as a registry gives them: ``program`` is told besides."""

    role: Role
    program: Info | None = None

    def collect(self) -> Iterator[Metric]:
        """One family after the other. What is each worker's by itself has the label ``worker``, its number."""
        for metric in MultiProcessCollector(None, self.role.figures).collect():  # type: ignore[no-untyped-call]
            for place, sample in enumerate(metric.samples):
                if "pid" in sample.labels:
                    labels = {"worker" if name == "pid" else name: said for name, said in sample.labels.items()}
                    metric.samples[place] = sample._replace(labels=labels)
            yield metric
        if self.program is not None:
            yield from self.program.collect()


class Heartbeat:
    """Context manager of a worker: observes every ``every`` seconds, so that others can tell. Alone it does nothing."""

    def __init__(self, service: Callable[[], Service], every: float = EVERY) -> None:
        self._service, self._every = service, every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="figures")

    def __enter__(self) -> Heartbeat:
        """Begin, in a worker."""
        if _ROLE is not None:
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join(timeout=5)

    def _run(self) -> None:
        observe(self._service())
        while not self._ended.wait(self._every):
            observe(self._service())
