"""From the process's start until it is ready, with a cold and a warm cache; and the memory it holds then and later."""

from __future__ import annotations

import statistics
import tempfile
from pathlib import Path

from benchmarks import report
from benchmarks.load import BENCH, crowd
from benchmarks.server import ROOT, Server

ROUNDS = 5
SESSIONS = 300
WAVES = 12  # of 50 attendees with 20 searches each: 12,000 searches, more than an hour of a large conference


def run() -> None:
    """Measure and report."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)

        def start(cache: str) -> Server:
            settings = {"SESSION_FINDER_CACHE": str(folder / cache), "SESSION_FINDER_MODEL": "all-MiniLM-L6-v2"}
            return Server(ROOT / "app.py", "/api/health", settings)

        cold, warm = [], []
        for number in range(ROUNDS):
            for times in (cold, warm):  # the second start of a round finds what the first one kept
                server = start(f"cache-{number}")
                times.append(server.wait())
                print(f"  ready after {times[-1]:.1f} s", flush=True)
                if number < ROUNDS - 1 or times is cold:
                    server.stop()
        rows = [("cold cache", statistics.median(cold)), ("warm cache", statistics.median(warm))]
        body = report.table(("start with the sample programme", "seconds until ready"), rows)
        try:
            body += "\n\n" + (_memory(server) if BENCH.is_dir() else "Memory under load: ../shared/bench is not here.")
        finally:
            server.stop()
        report.write("start", "python -m benchmarks start", body)


def _memory(server: Server) -> str:
    rows = [("when ready", server.memory_mib())]
    crowd(server.url, SESSIONS, 1)
    rows.append((f"after {SESSIONS} sessions", server.memory_mib()))
    for number in range(WAVES):
        crowd(server.url, 50, 20)
        if number in (WAVES // 2 - 1, WAVES - 1):
            rows.append((f"after {(number + 1) * 1000:,} searches more", server.memory_mib()))
    creep = rows[-1][1] / rows[-2][1] - 1
    return f"{report.table(('memory', 'MiB'), rows)}\n\nCreep over the second half: {creep:.1%}."
