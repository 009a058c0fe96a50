"""Start the workers and the proxy, watch them, start again what ends, and stop all of them together.

The first worker warms up alone: it converts the model and fills the cache of vectors, so that the others, which start
when it is ready, find both. A worker that ends is started again after a second, and later each time while it goes on
ending; meanwhile the proxy asks the others. One that hangs is ended, and started again like those.
"""

from __future__ import annotations

import logging
import os
import signal
import socket
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import wait
from pathlib import Path
from types import FrameType
from typing import Final

from prometheus_client.multiprocess import mark_process_dead

from session_finder.domain.errors import SettingsError
from session_finder.workers.nginx import Nginx
from session_finder.workers.pulse import EVERY, MISSES, Pulse
from session_finder.workers.worker import HOST, Worker

log = logging.getLogger(__name__)

MOMENT: Final = 0.25  # seconds between two looks
ANSWERING: Final = 5.0  # seconds at the end in which requests are answered and pages go on; nobody new comes
ENDING: Final = 20.0  # seconds that processes then have to end by themselves
SETTLED: Final = 60.0  # seconds after which a start counts as a good one
_PAUSES: Final = (1.0, 2.0, 4.0, 8.0, 10.0)  # seconds before the first start again, the second, …
_OUTSIDE: Final = 8501  # worker ports are looked for from here or from the proxy's port on
_reservations: list[socket.socket] = []  # kept open
_STOPPING: Final = (signal.SIGTERM, signal.SIGINT)


@dataclass
class _Watched:
    """A worker and when it may start, in seconds of the monotonic clock; ``failures`` in a row."""

    worker: Worker
    failures: int = 0
    due: float = 0.0
    started: float = 0.0
    ready: bool = False
    known: bool = False  # whether the proxy asks it
    noticed: bool = True
    pulse: Pulse = field(init=False)

    def __post_init__(self) -> None:
        self.pulse = Pulse(self.worker.port)

    def start(self, warm_first: bool) -> None:
        """Start the worker."""
        self.started, self.ready, self.noticed = time.monotonic(), False, False
        self.pulse = Pulse(self.worker.port)
        self.worker.start(warm_first)


