"""One worker: a process of the program on a port of its own, which listens on this computer only.

On Linux it is a fork of the process that starts it, so that what all workers import, and data that never changes, is in
memory once. Elsewhere it is a new process.
"""

from __future__ import annotations

import gc
import http.client
import importlib
import json
import multiprocessing
import os
import runpy
import signal
import sys
import warnings
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any, Final

from session_finder import paths
from session_finder.process_role import Role
from session_finder.workers.parent_death import end_with_parent

HOST: Final = "127.0.0.1"
_FORKS: Final = sys.platform == "linux"  # macOS ends forks of processes that use its frameworks
# What the server imports in any case and most of its memory is made of, none of which starts a thread. Rooms of the web
# are left to the workers: they keep state.
_SHARED: Final = (
    "streamlit.web.cli", "pandas", "fastapi", "openvino", "altair", "streamlit.elements.vega_charts",
    "session_finder.bootstrap.service", "session_finder.bootstrap.model_loading",
    "session_finder.models.openvino_encoder", "session_finder.search.loaded_conference",
    "session_finder.federated.exact", "session_finder.intake.reading",
)  # fmt: skip
_WARM: Final = "session_finder.web.service.process_service"  # by name, like the server: this room starts it, no more


@dataclass(frozen=True, slots=True)
class Health:
    """What a worker answers about itself: whether it answers at all, and its stage."""

    answers: bool = False
    stage: str = ""


def load_shared() -> None:
    """Import what the workers share; call it before the first one is started, in a process without threads."""
    if not _FORKS:
        return
    os.environ["OPENBLAS_NUM_THREADS"] = "1"  # a search uses one anyway; its threads would not survive the fork
    sys.modules.setdefault("openvino_telemetry", None)  # type: ignore[arg-type]  # as models.openvino_encoder has it
    for name in _SHARED:
        with suppress(ImportError):  # the worker says what it misses
            importlib.import_module(name)
    from session_finder.query.language_detection import foreign_language
    from session_finder.text.dictionary import is_english

    foreign_language("irgendeine ganz andere Sprache", 0.0)  # the classifier's tables, 75 MB
    is_english("a word")  # the word list, 25 MB
    gc.collect()
    gc.freeze()  # a collection would write to each object, and each worker would have a copy


class Worker:
    """A worker that may be started again; ``environment`` is added to that of the process that starts it."""

    def __init__(self, role: Role, port: int, environment: dict[str, str]) -> None:
        self.number, self.port = role.number, port
        self._environment = {**environment, **role.environment()}
        self._process: BaseProcess | None = None

    @property
    def exit_code(self) -> int | None:
        """How it ended, None while it runs or before it was started."""
        return None if self._process is None else self._process.exitcode

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.exitcode is None

    @property
    def sentinel(self) -> Any:  # noqa: ANN401  what multiprocessing.connection.wait takes
        """What becomes ready when it ends."""
        return self._process.sentinel if self._process is not None else None

    def start(self, warm_first: bool) -> None:
        """Start it. ``warm_first``: it listens when it is ready; else at once, and visitors see its progress."""
        context: Any = multiprocessing.get_context("fork" if _FORKS else "spawn")
        with warnings.catch_warnings():
            # Libraries have threads of their own, which do nothing yet and which they know how to lose.
            warnings.filterwarnings("ignore", ".*multi-threaded, use of fork", DeprecationWarning)
            told = (self.port, self._environment, warm_first)
            process = context.Process(target=_serve, args=told, name=f"worker-{self.number}")
            process.start()
        self._process = process

    def health(self, patience: float = 2.0) -> Health:
        """Ask it how it is, and wait for the answer for ``patience`` seconds."""
        line = http.client.HTTPConnection(HOST, self.port, timeout=patience)
        try:
            line.request("GET", "/api/health")
            said = json.loads(line.getresponse().read())
        except (OSError, http.client.HTTPException, ValueError):
            return Health()
        finally:
            line.close()
        return Health(True, str(said.get("status", "")) if isinstance(said, dict) else "")

    def end(self) -> None:
        """Ask it to end: it answers what it has begun."""
        if self._process is not None and self._process.exitcode is None:
            self._process.terminate()

    def wait(self, patience: float) -> None:
        """Wait for its end for ``patience`` seconds, then kill it."""
        if self._process is not None:
            self._process.join(patience)
            if self._process.exitcode is None:
                self._process.kill()
                self._process.join(5)


def _serve(port: int, environment: dict[str, str], warm_first: bool) -> None:
    """In the new process: become Streamlit's server."""
    for one in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
        signal.signal(one, signal.SIG_DFL)
    os.setsid()  # Ctrl+C is for the process that started it
    end_with_parent()
    os.environ.update(environment)
    options = {
        "server.headless": "true",
        "server.address": HOST,
        "server.port": str(port),
        "logger.hideWelcomeMessage": "true",  # its own address is not the one to open
    }
    sys.argv = [
        "streamlit",
        "run",
        str(paths.APP),
        *(part for name in options for part in (f"--{name}", options[name])),
    ]
    sys.path[:] = [place for place in sys.path if place and Path(place) != Path.cwd()]  # as python -P has it
    if warm_first and not importlib.import_module(_WARM).service().warm_up():
        sys.exit(1)  # its log says why; the others answer, and it is tried again
    runpy.run_module("streamlit", run_name="__main__", alter_sys=True)
