"""A persistent cache of vectors by text digest, in SQLite.

One file per model digest. WAL mode provides concurrent processes, atomic batches and crash safety. A file that is
damaged or not ours is renamed and replaced by a new one. If the folder is not writable, existing vectors are still read
and new ones are kept in memory.
"""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

import numpy as np
import numpy.typing as npt

from session_finder.retrieval.vector_cache import Number, Rows, checksum_of
from session_finder.storage.vectors.sqlite_file import (
    PATIENCE,
    alone,
    begin,
    inode,
    is_damage,
    owned,
    set_aside,
    transaction,
)
from session_finder.storage.vectors.sqlite_salvage import salvage

log = logging.getLogger(__name__)

_VARIABLES = 500  # per SQL statement; SQLite's lowest limit is 999
_READ_ONLY = ("mode=ro", "immutable=1")  # the second reads a file in a folder in which no lock file can be created
_TROUBLE = (sqlite3.DatabaseError, OSError, UnicodeDecodeError)  # the last one: an error message with damaged bytes
_T = TypeVar("_T")


class ArrayCache(Generic[Number]):
    """Digest → numbers of shape (n, dimensions) of one kind and model, in a file. Thread-safe.

    ``model`` names the model and every setting that its vectors depend on; it determines the file. ``zeros``: see
    retrieval.vector_cache.Rows.
    """

    def __init__(self, folder: Path, model: str, dimensions: int, kind: type[Number], zeros: bool = True) -> None:
        self._folder, self._model = folder, model
        self._rows: Rows[Number] = Rows.of(model, dimensions, kind, zeros)
        self._about = self._rows.about.encode()
        self._path = folder / f"{self._rows.name}.sqlite"
        self._lock = threading.RLock()
        self._memory: dict[bytes, npt.NDArray[Number]] = {}
        self._connection: sqlite3.Connection | None = None
        self._inode = 0  # of the file that was opened last, successfully or not
        self._writable = True
        with self._lock:
            self._guarded(self._open, None)
            if self._connection is None:
                self._open_read_only()

    @property
    def path(self) -> Path:
        """The cache's file."""
        return self._path

    @property
    def away(self) -> bool:
        """Always False: a file that cannot be used is replaced or ignored."""
        return False

    @property
    def place(self) -> str:
        """The cache's file, for messages."""
        return str(self._path)

    def get(self, keys: Sequence[bytes]) -> dict[bytes, npt.NDArray[Number]]:
        """The vectors found; missing, damaged and non-finite ones are left out."""
        with self._lock:
            found = {key: self._memory[key] for key in keys if key in self._memory}
            wanted = [key for key in dict.fromkeys(keys) if key not in found]
            if self._connection and wanted:
                nothing: dict[bytes, npt.NDArray[Number]] = {}
                found.update(self._guarded(lambda: self._read(wanted), nothing))
            return found

    def put(self, entries: Mapping[bytes, npt.NDArray[Number]]) -> None:
        """Store vectors, each (n, dimensions) with n >= 1, all or none.

        Existing entries are replaced, since they may be damaged. Raises BadVectors for other shapes and for values that
        are not finite.
        """
        kept = {key: self._rows.checked(vectors) for key, vectors in entries.items()}
        with self._lock:
            if not (self._writable and self._guarded(lambda: self._write(kept), False)):
                self._memory.update(kept)

    def close(self) -> None:
        """Close the file; do not use the cache afterwards."""
        with self._lock:
            self._disconnect()
            self._writable = False

    # ---- within the lock ----------------------------------------------------------------------------------------

    def _guarded(self, action: Callable[[], _T], fallback: _T) -> _T:
        """Run ``action``; if the file is damaged, retry once on a new file; return ``fallback`` if that fails."""
        try:
            return action()
        except _TROUBLE as error:
            if not is_damage(error):
                self._give_up(error)
                return fallback
            damage = error
        try:
            self._set_aside(damage)
            self._open()
            return action()
        except _TROUBLE as error:
            self._give_up(error)
            return fallback

    def _open(self) -> None:
        if self._connection:
            return
        self._path.parent.mkdir(parents=True, exist_ok=True)
        with alone(self._path.parent):
            connection = self._connected(f"{self._path.absolute().as_uri()}?mode=rwc")
            self._inode = inode(self._path)
            try:
                connection.execute("PRAGMA synchronous = NORMAL")
                if not owned(connection, self._about):
                    begin(connection, self._about)
            except BaseException:
                connection.close()
                raise
        self._connection = connection

    def _open_read_only(self) -> None:
        """Open a file for reading only, if the file or its folder is not writable."""
        for mode in _READ_ONLY:
            with suppress(*_TROUBLE):
                connection = self._connected(f"{self._path.absolute().as_uri()}?{mode}")
                try:
                    if owned(connection, self._about):
                        self._connection = connection
                        return
                finally:
                    if self._connection is None:
                        connection.close()

    @staticmethod
    def _connected(uri: str) -> sqlite3.Connection:
        connection = sqlite3.connect(uri, uri=True, timeout=PATIENCE, check_same_thread=False, isolation_level=None)
        connection.text_factory = bytes  # a damaged blob may be typed as text
        return connection

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, npt.NDArray[Number]]:
        found: dict[bytes, npt.NDArray[Number]] = {}
        damaged = 0
        for start in range(0, len(keys), _VARIABLES):
            part = keys[start : start + _VARIABLES]
            marks = ",".join("?" * len(part))
            query = f"SELECT key, checksum, floats FROM vectors WHERE key IN ({marks})"  # noqa: S608  only marks
            for key, checksum, floats in self._connection.execute(query, part) if self._connection else ():
                vectors = self._rows.unpacked(key, checksum, floats)
                if vectors is None:
                    damaged += 1
                else:
                    found[key] = vectors
        if damaged:
            log.warning("%d of the vectors in %s are damaged; they will be computed again.", damaged, self._path)
        return found

    def _write(self, entries: Mapping[bytes, npt.NDArray[Number]]) -> bool:
        if self._connection is None:
            return False
        rows = []
        for key, vectors in entries.items():
            floats = self._rows.packed(vectors)
            rows.append((key, checksum_of(key, floats), floats))
        with transaction(self._connection):
            self._connection.executemany("INSERT OR REPLACE INTO vectors VALUES (?, ?, ?)", rows)
        return True

    def _set_aside(self, error: Exception) -> None:
        self._disconnect()
        with alone(self._path.parent):
            if inode(self._path) != self._inode:
                return  # another process has already replaced the file
            aside = set_aside(self._path)
        count = salvage(aside, self._folder, self._rows.about)
        kept = f" with the {count:,} of its vectors that are whole; the others are computed again" if count else ""
        log.warning(
            "%s cannot be used (%s). It is kept as %s; a new cache begins%s.", self._path, error, aside.name, kept
        )

    def _disconnect(self) -> None:
        if self._connection:
            self._connection.close()
        self._connection = None

    def _give_up(self, error: Exception) -> None:
        if self._writable:
            log.warning(
                "The vector cache %s cannot be written (%s). Searching goes on; new vectors are kept in memory only. "
                "Check that the folder can be written and the disk is not full.",
                self._path,
                error,
            )
        self._writable = False


class VectorCache(ArrayCache[np.float32]):
    """Digest → vectors (n, dimensions) float32 of one model."""

    def __init__(self, folder: Path, model: str, dimensions: int, zeros: bool = True) -> None:
        super().__init__(folder, model, dimensions, np.float32, zeros)
        self._words: dict[str, WordCache] = {}

    def words(self, what: str, dimensions: int) -> WordCache:
        """The cache of the model's word vectors in 8 bits, (n, dimensions), in its own file; ``what`` is their kind."""
        with self._lock:
            if what not in self._words:
                self._words[what] = WordCache(self._folder, f"{self._model}:{what}", dimensions, np.int8)
            return self._words[what]

    def close(self) -> None:
        """Close the file and those of its words; do not use the cache afterwards."""
        with self._lock:
            for words in self._words.values():
                words.close()
        super().close()


WordCache = ArrayCache[np.int8]