class Supervisor:
    """The workers, the first one first, and the proxy.

    ``figures`` is the folder of the workers' metrics. ``say`` is called with what an operator waits for.
    """

    def __init__(self, workers: Sequence[Worker], proxy: Nginx, figures: Path, say: Callable[[str], None]) -> None:
        self._watched = [_Watched(worker) for worker in workers]
        self._proxy, self._figures, self._say = proxy, figures, say
        self._proxy_failures, self._proxy_due = 0, 0.0
        self._others_may_start = False
        self._proxy.ask([self._watched[0].worker.port])
        self._watched[0].known = True
        self._signals = 0

    def run(self) -> int:
        """Serve until a signal says to stop; the exit code.

        It is that of the first worker when that one cannot start at all, and 0 otherwise.
        """
        before = {one: signal.signal(one, self._stop) for one in _STOPPING}
        try:
            while not self._signals:
                for watched in self._watched:
                    code = self._look_after(watched)
                    if code is not None:
                        return code
                self._look_after_proxy()
                self._introduce()
                running = [one.worker.sentinel for one in self._watched if one.worker.runs]
                wait(running, MOMENT) if running else time.sleep(MOMENT)
        finally:
            self._end()
            for one, handler in before.items():
                signal.signal(one, handler)
        return 0

    def _stop(self, _: int, __: FrameType | None) -> None:
        self._signals += 1

    # ---- workers --------------------------------------------------------------------------------------------------

    def _look_after(self, watched: _Watched) -> int | None:
        """Start a worker that is due, and note what became of it; an exit code when there is no point in going on."""
        worker, now = watched.worker, time.monotonic()
        if worker.runs:
            if not watched.ready:
                self._ask(watched)
            elif watched.pulse.stopped(now):
                self._replace(watched)
            elif watched.failures and now - watched.started > SETTLED:
                watched.failures = 0
            return None
        if not watched.noticed:
            return self._ended(watched)
        first = watched is self._watched[0]
        if now >= watched.due and (first or self._others_may_start):
            for one in self._watched:
                one.pulse.close()
            watched.start(warm_first=self._others_may_start)
        return None

    def _replace(self, watched: _Watched) -> None:
        """End a worker that hangs, at once: it would not hear a request to end. It is started again like any other."""
        log.warning("Process %d of %d has not answered for %g s and is ended.",
                    watched.worker.number, len(self._watched), EVERY * MISSES)  # fmt: skip
        watched.pulse.close()
        watched.worker.wait(0.0)

    def _ask(self, watched: _Watched) -> None:
        """Hear whether a worker is ready."""
        health = watched.worker.health()
        if health.answers and not self._proxy.runs and not self._proxy_due:
            self._proxy_due = time.monotonic()
        if health.stage in ("ready", "failed"):  # failed: its pages say so
            watched.ready = True
            self._others_may_start = self._others_may_start or health.stage == "ready"

    def _ended(self, watched: _Watched) -> int | None:
        """Plan the next start of a worker that has ended."""
        worker, code = watched.worker, watched.worker.exit_code
        watched.noticed = True
        mark_process_dead(worker.number, str(self._figures))  # type: ignore[no-untyped-call]
        if watched is self._watched[0] and not watched.ready and not watched.failures and not self._others_may_start:
            return abs(code or 1)
        pause = _PAUSES[min(watched.failures, len(_PAUSES) - 1)]
        watched.failures += 1
        watched.due = time.monotonic() + pause
        log.warning("Process %d of %d ended %s. It starts again in %g s; the others answer meanwhile.",
                    worker.number, len(self._watched), _how(code), pause)  # fmt: skip
        return None

    # ---- the proxy ------------------------------------------------------------------------------------------------

    def _look_after_proxy(self) -> None:
        """Start the proxy as soon as somebody answers behind it, and again when it has ended."""
        now = time.monotonic()
        if self._proxy.runs or not self._proxy_due:
            return
        if now < self._proxy_due:
            return
        if self._proxy_failures:
            log.warning("nginx has ended; it starts again.")
        self._proxy.start()
        self._proxy_due = now + _PAUSES[min(self._proxy_failures, len(_PAUSES) - 1)]
        self._proxy_failures += 1

    def _introduce(self) -> None:
        """Let the proxy ask workers that are ready for the first time, once none is still on its way to that."""
        new = [one for one in self._watched if one.ready and not one.known]
        if new and all(one.ready or one.failures for one in self._watched):
            for watched in new:
                watched.known = True
            known = [one.worker.port for one in self._watched if one.known]
            self._proxy.ask(known)
            self._say(f"  {len(known)} of {len(self._watched)} processes answer.")

    def _end(self) -> None:
        """Stop taking requests, answer those that were begun, and end everything."""
        self._proxy.drain()
        self._wait_while(lambda: self._proxy.runs, ANSWERING)  # it ends by itself when no page is open
        for watched in self._watched:
            watched.worker.end()
        self._wait_while(lambda: any(one.worker.runs for one in self._watched), ENDING)
        for watched in self._watched:
            watched.worker.wait(0.0)
        self._proxy.end(1.0)

    def _wait_while(self, true: Callable[[], bool], patience: float) -> None:
        """Wait for seconds at most, or until somebody who is in a hurry sends a second signal."""
        until = time.monotonic() + patience
        while true() and time.monotonic() < until and self._signals < 2:
            time.sleep(0.05)


def free_ports(count: int, beside: int) -> list[int]:
    """Ports on the loopback that nobody listens on, the next ones after ``beside``. Raises SettingsError.

    Such ports are not among those that systems hand out for outgoing connections, so that they are free again later.
    Another start on this machine leaves them alone too, as long as this process lives, although some workers begin to
    listen later.
    """
    found: list[int] = []
    for port in range(max(beside, _OUTSIDE) + 1, 65_536):
        if _is_free(HOST, port) and _reserved(port):
            found.append(port)
            if len(found) == count:
                return found
    raise SettingsError(f"No {count} free ports were found above {beside}. Choose a lower --port.")


def _reserved(port: int) -> bool:
    """Reserve a port among processes of this program: by a name of Linux, which ends with the last that holds it."""
    if sys.platform != "linux":
        return True
    mark = socket.socket(socket.AF_UNIX)
    try:
        mark.bind(f"\0session-finder-worker-{port}")
    except OSError:
        mark.close()
        return False
    _reservations.append(mark)
    return True


def check_free(address: str, port: int) -> None:
    """Raise SettingsError when the proxy could not listen there."""
    if not _is_free(address, port):
        raise SettingsError(f"Port {port} of {address} is taken or not allowed. Choose another one with --port.")


def _is_free(address: str, port: int) -> bool:
    with suppress(OSError):
        for family, kind, protocol, _, place in socket.getaddrinfo(address, port, type=socket.SOCK_STREAM):
            with socket.socket(family, kind, protocol) as probe:
                if os.name == "posix":
                    probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                probe.bind(place)
        return True
    return False


def _how(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return f"by {signal.Signals(-code).name}"
    return f"with {code}"
