"""``python -m benchmarks [NAME…]``: measure, into benchmarks/RESULTS.md.

Names: encode, query, load, start, gpu, map, readings, fuzz (``--count`` damaged files). Besides, when they are asked
for by name: flood, idle, scale, or one of its parts, as scale.throughput (``make bench-scale``).
"""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from types import FrameType

from benchmarks.scale import PARTS

NAMES = ("encode", "query", "load", "start", "gpu", "map", "readings", "fuzz")
FURTHER = ("flood", "idle", "scale", *(f"scale.{part}" for part in PARTS))


def main() -> None:
    """Run the named benchmarks, all of NAMES when none is named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--count", type=int, default=20_000, help="how many files fuzz damages")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, _leave)
    names = asked.names or list(NAMES)
    unknown = [name for name in names if name not in (*NAMES, *FURTHER)]
    if unknown:
        sys.exit(f"No benchmark is called {unknown[0]!r}. There are: {', '.join((*NAMES, *FURTHER))}.")
    for name in names:
        print(f"== {name}", flush=True)
        options = {"count": asked.count} if name == "fuzz" else {}
        importlib.import_module(f"benchmarks.{name}").run(**options)


def _leave(number: int, _: FrameType | None) -> None:
    """End as on ctrl-C, so that servers and folders are taken away."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
