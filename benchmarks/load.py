"""Attendees at the real find page and at a plain Streamlit app with the same programme, interleaved; and the API.

The attendees are ``../shared/bench/load.py``; the plain app is ``plain_app.py`` beside it.
"""

from __future__ import annotations

import csv
import json
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks import report
from benchmarks.server import ROOT, Server

BENCH = ROOT.parent / "shared" / "bench"
DOCS = ROOT.parent / "shared" / "data" / "judged" / "fosdem2025_tracks" / "docs.jsonl"
ROUNDS = 5
# attendees, searches each, rounds with ours, rounds with the plain app (which takes minutes where ours takes seconds)
CROWDS = ((1, 20, ROUNDS, ROUNDS), (20, 10, ROUNDS, ROUNDS), (100, 5, ROUNDS, 0), (300, 4, ROUNDS, 0))
_LINE = re.compile(r"errors (\d+) ([\d.]+)/s p50 (\S+) p95 (\S+) p99 (\S+) ms first page for all (\S+) s")
PLAIN_SEARCHES = 2


def crowd(url: str, attendees: int, searches: int) -> tuple[float, ...]:
    """One run of the attendees: errors, searches/s, p50, p95, p99 (ms), seconds until all had a page."""
    command = [sys.executable, str(BENCH / "load.py"), url, str(attendees), str(searches)]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=1800).stdout
    found = _LINE.search(said)
    if not found:
        raise RuntimeError(f"load.py said: {said}")
    print(f"  {url} {said.splitlines()[0]}", flush=True)
    return tuple(float(part) for part in found.groups())


def api(url: str, folder: Path) -> str:
    """Searches a second over the JSON API, every one with words of its own."""
    if shutil.which("wrk") is None:
        return "API: not measured, wrk is not installed (Debian: apt-get install wrk)."
    script = folder / "distinct.lua"
    script.write_text(
        "local n = 0\nlocal me = tostring({}):sub(-6)\nrequest = function()\n  n = n + 1\n"
        '  return wrk.format("GET", "/api/search?q=data+and+people+" .. me .. n)\nend\n',
        encoding="utf-8",
    )
    rates = []
    said = ""
    for _ in range(ROUNDS):
        command = ["wrk", "-t1", "-c32", "-d6s", "--latency", "-s", str(script), url]
        said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
        rates.append(float(re.search(r"Requests/sec:\s+([\d.]+)", said).group(1)))  # type: ignore[union-attr]
        print(f"  API {rates[-1]:.0f}/s", flush=True)
    failed = re.search(r"Non-2xx.*", said)
    return (
        f"API under wrk (1 thread, 32 connections, distinct interests): {statistics.median(rates):.0f} searches/s, "
        f"median of {ROUNDS}; {failed.group(0) if failed else 'no errors'}."
    )


def run() -> None:
    """Measure and report."""
    if not DOCS.is_file():
        print("../shared/data is not here: there is no programme to compare on.")
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        publish(folder / "data" / "fosdem")
        settings = {
            "SESSION_FINDER_DATA": str(folder / "data"),
            "SESSION_FINDER_MODEL": "all-MiniLM-L6-v2",
            "SESSION_FINDER_CACHE": str(Path(tempfile.gettempdir()) / "session-finder-bench" / "load"),
        }
        servers = {
            "ours": Server(ROOT / "app.py", "/api/health", settings),
            "plain": Server(BENCH / "plain_app.py", "/_stcore/health", {"PLAIN_DOCS": str(DOCS)}),
        }
        try:
            for server in servers.values():
                server.wait(900)
            crowd(servers["plain"].url, 1, 1)  # the plain app embeds the programme at its first visitor
            report.write("load", "python -m benchmarks load", _compared(servers, folder))
        finally:
            for server in servers.values():
                server.stop()


def _compared(servers: dict[str, Server], folder: Path) -> str:
    runs: dict[tuple[str, int], list[tuple[float, ...]]] = {}
    for attendees, searches, *rounds in CROWDS:
        for number in range(max(rounds)):
            for name, most in zip(("ours", "plain"), rounds, strict=True):
                if number < most:
                    each = searches if name == "ours" else min(searches, PLAIN_SEARCHES)
                    runs.setdefault((name, attendees), []).append(crowd(servers[name].url, attendees, each))
    rows = []
    for (name, attendees), measured in runs.items():
        middle = [statistics.median(column) for column in zip(*measured, strict=True)]
        base = runs.get(("plain", attendees))
        ratio = middle[1] / statistics.median(run[1] for run in base) if base else float("nan")
        total_errors = int(sum(run[0] for run in measured))
        rows.append((name, attendees, len(measured), total_errors, middle[1], ratio, *middle[2:]))
    header = (
        "app",
        "attendees",
        "rounds",
        "errors",
        "searches/s",
        "x plain",
        "p50 ms",
        "p95 ms",
        "p99 ms",
        "first page, s",
    )
    note = (
        "The same 1,105 sessions; attendees, both servers and the load generator share this machine's cores. Medians "
        f"of interleaved rounds. Memory now: ours {servers['ours'].memory_mib():.0f} MiB, "
        f"plain {servers['plain'].memory_mib():.0f} MiB."
    )
    return "\n\n".join([report.table(header, rows), note, api(servers["ours"].url, folder)])


def publish(place: Path) -> None:
    """The judged set's documents as a programme of ours."""
    place.mkdir(parents=True)
    with (place / "programme.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_ALL)
        writer.writerow(["id", "title", "abstract"])
        for line in DOCS.read_text(encoding="utf-8").splitlines():
            doc = json.loads(line)
            writer.writerow([doc["id"], doc["title"], doc["text"].replace("\r", " ")])
