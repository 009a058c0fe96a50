"""Find damaged rows in cache files, and copy the intact ones into a new file."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Final

from session_finder.retrieval.vector_cache import checksum_of, name_of
from session_finder.storage.vectors.sqlite_copy import Raw, about_of, keep
from session_finder.storage.vectors.sqlite_file import PATIENCE, alone, is_damage, owned, set_aside

_LOCK: Final = "opening.sqlite"
_TROUBLE: Final = (sqlite3.Error, UnicodeDecodeError, OverflowError)
_BATCH: Final = 500  # rows per transaction
_RANGES: Final = 1024  # ranges of keys. Keys are digests, hence evenly spread: a bad page costs one or two ranges


def damages(folder: Path, mend: bool) -> Iterator[tuple[str, str]]:
    """The fault and the remedy of each damaged cache, as two sentences; ``mend`` applies the remedy."""
    for path in sorted(folder.glob("*.sqlite")):
        if path.name == _LOCK or not (fault := _fault(path)):
            continue
        yield f"{path} is damaged ({fault}).", "It is set aside, and a new one begins with its whole vectors."
        if mend:
            about = about_of(path)
            with alone(folder):
                aside = set_aside(path)
            if about is not None and name_of(about) == path.stem:
                salvage(aside, folder, about)


def salvage(aside: Path, folder: Path, about: str) -> int:
    """Copy the intact rows of a damaged file into the cache of ``about``; returns how many.

    A file with another or an unreadable description is skipped: vectors of another model must never be served.
    """
    count, waiting = 0, list[Raw]()
    with suppress(*_TROUBLE), closing(_opened(aside, "mode=ro&immutable=1")) as connection:
        connection.execute("PRAGMA writable_schema = ON")  # else SQLite refuses a truncated file
        if not owned(connection, about.encode()):
            return 0
        for number in range(_RANGES):
            with suppress(*_TROUBLE):
                waiting += (row for row in _rows(connection, number) if _is_whole(*row))
            if len(waiting) >= _BATCH or number == _RANGES - 1:
                keep(folder, about, waiting)
                count, waiting = count + len(waiting), []
    return count


def _fault(path: Path) -> str:
    """The fault of a cache file, "" for none. A file that cannot be opened (locked, forbidden) has none."""
    try:
        with closing(_opened(path, "mode=ro")) as connection:
            ((said,),) = connection.execute("PRAGMA quick_check(1)").fetchall()
            if bytes(said) != b"ok":
                return " ".join(bytes(said).decode("utf-8", "replace").split())
            rows = connection.execute("SELECT key, checksum, floats FROM vectors")
            bad = sum(not _is_whole(*row) for row in rows)
    except _TROUBLE as error:
        return str(error) if is_damage(error) else ""
    if bad:
        return f"{bad:,} of its vectors are not what was written"
    return "" if about_of(path) is not None else "it does not say whose it is"


def _is_whole(key: object, checksum: object, numbers: object) -> bool:
    return isinstance(key, bytes) and isinstance(numbers, bytes) and checksum_of(key, numbers) == checksum


def _opened(path: Path, mode: str) -> sqlite3.Connection:
    connection = sqlite3.connect(f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=PATIENCE)
    connection.text_factory = bytes  # a damaged blob may be typed as text
    return connection


def _rows(connection: sqlite3.Connection, number: int) -> list[Raw]:
    """The rows of one range of keys."""
    first, end = (_border(place) for place in (number, number + 1))
    query = "SELECT key, checksum, floats FROM vectors WHERE key >= ? AND key < ?"
    return connection.execute(query, (first, end)).fetchall()


def _border(number: int) -> bytes:
    """The first key of a range; for the end of the last one, a value above every digest."""
    return (number * (65_536 // _RANGES)).to_bytes(2, "big") if number < _RANGES else b"\xff" * 33
