"""``serve`` with one process and with two: searches a second of 100 attendees, in turn, and what the second one costs.

Everything shares the machine's cores: the attendees, nginx and the processes. What else the machine did meanwhile is
reported too.
"""

from __future__ import annotations

import json
import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Self

import psutil

from benchmarks import load, report
from benchmarks.scale import costs
from benchmarks.server import ROOT, free_port

ATTENDEES, ROUNDS = 100, 3
EACH = {1: 12, 2: 18}  # searches of each attendee: about 20 seconds of a round
_STARTING = 300.0
_ANSWERED = re.compile(r'session_finder_searches_total\{outcome="answered",way="page"\} (\S+)')


@dataclass(frozen=True, slots=True)
class Round:
    """One crowd: load.py's figures, and processor seconds by what used them; ``others`` is the rest of the machine."""

    errors: float
    rate: float
    p50: float
    p95: float
    p99: float
    first: float
    seconds: float
    program: float
    attendees: float
    others: float


class Served:
    """``serve --workers COUNT``; without the option for one."""

    def __init__(self, count: int, settings: dict[str, str], log: Path) -> None:
        self.count, self.port = count, free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "session_finder", "serve", "--port", str(self.port)]
        command += ["--workers", str(count)] if count > 1 else []
        environment = {**os.environ, "HF_HUB_OFFLINE": "1", "STREAMLIT_SERVER_HEADLESS": "true", **settings}
        with log.open("wb") as said:
            self._process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=said, stderr=said)
        self.tree = psutil.Process(self._process.pid)

    def wait(self, ready: int) -> Self:
        """Wait until so many workers are ready."""
        until = time.monotonic() + _STARTING
        while time.monotonic() < until:
            if self._process.poll() is not None:
                raise RuntimeError(f"the server ended with {self._process.returncode}")
            try:
                with urllib.request.urlopen(f"{self.url}/api/health", timeout=5) as answer:
                    if json.load(answer)["ready"] >= ready:
                        return self
            except (OSError, urllib.error.URLError, ValueError):
                pass
            time.sleep(0.05)
        raise RuntimeError(f"{ready} workers were not ready within {_STARTING:.0f} s")

    def memory(self) -> float:
        """What all its processes hold, in MiB: each page that several have counted once, and the most files of any."""
        rolled = [_rolled_up(one.pid) for one in (self.tree, *self.tree.children(recursive=True))]
        return sum(one["Pss_Anon"] for one in rolled) + max(one["Rss"] - one["Anonymous"] for one in rolled)

    def end(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait(60)


def run() -> None:
    """Measure and report."""
    if not load.DOCS.is_file():
        print("../shared/data is not here: there is no programme to serve.")
        return
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        load.publish(folder / "data" / "fosdem")
        settings = {
            "SESSION_FINDER_DATA": str(folder / "data"),
            "SESSION_FINDER_MODEL": "all-MiniLM-L6-v2",
            "SESSION_FINDER_CACHE": str(Path(tempfile.gettempdir()) / "session-finder-bench" / "load"),
        }
        Served(1, settings, folder / "first.log").wait(1).end()  # nobody's start converts or encodes
        served: dict[int, Served] = {}
        memory: dict[str, float] = {}
        served[1] = Served(1, settings, folder / "1.log").wait(1)
        stack.callback(served[1].end)
        memory["one"] = served[1].memory()
        served[2] = Served(2, settings, folder / "2.log").wait(1)
        stack.callback(served[2].end)
        time.sleep(0.5)  # the second one is being started; what it takes is counted below
        served[2].wait(2)
        memory["two"] = served[2].memory()
        for one in served.values():
            load.crowd(one.url, 20, 3)  # nobody's first page is measured
        rounds: dict[int, list[Round]] = {1: [], 2: []}
        before = os.getloadavg()
        for number in range(ROUNDS):
            for count in sorted(served, reverse=bool(number % 2)):
                rounds[count].append(_round(served[count]))
        memory["one, used"], memory["two, used"] = served[1].memory(), served[2].memory()
        report.write("workers", "python -m benchmarks workers", _told(rounds, memory, before))


def _round(served: Served) -> Round:
    busy, ours, began = _busy(), costs.seconds(served.tree), time.monotonic()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    errors, rate, p50, p95, p99, first = load.crowd(served.url, ATTENDEES, EACH[served.count])
    seconds, ours, busy = time.monotonic() - began, costs.seconds(served.tree) - ours, _busy() - busy
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    attendees = ended.ru_utime + ended.ru_stime - children.ru_utime - children.ru_stime
    return Round(errors, rate, p50, p95, p99, first, seconds, ours, attendees, max(0.0, busy - ours - attendees))


def _rolled_up(pid: int) -> dict[str, float]:
    """The system's sums over all that a process has mapped, in MiB."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii").splitlines()[1:]
    return {name: int(said.split()[0]) / 1024 for name, _, said in (line.partition(":") for line in lines)}


def _busy() -> float:
    """Processor seconds of the whole machine so far."""
    times = psutil.cpu_times()
    return float(sum(times) - times.idle - getattr(times, "iowait", 0.0))


def _told(rounds: dict[int, list[Round]], memory: dict[str, float], load_before: tuple[float, float, float]) -> str:
    rows = []
    for count, measured in rounds.items():
        middle = {
            name: statistics.median(getattr(one, name) for one in measured)
            for name in ("rate", "p50", "p95", "p99", "first", "seconds", "program", "attendees", "others")
        }
        searches = ATTENDEES * EACH[count]
        rates = [one.rate for one in measured]
        rows.append(
            (
                count, int(sum(one.errors for one in measured)), middle["rate"],
                f"{min(rates):.0f} to {max(rates):.0f}", middle["p50"], middle["p95"], middle["p99"], middle["first"],
                middle["program"] / searches * 1000, middle["attendees"] / searches * 1000,
                middle["program"] / middle["seconds"], middle["others"] / middle["seconds"],
            )
        )  # fmt: skip
    header = (
        "processes", "errors", "searches/s", "rounds", "p50 ms", "p95 ms", "p99 ms", "first page, s",
        "ms of a core for a search", "the same, attendees", "cores used", "cores used by others",
    )  # fmt: skip
    ratio = rows[1][2] / rows[0][2]
    seconds = [sum(one.seconds for one in measured) for measured in rounds.values()]
    note = (
        f"{ATTENDEES} attendees (load.py) at a conference of 1,105 sessions, {ROUNDS} rounds each in turn, "
        f"{seconds[0]:.0f} and {seconds[1]:.0f} s in all; medians. Two answer {ratio:.2f} times as many. The machine's "
        f"load average before: {load_before[0]:.1f}, after: {os.getloadavg()[0]:.1f}."
    )
    second, used = memory["two"] - memory["one"], memory["two, used"] - memory["one, used"]
    rest = (
        f"Memory of all processes, nginx and the one that starts them included, what they share counted once: one "
        f"{memory['one']:.0f} MiB, two {memory['two']:.0f}, so that the second costs {second:.0f} MiB, "
        f"{second / memory['one']:.0%} of the first; after the crowds {memory['one, used']:.0f} and "
        f"{memory['two, used']:.0f}, {used:.0f} MiB or {used / memory['one, used']:.0%}."
    )
    return "\n\n".join([report.table(header, rows), note, rest])
