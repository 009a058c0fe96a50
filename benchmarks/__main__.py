"""``python -m benchmarks [NAME…]``: measure, into benchmarks/RESULTS.md. Names: encode, query, load, start, gpu."""

from __future__ import annotations

import importlib
import sys

NAMES = ("encode", "query", "load", "start", "gpu")


def main() -> None:
    """Run the named benchmarks, all of them when none is named."""
    names = sys.argv[1:] or list(NAMES)
    unknown = [name for name in names if name not in NAMES]
    if unknown:
        sys.exit(f"No benchmark is called {unknown[0]!r}. There are: {', '.join(NAMES)}.")
    for name in names:
        print(f"== {name}", flush=True)
        importlib.import_module(f"benchmarks.{name}").run()


if __name__ == "__main__":
    main()
