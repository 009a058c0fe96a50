"""The store in files as movers see it. A link in it is not followed: what it leads to need not be the store's."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from session_finder.domain.errors import AlreadyExists, Damaged, Invalid, NotWritable
from session_finder.domain.library import AuditLine, Conference, Version
from session_finder.export.csv_export import as_csv
from session_finder.intake import read_programme
from session_finder.storage.files import hand_written as by_hand
from session_finder.storage.files import version_folder
from session_finder.storage.files.about import ABOUT, KEPT, changed, conference_in, conference_of, conference_seen
from session_finder.storage.files.atomic_write import remove, swap, sync, unfinished, write
from session_finder.storage.files.change_stamp import PROGRAMME, names_in
from session_finder.storage.files.library import NOTE, RESTORED, FileLibrary
from session_finder.storage.files.reader import MAPPING
from session_finder.storage.files.recovery import seen
from session_finder.storage.files.version_folder import CONTENT, CURRENT, TOLD, VERSIONS, Pointer
from session_finder.storage.rules import audit, programme_json, versioning
from session_finder.storage.rules.audit import AUDIT, OWN
from session_finder.storage.rules.conference_fields import alias_table
from session_finder.storage.transfer.shelf import Raw, Whole, occupied
from session_finder.storage.vectors import sqlite_copy


class FileShelf(FileLibrary):
    """A folder of programmes and one of vectors."""

    def __init__(self, folder: Path, cache: Path) -> None:
        super().__init__(folder)
        self._cache = cache

    def all_slugs(self) -> tuple[str, ...]:
        """Every conference's folder."""
        return tuple(place.name for place in self._places())

    def whole(self, slug: str) -> Whole | None:
        """A folder with all its versions; programme.csv is number 0."""
        if slug not in self.all_slugs():
            return None
        place = self._place(slug)
        _refuse_links(place, *(place / name for name in (ABOUT, KEPT, CURRENT, MAPPING, VERSIONS)))
        now = seen(place)
        pointer = now.pointer
        return Whole(
            conference=conference_seen(place)[0],
            mapping=self.remembered_mapping(slug),
            versions=tuple(reversed(self.versions(slug))),
            current=now.number,
            last=pointer.line if pointer and not now.stands_in else None,
            last_number=version_folder.next_number(place, pointer.published if pointer else frozenset()) - 1,
            by_hand={name: content for name in (ABOUT, PROGRAMME) if (content := _own_bytes(place / name))},
        )

    def content(self, slug: str, number: int) -> bytes:
        """What lies in a version's folder; programme.csv as it would lie there."""
        place = self._place(slug)
        if number:
            folder = place / VERSIONS / str(number)
            _refuse_links(folder, folder / CONTENT, folder / TOLD)
            return version_folder.content_of(place, number)
        _refuse_links(place / PROGRAMME)
        return programme_json.written(by_hand.usable(place / PROGRAMME, by_hand.reading_in(place), slug))

    def begin(self, whole: Whole) -> None:
        """Make the folder, or change what its about.toml says."""
        conference = whole.conference
        slug = conference.slug
        if not _can_be_a_folder(slug):
            raise Invalid(f"{slug[:80]!r} cannot be the name of a folder.")
        with self._alone():
            place = self._folder / slug
            if not place.exists():
                fresh = unfinished(self._folder)
                fresh.mkdir()
                write(fresh / ABOUT, _about(place, conference, whole.by_hand.get(ABOUT, b"")))
                sync(fresh)
                fresh.rename(place)
                sync(self._folder)
            elif conference_in(place) != conference:
                self._stamp.announce(slug, self._step)
                swap(place / ABOUT, changed(place, _said(conference)).encode(), self._step)
            if whole.mapping and self.remembered_mapping(slug) != whole.mapping:
                swap(place / MAPPING, json.dumps(whole.mapping, indent=1).encode(), self._step)

    def add(self, slug: str, version: Version, content: bytes, by_hand: bytes | None = None) -> None:
        """Write a version's folder; what was a programme.csv becomes one again, if it reads the same."""
        with self._alone():
            place = self._place(slug)
            if version.number:
                version_folder.staged(place, content, version, self._step)
                return
            sheet = by_hand or as_csv(programme_json.read(content, slug, ""))
            again = read_programme(sheet, PROGRAMME, conference_in(place).timezone).programme
            if again is None or programme_json.digest(programme_json.written(again)) != version.digest:
                raise NotWritable(f"Version 0 of {slug} cannot be written as the same {PROGRAMME}. Export it by hand.")
            if not (place / PROGRAMME).exists():
                self._stamp.announce(slug, self._step)
                swap(place / PROGRAMME, sheet, self._step)

    def point(self, slug: str, whole: Whole) -> None:
        """Swap the pointer, unless programme.csv is what attendees see there and here."""
        with self._alone():
            place = self._place(slug)
            version_folder.remember_last(place, whole.last_number, self._step)
            if whole.current is None or (whole.current == 0 and whole.last is None):
                return
            published = frozenset(version.number for version in whole.versions if version.published)
            line = whole.last or versioning.line("publish", slug, "", whole.current)
            self._stamp.announce(slug, self._step)
            version_folder.point(place, Pointer(whole.current, published | {whole.current}, line), self._step)

    @contextmanager
    def still(self) -> Iterator[FileShelf]:
        """The folder while nobody else changes it: publishing waits."""
        with self._alone():
            yield self

    @contextmanager
    def at_once(self, replace: bool, who: str) -> Iterator[FileShelf]:
        """A folder beside the conferences, from where they are renamed into place at the end."""
        with self._alone():
            self._refuse_unless_empty(replace)
            fresh = unfinished(self._own)
            fresh.mkdir()
            try:
                yield FileShelf(fresh, self._cache)
                self._refuse_what_is_in_the_way(fresh, replace)
                self._restored(fresh, who)
            finally:
                remove(fresh)

    def _refuse_unless_empty(self, replace: bool) -> None:
        if not replace and (there := self.all_slugs()):
            raise AlreadyExists(occupied(there))

    def _refuse_what_is_in_the_way(self, fresh: Path, replace: bool) -> None:
        """Only a folder can make room for a conference, and without ``replace`` not even that."""
        for slug in names_in(fresh):
            there = self._folder / slug
            if os.path.lexists(there) and (not replace or there.is_symlink() or not there.is_dir()):
                raise AlreadyExists(f"{there} is in the way of a conference. Move it away. Nothing was changed.")

    def _restored(self, fresh: Path, who: str) -> None:
        """Let what lies in ``fresh`` be in the store. A crash after its first step: the next change does the rest."""
        note = {"who": who, "slugs": [path.name for path in fresh.iterdir() if path.name != OWN]}
        (fresh / OWN).mkdir(exist_ok=True)
        write(fresh / OWN / NOTE, json.dumps(note).encode())
        sync(fresh)
        self._step("show what was restored")
        fresh.rename(ready := self._own / f"{RESTORED}{fresh.name.lstrip('.')}")
        sync(self._own)
        self._take_in(ready)

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """The lines of audit.jsonl and those that a crash kept from it."""
        _refuse_links(self._own, self._own / AUDIT)
        return super().audit(slug)

    def record(self, lines: Iterable[AuditLine]) -> None:
        """Add lines to audit.jsonl."""
        with self._alone():
            for line in lines:
                audit.add(self._own / AUDIT, line)

    def caches(self) -> dict[str, str]:
        """The caches in the folder of vectors."""
        return sqlite_copy.caches_in(self._cache)

    def checksums(self, name: str) -> dict[bytes, int]:
        """Of one of their files."""
        return sqlite_copy.checksums(self._cache, name)

    def rows(self, name: str, keys: Sequence[bytes]) -> Iterator[list[Raw]]:
        """Of one of their files."""
        return sqlite_copy.rows(self._cache, name, keys)

    def keep(self, about: str, kept: Sequence[Raw]) -> None:
        """Put rows in one of their files."""
        sqlite_copy.keep(self._cache, about, kept)


