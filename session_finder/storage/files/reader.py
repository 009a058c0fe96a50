"""Read a folder of programmes: conferences, versions, the stamp. Needs no write permission."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from session_finder.domain.errors import Damaged, NoSuchConference, NothingPublished
from session_finder.domain.library import AuditLine, Conference, Loaded, State, Version
from session_finder.domain.sessions import Programme
from session_finder.storage.files import hand_written, version_folder
from session_finder.storage.files.about import ABOUT, conference_in, readable_conference
from session_finder.storage.files.change_stamp import PROGRAMME, Stamp, names_in
from session_finder.storage.files.logo_file import logo_in
from session_finder.storage.files.recovery import Visible, damaged, pointer_of, visible
from session_finder.storage.files.version_folder import CURRENT, VERSIONS
from session_finder.storage.rules import audit
from session_finder.storage.rules.audit import AUDIT, OWN
from session_finder.storage.rules.versioning import as_seen, no_version, nothing_published

TRASH = "trash"
DELETED = "deleted.json"  # in a folder that is, or was about to be, deleted
MAPPING = "mapping.json"


class ServedFolder:
    """The reading half of FileLibrary. Every folder with a programme or an about.toml is a conference."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._own = folder / OWN
        self._stamp = Stamp(folder, self._own)

    # ---- what attendees see --------------------------------------------------------------------------------------

    def conferences(self) -> tuple[Conference, ...]:
        """The conferences by slug; see ``readable_conference`` for those whose about.toml is damaged."""
        seen_now = (readable_conference(place)[0] for place in self._published())
        return tuple(conference for conference in seen_now if not conference.hidden)

    def all_conferences(self) -> tuple[Conference, ...]:
        """All conferences, including hidden and unpublished ones."""
        return tuple(readable_conference(place)[0] for place in self._places())

    def states(self) -> tuple[State, ...]:
        """The conferences of which something is published. Raises Damaged when they cannot be listed."""
        try:
            with os.scandir(self._folder):  # an unreachable folder is an error, not an empty list
                return tuple(self._state(place) for place in self._published())
        except OSError as error:
            raise Damaged(f"{self._folder} cannot be read: {error.strerror or error}.") from error

    def conference(self, slug: str) -> Conference:
        """The conference of a folder's about.toml. Raises NoSuchConference, Damaged."""
        return conference_in(self._place(slug))

    def load(self, slug: str, version: int | None = None) -> Programme:
        """Read a programme: the one that attendees see, or a given version."""
        return self.load_served(slug).programme if version is None else self._read(self._place(slug), version)

    def load_served(self, slug: str) -> Loaded:
        """The published version or, if it is damaged, the newest intact one."""
        place = self._place(slug)
        while True:
            found = visible(place)
            said = " ".join(filter(None, (readable_conference(place)[1], found.damage)))
            try:
                return Loaded(self._read(place, found.number), found.number, found.stands_in, said)
            except (Damaged, NothingPublished) as error:
                if (
                    pointer_of(place)[0] == found.pointer
                ):  # else another version was published and this one was pruned: retry
                    raise (Damaged(said) if said else error) from error

    def logo(self, slug: str, name: str) -> bytes | None:
        """The content of a logo's file. Raises NoSuchConference."""
        return logo_in(self._place(slug), name)

    def stamp(self) -> str:
        """A text that changes whenever attendees may see something else; takes microseconds for each conference."""
        return self._stamp.now()

    # ---- versions ------------------------------------------------------------------------------------------------

    def versions(self, slug: str) -> tuple[Version, ...]:
        """All versions, newest first; one whose description is damaged is logged and left out."""
        place = self._place(slug)
        now = visible(place)
        kept = [_described(place, number, now) for number in (*reversed(version_folder.numbers_in(place)), 0)]
        return tuple(version for version in kept if version)

    def damaged(self, slug: str) -> frozenset[int]:
        """The numbers of the versions that do not match their digests."""
        return damaged(self._place(slug))

    # ---- what is remembered --------------------------------------------------------------------------------------

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """The lines of audit.jsonl, and those that a crash prevented from being appended."""
        try:
            lines = audit.lines_in(self._own / AUDIT)
        except OSError as error:
            raise Damaged(f"{self._own / AUDIT} cannot be read: {error.strerror or error}.") from error
        told = sorted([*lines, *self._unrecorded(lines)], key=lambda line: line.when)
        return tuple(line for line in told if slug in (None, line.slug))

    def remembered_mapping(self, slug: str) -> dict[str, str]:
        """The column mapping of mapping.json; {} if it is damaged."""
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
        signs = (ABOUT, CURRENT, PROGRAMME, VERSIONS)
        return [place for place in places if any((place / name).exists() for name in signs)]

    def _published(self) -> list[Path]:
        """The folders of conferences with a published programme."""
        places = self._places()
        return [
            place
            for place in places
            if any((place / name).exists() for name in (CURRENT, PROGRAMME)) or pointer_of(place)[0]
        ]

    @staticmethod
    def _state(place: Path) -> State:
        """A conference's state, without reading its versions; ``load_served`` reports their damage."""
        (conference, unread), (pointer, lost) = readable_conference(place), pointer_of(place)
        now = Visible(pointer.version if pointer else 0, pointer)
        current = _described(place, now.number, now)
        return State(place.name, conference, current.digest if current else "", " ".join(filter(None, (unread, lost))))

    def _place(self, slug: str) -> Path:
        """The folder with exactly that name, never a path outside the library. Raises NoSuchConference."""
        for place in self._places():
            if place.name == slug:
                return place
        raise NoSuchConference(f"There is no programme called {slug!r} in {self._folder}.")

    def _read(self, place: Path, number: int | None) -> Programme:
        if number is None:
            raise nothing_published(place.name)
        if number == 0:
            return hand_written.programme_in(place)
        conference, _ = readable_conference(place)
        return as_seen(version_folder.programme_of(place, number, conference.name), conference)

    @staticmethod
    def _known(place: Path, number: int) -> Version:
        version = _described(place, number, visible(place))
        if version is None:
            raise no_version(number, place.name)
        return version

    def _unrecorded(self, lines: Iterable[AuditLine]) -> list[AuditLine]:
        """The audit lines that a crash prevented from being appended; each is also stored beside what it changed."""
        recorded = set(lines)
        done = [pointer.line for place in self._places() if (pointer := pointer_of(place)[0])]
        for note in (self._own / TRASH).glob(f"*/{DELETED}"):
            with suppress(OSError, ValueError, RecursionError):
                done.append(audit.line_of(json.loads(note.read_bytes())))
        return [line for line in done if line not in recorded]


def _described(place: Path, number: int | None, now: Visible) -> Version | None:
    """A version's description, with its flags from ``now``; None if it cannot be read."""
    if number is None:
        return None
    if number == 0:
        return hand_written.version_zero(place, current=now.number == 0)
    published = now.pointer.published if now.pointer else frozenset[int]()
    return version_folder.description_of(place, number, number in published, number == now.number)
