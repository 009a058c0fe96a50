"""A stand-in for the model hub: a real HTTP server on a free loopback port, and ways to be in trouble.

It answers HEAD and GET of /{repo}/resolve/{revision}/{file} with the headers that huggingface_hub 2 reads, as
huggingface.co does. ``resolved`` and ``command`` ask it from processes of their own, by HF_ENDPOINT, with a hub cache
of their own.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote

from session_finder.bootstrap.model_loading import PINS
from session_finder.models.cards import DEFAULT

COMMIT = "5eed" * 10
ROOT = Path(__file__).resolve().parents[1]
ADDRESS = re.compile(r"/(?P<repo>[^/]+/[^/]+)/resolve/(?P<revision>[^/]+)/(?P<file>.+)")
WEIGHTS = "model.safetensors"

PROGRAM = """
import json, sys, time
from pathlib import Path
from session_finder.models import hub, weights
from session_finder.models.cards import ModelError

task = json.loads(sys.argv[1])
for name, value in task["limits"].items():
    setattr(hub, name, value)
weights.DEFAULT = task["default"]
pins = Path(task["pins"])
answers = []
for wanted in task["wanted"]:
    said = []
    began = time.monotonic()
    try:
        found = weights.resolve(wanted, pins, said.append)
        answer = {"model": found.card.name, "source": found.source, "notice": found.notice, "folder": str(found.folder)}
    except ModelError as error:
        answer = {"refused": str(error)}
    answers.append({**answer, "said": said, "seconds": time.monotonic() - began})
began = time.monotonic()
weights.bundled(pins)
print(json.dumps([*answers, {"seconds": time.monotonic() - began}]))
"""


class HubStandIn(ThreadingHTTPServer):
    """Serves ``repos`` (repo to file name to bytes); counts connections and remembers requests.

    ``statuses`` maps a file's name, or "" for everything, to the status it gets instead. ``break_off_after`` ends the
    connection after so many bytes of the weights; ``trickle`` sends them a byte at a time; ``portal`` answers every
    request like the log-in page of a hotel.
    """

    daemon_threads = True
    block_on_close = False

    def __init__(self, repos: Mapping[str, Mapping[str, bytes]] | None = None) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.repos = repos or {}
        self.statuses: dict[str, int] = {}
        self.break_off_after: int | None = None
        self.trickle = False
        self.portal = False
        self.connections = 0
        self.requests: list[str] = []
        self.stopping = threading.Event()
        self._serving = threading.Thread(target=self.serve_forever, args=(0.05,), daemon=True)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    def __enter__(self) -> HubStandIn:
        self._serving.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stopping.set()
        self.shutdown()
        self.server_close()

    def get_request(self) -> tuple[socket.socket, object]:
        self.connections += 1
        return super().get_request()

    def handle_error(self, *_: object) -> None:
        """Clients that are stopped in the middle of a download are what is tested here."""


class _Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: HubStandIn

    def do_HEAD(self) -> None:
        self._answer(with_body=False)

    def do_GET(self) -> None:
        self._answer(with_body=True)

    def log_message(self, *_: object) -> None:
        pass

    def _answer(self, with_body: bool) -> None:
        hub = self.server
        hub.requests.append(f"{self.command} {self.path}")
        asked = ADDRESS.fullmatch(unquote(self.path))
        name = asked["file"] if asked else ""
        status = hub.statuses.get("") or hub.statuses.get(name)
        if hub.portal:
            self._send(200, {"ETag": '"welcome"'}, b"<h1>Welcome to the hotel</h1>" if with_body else b"")
        elif status:
            self._refuse(status, "")
        elif asked is None or asked["repo"] not in hub.repos:
            self._refuse(HTTPStatus.UNAUTHORIZED, "RepoNotFound")  # what huggingface.co says to strangers
        elif name not in hub.repos[asked["repo"]]:
            self._refuse(HTTPStatus.NOT_FOUND, "EntryNotFound")
        else:
            revision = asked["revision"]
            self._give(name, hub.repos[asked["repo"]][name], COMMIT if revision == "main" else revision, with_body)

    def _refuse(self, status: int, code: str) -> None:
        self._send(status, {"X-Error-Code": code, "X-Error-Message": "no"} if code else {}, b"")

    def _give(self, name: str, content: bytes, commit: str, with_body: bool) -> None:
        headers = {"ETag": f'"{hashlib.sha256(content).hexdigest()}"', "X-Repo-Commit": commit}
        wanted = re.fullmatch(r"bytes=(\d+)-", self.headers.get("Range", ""))
        start = int(wanted[1]) if wanted else 0
        if wanted:
            headers["Content-Range"] = f"bytes {start}-{len(content) - 1}/{len(content)}"
        self.send_response(206 if wanted else 200)
        for header, value in {**headers, "Content-Length": str(len(content) - start)}.items():
            self.send_header(header, value)
        self.end_headers()
        if not with_body:
            return
        hub = self.server
        if name == WEIGHTS and hub.break_off_after is not None:
            self.wfile.write(content[start : hub.break_off_after])
            self.close_connection = True
        elif name == WEIGHTS and hub.trickle:
            for place in range(start, len(content)):
                self.wfile.write(content[place : place + 1])
                if hub.stopping.wait(0.1):
                    return
        else:
            self.wfile.write(content[start:])

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self.send_response(status)
        for header, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(header, value)
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def silent_hub() -> Iterator[str]:
    """The address of a socket that takes connections and never says a word."""
    with socket.create_server(("127.0.0.1", 0), backlog=64) as listening:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"


@contextmanager
def full_hub() -> Iterator[str]:
    """The address of a socket whose queue is full, so that no connection is ever made: what a firewall looks like."""
    with socket.create_server(("127.0.0.1", 0), backlog=0) as listening:
        waiting = [socket.socket() for _ in range(4)]
        try:
            for client in waiting:
                client.setblocking(False)
                client.connect_ex(listening.getsockname())
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            for client in waiting:
                client.close()


def hub_environment(home: Path, endpoint: str, **more: str) -> dict[str, str]:
    """The environment of a process whose hub is ``endpoint`` and whose hub cache lies below ``home``."""
    strangers = ("HF_", "HUGGING", "TRANSFORMERS_", "SESSION_FINDER_")
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(strangers) and not name.lower().endswith("_proxy")
    }
    return {**kept, "HF_HOME": str(home / "hub"), "HF_ENDPOINT": endpoint, **more}


def resolved(home: Path, endpoint: str, *wanted: str | None, default: str = DEFAULT, limits=None, **environment: str):
    """What ``resolve`` answers to each wish in a fresh process, and last how long the bundled model alone takes."""
    task = {"wanted": wanted, "default": default, "limits": limits or {}, "pins": str(home / PINS)}
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM, json.dumps(task)],
        check=False,
        cwd=ROOT,
        env=hub_environment(home, endpoint, **environment),
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def command(home: Path, endpoint: str, *arguments: str) -> tuple[int, str, str]:
    """Run the command line in a fresh process: its exit code, stdout and stderr."""
    ended = subprocess.run(
        [sys.executable, "-m", "session_finder", *arguments],
        check=False,
        cwd=ROOT,
        env=hub_environment(home, endpoint, SESSION_FINDER_CACHE=str(home)),
        capture_output=True,
        text=True,
        timeout=120,
    )
    return ended.returncode, ended.stdout, ended.stderr
