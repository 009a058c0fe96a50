"""The file store as a Shelf. Symbolic links are not followed, since they may lead out of the store."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from session_finder.domain.errors import AlreadyExists, Damaged, Invalid, NotWritable
from session_finder.domain.identity import Logo
from session_finder.domain.library import AuditLine, Conference, Version
from session_finder.export.csv_export import as_csv
from session_finder.intake import read_programme
from session_finder.storage.files import hand_written as by_hand
from session_finder.storage.files import version_folder
from session_finder.storage.files.about import ABOUT, COPY, changed, conference_in, conference_of, readable_conference
from session_finder.storage.files.atomic_write import remove, swap, sync, temporary_name, write
from session_finder.storage.files.change_stamp import PROGRAMME, names_in
from session_finder.storage.files.library import NOTE, RESTORED, FileLibrary
from session_finder.storage.files.logo_file import write_logo
from session_finder.storage.files.reader import MAPPING
from session_finder.storage.files.recovery import visible
from session_finder.storage.files.version_folder import CONTENT, CURRENT, TOLD, VERSIONS, Pointer
from session_finder.storage.rules import audit, programme_json, versioning
from session_finder.storage.rules.audit import AUDIT, OWN
from session_finder.storage.rules.conference_fields import alias_table, day_start_text
from session_finder.storage.rules.identity_fields import identity_table
from session_finder.storage.transfer.shelf import Raw, Whole, occupied
from session_finder.storage.vectors import sqlite_copy


class FileShelf(FileLibrary):
    """A folder of programmes and a folder of vectors."""

    def __init__(self, folder: Path, cache: Path) -> None:
        super().__init__(folder)
        self._cache = cache

    def all_slugs(self) -> tuple[str, ...]:
        """The slugs of all folders."""
        return tuple(place.name for place in self._places())

    def whole(self, slug: str) -> Whole | None:
        """A folder with its versions; programme.csv is number 0."""
        if slug not in self.all_slugs():
            return None
        place = self._place(slug)
        _refuse_links(place, *(place / name for name in (ABOUT, COPY, CURRENT, MAPPING, VERSIONS)))
        now = visible(place)
        pointer = now.pointer
        return Whole(
            conference=readable_conference(place)[0],
            mapping=self.remembered_mapping(slug),
            versions=tuple(reversed(self.versions(slug))),
            current=now.number,
            last=pointer.line if pointer and not now.stands_in else None,
            last_number=version_folder.next_number(place, pointer.published if pointer else frozenset()) - 1,
            by_hand={name: content for name in (ABOUT, PROGRAMME) if (content := _own_bytes(place / name))},
        )

    def content(self, slug: str, number: int) -> bytes:
        """A version's bytes; programme.csv is converted."""
        place = self._place(slug)
        if number:
            folder = place / VERSIONS / str(number)
            _refuse_links(folder, folder / CONTENT, folder / TOLD)
            return version_folder.content_of(place, number)
        _refuse_links(place / PROGRAMME)
        return programme_json.to_json(by_hand.usable(place / PROGRAMME, by_hand.reading_in(place), slug))

    def begin(self, whole: Whole) -> None:
        """Create the folder, or change its about.toml."""
        conference = whole.conference
        slug = conference.slug
        if not _can_be_a_folder(slug):
            raise Invalid(f"{slug[:80]!r} cannot be the name of a folder.")
        with self._alone():
            place = self._folder / slug
            if not place.exists():
                fresh = temporary_name(self._folder)
                fresh.mkdir()
                write(fresh / ABOUT, _about(place, conference, whole.by_hand.get(ABOUT, b"")))
                sync(fresh)
                fresh.rename(place)
                sync(self._folder)
            elif conference_in(place) != conference:
                self._stamp.announce(slug, self._step)
                swap(place / ABOUT, changed(place, _about_values(conference)).encode(), self._step)
            if whole.mapping and self.remembered_mapping(slug) != whole.mapping:
                swap(place / MAPPING, json.dumps(whole.mapping, indent=1).encode(), self._step)

    def logo(self, slug: str, name: str) -> bytes | None:
        """The content of a logo's file."""
        place = self._place(slug)
        _refuse_links(place, place / name)
        return super().logo(slug, name)

    def keep_logo(self, slug: str, logo: Logo) -> None:
        """Write the logo's file."""
        with self._alone():
            write_logo(self._place(slug), logo, self._step)

    def add(self, slug: str, version: Version, content: bytes, by_hand: bytes | None = None) -> None:
        """Write a version's folder; version 0 is written as programme.csv, if that parses to the same sessions."""
        with self._alone():
            place = self._place(slug)
            if version.number:
                version_folder.write_version(place, content, version, self._step)
                return
            sheet = by_hand or as_csv(programme_json.from_json(content, slug, ""))
            again = read_programme(sheet, PROGRAMME, conference_in(place).timezone).programme
            if again is None or programme_json.digest(programme_json.to_json(again)) != version.digest:
                raise NotWritable(f"Version 0 of {slug} cannot be written as the same {PROGRAMME}. Export it by hand.")
            if not (place / PROGRAMME).exists():
                self._stamp.announce(slug, self._step)
                swap(place / PROGRAMME, sheet, self._step)

    def point(self, slug: str, whole: Whole) -> None:
        """Write the pointer, unless attendees see programme.csv in both stores."""
        with self._alone():
            place = self._place(slug)
            version_folder.remember_last(place, whole.last_number, self._step)
            if whole.current is None or (whole.current == 0 and whole.last is None):
                return
            published = frozenset(version.number for version in whole.versions if version.published)
            line = whole.last or versioning.audit_line("publish", slug, "", whole.current)
            self._stamp.announce(slug, self._step)
            version_folder.point(place, Pointer(whole.current, published | {whole.current}, line), self._step)

    @contextmanager
    def snapshot(self) -> Iterator[FileShelf]:
        """The store with its lock held: publishing waits."""
        with self._alone():
            yield self

    @contextmanager
    def transaction(self, replace: bool, who: str) -> Iterator[FileShelf]:
        """A temporary folder, whose conferences are renamed into place at the end."""
        with self._alone():
            self._refuse_unless_empty(replace)
            fresh = temporary_name(self._own)
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
        """Raise AlreadyExists for anything but a folder in the way, and without ``replace`` for that too."""
        for slug in names_in(fresh):
            there = self._folder / slug
            if os.path.lexists(there) and (not replace or there.is_symlink() or not there.is_dir()):
                raise AlreadyExists(f"{there} is in the way of a conference. Move it away. Nothing was changed.")

    def _restored(self, fresh: Path, who: str) -> None:
        """Move the content of ``fresh`` into place. After a crash the next change completes this."""
        note = {"who": who, "slugs": [path.name for path in fresh.iterdir() if path.name != OWN]}
        (fresh / OWN).mkdir(exist_ok=True)
        write(fresh / OWN / NOTE, json.dumps(note).encode())
        sync(fresh)
        self._step("show what was restored")
        fresh.rename(ready := self._own / f"{RESTORED}{fresh.name.lstrip('.')}")
        sync(self._own)
        self._take_in(ready)

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """The lines of audit.jsonl, and those that a crash prevented from being appended."""
        _refuse_links(self._own, self._own / AUDIT)
        return super().audit(slug)

    def record(self, lines: Iterable[AuditLine]) -> None:
        """Append lines to audit.jsonl."""
        with self._alone():
            for line in lines:
                audit.add(self._own / AUDIT, line)

    def caches(self) -> dict[str, str]:
        """The caches in the folder of vectors."""
        return sqlite_copy.caches_in(self._cache)

    def checksums(self, name: str) -> dict[bytes, int]:
        """The checksums of one cache file."""
        return sqlite_copy.checksums(self._cache, name)

    def rows(self, name: str, keys: Sequence[bytes]) -> Iterator[list[Raw]]:
        """Rows of one cache file."""
        return sqlite_copy.rows(self._cache, name, keys)

    def keep(self, about: str, kept: Sequence[Raw]) -> None:
        """Add rows to one cache file."""
        sqlite_copy.keep(self._cache, about, kept)


