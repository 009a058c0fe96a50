"""The stamp of a folder of programmes: a cheap test of whether anything that attendees see has changed.

The file ``changes`` holds the slug that the program changed last and a random token. It is written before the change. A
reader that comes between the two sees the new token, and later the change of the slug's pointer, so a crash between
them hides nothing. Edits by hand are detected by the state of the files that people may edit.
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
        self._watched: tuple[object, tuple[str, ...]] = (None, ())  # the state they were chosen for, and the paths
        self._last: tuple[object, str] = (None, "")  # the observed state, and its stamp

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
        """Record that a conference is about to change. Raises OSError."""
        swap(Path(self._changes), os.fsencode(slug) + b"\n" + secrets.token_hex(8).encode(), step)

    def _last_change(self) -> bytes:
        try:
            with open(self._changes, "rb") as file:  # noqa: PTH123  three times as fast as Path.open
                return file.read(1000)
        except OSError:
            return b""

    @staticmethod
    def _paths(place: Path) -> tuple[str, ...]:
        """The files that people may edit; programme.csv is one until a version is published."""
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
    """The names in a folder except hidden ones; [] if it cannot be read."""
    try:
        return [name for name in os.listdir(folder) if not name.startswith(".")]  # noqa: PTH208  only names are needed
    except OSError:
        return []


def look(path: str) -> Look:
    """A file's modification time (ns), size and inode, which identify its state; None if it does not exist."""
    try:
        found = os.stat(path)  # noqa: PTH116  twice as fast as Path.stat
    except (OSError, ValueError):
        return None
    return (found.st_mtime_ns, found.st_size, found.st_ino)