def _can_be_a_folder(slug: str) -> bool:
    """Whether a text is one name, which is neither hidden nor leads elsewhere, on any system."""
    try:
        os.fsencode(slug)
    except UnicodeEncodeError:
        return False
    return bool(slug) and not slug.startswith(".") and Path(slug).name == slug and not {*slug} & {"\\", ":", "\0"}


def _own_bytes(path: Path) -> bytes:
    """What is in a file of the store's own; nothing where it is a link or cannot be read."""
    try:
        return b"" if path.is_symlink() else path.read_bytes()
    except OSError:
        return b""


def _refuse_links(*paths: Path) -> None:
    for path in paths:
        if path.is_symlink():
            raise Damaged(f"{path} is a link, which is not followed. Put what it leads to in its place.")


def _about(place: Path, conference: Conference, by_hand: bytes) -> bytes:
    """A new about.toml: what somebody wrote, with their comments, if it says the same of the conference."""
    with suppress(Damaged, UnicodeDecodeError):
        if by_hand and conference_of(place / ABOUT, by_hand.decode("utf-8")) == conference:
            return by_hand
    return changed(place, _said(conference)).encode()


def _said(conference: Conference) -> dict[str, object]:
    """What about.toml is to say: of what is empty nothing."""
    said: dict[str, object] = {
        "name": conference.name,
        "timezone": conference.timezone,
        "examples": list(conference.examples),
        "aliases": alias_table(conference.aliases),
        "hidden": conference.hidden,
    }
    return {key: value for key, value in said.items() if value}
