"""Embed whole libraries with several processes, on this machine or on a Ray cluster.

Sessions are handed out in small shares. A worker writes a share's vectors to the cache before it reports the share, and
what the cache has is not embedded again, so that an interrupted run can be continued.
"""

from __future__ import annotations

import logging
import multiprocessing
import os
import socket
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

from session_finder.domain.errors import UserError
from session_finder.domain.library import PublishedReader
from session_finder.models.cards import ModelError
from session_finder.paths import how_to_install

if TYPE_CHECKING:
    from session_finder.bootstrap.settings import Settings
    from session_finder.domain.sessions import Programme

SHARE: Final = 256  # sessions: seconds of work, so that nobody waits long for the last one
_PATIENCE: Final = 5.0  # seconds for a cluster's first sign of life
_AGAIN: Final = "What is done is kept: run the same command again, and it goes on from there."


@dataclass(frozen=True, slots=True)
class Share:
    """A slice of a conference's sessions: ``first`` up to ``last`` of the searchable ones, in file order."""

    slug: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Embedded:
    """A finished share: how many sessions it has, and how many of them were not in the cache."""

    sessions: int
    encoded: int


class Embedder:
    """One process's model. ``cpus`` are the processors it is bound to, all when empty."""

    def __init__(self, settings: Settings, cpus: Sequence[int] = ()) -> None:
        from session_finder.bootstrap.model_loading import Model
        from session_finder.bootstrap.service import library_of

        if cpus and hasattr(os, "sched_setaffinity"):
            os.sched_setaffinity(0, cpus)  # torch and OpenVINO take a thread for each processor that they may use
        self._model = Model(settings)
        self._library = library_of(settings)
        self._programme = lru_cache(maxsize=2)(self._load)

    def embed(self, share: Share) -> Embedded:
        """Write a share's vectors to the cache. Raises StoreError, ModelError."""
        from session_finder.search.indexer import embed

        programme = self._programme(share.slug)
        sessions = programme.searchable[share.first : share.last]
        return Embedded(len(sessions), embed(sessions, programme.aliases, self._model.worker, self._model.cache))

    def _load(self, slug: str) -> Programme:
        return self._library.load(slug)


def shares(library: PublishedReader, size: int = SHARE) -> list[Share]:
    """All published sessions, of hidden conferences too, in shares. Raises StoreError."""
    found = []
    for state in library.states():
        count = len(library.load(state.slug).searchable)
        found += [Share(state.slug, first, min(first + size, count)) for first in range(0, count, size)]
    return found


def here(settings: Settings, work: Iterable[Share], workers: int) -> Iterator[Embedded]:
    """Embed with ``workers`` processes on this machine; yields finished shares.

    Raises ModelError, also when a process is killed from outside, and StoreError.
    """
    waiting = iter(work)
    context = multiprocessing.get_context("spawn")  # a fork would copy locks that other threads hold
    numbers = context.SimpleQueue()
    for number in range(workers):
        numbers.put(number)
    pool = ProcessPoolExecutor(workers, context, _begin, (settings, workers, numbers))
    under_way: set[Future[Embedded]] = set()
    try:
        while True:
            for share in waiting:
                under_way.add(pool.submit(_embed, share))
                if len(under_way) >= 2 * workers:
                    break
            if not under_way:
                return
            done, under_way = wait(under_way, return_when=FIRST_COMPLETED)
            for future in done:
                yield future.result()
    except BrokenProcessPool as error:
        raise ModelError(
            f"A process that was embedding has ended; the machine may be out of memory. {_AGAIN}"
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def on_ray(settings: Settings, work: Iterable[Share], workers: int, address: str) -> Iterator[Embedded]:
    """Embed with ``workers`` actors of the Ray cluster at ``address``; all need the same cache, such as a database.

    Raises ModelError when there is no Ray, no cluster, or an actor is lost.
    """
    try:
        import ray
        from ray.util import ActorPool
    except ImportError as error:
        raise ModelError(f"Ray is not installed. Run: {how_to_install('ray')}") from error
    none = f"No Ray cluster answers at {address}. Start one, or name its address: host:6379."
    host, _, port = address.rpartition(":")
    try:
        socket.create_connection((host, int(port)), timeout=_PATIENCE).close()  # Ray itself tries for minutes
    except (OSError, ValueError, OverflowError) as error:
        raise ModelError(none) from error
    os.environ.setdefault("RAY_USAGE_STATS_ENABLED", "0")  # it would tell its makers
    try:
        ray.init(address=address, log_to_driver=False, logging_level=logging.ERROR, ignore_reinit_error=True)
    except (ConnectionError, RuntimeError, ValueError) as error:
        raise ModelError(none) from error
    try:
        actors: list[Any] = [ray.remote(Embedder).remote(settings) for _ in range(workers)]
        pool = ActorPool(actors)
        yield from pool.map_unordered(lambda actor, share: actor.embed.remote(share), [*work])
    except ray.exceptions.RayTaskError as error:
        cause = error.cause
        if isinstance(cause, UserError):
            raise cause from error
        raise ModelError(f"Embedding failed on the cluster: {cause!r}. {_AGAIN}") from error
    except ray.exceptions.RayError as error:
        raise ModelError(f"The cluster lost a process: {type(error).__name__}. {_AGAIN}") from error
    finally:
        ray.shutdown()


_embedder: Embedder | None = None  # of this process, in a pool


def _begin(settings: Settings, workers: int, numbers: Any) -> None:  # noqa: ANN401  a queue of multiprocessing
    """Initialize a process of the pool."""
    global _embedder  # noqa: PLW0603  a pool's process has no other place
    _embedder = Embedder(settings, _processors(numbers.get(), workers))


def _embed(share: Share) -> Embedded:
    if _embedder is None:
        raise RuntimeError("_begin comes first")
    return _embedder.embed(share)


def _processors(number: int, workers: int) -> list[int]:
    """The processors of the process of that number: every ``workers``-th one, at least one."""
    allowed = sorted(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else []
    return allowed[number % max(1, len(allowed)) :: workers] if allowed else []
