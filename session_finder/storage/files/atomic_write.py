"""Atomic file writes, and a lock that lets one process write at a time."""

from __future__ import annotations

import errno
import os
import secrets
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from session_finder.domain.errors import Locked, NotWritable

Step = Callable[[str], None]

_UNFINISHED = ".new-"  # prefix of temporary names
_PATIENCE = 30.0  # seconds to wait for the lock
_LOOK = 0.01  # seconds between two attempts: a process that publishes in a loop releases the lock only briefly
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def no_step(_: str) -> None:
    """A Step that does nothing."""


def temporary_name(folder: Path) -> Path:
    """A temporary name in ``folder`` that no other process uses; ``sweep`` removes what a crash leaves under it."""
    return folder / f"{_UNFINISHED}{secrets.token_hex(8)}"


def write(path: Path, content: bytes) -> None:
    """Write a new file and sync it to the disk. Raises OSError."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def swap(path: Path, content: bytes, step: Step = no_step) -> None:
    """Replace a file's content atomically: after a crash it has the old or the new content. Raises OSError."""
    fresh = temporary_name(path.parent)
    step(f"write {path.name}")
    try:
        write(fresh, content)
        step(f"swap {path.name}")
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    sync(path.parent)


def sync(folder: Path) -> None:
    """Sync a folder's entries to the disk. Does nothing where the system has no such call (Windows, some networks)."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Remove the temporary files of a crashed process. Call it only within ``alone``."""
    with suppress(OSError):
        for path in [path for path in folder.iterdir() if path.name.startswith(_UNFINISHED)]:
            remove(path)


def remove(path: Path) -> None:
    """Remove a file, or a folder with its content; errors are ignored."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Hold the library's lock, which the system releases when the process ends.

    Raises Locked after a timeout, and NotWritable for any OSError in the body: a full disk, a read-only folder.
    """
    from filelock import FileLock, Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock", timeout=_PATIENCE)
        try:
            lock.acquire(poll_interval=_LOOK)
        except Timeout:
            raise Locked(
                f"Somebody else has been changing the programmes for {_PATIENCE:.0f} seconds. Try again in a minute."
            ) from None
        try:
            yield
        finally:
            lock.release()
    except OSError as error:
        raise NotWritable(_advice(folder.parent, error)) from error


def _advice(folder: Path, error: OSError) -> str:
    """A disk error as a message with advice."""
    unchanged = "What attendees see has not changed."
    if error.errno in _FULL:
        return f"The disk of {folder} is full. {unchanged} Make room there and try again."
    if error.errno in _FORBIDDEN:
        return f"{folder} cannot be written. {unchanged} Let the user that runs this program write there and try again."
    place = f" ({error.filename})" if error.filename else ""
    return f"{folder} cannot be written: {error.strerror or error}{place}. {unchanged} Mend this and try again."
