"""Writing so that a crash leaves the old or the new and nothing between, one process at a time."""

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

_UNFINISHED = ".new-"  # begins every name that is written under before it is swapped in
_PATIENCE = 30.0  # seconds to wait for another process that changes something
_LOOK = 0.01  # seconds between two looks whether it is done: one who publishes again and again leaves short gaps
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)


def unheard(_: str) -> None:
    """The Step that nobody listens to."""


def unfinished(folder: Path) -> Path:
    """A name in ``folder`` that no other process uses and that ``sweep`` knows for a crash's leaving."""
    return folder / f"{_UNFINISHED}{secrets.token_hex(8)}"


def write(path: Path, content: bytes) -> None:
    """Write a new file down to the disk. Raises OSError."""
    with path.open("xb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def swap(path: Path, content: bytes, step: Step = unheard) -> None:
    """Give a file new content: whoever reads it gets the old or the new, also after a crash. Raises OSError."""
    fresh = unfinished(path.parent)
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
    """Bring a folder's names to the disk where the system can; Windows and some network disks do it unasked."""
    with suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def sweep(folder: Path) -> None:
    """Remove what a crash left unfinished. Only for the process that is ``alone``: another's work looks the same."""
    with suppress(OSError):
        for path in [path for path in folder.iterdir() if path.name.startswith(_UNFINISHED)]:
            remove(path)


def remove(path: Path) -> None:
    """Remove a file, or a folder with all in it, as far as that is possible."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        with suppress(OSError):
            path.unlink()


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """No other process or thread changes the library meanwhile; the lock ends with its process.

    Raises Locked after waiting in vain, NotWritable for every OSError within: a full disk, a read-only folder.
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
    unchanged = "What attendees see has not changed."
    if error.errno in _FULL:
        return f"The disk of {folder} is full. {unchanged} Make room there and try again."
    if error.errno in _FORBIDDEN:
        return f"{folder} cannot be written. {unchanged} Let the user that runs this program write there and try again."
    place = f" ({error.filename})" if error.filename else ""
    return f"{folder} cannot be written: {error.strerror or error}{place}. {unchanged} Mend this and try again."
