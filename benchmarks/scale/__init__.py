"""``make bench-scale``: several servers, many conferences, and what happens when one of them dies.

Each part runs alone, too: ``python -m benchmarks scale.throughput`` and so on. What a part measures goes to
benchmarks/RESULTS.md for people and to benchmarks/scale/figures.json for ``scale.paper``, which reckons with it.
"""

from __future__ import annotations

import importlib
import time

PARTS = ("throughput", "publish", "failures", "size", "across", "paper")


def run() -> None:
    """Measure and report, one part after the other."""
    began = time.monotonic()
    for part in PARTS:
        print(f"== scale.{part}, {time.monotonic() - began:.0f} s since the start", flush=True)
        importlib.import_module(f"benchmarks.scale.{part}").run()
    print(f"All parts took {(time.monotonic() - began) / 60:.1f} minutes.", flush=True)
