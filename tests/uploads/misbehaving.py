"""A child that reads a file as the real one does, but for one thing: what reading comes to is its first argument."""

from __future__ import annotations

import ctypes
import os
import re
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from session_finder.uploads import child  # noqa: E402


def hang(*_, **__):
    """Hold the interpreter for years, as a slow pattern does."""
    re.match(r"(?:a|a)+b", "a" * 64)


def fill(*_, **__):
    kept = []
    while True:
        kept.append(bytearray(50_000_000))


def crash(*_, **__):
    ctypes.string_at(1)


def fail(*_, **__):
    raise ZeroDivisionError("a fault of ours")


def handles(*_, **__):
    kept = [os.dup(0) for _ in range(1_000)]
    raise AssertionError(len(kept))


def write(*_, **__):
    with tempfile.TemporaryFile() as file:
        file.write(bytes(50_000_000))


def chatter(*given, **options):
    """Print where the answer goes, and read the file."""
    print("a library says something")  # noqa: T201
    return READ(*given, **options)


def garble(*_, **__):
    """Answer something else, and end as if all was well."""
    os.write(1, b"[[[[")
    os._exit(0)


READ = child.read_programme
child.read_programme = globals()[sys.argv[1]]
if __name__ == "__main__":
    sys.exit(child.main())
