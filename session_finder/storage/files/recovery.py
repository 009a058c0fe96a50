"""Find the version that attendees see. If it is damaged, fall back to the newest intact published version.

A missing or damaged current.json is reconstructed from the audit, which names each version that was published, so that
a draft is never shown. This module only reads; ``doctor`` repairs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from session_finder.domain.errors import Damaged
from session_finder.storage.files import hand_written, version_folder
from session_finder.storage.files.about import ABOUT
from session_finder.storage.files.change_stamp import PROGRAMME, Look, look
from session_finder.storage.files.version_folder import CURRENT, Pointer
from session_finder.storage.rules import audit, programme_json, versioning

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Visible:
    """The number of the version that attendees see, None for none, and a description of the damage, "" for none.

    ``pointer``: the content of current.json, or of the audit in its place.
    """

    number: int | None
    pointer: Pointer | None
    damage: str = ""

    @property
    def stands_in(self) -> bool:
        """Whether this version replaces the one that the pointer names, which is damaged."""
        return self.pointer is not None and self.pointer.version != self.number


def visible(place: Path) -> Visible:
    """The version that attendees see: the one that current.json names, or its fallback."""
    pointer, damage = pointer_of(place)
    by_hand_too = {0} if (place / PROGRAMME).exists() else set()
    if pointer is None:
        return Visible(0 if by_hand_too else None, None, damage)
    order = versioning.fallback_order(pointer.version, pointer.published | by_hand_too)
    number, faults = first_whole(order, lambda number: _check(place, number))
    if number is None:
        return Visible(pointer.version, pointer, _joined(damage, *faults[:1]))
    return Visible(number, pointer, _joined(damage, *faults, versioning.fallback_notice(number) if faults else ""))


def first_whole(numbers: list[int], check: Callable[[int], object]) -> tuple[int | None, list[str]]:
    """The first of these versions that passes ``check``, None for none, and the faults of those before it."""
    faults = []
    for number in numbers:
        try:
            check(number)
        except Damaged as error:
            faults.append(str(error))
        else:
            return number, faults
    return None, faults


def pointer_of(place: Path) -> tuple[Pointer | None, str]:
    """The pointer of current.json, or of the audit if that is missing or damaged; and the fault, "" for none.

    The pointer is None if nothing was ever published, or if neither source can be read.
    """
    try:
        pointer = version_folder.pointer_in(place)
    except Damaged as error:
        return pointer_from_audit(place), str(error)
    if pointer is not None or not version_folder.numbers_in(place):
        return pointer, ""
    told = pointer_from_audit(place)
    return told, f"{place / CURRENT} is missing. {version_folder.MEND_POINTER}" if told else ""


def pointer_from_audit(place: Path) -> Pointer | None:
    """Reconstruct the pointer of current.json from the audit; None if the audit does not name the conference."""
    path = place.parent / audit.OWN / audit.AUDIT
    try:
        return _pointers(path, look(str(path))).get(place.name)
    except OSError as error:
        log.warning("%s cannot be read: %s", path, error)
        return None


@lru_cache(maxsize=4)
def _pointers(path: Path, _look: Look) -> dict[str, Pointer]:
    """The pointer of each conference in the audit. A conference does not inherit that of a deleted one of its slug."""
    found: dict[str, Pointer] = {}
    for line in audit.lines_in(path):
        before = found.get(line.slug)
        if line.what in ("create", "delete"):
            found.pop(line.slug, None)
        elif line.what in ("publish", "roll back") and line.version is not None:
            published = (before.published if before else frozenset()) | {line.version}
            found[line.slug] = Pointer(line.version, published, line)
    return found


def damaged(place: Path) -> frozenset[int]:
    """The numbers of a folder's versions whose content no longer matches their digests."""
    found = {
        number
        for number in version_folder.numbers_in(place)
        if not _is_as_written(place, number, _looks(place, number))
    }
    if (place / PROGRAMME).exists():
        found |= {0} if first_whole([0], lambda number: _check(place, number))[0] is None else set()
    return frozenset(found)


@lru_cache(maxsize=4096)
def _is_as_written(place: Path, number: int, _looks: tuple[Look, ...]) -> bool:
    """Whether a version matches its digest. Takes a fiftieth of the time of parsing the programme."""
    version = version_folder.description_of(place, number)
    try:
        if version is None or version.digest:
            return version is not None and version.digest == programme_json.digest(
                version_folder.content_of(place, number)
            )
        _check(place, number)
    except Damaged:
        return False
    return True


def _check(place: Path, number: int) -> None:
    """Read a version. Raises Damaged if it cannot be parsed or does not match its digest."""
    _read_well(place, number, _looks(place, number))


def _looks(place: Path, number: int) -> tuple[Look, ...]:
    """The state of a version's files: the key of the caches."""
    folder = place / version_folder.VERSIONS / str(number)
    files = (
        (place / PROGRAMME, place / ABOUT)
        if number == 0
        else (folder / version_folder.CONTENT, folder / version_folder.TOLD)
    )
    return tuple(look(str(path)) for path in files)


@lru_cache(maxsize=256)
def _read_well(place: Path, number: int, _looks: tuple[Look, ...]) -> None:
    """``_check``, cached by the state of the files; failures are not cached."""
    if number == 0:
        hand_written.usable(place / PROGRAMME, hand_written.reading_in(place))
    else:
        version_folder.programme_of(place, number, "")


def _joined(*said: str) -> str:
    return " ".join(sentence for sentence in said if sentence)