def _can_be_a_folder(slug: str) -> bool:
    """Whether a text is a valid folder name on every system, not hidden and no path."""
    try:
        os.fsencode(slug)
    except UnicodeEncodeError:
        return False
    return bool(slug) and not slug.startswith(".") and Path(slug).name == slug and not {*slug} & {"\\", ":", "\0"}


def _own_bytes(path: Path) -> bytes:
    """A file's content, b"" if it is a link or cannot be read."""
    try:
        return b"" if path.is_symlink() else path.read_bytes()
    except OSError:
        return b""


def _refuse_links(*paths: Path) -> None:
    for path in paths:
        if path.is_symlink():
            raise Damaged(f"{path} is a link, which is not followed. Put what it leads to in its place.")


def _about(place: Path, conference: Conference, by_hand: bytes) -> bytes:
    """The content of a new about.toml: the hand-written one if it describes the same conference."""
    with suppress(Damaged, UnicodeDecodeError):
        if by_hand and conference_of(place / ABOUT, by_hand.decode("utf-8")) == conference:
            return by_hand
    return changed(place, _about_values(conference)).encode()


def _about_values(conference: Conference) -> dict[str, object]:
    """The values for about.toml without empty ones."""
    said: dict[str, object] = {
        "name": conference.name,
        "timezone": conference.timezone,
        "examples": list(conference.examples),
        "aliases": alias_table(conference.aliases),
        "hidden": conference.hidden,
        "day_starts": day_start_text(conference.day_starts),
        "identity": identity_table(conference.identity),
    }
    return {key: value for key, value in said.items() if value}
