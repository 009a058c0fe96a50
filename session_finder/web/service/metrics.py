"""Prometheus metrics of this process: searches, latency, the encoder queue, the vector cache."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, Info, generate_latest

from session_finder import __version__
from session_finder.bootstrap.service import NotReady, Service
from session_finder.models.worker import Busy

REGISTRY = CollectorRegistry()
_SECONDS = (0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5)

searches = Counter("session_finder_searches", "Searches answered or refused", ["way", "outcome"], registry=REGISTRY)
latency = Histogram(
    "session_finder_search_seconds", "From interest to answer", ["way"], buckets=_SECONDS, registry=REGISTRY
)
waiting = Gauge("session_finder_queue", "Interests that wait for the model", registry=REGISTRY)
remembered = Gauge("session_finder_remembered_interests", "Asks answered without the model", registry=REGISTRY)
asked = Gauge("session_finder_asked_interests", "Asks for an interest's vector", registry=REGISTRY)
ready = Gauge("session_finder_ready", "1 when the model is loaded", registry=REGISTRY)
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
    """The metrics in Prometheus's text format."""
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
    return generate_latest(REGISTRY)
