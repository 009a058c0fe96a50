"""What is read of a folder of programmes: conferences, their versions, the stamp. It needs no right to write there."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from session_finder.application.library import AuditLine, Conference, LibraryError, NoSuchConference, State, Version
from session_finder.sessions import Programme
from session_finder.storage import audit, by_hand, versions
from session_finder.storage.about import ABOUT, conference_in
from session_finder.storage.deeds import as_seen, no_version, nothing_published
from session_finder.storage.stamping import PROGRAMME, Stamp, names_in
from session_finder.storage.versions import CURRENT, Pointer

OWN = ".library"  # the program's folder beside the conferences': lock, audit, changes, trash
TRASH = "trash"
AUDIT = "audit.jsonl"
DELETED = "deleted.json"  # in a folder that is, or was about to be, deleted
MAPPING = "mapping.json"


class ServedFolder:
    """Every folder of ``folder`` that holds a programme or an about.toml is a conference."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = folder / OWN
        self._stamp = Stamp(folder, self._own)

    # ---- what attendees see --------------------------------------------------------------------------------------

    def conferences(self) -> tuple[Conference, ...]:
        """The conferences, by slug. A folder whose about.toml cannot be read is a LibraryError, not a gap."""
        return tuple(conference for place in self._published() if not (conference := conference_in(place)).hidden)

    def all_conferences(self) -> tuple[Conference, ...]:
        """Those and the ones that are hidden or not yet published; a damaged one has its slug for a name."""
        return tuple(self._known_by_something(place) for place in self._places())

    def states(self) -> tuple[State, ...]:
        """The folders that hold something published. Raises LibraryError when they cannot be listed."""
        try:
            with os.scandir(self._folder):  # whose folders are gone for a moment has not deleted them
                return tuple(self._state(place) for place in self._published())
        except OSError as error:
            raise LibraryError(f"{self._folder} cannot be read: {error.strerror or error}.") from error

    def conference(self, slug: str) -> Conference:
        """What a folder's about.toml says. Raises LibraryError."""
        return conference_in(self._place(slug))

    def load(self, slug: str, version: int | None = None) -> Programme:
        """Read a conference's programme: the published one, or the version of that number."""
        place = self._place(slug)
        while True:
            current = current_in(place) if version is None else version
            try:
                return self._read(place, current)
            except LibraryError:
                if version is not None or current_in(place) == current:
                    raise  # otherwise another was published meanwhile, and the one we looked for may be gone

    def stamp(self) -> str:
        """Differs when attendees may see something else: a few microseconds for each conference."""
        return self._stamp.now()

    # ---- versions ------------------------------------------------------------------------------------------------

    def versions(self, slug: str) -> tuple[Version, ...]:
        """The versions that are kept, the newest first; one whose description is damaged is logged and left out."""
        place = self._place(slug)
        pointer = pointer_or_none(place)
        kept = [versions.described(place, number, pointer) for number in reversed(versions.numbers_in(place))]
        kept.append(by_hand.version_zero(place, current=current_or_none(place) == 0))
        return tuple(version for version in kept if version)

    # ---- what is remembered --------------------------------------------------------------------------------------

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """The lines of audit.jsonl and those that a crash kept from it."""
        try:
            lines = audit.lines_in(self._own / AUDIT)
        except OSError as error:
            raise LibraryError(f"{self._own / AUDIT} cannot be read: {error.strerror or error}.") from error
        told = sorted([*lines, *self._unrecorded(lines)], key=lambda line: line.when)
        return tuple(line for line in told if slug in (None, line.slug))

    def remembered_mapping(self, slug: str) -> dict[str, str]:
        """The columns of mapping.json; one that is damaged is forgotten, which costs the organizer a look."""
        try:
            mapping = json.loads((self._place(slug) / MAPPING).read_bytes())
        except (OSError, ValueError, RecursionError):
            return {}
        if not isinstance(mapping, dict):
            return {}
        return {field: header for field, header in mapping.items() if isinstance(header, str)}

    # ---- within ----------------------------------------------------------------------------------------------------

    def _places(self) -> list[Path]:
        places = (self._folder / name for name in sorted(names_in(self._folder)))
        return [place for place in places if any((place / name).exists() for name in (ABOUT, CURRENT, PROGRAMME))]

    @staticmethod
    def _known_by_something(place: Path) -> Conference:
        try:
            return conference_in(place)
        except LibraryError:
            return Conference(place.name, place.name)

    def _published(self) -> list[Path]:
        """Those in which attendees may find something."""
        return [place for place in self._places() if any((place / name).exists() for name in (CURRENT, PROGRAMME))]

    def _state(self, place: Path) -> State:
        try:
            current = self._described(place, current_or_none(place))
            return State(place.name, conference_in(place), current.digest if current else "")
        except LibraryError as error:
            return State(place.name, error, "")

    def _place(self, slug: str) -> Path:
        """The folder of that very name: a slug with slashes or dots names none."""
        for place in self._places():
            if place.name == slug:
                return place
        raise NoSuchConference(f"There is no programme called {slug!r} in {self._folder}.")

    def _read(self, place: Path, number: int | None) -> Programme:
        if number is None:
            raise nothing_published(place.name)
        if number == 0:
            return by_hand.programme_in(place)
        conference = conference_in(place)
        return as_seen(versions.programme_of(place, number, conference.name), conference)

    def _before(self, place: Path) -> Programme | None:
        """What a draft is compared with: the current programme, None when there is none that can be read."""
        with suppress(LibraryError):
            return self._read(place, current_in(place))
        return None

    @staticmethod
    def _described(place: Path, number: int | None) -> Version | None:
        if number is None:
            return None
        if number == 0:
            return by_hand.version_zero(place, current=current_or_none(place) == 0)
        return versions.described(place, number, pointer_or_none(place))

    def _known(self, place: Path, number: int) -> Version:
        version = self._described(place, number)
        if version is None:
            raise no_version(number, place.name)
        return version

    def _unrecorded(self, lines: Iterable[AuditLine]) -> list[AuditLine]:
        """What was done and, for a crash, is not in the audit: it stands with what it was done to."""
        recorded = set(lines)
        done = [pointer.line for place in self._places() if (pointer := pointer_or_none(place))]
        for note in (self._own / TRASH).glob(f"*/{DELETED}"):
            with suppress(OSError, ValueError, RecursionError):
                done.append(audit.line_of(json.loads(note.read_bytes())))
        return [line for line in done if line not in recorded]


def current_in(place: Path) -> int | None:
    """The number of the version that attendees see, None for none. Raises LibraryError when that cannot be told."""
    pointer = versions.pointer_in(place)
    if pointer:
        return pointer.version
    return 0 if (place / PROGRAMME).exists() else None


def pointer_or_none(place: Path) -> Pointer | None:
    """The pointer for changing things: one that is damaged is none, and the next publish mends it."""
    with suppress(LibraryError):
        return versions.pointer_in(place)
    return None


def current_or_none(place: Path) -> int | None:
    """The number of the version that attendees see, None also when that cannot be told."""
    with suppress(LibraryError):
        return current_in(place)
    return None
