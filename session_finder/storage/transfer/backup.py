"""Back up a snapshot of a store into one file, and restore it atomically.

``move.move`` copies and compares digests at the end. Vectors are not backed up, since they can be computed again.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, cast

from session_finder.access import passwords
from session_finder.domain.errors import AlreadyExists, Damaged, NotWritable
from session_finder.paths import COMMAND
from session_finder.storage.files.atomic_write import sync, temporary_name
from session_finder.storage.transfer.archive import Archive
from session_finder.storage.transfer.move import Moved, move
from session_finder.storage.transfer.shelf import LivingShelf

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Restored:
    """The result of a restore; ``password``: whether the organizers' password was restored too."""

    moved: Moved
    password: bool


def backup(source: LivingShelf, folder: Path, path: Path, say: Say = lambda _: None) -> Moved:
    """Write a snapshot of a store to a new file that only its owner may read; ``folder`` has the password.

    Damaged content and links are left out and named in the result. Raises StoreError, without leaving a file.
    """
    if path.exists():
        raise AlreadyExists(f"There is a file {path} already. Name another, or move it away.")
    fresh = temporary_name(path.parent)
    try:
        handle = os.open(fresh, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
        try:
            with os.fdopen(handle, "w+b") as file:
                moved = _written(source, folder, cast("BinaryIO", file), str(path), say)
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise NotWritable(f"{path} cannot be written: {error.strerror or error}. There is no backup.") from error
    sync(path.parent)
    return moved


def _written(source: LivingShelf, folder: Path, file: BinaryIO, place: str, say: Say) -> Moved:
    with Archive.written_to(file, place) as archive:
        with source.snapshot() as snapshot:
            moved = move(snapshot, archive, say, vectors=False)
        try:
            password = passwords.for_backup(folder)
        except passwords.PasswordError as error:
            moved.left.append(str(error))
        else:
            if password is not None:
                archive.keep_password(password)
        archive.finish()
    return moved


def restore(
    path: Path, target: LivingShelf, folder: Path, replace: bool, who: str, say: Say = lambda _: None
) -> Restored:
    """Restore a backup atomically; the password goes to ``folder``, unless one is already set.

    ``replace``: see ``LivingShelf.transaction``. Raises StoreError.
    """
    with Archive.read_from(path) as archive:
        password = archive.password
        if password is not None and not passwords.is_whole(password):
            say(f"The organizers' password in the backup is damaged and stays away. Set one: {COMMAND} password")
            password = None
        with target.transaction(replace, who) as inner:
            moved = move(archive, inner, say, vectors=False)
            if moved.left:
                raise Damaged(f"{path} is damaged. Nothing was changed. {' '.join(moved.left)}")
        set_now = password is not None and passwords.put_back(folder, password)
    return Restored(moved, set_now)
