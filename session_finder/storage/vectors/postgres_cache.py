"""A cache of vectors in PostgreSQL, shared by all servers. Searching goes on while the database is unavailable.

Vectors that cannot be written are kept in memory and written with the next ``put`` once the database is back. A replica
is read first, if there is one, and the primary for what is missing there: vectors never change.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Generic, LiteralString

import numpy as np
import numpy.typing as npt

from session_finder.domain.errors import StoreError
from session_finder.retrieval.vector_cache import Number, Rows, checksum_of
from session_finder.storage.postgres.database import Database, allow_long_queries
from session_finder.storage.postgres.pool import Connection
from session_finder.storage.postgres.replica_reader import ReplicaReader

log = logging.getLogger(__name__)

BATCH = 500  # rows per statement: a few MB
_AGAIN = 5.0  # seconds until an unavailable database is tried again
_READ: LiteralString = "select key, checksum, numbers from session_finder.vectors where cache = %s and key = any(%s)"
_WRITE: LiteralString = (
    "insert into session_finder.vectors (cache, key, checksum, numbers)"
    " select %s, * from unnest(%b::bytea[], %s::bigint[], %b::bytea[])"
    " on conflict (cache, key) do update set checksum = excluded.checksum, numbers = excluded.numbers"
)
Raw = tuple[bytes, int, bytes]


class ArrayTable(Generic[Number]):
    """Digest → numbers of shape (n, dimensions) of one kind and model, in a database. Thread-safe."""

    def __init__(
        self,
        database: Database,
        model: str,
        dimensions: int,
        kind: type[Number],
        zeros: bool = True,
        replica: Database | None = None,
    ) -> None:
        self._database, self._model, self._replica = database, model, replica
        self._copy = ReplicaReader(replica)
        self._rows: Rows[Number] = Rows.of(model, dimensions, kind, zeros)
        self._lock = threading.Lock()
        self._memory: dict[bytes, npt.NDArray[Number]] = {}  # vectors that are not in the database yet
        self._away_until = 0.0
        self._registered = False

    @property
    def place(self) -> str:
        """Where the vectors are, for messages."""
        return "the database"

    @property
    def away(self) -> bool:
        """Whether no server answered in the last seconds."""
        return time.monotonic() < self._away_until and self._copy.away

    def get(self, keys: Sequence[bytes]) -> dict[bytes, npt.NDArray[Number]]:
        """The vectors found; missing, damaged and non-finite ones are left out."""
        with self._lock:
            found = {key: self._memory[key] for key in keys if key in self._memory}
        if not self._copy.away:
            self._look(keys, found, self._read_copied)
        damaged = self._look(keys, found, self._read)
        if damaged:
            log.warning("%d of the vectors in the database are damaged; they will be computed again.", damaged)
        return found

    def put(self, entries: Mapping[bytes, npt.NDArray[Number]]) -> None:
        """Store vectors, each (n, dimensions) with n >= 1, all or none. Raises BadVectors."""
        kept = {key: self._rows.checked(vectors) for key, vectors in entries.items()}
        with self._lock:
            waiting = {**self._memory, **kept}
        if self._write(waiting):
            with self._lock:
                self._memory = {key: known for key, known in self._memory.items() if waiting.get(key) is not known}
        else:
            with self._lock:
                self._memory.update(kept)

    def close(self) -> None:
        """Do nothing: the owner of the database closes it."""

    def _look(
        self,
        keys: Sequence[bytes],
        found: dict[bytes, npt.NDArray[Number]],
        read: Callable[[list[bytes]], list[Raw]],
    ) -> int:
        """Add missing ``keys`` to ``found``; returns how many rows are damaged."""
        wanted = [key for key in dict.fromkeys(keys) if key not in found]
        damaged = 0
        for start in range(0, len(wanted), BATCH):
            for row in read(wanted[start : start + BATCH]):
                vectors = self._rows.unpacked(*row)
                if vectors is None:
                    damaged += 1
                else:
                    found[row[0]] = vectors
        return damaged

    def _read_copied(self, keys: list[bytes]) -> list[Raw]:
        return self._copy.fetch(lambda known: self._rows_in(known, keys)) or []

    def _rows_in(self, connection: Connection, keys: list[bytes]) -> list[Raw]:
        return connection.execute(_READ, (self._rows.name, keys), binary=True).fetchall()

    def _read(self, keys: list[bytes]) -> list[Raw]:
        if time.monotonic() < self._away_until:
            return []
        try:
            return self._database.fetch(lambda known: self._rows_in(known, keys))
        except StoreError as error:
            self._away(error)
            return []

    def _write(self, entries: Mapping[bytes, npt.NDArray[Number]]) -> bool:
        if not entries:
            return True
        if time.monotonic() < self._away_until:
            return False
        packed = [(key, self._rows.packed(vectors)) for key, vectors in sorted(entries.items())]
        try:
            with self._database.change() as connection:
                if not self._registered:
                    register(connection, self._rows.name, self._rows.about)
                write(connection, self._rows.name, [(key, checksum_of(key, raw), raw) for key, raw in packed])
        except StoreError as error:
            self._away(error)
            return False
        self._registered = True
        if self._away_until:
            log.warning("New vectors are written to the database again.")
            self._away_until = 0.0
        return True

    def _away(self, error: StoreError) -> None:
        if not self._away_until:
            log.warning("New vectors are kept in memory only; searching goes on. %s", error)
        self._away_until = time.monotonic() + _AGAIN


class VectorTable(ArrayTable[np.float32]):
    """Digest → vectors (n, dimensions) float32 of one model."""

    def __init__(
        self, database: Database, model: str, dimensions: int, zeros: bool = True, replica: Database | None = None
    ) -> None:
        super().__init__(database, model, dimensions, np.float32, zeros, replica)
        self._words: dict[str, ArrayTable[np.int8]] = {}

    def words(self, what: str, dimensions: int) -> ArrayTable[np.int8]:
        """The cache of the model's word vectors in 8 bits, (n, dimensions); ``what`` names their kind."""
        with self._lock:
            if what not in self._words:
                name = f"{self._model}:{what}"
                self._words[what] = ArrayTable(self._database, name, dimensions, np.int8, replica=self._replica)
            return self._words[what]


def register(connection: Connection, name: str, about: str) -> None:
    """Store the description of a cache under its name, once."""
    connection.execute(
        "insert into session_finder.caches (name, about) values (%s, %s) on conflict do nothing", (name, about)
    )
    allow_long_queries(connection)


def write(connection: Connection, name: str, raw: Sequence[Raw]) -> None:
    """Upsert rows of (key, checksum, numbers), sorted by key, so that two writers do not deadlock."""
    connection.execute("select")
    allow_long_queries(connection)
    for start in range(0, len(raw), BATCH):
        keys, checksums, numbers = (list(column) for column in zip(*raw[start : start + BATCH], strict=True))
        connection.execute(_WRITE, (name, keys, checksums, numbers))
