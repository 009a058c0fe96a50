"""``python -m benchmarks flood``: a visitor's searches while anonymous websockets ask for page runs without end.

Each of the flood's clients sends a new interest as fast as its connection takes it. The visitor comes from the same
address, so that nothing but the order of page runs stands between the two.
"""

from __future__ import annotations

import asyncio
import json
import math
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import httpx
from websockets.exceptions import WebSocketException

from benchmarks import report
from benchmarks.server import ROOT, Server

sys.path.insert(0, str(ROOT / "tests"))

from raw_visits import Visitor
from streamlit.proto.BackMsg_pb2 import BackMsg

CLIENTS, SECONDS = 20, 15.0
_PATIENCE = 30.0
_READING = 0.4  # seconds between an answer and the visitor's next search
_WORDS = ("health", "analytics", "privacy", "graphs", "ethics", "records", "sensors", "pipelines", "testing", "maps")


def interest(drawn: random.Random) -> str:
    """A few words; rarely the same twice."""
    return " ".join(drawn.choices(_WORDS, k=3)) + f" {drawn.randrange(10_000)}"


def box(page: Visitor) -> str:
    """The id of the search box."""
    return next(str(part.text_input.id) for part in page.shown if part.HasField("text_input"))


async def _client(url: str, name: str, number: int, ends: float, counts: list[int]) -> None:
    from websockets.asyncio.client import connect
    from websockets.exceptions import ConnectionClosed

    drawn = random.Random(number)
    while time.monotonic() < ends:
        try:
            async with connect(
                "ws" + url.removeprefix("http") + "/_stcore/stream",
                origin=url,
                subprotocols=["streamlit"],
                max_size=None,
                compression=None,
                close_timeout=0.5,
            ) as line:
                reading = asyncio.create_task(_thrown_away(line))
                while time.monotonic() < ends:
                    message = BackMsg()
                    state = message.rerun_script.widget_states.widgets.add()
                    state.id, state.string_value = name, interest(drawn)
                    async with asyncio.timeout(max(0.1, ends - time.monotonic())):
                        await line.send(message.SerializeToString())
                    counts[0] += 1
                    await asyncio.sleep(0)
                reading.cancel()
        except (OSError, ConnectionClosed, TimeoutError):
            counts[1] += 1
            await asyncio.sleep(0.05)


async def _thrown_away(line: object) -> None:
    async for _ in line:  # type: ignore[attr-defined]
        pass


async def flood(url: str, name: str, clients: int, seconds: float) -> list[int]:
    """How many page runs were asked for, and how often a connection was cut or refused."""
    counts = [0, 0]
    ends = time.monotonic() + seconds
    await asyncio.gather(*(_client(url, name, number, ends, counts) for number in range(clients)))
    return counts


class Measured:
    """A visitor with a page open: what each search took in seconds, at the page and over the API."""

    def __init__(self, url: str) -> None:
        self.url, self.pages, self.calls = url, [0.0], [0.0]
        self._drawn = random.Random(1)
        self._visitor = Visitor(url).go()
        self._box = box(self._visitor)

    def search(self, seconds: float) -> tuple[object, ...]:
        """Search for so long; what both took, what a new visitor waits for the first page then, and the load."""
        self.pages, self.calls = [], []
        ends = time.monotonic() + seconds
        with httpx.Client(base_url=self.url, timeout=_PATIENCE) as client:
            while time.monotonic() < ends:
                self.pages.append(_seconds(lambda: self._visitor.go(**{self._box: ("string_value", self._interest())})))
                self.calls.append(_seconds(lambda: client.get("/api/search", params={"q": self._interest()})))
                time.sleep(_READING)
        first = _seconds(lambda: Visitor(self.url).go().__exit__())
        return (*_figures(self.pages), *_figures(self.calls), _said(first), f"{os.getloadavg()[0]:.1f}")

    def _interest(self) -> str:
        return interest(self._drawn)


def run() -> None:
    """Measure and report."""
    settings = {
        "SESSION_FINDER_MODEL": "all-MiniLM-L6-v2",
        "SESSION_FINDER_CACHE": str(Path(tempfile.gettempdir()) / "session-finder-bench" / "flood"),
        "SESSION_FINDER_DATA": str(ROOT / "data"),
    }
    server = Server(ROOT / "app.py", "/api/health", settings)
    try:
        server.wait(300)
        visitor = Measured(server.url)
        rows = [("none", 0, 0, *visitor.search(SECONDS / 2))]
        with Visitor(server.url) as other:
            name = box(other.go())
        attack = [sys.executable, "-m", "benchmarks.flood", server.url, name, str(CLIENTS), str(SECONDS)]
        with subprocess.Popen(attack, cwd=ROOT, stdout=subprocess.PIPE, text=True) as flooding:
            time.sleep(1)
            found = visitor.search(SECONDS - 4)
            asked, cut = json.loads(flooding.communicate()[0])
        rows.append((f"{CLIENTS} websockets, {SECONDS:.0f} s", asked, cut, *found))
    finally:
        server.stop()
    header = (
        "flood",
        "page runs asked for",
        "cut off",
        "page p50, s",
        "p95",
        "worst",
        "API p50, s",
        "p95",
        "worst",
        "a first page, s",
        "load average",
    )
    report.write("flood", "python -m benchmarks flood", report.table(header, rows))


def _seconds(deed: Callable[[], object]) -> float:
    """What it took; infinite when it came to nothing."""
    began = time.monotonic()
    try:
        deed()
    except (OSError, WebSocketException, httpx.HTTPError):
        return math.inf
    return time.monotonic() - began


def _figures(seconds: list[float]) -> tuple[str, ...]:
    """Median, 95th percentile and worst."""
    late = sorted(seconds)[math.ceil(0.95 * len(seconds)) - 1]
    return tuple(_said(figure) for figure in (statistics.median(seconds), late, max(seconds)))


def _said(seconds: float) -> str:
    return f"{seconds:.2f}" if seconds < math.inf else "failed"


if __name__ == "__main__":
    print(json.dumps(asyncio.run(flood(sys.argv[1], sys.argv[2], int(sys.argv[3]), float(sys.argv[4])))))
