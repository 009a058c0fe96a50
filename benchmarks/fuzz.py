"""Damaged files through the whole intake: no exception, no hang, no flood of memory. A child process for each kind."""

from __future__ import annotations

import json
import random
import resource
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from pathlib import Path

from benchmarks import report
from benchmarks.fuzz_damage import damaged
from benchmarks.fuzz_files import kinds, originals
from session_finder.intake import read_programme

ROOT = Path(__file__).resolve().parents[1]
_PATIENCE = 30  # seconds after which a file counts as one that hangs
_ZONES = ("", "Europe/Lisbon", "America/New_York")
_MAPPINGS = (None, None, None, {"title": "title", "abstract": ""}, {"abstract": "description", "start": "Zoë"})


class _HungError(BaseException):
    """Raised into a reading that does not end; no handler for errors catches it."""


def run(count: int = 20_000) -> None:
    """Damage ``count`` files, as many of each kind, and report."""
    names = kinds()
    rows = []
    for number, kind in enumerate(names):
        share = count // len(names) + (number < count % len(names))
        command = [sys.executable, "-m", "benchmarks.fuzz", kind, str(share)]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"The process for {kind} ended with {done.returncode}:\n{done.stderr[-3000:]}")
        found = json.loads(done.stdout.splitlines()[-1])
        print(f"  {kind}: {found['files']:,} files, {found['exceptions']} exceptions", flush=True)
        print("".join(f"    {what}: {times}\n" for what, times in found["what"].items()), end="", flush=True)
        rows.append([kind, *(found[key] for key in ("files", "exceptions", "programmes", "slowest_ms", "peak_mb"))])
    rows.append(
        ["all", *(sum(row[column] for row in rows) for column in (1, 2, 3)), *(max(r[c] for r in rows) for c in (4, 5))]
    )
    header = ("kind", "files", "exceptions", "read as a programme", "slowest, ms", "peak memory, MB")
    report.write("fuzz", f"python -m benchmarks fuzz --count {count}", report.table(header, rows))


def attack(kind: str, count: int) -> dict[str, object]:
    """Read ``count`` damaged files of a kind; what escaped, the slowest reading and the process's peak memory."""
    files = originals(kind)
    what: Counter[str] = Counter()
    slowest, programmes = 0.0, 0
    for number in range(count):
        chance = random.Random(f"{kind} {number}")
        content, name = damaged(files, chance)
        options = {"timezone": chance.choice(_ZONES), "mapping": chance.choice(_MAPPINGS)}
        began = time.perf_counter()
        signal.alarm(_PATIENCE)
        try:
            programmes += read_programme(content, name, **options).programme is not None
        except (Exception, _HungError) as error:  # noqa: BLE001  what escapes is what is counted here
            place = traceback.extract_tb(error.__traceback__)[-1]
            what[f"{type(error).__name__} at {Path(place.filename).name}:{place.lineno} (file {number})"] += 1
        finally:
            signal.alarm(0)
        slowest = max(slowest, time.perf_counter() - began)
    return {
        "files": count,
        "exceptions": what.total(),
        "what": dict(what.most_common(20)),
        "programmes": programmes,
        "slowest_ms": round(slowest * 1000),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }


def _hung(*_: object) -> None:
    raise _HungError


if __name__ == "__main__":
    signal.signal(signal.SIGALRM, _hung)
    print(json.dumps(attack(sys.argv[1], int(sys.argv[2]))))
