"""Read and write the raw rows of the caches in a folder, to copy them elsewhere."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from session_finder.retrieval.vector_cache import name_of
from session_finder.storage.vectors.sqlite_file import PATIENCE, alone, begin, owned, transaction

Raw = tuple[bytes, int, bytes]  # key, checksum, numbers
_BATCH: Final = 500


def caches_in(folder: Path) -> dict[str, str]:
    """The description of each cache in a folder, by its short name; other files are ignored."""
    found = {}
    for path in sorted(folder.glob("*.sqlite")):
        about = about_of(path)
        if about is not None and name_of(about) == path.stem:
            found[path.stem] = about
    return found


def checksums(folder: Path, name: str) -> dict[bytes, int]:
    """The checksum of every row of a cache, by its key; {} for a missing cache."""
    path = _path(folder, name)
    if not path.exists():
        return {}
    with closing(sqlite3.connect(path, timeout=PATIENCE)) as connection:
        return dict(connection.execute("SELECT key, checksum FROM vectors"))


def rows(folder: Path, name: str, keys: Sequence[bytes]) -> Iterator[list[Raw]]:
    """The rows of these keys, in batches of up to 500."""
    with closing(sqlite3.connect(_path(folder, name), timeout=PATIENCE)) as connection:
        for start in range(0, len(keys), _BATCH):
            part = keys[start : start + _BATCH]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, checksum, floats FROM vectors WHERE key IN ({marks})"  # noqa: S608  only marks
            yield connection.execute(query, part).fetchall()


def keep(folder: Path, about: str, kept: Sequence[Raw]) -> None:
    """Add rows to the cache with this description; create it if missing."""
    folder.mkdir(parents=True, exist_ok=True)
    uri = f"{_path(folder, name_of(about)).absolute().as_uri()}?mode=rwc"
    with alone(folder), closing(sqlite3.connect(uri, uri=True, timeout=PATIENCE, isolation_level=None)) as connection:
        connection.text_factory = bytes
        if not owned(connection, about.encode()):
            begin(connection, about.encode())
        with transaction(connection):
            connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", kept)


def missing(source: Mapping[bytes, int], target: Mapping[bytes, int]) -> list[bytes]:
    """The keys of rows that are missing in the target or differ there."""
    return [key for key, checksum in source.items() if target.get(key) != checksum]


def _path(folder: Path, name: str) -> Path:
    return folder / f"{name}.sqlite"


def about_of(path: Path) -> str | None:
    """The description in a cache file, None if it cannot be read."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=PATIENCE)) as connection:
            connection.text_factory = bytes
            ((about,),) = connection.execute("SELECT model FROM about").fetchall()
            return bytes(about).decode()
    except (sqlite3.Error, ValueError, TypeError):
        return None
