"""A guard against slipping back: three ratios in two minutes, compared with the recorded ones (guard.toml).

Absolute times drift with the machine and its other work; ratios to something that hardly changes, measured in turns
with it, drift less:

- page: processor time of a search on the find page, 20 attendees searching, by that of a bare page of one text box,
  whose server is tuned and configured like ours;
- query: time of a search in the process by that of the model's forward pass alone;
- start: processor time until the server is ready, by that of the bare page.
"""

from __future__ import annotations

import shutil
import statistics
import sys
import tempfile
import time
import tomllib
from pathlib import Path

import psutil

from benchmarks import report
from benchmarks.contender import CACHE
from benchmarks.load import BENCH, crowd
from benchmarks.server import ROOT, Server
from session_finder.bootstrap.model_loading import Model
from session_finder.bootstrap.settings import Settings
from session_finder.evaluation.golden import read_golden
from session_finder.paths import SAMPLE
from session_finder.storage.files.library import programme_at

RECORDED = Path(__file__).with_name("guard.toml")
ROUNDS = 3
ATTENDEES, SEARCHES = 20, 10
MODEL = "all-MiniLM-L6-v2"
TOLERANCE = 0.2  # by which a ratio may exceed the recorded one; repeated runs on a shared machine differ by half of it


def run(*, record: bool = False) -> None:
    """Measure, compare and report; exits with 1 when a ratio has slipped. ``record``: keep what was measured."""
    if not BENCH.is_dir():
        sys.exit("../shared/bench is not here: there are no attendees to search.")
    measured = {**_pages(), "query": _query()}
    kept = tomllib.loads(RECORDED.read_text(encoding="utf-8"))
    slipped = [name for name, ratio in measured.items() if ratio > kept[name] * (1 + TOLERANCE)]
    rows = [(name, ratio, kept[name], "slipped" if name in slipped else "") for name, ratio in measured.items()]
    if record:
        head = "".join(f"{line}\n" for line in RECORDED.read_text(encoding="utf-8").splitlines() if line[:1] == "#")
        RECORDED.write_text(head + "".join(f"{name} = {ratio:.3g}\n" for name, ratio in measured.items()), "utf-8")
    report.write("guard", "make bench-guard", report.table(("ratio", "now", "recorded", ""), rows))
    if slipped and not record:
        sys.exit(f"Slower than recorded by more than {TOLERANCE:.0%}: {', '.join(slipped)}.")


def _pages() -> dict[str, float]:
    """The ratios "page" and "start": medians of rounds in turns."""
    settings = {"SESSION_FINDER_MODEL": MODEL, "SESSION_FINDER_CACHE": str(CACHE), "PYTHONPATH": str(ROOT)}
    starts: dict[str, list[float]] = {"ours": [], "bare": []}
    runs: dict[str, list[float]] = {"ours": [], "bare": []}
    with tempfile.TemporaryDirectory() as folder:
        settings["SESSION_FINDER_DATA"] = folder
        shutil.copytree(SAMPLE, Path(folder) / SAMPLE.name)
        for number in range(ROUNDS + 1):
            for name, script, health in (
                ("ours", ROOT / "app.py", "/api/health"),
                ("bare", Path(__file__).with_name("bare") / "app.py", "/_stcore/health"),
            ):
                server = Server(script, health, settings, ROOT)
                try:
                    server.wait()
                    if number:  # the first round warms the caches
                        starts[name].append(_processor_time(server.pid))
                    crowd(server.url, ATTENDEES, 1)
                    before = _processor_time(server.pid)
                    errors, *_ = crowd(server.url, ATTENDEES, SEARCHES)
                    if errors:
                        sys.exit(f"{errors:.0f} of {ATTENDEES} attendees got no answer: there is nothing to compare.")
                    if number:
                        runs[name].append(_processor_time(server.pid) - before)
                finally:
                    server.stop()
    return {"page": _ratio(runs), "start": _ratio(starts)}


def _processor_time(pid: int) -> float:
    """The processor time of a process, in seconds."""
    used = psutil.Process(pid).cpu_times()
    return float(used.user + used.system)


def _ratio(seconds: dict[str, list[float]]) -> float:
    return statistics.median(seconds["ours"]) / statistics.median(seconds["bare"])


def _query() -> float:
    """The ratio "query": of the medians over the sample's interests, each with words of its own, in turns."""
    model = Model(Settings(model=MODEL, cache=CACHE))
    finder = model.load(programme_at(SAMPLE, "UTC")[0]).finder
    texts = [query.text for query in read_golden(SAMPLE / "golden.jsonl")]
    seconds: dict[str, list[float]] = {"ours": [], "bare": []}
    for number in range(ROUNDS + 1):
        for text in texts:
            for name, action in (("bare", model.worker.encode_query), ("ours", finder.find)):
                begin = time.perf_counter()
                action(f"{text} {name}{number}")
                if number:
                    seconds[name].append(time.perf_counter() - begin)
    return _ratio(seconds)
