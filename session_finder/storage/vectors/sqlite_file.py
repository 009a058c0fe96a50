"""The SQLite file of a cache: ownership, locking, and which errors mean damage."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

APPLICATION_ID = 0x53464356  # "SFCV", in the file's header: identifies our files
PATIENCE = 30.0  # seconds to wait for another process that writes


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the lock for opening caches in ``folder`` and setting them aside; released when the process ends."""
    lock = sqlite3.connect(folder / "opening.sqlite", timeout=PATIENCE, isolation_level=None)
    try:
        lock.execute("BEGIN EXCLUSIVE")
        yield
    finally:
        lock.close()


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """A write transaction, rolled back on an exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def owned(connection: sqlite3.Connection, about: bytes) -> bool:
    """Whether the file is this model's cache; False when it is empty. Raises DatabaseError for another's."""
    (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not tables:
        return False
    (owner,) = connection.execute("PRAGMA application_id").fetchone()
    if owner != APPLICATION_ID:
        raise sqlite3.DatabaseError("it is not a vector cache of this program")
    if connection.execute("SELECT model FROM about").fetchall() != [(about,)]:
        raise sqlite3.DatabaseError("it is the cache of another model")
    return True


def begin(connection: sqlite3.Connection, about: bytes) -> None:
    """Initialize an empty file as this model's cache."""
    connection.execute("PRAGMA journal_mode = WAL")
    with transaction(connection):
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(
            "CREATE TABLE vectors (key BLOB PRIMARY KEY, checksum INTEGER NOT NULL, floats BLOB NOT NULL) WITHOUT ROWID"
        )
        connection.execute("CREATE TABLE about (model BLOB PRIMARY KEY)")
        connection.execute("INSERT INTO about VALUES (?)", (about,))


def set_aside(path: Path) -> Path:
    """Rename a damaged file; returns its new name. Call it only within ``alone``. Raises OSError."""
    number = 1
    while (aside := path.with_name(f"{path.name}.damaged-{number}")).exists():
        number += 1
    path.rename(aside)
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    return aside


def inode(path: Path) -> int:
    """The file's inode, which distinguishes it from a replacement of the same name; 0 if it does not exist."""
    try:
        return path.stat().st_ino
    except OSError:
        return 0


def is_damage(error: Exception) -> bool:
    """Whether an error means a damaged file; locks, full disks, read-only folders and our own errors do not."""
    if isinstance(error, sqlite3.OperationalError):
        return _code(error) in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
    return not isinstance(error, OSError | sqlite3.ProgrammingError)


def _code(error: sqlite3.Error) -> int:
    """SQLite's primary result code, or -1 when the error is Python's own."""
    code: int = getattr(error, "sqlite_errorcode", -1)
    return code & 0xFF if code >= 0 else code
