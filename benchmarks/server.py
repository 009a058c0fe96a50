"""A server in a process of its own, for the benchmarks that need one: started, waited for, measured, stopped."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """``streamlit run SCRIPT`` on a free loopback port, with ``settings`` in its environment.

    ``health`` is the path whose 200 means ready. ``folder`` is where it runs, which has Streamlit's configuration; the
    script's own when None.
    """

    def __init__(
        self, script: Path, health: str, settings: dict[str, str] | None = None, folder: Path | None = None
    ) -> None:
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._health = health
        self._began = time.perf_counter()
        options = ["--server.headless=true", f"--server.port={self.port}", "--server.address=127.0.0.1"]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", str(script), *options],
            cwd=folder or script.parent,
            env={**os.environ, "HF_HUB_OFFLINE": "1", **(settings or {})},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    @property
    def pid(self) -> int:
        """The server's process."""
        return self._process.pid

    def wait(self, patience: float = 300.0) -> float:
        """Wait until the server is ready; the seconds from its start until then."""
        while time.perf_counter() - self._began < patience:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended with {self._process.returncode}")
            try:
                with urllib.request.urlopen(self.url + self._health, timeout=5) as answer:
                    if answer.status == 200:
                        return time.perf_counter() - self._began
            except (urllib.error.URLError, OSError):
                pass
            time.sleep(0.05)
        raise RuntimeError(f"the server was not ready within {patience} s")

    def memory_mib(self) -> float:
        """The memory that the process holds (resident set)."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="utf-8")
        line = next(line for line in status.splitlines() if line.startswith("VmRSS:"))
        return int(line.split()[1]) / 1024

    def stop(self) -> None:
        """End the process."""
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(20)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
