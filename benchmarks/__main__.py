"""``python -m benchmarks [NAME…]``: measure, into benchmarks/RESULTS.md.

Names: encode, query, load, start, gpu, map, readings, fuzz (``--count`` damaged files), intake (``--count`` made-up
files; benchmarks/intake/__init__.py has its other options), languages, reliability. Besides, when they are asked for by
name: guard (``make bench-guard``), flood, idle, workers, scale, or one of its parts, as scale.throughput
(``make bench-scale``).
"""

from __future__ import annotations

import argparse
import importlib
import signal
import sys
from types import FrameType
from typing import Any

from benchmarks.scale import PARTS

NAMES = ("encode", "query", "load", "start", "gpu", "map", "readings", "fuzz", "intake", "languages", "reliability")
FURTHER = ("guard", "flood", "idle", "workers", "scale", *(f"scale.{part}" for part in PARTS))


def main() -> None:
    """Run the named benchmarks, all of NAMES when none is named."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks")
    parser.add_argument("names", nargs="*")
    parser.add_argument("--count", type=int, help="how many files fuzz damages (20,000), and intake makes up (2,000)")
    parser.add_argument("--kind", default="", help="how intake's files are written: 'start: Unix seconds', or start")
    parser.add_argument("--only", type=int, help="the number of the one file that intake makes up, to look at it")
    parser.add_argument("--wrong", action="store_true", help="print what intake loses")
    parser.add_argument("--record", action="store_true", help="keep the ratios that guard measures")
    asked = parser.parse_args()
    signal.signal(signal.SIGTERM, _leave)
    names = asked.names or list(NAMES)
    unknown = [name for name in names if name not in (*NAMES, *FURTHER)]
    if unknown:
        sys.exit(f"No benchmark is called {unknown[0]!r}. There are: {', '.join((*NAMES, *FURTHER))}.")
    for name in names:
        print(f"== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").run(**_options(name, asked))


def _options(name: str, asked: argparse.Namespace) -> dict[str, Any]:
    count = {"count": asked.count} if asked.count else {}
    if name == "intake":
        return {**count, "wrong": asked.wrong, "kind": asked.kind, "only": asked.only}
    if name == "guard":
        return {"record": asked.record}
    return count if name == "fuzz" else {}


def _leave(number: int, _: FrameType | None) -> None:
    """End as on ctrl-C, so that servers and folders are taken away."""
    sys.exit(128 + number)


if __name__ == "__main__":
    main()
