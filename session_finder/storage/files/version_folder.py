"""Version folders: SLUG/versions/N/ has a programme and its description, SLUG/current.json names the published one.

A version's folder is written under a temporary name, renamed, and never changed afterwards. Publishing replaces only
current.json. That file repeats the audit line of the publish, in case a crash prevents its being appended to the audit.
"""

from __future__ import annotations

import json
import logging
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from session_finder.domain.errors import Damaged
from session_finder.domain.library import AuditLine, Version
from session_finder.domain.sessions import Programme
from session_finder.paths import COMMAND
from session_finder.storage.files.atomic_write import Step, remove, swap, sync, temporary_name, write
from session_finder.storage.rules import audit, programme_json, version_json
from session_finder.storage.rules.versioning import beyond_the_most

log = logging.getLogger(__name__)

CURRENT = "current.json"
VERSIONS = "versions"
CONTENT = "programme.json"
TOLD = "version.json"
MEND = "Publish another version, or upload the file again."
MEND_POINTER = f"Run: {COMMAND} doctor --mend, or publish a version again."
_LAST = "last-number"  # the highest number ever assigned: numbers of discarded drafts are not reused


@dataclass(frozen=True, slots=True)
class Pointer:
    """The content of current.json: the published version, those that ever were, and the audit line of the publish."""

    version: int
    published: frozenset[int]
    line: AuditLine


def pointer_in(place: Path) -> Pointer | None:
    """The pointer of a folder, None when nothing was ever published. Raises Damaged."""
    path = place / CURRENT
    try:
        tree = json.loads(path.read_bytes())
        version, published = tree["version"], tree["published"]
        if type(version) is not int or not all(type(number) is int for number in published):
            raise ValueError("no numbers")  # noqa: TRY301  one sentence for all that it may be
        return Pointer(version, frozenset(published), audit.line_of(tree["line"]))
    except FileNotFoundError:
        return None
    except OSError as error:
        raise Damaged(f"{path} cannot be read ({error.strerror or error}). Let this program read it.") from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise Damaged(f"{path} is damaged. {MEND_POINTER}") from error


def point(place: Path, pointer: Pointer, step: Step) -> None:
    """Write a new pointer. Raises OSError."""
    tree = {
        "version": pointer.version,
        "published": sorted(pointer.published),
        "line": audit.tree_of(pointer.line),
    }
    swap(place / CURRENT, json.dumps(tree, indent=1).encode(), step)


def numbers_in(place: Path) -> list[int]:
    """The numbers of the versions of a folder, the lowest first."""
    try:
        names = [path.name for path in (place / VERSIONS).iterdir()]
    except OSError:
        return []
    return sorted(int(name) for name in names if name.isascii() and name.isdigit() and not name.startswith("0"))


def write_version(place: Path, content: bytes, version: Version, step: Step) -> None:
    """Write a version's folder atomically. Raises OSError."""
    folder = place / VERSIONS
    folder.mkdir(exist_ok=True)
    swap(folder / _LAST, str(version.number).encode(), step)
    fresh = temporary_name(folder)
    try:
        fresh.mkdir()
        step(f"write {CONTENT}")
        write(fresh / CONTENT, content)
        step(f"write {TOLD}")
        write(fresh / TOLD, json.dumps(version_json.tree_of(version), indent=1).encode())
        sync(fresh)
        step("show the draft")
        fresh.rename(folder / str(version.number))
    except BaseException:
        remove(fresh)
        raise
    sync(folder)
    sync(place)


def next_number(place: Path, published: frozenset[int]) -> int:
    """The next number that was never assigned in this folder."""
    try:
        last = int((place / VERSIONS / _LAST).read_bytes())
    except (OSError, ValueError):
        last = 0
    return max([last, 0, *published, *numbers_in(place)]) + 1


def description_of(place: Path, number: int, published: bool = False, current: bool = False) -> Version | None:
    """A version's description, None when it does not exist or cannot be read."""
    path = place / VERSIONS / str(number) / TOLD
    try:
        return version_json.version_of(json.loads(path.read_bytes()), number, published, current)
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        log.warning("%s cannot be read (%s); the version is not listed.", path, error)
        return None


def programme_of(place: Path, number: int, name: str) -> Programme:
    """A version's programme as it was staged. Raises Damaged, also when it does not exist."""
    path = place / VERSIONS / str(number) / CONTENT
    version = description_of(place, number)
    try:
        if version is None:
            raise ValueError("has no readable version.json beside it")  # noqa: TRY301  one sentence for all
        content = path.read_bytes()
        if version.digest and (found := programme_json.digest(content)) != version.digest:
            raise ValueError(f"is damaged: its digest is {found[:16]}, not {version.digest[:16]}")  # noqa: TRY301
        return programme_json.from_json(content, place.name, name)
    except (OSError, ValueError) as error:
        said = str(error) if isinstance(error, ValueError) else f"cannot be read ({error.strerror or error})"
        raise Damaged(f"{path} {said}. {MEND}") from error


def add_missing_digests(place: Path) -> list[int]:
    """Add digests to versions that older releases wrote without one; returns their numbers. Raises OSError."""
    given = []
    for number in numbers_in(place):
        version = description_of(place, number)
        if version is not None and not version.digest:
            with suppress(Damaged):
                programme_of(place, number, "")
                fresh = replace(version, digest=programme_json.digest(content_of(place, number)))
                swap(place / VERSIONS / str(number) / TOLD, json.dumps(version_json.tree_of(fresh), indent=1).encode())
                given.append(number)
    return given


def content_of(place: Path, number: int) -> bytes:
    """The bytes of a version's programme. Raises Damaged when they cannot be read."""
    path = place / VERSIONS / str(number) / CONTENT
    try:
        return path.read_bytes()
    except OSError as error:
        raise Damaged(f"{path} cannot be read ({error.strerror or error}).") from error


def remember_last(place: Path, number: int, step: Step) -> None:
    """Reserve all version numbers up to this one. Raises OSError."""
    if number >= next_number(place, frozenset()):
        (place / VERSIONS).mkdir(exist_ok=True)
        swap(place / VERSIONS / _LAST, str(number).encode(), step)


def prune(place: Path, keep: frozenset[int]) -> None:
    """Remove the oldest versions beyond the limit, but none of ``keep``."""
    with suppress(OSError):  # the next publish tries again
        for number in beyond_the_most(numbers_in(place), keep):
            remove_version(place, number)


def remove_version(place: Path, number: int) -> None:
    """Remove a version's folder; it disappears for readers atomically. Raises OSError."""
    gone = temporary_name(place / VERSIONS)
    (place / VERSIONS / str(number)).rename(gone)
    remove(gone)
