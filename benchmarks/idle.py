"""``python -m benchmarks idle``: 2,000 open pages that say nothing, at a process whose soft limit is 1,024 files."""

from __future__ import annotations

import base64
import os
import resource
import socket
import tempfile
import time
from pathlib import Path

import httpx

from benchmarks import report
from benchmarks.server import ROOT, Server

PAGES = 2_000


def handshake(port: int) -> tuple[socket.socket, bytes]:
    """A websocket to the page, and the first line of what was answered."""
    line = socket.create_connection(("127.0.0.1", port), timeout=60)
    key = base64.b64encode(os.urandom(16)).decode()
    line.sendall(
        f"GET /_stcore/stream HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\n"
        "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
        f"Sec-WebSocket-Protocol: streamlit\r\nSec-WebSocket-Key: {key}\r\n\r\n".encode()
    )
    return line, line.recv(4096).split(b"\r\n")[0]


def run() -> None:
    """Measure and report."""
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    settings = {
        "SESSION_FINDER_MODEL": "all-MiniLM-L6-v2",
        "SESSION_FINDER_CACHE": str(Path(tempfile.gettempdir()) / "session-finder-bench" / "flood"),
        "SESSION_FINDER_DATA": str(ROOT / "data"),
    }
    resource.setrlimit(resource.RLIMIT_NOFILE, (1024, hard))  # which the server inherits
    server = Server(ROOT / "app.py", "/api/health", settings)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    lines = []
    try:
        server.wait(300)
        empty, began = server.memory_mib(), time.monotonic()
        opened = [handshake(server.port) for _ in range(PAGES)]
        lines = [line for line, _ in opened]
        seconds = time.monotonic() - began
        upgraded = sum(answer.startswith(b"HTTP/1.1 101 ") for _, answer in opened)
        full, began = server.memory_mib(), time.monotonic()
        httpx.get(f"{server.url}/api/search", params={"q": "health analytics"}, timeout=60).raise_for_status()
        searched = time.monotonic() - began
    finally:
        for line in lines:
            line.close()
        server.stop()
    header = ("pages opened", "of", "seconds", "MiB before", "MiB with them", "kB a page", "a search then, s")
    row = (upgraded, PAGES, seconds, empty, full, (full - empty) * 1024 / PAGES, searched)
    report.write("idle", "python -m benchmarks idle", report.table(header, [row]))


if __name__ == "__main__":
    run()
