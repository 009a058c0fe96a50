"""Organizers' sessions: .library/sign-ins/ has a small file for each browser that is signed in.

The session cookie holds a random token; the file is named by the token's SHA-256, so that nobody can sign in with what
the folder contains. Since these are files, every process of the folder knows who signed in and out, and a restart signs
nobody out. A file's modification time is when that organizer was last active.
"""

from __future__ import annotations

import hashlib
import json
import os
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from session_finder.access.json_object import read_json_object
from session_finder.access.organizers import Organizer
from session_finder.domain.errors import UserError

MOST: Final = 1000  # browsers; the one that is idle longest is signed out
_PLACE: Final = (".library", "sign-ins")
_OFTEN: Final = 30.0  # seconds between two notes that somebody is there


class SignInError(UserError):
    """A sign-in cannot be stored; the text says what to do."""

    code = "sign-in-not-kept"


@dataclass(frozen=True, slots=True)
class _Record:
    organizer: Organizer
    door: str


class SignIns:
    """Token → organizer, for all processes that share ``folder``; thread-safe.

    ``idle`` is in seconds. ``door`` is a text that changes with the way to sign in: another password, or a provider
    instead of one.
    """

    def __init__(self, folder: Path, idle: float, clock: Callable[[], float] = time.time, most: int = MOST) -> None:
        self._folder, self._idle, self._clock, self._most = folder.joinpath(*_PLACE), idle, clock, most

    def admit(self, token: str, organizer: Organizer, door: str) -> None:
        """Sign this token in as the organizer. Raises SignInError."""
        conferences = None if organizer.conferences is None else sorted(organizer.conferences)
        said = {"name": organizer.name, "conferences": conferences, "door": door}
        path = self._path(token)
        fresh = path.with_name(f".{secrets.token_hex(16)}")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                json.dump(said, file)
            os.utime(fresh, (self._clock(), self._clock()))
            fresh.replace(path)
        except OSError as error:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise SignInError(
                f"{path.parent} cannot be written: {error.strerror or error}. Nobody can sign in until the user that "
                "runs this program can write there."
            ) from error
        self._sweep()

    def organizer(self, token: str, door: str) -> Organizer | None:
        """The organizer of a token, and note their activity; None for an unknown or expired token."""
        found = self._valid(token, door)
        if found is None:
            return None
        path, now = self._path(token), self._clock()
        with suppress(OSError):  # ended by another process, or a disk that takes nothing: it stays as it was
            if now - path.stat().st_mtime > _OFTEN:
                os.utime(path, (now, now))
        return found.organizer

    def holds(self, token: str, door: str) -> bool:
        """Whether a token is valid, without noting activity."""
        return self._valid(token, door) is not None

    def end(self, token: str) -> None:
        """Sign out."""
        with suppress(OSError):
            self._path(token).unlink(missing_ok=True)

    def __len__(self) -> int:
        return len([*self._folder.glob("[0-9a-f]*")])

    def _path(self, token: str) -> Path:
        return self._folder / hashlib.sha256(token.encode("utf-8", "surrogateescape")).hexdigest()

    def _valid(self, token: str, door: str) -> _Record | None:
        if not token:
            return None
        path = self._path(token)
        try:
            seen = path.stat().st_mtime
            found = _record(path.read_bytes()[:1_000_000])
        except OSError:
            return None
        if found is None or found.door != door or self._clock() - seen >= self._idle:
            self.end(token)
            return None
        return found

    def _sweep(self) -> None:
        """Remove expired sessions, and the idlest ones beyond the limit."""
        seen: list[tuple[float, Path]] = []
        with suppress(OSError):
            for path in self._folder.iterdir():
                with suppress(OSError):
                    seen.append((path.stat().st_mtime, path))
        seen.sort(key=lambda one: one[0], reverse=True)
        for place, (when, path) in enumerate(seen):
            if place >= self._most or self._clock() - when >= self._idle:
                with suppress(OSError):
                    path.unlink(missing_ok=True)


def _record(content: bytes) -> _Record | None:
    stored = read_json_object(content)
    name, door, conferences = stored.get("name"), stored.get("door"), stored.get("conferences")
    if not isinstance(name, str) or not isinstance(door, str):
        return None
    if conferences is None and "conferences" in stored:
        return _Record(Organizer(name), door)
    if isinstance(conferences, list) and all(isinstance(slug, str) for slug in conferences):
        return _Record(Organizer(name, frozenset(conferences)), door)
    return None
