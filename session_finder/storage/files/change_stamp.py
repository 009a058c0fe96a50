"""The stamp of a folder of programmes: a few looks at the disk tell whether attendees may see something new.

``changes`` holds the slug that the program changed last and a mark that is new each time. It is written before the
change: who looks between the two sees the mark first and then, in the slug's pointer, the change; so a crash between
them hides nothing. What people change by hand shows in the files that they may change, which are looked at too.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from pathlib import Path

from session_finder.domain.errors import Damaged
from session_finder.storage.files.about import ABOUT
from session_finder.storage.files.atomic_write import Step, swap
from session_finder.storage.files.version_folder import CURRENT, pointer_in

_CHANGES = "changes"
PROGRAMME = "programme.csv"

Look = tuple[int, int, int] | None


class Stamp:
    """The stamp of a folder of programmes; ``own`` is the program's folder in it. Thread-safe."""

    def __init__(self, folder: Path, own: Path) -> None:
        self._folder = folder
        self._changes = str(own / _CHANGES)
        self._watched: tuple[object, tuple[str, ...]] = (None, ())  # what they were chosen for, and the paths
        self._last: tuple[object, str] = (None, "")  # what was seen, and its stamp

    def now(self) -> str:
        """A text that differs from the previous one when something has changed."""
        names = names_in(self._folder)
        changes = self._last_change()
        slug = os.fsdecode(changes.partition(b"\n")[0])
        seen = (names, changes, look(f"{self._folder}/{slug}/{CURRENT}") if slug in names else None)
        chosen_for, paths = self._watched
        if chosen_for != seen:
            paths = tuple(path for name in sorted(names) for path in self._paths(self._folder / name))
            self._watched = (seen, paths)
        everything = (seen, [look(path) for path in paths])
        before, stamp = self._last
        if everything != before:
            said = repr((sorted(names), *seen[1:], *everything[1])).encode("utf-8", "surrogatepass")
            stamp = hashlib.blake2b(said, digest_size=16).hexdigest()
            self._last = (everything, stamp)
        return stamp

    def announce(self, slug: str, step: Step) -> None:
        """Note that a conference is about to change. Raises OSError."""
        swap(Path(self._changes), os.fsencode(slug) + b"\n" + secrets.token_hex(8).encode(), step)

    def _last_change(self) -> bytes:
        try:
            with open(self._changes, "rb") as file:  # noqa: PTH123  a third of the time that a Path takes
                return file.read(1000)
        except OSError:
            return b""

    @staticmethod
    def _paths(place: Path) -> tuple[str, ...]:
        """The files that people may edit by hand: programme.csv counts until a version is published over it."""
        if not place.is_dir():
            return ()
        about, programme, current = (str(place / name) for name in (ABOUT, PROGRAMME, CURRENT))
        try:
            pointer = pointer_in(place)
        except Damaged:
            return (about, programme, current)
        if pointer is None:
            return (about, programme, current)
        return (about,) if pointer.version else (about, programme)


def names_in(folder: Path) -> list[str]:
    """The names in a folder without hidden ones; none when it cannot be read."""
    try:
        return [name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208  names are enough
    except OSError:
        return []


def look(path: str) -> Look:
    """A file's time in nanoseconds, size and inode, which change when the file does; None when it does not exist."""
    try:
        found = os.stat(path)  # noqa: PTH116  half the time that a Path takes
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)
