"""``serve --workers`` as people start it, on this computer only."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import psutil
from lacking import lacking
from servers import ROOT, START, App, free_port
from waiting import until

from session_finder.workers import nginx


class Workers(App):
    """Several processes behind nginx; within a ``with`` all of them are ready. ``settings`` as of an ``App``."""

    def __init__(self, folder: Path, settings: dict[str, object], count: int = 2) -> None:
        super().__init__(folder, settings)
        self.count = count
        if nginx.find() is None:
            lacking("No nginx was found (Debian: apt-get install nginx-light).")

    def start(self, *arguments: str, **settings: object) -> Workers:
        """Begin to start, with further arguments of ``serve`` and settings."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("SESSION_FINDER_")}
        ours = {"MODEL": "all-MiniLM-L6-v2", "PRECISION": "float32", **self._settings, **settings}
        environment |= {f"SESSION_FINDER_{name}": str(value) for name, value in ours.items()} | self.environment
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "session_finder", "serve", "--port", str(self.port)]
        command += ["--workers", str(self.count), *arguments]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        return self

    def all_ready(self) -> Workers:
        """Wait until every worker is ready and asked."""

        def ready() -> bool:
            assert self.process is not None
            assert self.process.poll() is None, self.log.read_text()
            asked = f"{self.count} of {self.count} processes answer." in self.log.read_text()
            return asked and self.health().get("ready") == self.count and len(self.answering()) == self.count

        until(ready, "all workers being ready", START)
        return self

    def health(self) -> dict[str, object]:
        """What /api/health says of all, {} while nobody answers."""
        try:
            return dict(httpx.get(f"{self.url}/api/health", timeout=10).json())
        except (httpx.TransportError, ValueError):
            return {}

    @property
    def ports(self) -> list[int]:
        """The workers' own ports, as the start says them."""
        said = re.search(r"at the ports ([\d, ]+) of this computer", self.log.read_text())
        assert said, self.log.read_text()
        return [int(port) for port in said[1].split(", ")]

    def answering(self) -> list[psutil.Process]:
        """The worker processes, in the order of their ports."""
        return [found for port in self.ports for found in self._children() if port in _listening(found)]

    def worker_of(self, port: int) -> psutil.Process:
        """The process that listens at a worker's port."""
        return next(found for found in self._children() if port in _listening(found))

    def kill(self, port: int) -> psutil.Process:
        """Kill the worker at a port, and wait until that is noticed: the log says so, whatever happens afterwards."""
        victim, known = self.worker_of(port), self.losses()
        victim.kill()
        until(lambda: self.losses() > known, "the loss being noticed")
        return victim

    def losses(self) -> int:
        """How often a worker was killed, as the log says."""
        return len(re.findall(r"Process \d+ of \d+ ended by SIGKILL", self.log.read_text()))

    def proxy(self) -> psutil.Process:
        """The master process of nginx."""
        return next(found for found in self._children() if "nginx" in found.name())

    def _children(self) -> list[psutil.Process]:
        assert self.process is not None
        return psutil.Process(self.process.pid).children()

    def end(self, how: signal.Signals = signal.SIGTERM) -> None:
        """End it, and make sure that nothing of it is left."""
        if self.process is None or self.process.poll() is not None:
            return
        family = psutil.Process(self.process.pid).children(recursive=True)
        super().end(how)
        gone, left = psutil.wait_procs(family, timeout=20)
        for one in left:
            one.kill()
        assert left == [], f"{len(left)} of {len(gone) + len(left)} processes were left"

    def __enter__(self) -> Workers:
        try:
            return self.start().all_ready()
        except BaseException:
            self.end()
            raise


def _listening(process: psutil.Process) -> set[int]:
    try:
        return {line.laddr.port for line in process.net_connections("tcp") if line.status == psutil.CONN_LISTEN}
    except psutil.Error:
        return set()
