"""embeddings_cache/: the vectors of a text under its digest, in SQLite, safe from crashes and other writers.

One file per model digest. SQLite in WAL mode gives what is needed for nothing: concurrent processes, atomic
batches, a file that opens after ``kill -9``. A file that is damaged or not ours is set aside under another name and
a new one begun. A folder that cannot be written costs speed, never an answer: the cache then lives in memory.
"""

from __future__ import annotations

import hashlib
import logging
import sqlite3
import threading
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import numpy as np

from session_finder.engine.encoder import Vectors

log = logging.getLogger(__name__)

_APPLICATION_ID = 0x53464356  # "SFCV", in the file's header: tells our files from others
_VARIABLES = 500  # of one SQL statement; SQLite's lowest limit is 999
_T = TypeVar("_T")


class VectorCache:
    """Digest → vectors of shape (n, dimensions), float32, for one model.

    ``model`` names the model and every setting that its vectors depend on; it decides the file. Thread-safe.
    """

    def __init__(self, folder: Path, model: str, dimensions: int) -> None:
        label = hashlib.sha256(model.encode()).hexdigest()[:16]
        self._path = folder / f"{label}.sqlite"
        self._model = model
        self._dimensions = dimensions
        self._lock = threading.RLock()
        self._memory: dict[bytes, Vectors] = {}
        self._connection: sqlite3.Connection | None = None
        self._writable = True
        with self._lock:
            self._guarded(self._open, None)

    @property
    def path(self) -> Path:
        """The cache's file."""
        return self._path

    @staticmethod
    def key(*parts: str) -> bytes:
        """The digest under which a text (or a title and a body) is kept: 32 bytes."""
        digest = hashlib.sha256()
        for part in parts:
            raw = part.encode("utf-8", "surrogatepass")
            digest.update(len(raw).to_bytes(8, "big") + raw)
        return digest.digest()

    def get(self, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
        """The vectors that are here; what is missing, damaged or not finite is left out."""
        with self._lock:
            found = {key: self._memory[key] for key in keys if key in self._memory}
            wanted = [key for key in dict.fromkeys(keys) if key not in found]
            if self._connection and wanted:
                nothing: dict[bytes, Vectors] = {}
                found.update(self._guarded(lambda: dict(self._read(wanted)), nothing))
            return found

    def put(self, entries: Mapping[bytes, Vectors]) -> None:
        """Keep vectors, all or none of them. A text that another process kept meanwhile stays as it is."""
        with self._lock:
            if not (self._writable and self._guarded(lambda: self._write(entries), False)):
                self._memory.update(entries)

    def close(self) -> None:
        """Close the file; the cache is not used afterwards."""
        with self._lock:
            if self._connection:
                self._connection.close()
            self._connection, self._writable = None, False

    # ---- within the lock ----------------------------------------------------------------------------------------

    def _guarded(self, action: Callable[[], _T], fallback: _T) -> _T:
        """Run ``action``; a damaged file is set aside and the action tried on a fresh one; else ``fallback``."""
        try:
            return action()
        except sqlite3.DatabaseError as error:
            if not _is_damage(error):
                self._give_up(error)
                return fallback
            damage = error
        except OSError as error:
            self._give_up(error)
            return fallback
        try:
            self._set_aside(damage)
            return action()
        except (OSError, sqlite3.Error) as error:
            self._give_up(error)
            return fallback

    def _open(self) -> None:
        if self._connection:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(self._path, timeout=30, check_same_thread=False, isolation_level=None)
        try:
            (owner,) = connection.execute("PRAGMA application_id").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if tables and owner != _APPLICATION_ID:
                raise sqlite3.DatabaseError("not a vector cache of this program")
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = NORMAL")
            connection.execute("BEGIN IMMEDIATE")
            connection.execute(f"PRAGMA application_id = {_APPLICATION_ID}")
            connection.execute(
                "CREATE TABLE IF NOT EXISTS vectors "
                "(key BLOB PRIMARY KEY, checksum INTEGER NOT NULL, floats BLOB NOT NULL) WITHOUT ROWID"
            )
            connection.execute("CREATE TABLE IF NOT EXISTS about (model TEXT PRIMARY KEY)")
            connection.execute("INSERT OR IGNORE INTO about VALUES (?)", (self._model,))
            connection.execute("COMMIT")
            models = [model for (model,) in connection.execute("SELECT model FROM about")]
            if models != [self._model]:
                raise sqlite3.DatabaseError("a cache of another model")
        except BaseException:
            connection.close()
            raise
        self._connection = connection

    def _read(self, keys: Sequence[bytes]) -> Iterable[tuple[bytes, Vectors]]:
        assert self._connection is not None  # noqa: S101  get() asked
        for start in range(0, len(keys), _VARIABLES):
            part = keys[start : start + _VARIABLES]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, checksum, floats FROM vectors WHERE key IN ({marks})"  # noqa: S608  only marks
            for key, checksum, floats in self._connection.execute(query, part):
                if len(floats) % (4 * self._dimensions) or not floats or zlib.crc32(floats) != checksum:
                    log.warning("A vector in %s is damaged; it will be computed again.", self._path)
                    continue
                vectors = np.frombuffer(floats, dtype="<f4").reshape(-1, self._dimensions)
                if np.isfinite(vectors).all():
                    yield key, vectors.astype(np.float32, copy=False)

    def _write(self, entries: Mapping[bytes, Vectors]) -> bool:
        assert self._connection is not None  # noqa: S101  _writable says so
        rows = []
        for key, vectors in entries.items():
            floats = np.ascontiguousarray(vectors, dtype="<f4").tobytes()
            rows.append((key, zlib.crc32(floats), floats))
        self._connection.execute("BEGIN IMMEDIATE")
        try:
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
            self._connection.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        return True

    def _set_aside(self, error: Exception) -> None:
        if self._connection:
            self._connection.close()
            self._connection = None
        number = 1
        while (aside := self._path.with_name(f"{self._path.name}.damaged-{number}")).exists():
            number += 1
        self._path.rename(aside)
        for suffix in ("-wal", "-shm"):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        log.warning("%s cannot be used (%s). It is kept as %s; a new cache begins.", self._path, error, aside.name)
        self._open()

    def _give_up(self, error: Exception) -> None:
        if self._writable:
            log.warning(
                "The vector cache %s cannot be written (%s). Searching goes on; new vectors are kept in memory only. "
                "Check that the folder can be written and the disk is not full.",
                self._path,
                error,
            )
        self._writable = False


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file is at fault; locks, full disks and read-only folders are not damage."""
    if not isinstance(error, sqlite3.OperationalError):
        return True
    return error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
