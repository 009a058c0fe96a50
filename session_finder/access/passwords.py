"""The organizers' password: .library/password.json holds its Argon2id hash, never the password."""

from __future__ import annotations

import json
import logging
import os
import secrets
import threading
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from session_finder.domain.errors import UserError
from session_finder.paths import COMMAND

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from filelock import BaseFileLock

log = logging.getLogger(__name__)

SHORTEST: Final = 12  # characters
LONGEST: Final = 1000
_PLACE: Final = (".library", "password.json")
_PATIENCE: Final = 30.0  # seconds to wait for another process that sets the password
_TWO_AT_A_TIME = threading.BoundedSemaphore(2)  # each check takes 64 MiB and a tenth of a second of four threads


class PasswordError(UserError):
    """A password is unacceptable, or cannot be written or read; the text says what to do."""

    code = "bad-password"


@dataclass(frozen=True, slots=True)
class _StoredHash:
    hash: str
    stamp: str


def is_set(folder: Path) -> bool:
    """Whether ``folder`` (the programmes') has a password, readable or not."""
    return _bytes(folder) is not None


def stamp(folder: Path) -> str:
    """A text that changes with the password; "" without one. Raises PasswordError."""
    kept = _kept(folder)
    return kept.stamp if kept else ""


def set_password(folder: Path, text: str) -> None:
    """Set the password; whoever signed in with another is signed out. Raises PasswordError."""
    password = _same(text)
    if len(password) < SHORTEST:
        raise PasswordError(
            f"A password has at least {SHORTEST} characters, this one has {len(password)}. Four words that do not "
            "belong together are easy to remember."
        )
    if len(password) > LONGEST:
        raise PasswordError(f"A password has at most {LONGEST:,} characters, this one has {len(password):,}.")
    kept = _StoredHash(_hasher().hash(password), secrets.token_hex(16))
    try:
        with _alone(folder):
            _swap(folder, kept)
    except OSError as error:
        raise PasswordError(
            f"{_path(folder)} cannot be written: {error.strerror or error}. The password has not changed. Let the user "
            "that runs this program write there and try again."
        ) from error


def for_backup(folder: Path) -> bytes | None:
    """The password's hash for a backup, None when no password is set.

    Raises PasswordError for any other content of the file, and for a link, which may lead anywhere.
    """
    if _path(folder).is_symlink() or _path(folder).parent.is_symlink():
        raise PasswordError(f"{_path(folder)} is a link, which is not followed. Put what it leads to in its place.")
    content = _bytes(folder)
    if content is not None and not is_whole(content):
        raise _unreadable(folder)
    return content


def is_whole(content: bytes) -> bool:
    """Whether this is a usable result of ``for_backup``."""
    from argon2 import extract_parameters
    from argon2.exceptions import InvalidHashError

    found = _understood(content)
    try:
        return found is not None and bool(extract_parameters(found.hash))
    except InvalidHashError:
        return False


def put_back(folder: Path, content: bytes) -> bool:
    """Restore the result of ``for_backup``, unless a password is set; whether it did. Raises PasswordError."""
    try:
        found = _understood(content)
        if found is None:
            raise PasswordError(f"The password in the backup is damaged. Set one: {COMMAND} password")
        with _alone(folder):
            if _bytes(folder) is not None:
                return False
            _swap(folder, found)
    except OSError as error:
        raise PasswordError(f"{_path(folder)} cannot be written: {error.strerror or error}.") from error
    return True


def check(folder: Path, text: str) -> bool:
    """Whether ``text`` is the password. Raises PasswordError when the file cannot be read.

    It takes a tenth of a second on purpose, whatever the text. A hash with outdated parameters is replaced.
    """
    from argon2.exceptions import InvalidHashError, VerificationError, VerifyMismatchError

    kept, password = _kept(folder), _same(text[: LONGEST + 1])
    if kept is None or len(password) > LONGEST:
        return False
    hasher = _hasher()
    try:
        with _TWO_AT_A_TIME:
            hasher.verify(kept.hash, password)
    except (VerifyMismatchError, UnicodeEncodeError):  # half a character is nobody's password
        return False
    except (InvalidHashError, VerificationError) as error:
        raise _unreadable(folder) from error
    if hasher.check_needs_rehash(kept.hash):
        _renew(folder, kept, _StoredHash(hasher.hash(password), kept.stamp))
    return True


def _renew(folder: Path, old: _StoredHash, new: _StoredHash) -> None:
    """Replace the hash, unless the password has changed meanwhile. Failure is logged and locks nobody out."""
    try:
        with _alone(folder):
            if _kept(folder) == old:
                _swap(folder, new)
    except (OSError, PasswordError) as error:
        log.warning("%s keeps its old parameters: %s", _path(folder), error)


def _hasher() -> PasswordHasher:
    """Argon2id with the library's defaults: the RFC 9106 parameters for machines with little memory."""
    from argon2 import PasswordHasher

    return PasswordHasher()


def _same(text: str) -> str:
    """The text in Unicode form NFKC, since keyboards differ in how they write é."""
    return unicodedata.normalize("NFKC", text)


def _path(folder: Path) -> Path:
    return folder.joinpath(*_PLACE)


def _bytes(folder: Path) -> bytes | None:
    """The file's content, None when it does not exist, b"" when it cannot be read: that locks, it does not open."""
    try:
        with _path(folder).open("rb") as file:
            return file.read(10_000)
    except FileNotFoundError:
        return None
    except OSError:
        return b""


def _kept(folder: Path) -> _StoredHash | None:
    content = _bytes(folder)
    if content is None:
        return None
    found = _understood(content)
    if found is None:
        raise _unreadable(folder)
    return found


def _understood(content: bytes) -> _StoredHash | None:
    try:
        tree = json.loads(content)
    except (ValueError, RecursionError):
        return None
    found = (tree.get("hash"), tree.get("stamp")) if isinstance(tree, dict) else (None, None)
    if not (isinstance(found[0], str) and isinstance(found[1], str) and all(found)):
        return None
    return _StoredHash(found[0], found[1])


def _unreadable(folder: Path) -> PasswordError:
    return PasswordError(
        f"The organizers' password in {_path(folder)} cannot be read. Whoever runs this server can set it anew: "
        f"{COMMAND} password"
    )


def _alone(folder: Path) -> BaseFileLock:
    """The lock for changing the password. Raises OSError, also after waiting in vain."""
    from filelock import FileLock

    path = _path(folder)
    path.parent.mkdir(parents=True, exist_ok=True)
    return FileLock(path.with_suffix(".lock"), timeout=_PATIENCE)


def _swap(folder: Path, kept: _StoredHash) -> None:
    """Write a new file that only its owner can read, then rename it. Raises OSError."""
    path = _path(folder)
    fresh = path.with_name(f".password-{secrets.token_hex(8)}")
    try:
        handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as file:
            file.write(json.dumps({"hash": kept.hash, "stamp": kept.stamp}).encode())
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)
    except BaseException:
        with suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
