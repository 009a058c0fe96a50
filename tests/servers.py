"""A real server in a process of its own, on this computer only."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from typing import ClassVar, Self

import httpx
from waiting import until

from session_finder.engine.models import BUNDLED

ROOT = Path(__file__).resolve().parents[1]
START = 300.0  # seconds that a start may take, first encoding included


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])


def answers(url: str) -> bool:
    """Whether a GET gives 200."""
    try:
        return httpx.get(url, timeout=10).status_code == 200
    except httpx.TransportError:
        return False


class App:
    """One process of the program on a port of its own; within a ``with`` it listens, and may still warm up.

    ``settings`` are SESSION_FINDER_*, in place of those around; ``folder`` takes the log. ``uvicorn``: served by that,
    the other of the two ways; ``script``: what Streamlit runs otherwise.
    """

    environment: ClassVar[dict[str, str]] = {"HF_HUB_OFFLINE": "1"}

    def __init__(
        self, folder: Path, settings: dict[str, object], uvicorn: bool = False, script: str | Path = "app.py"
    ) -> None:
        self.script = str(script)
        self.port, self._settings, self._uvicorn = free_port(), settings, uvicorn
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = folder / f"{self.port}.log"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self, **settings: object) -> Self:
        """Begin to start, with further settings for this time; ``wait`` until it is ready."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SESSION_FINDER_")}
        ours = {"MODEL": BUNDLED, "PRECISION": "float32", **self._settings, **settings}
        environment |= {f"SESSION_FINDER_{name}": str(value) for name, value in ours.items()} | self.environment
        where = ["--host", "127.0.0.1", "--port", str(self.port), "--log-level", "warning"]
        if not self._uvicorn:
            where = ["--server.headless", "true", "--server.address", "127.0.0.1", "--server.port", str(self.port)]
        command = ["uvicorn", "app:app"] if self._uvicorn else ["streamlit", "run", self.script]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command, *where], cwd=ROOT, env=environment, stdout=log, stderr=log
            )
        return self

    def wait(self, path: str = "/api/health") -> Self:
        """Wait until ``path`` answers 200: by default, until it is ready to answer."""

        def there() -> bool:
            assert self.process is not None, "not started"
            ended = self.process.poll()
            assert ended is None, f"the server ended with {ended}. Its log ends:\n{self.log.read_text()[-3000:]}"
            return answers(self.url + path)

        until(there, f"{self.url}{path}", START)
        return self

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it: politely, or by SIGKILL."""
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def __enter__(self) -> Self:
        try:
            return self.start().wait("/_stcore/health")
        except BaseException:
            self.end()
            raise

    def __exit__(self, *_: object) -> None:
        self.end()
