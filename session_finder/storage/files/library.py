"""A Library in a folder: data/SLUG/ has about.toml and versions, or a hand-written programme.csv."""

from __future__ import annotations

import json
import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from session_finder.domain.errors import AlreadyExists
from session_finder.domain.identity import IdentityField, Logo
from session_finder.domain.library import Action, AuditLine, Conference, Version
from session_finder.domain.sessions import Programme
from session_finder.storage.files import version_folder
from session_finder.storage.files.about import ABOUT, COPY, changed, conference_in, conference_of, keep
from session_finder.storage.files.atomic_write import (
    Step,
    alone,
    no_step,
    remove,
    swap,
    sweep,
    sync,
    temporary_name,
    write,
)
from session_finder.storage.files.change_stamp import PROGRAMME, names_in
from session_finder.storage.files.hand_written import read_file
from session_finder.storage.files.logo_file import remove_logos, write_logo
from session_finder.storage.files.reader import (
    DELETED,
    MAPPING,
    TRASH,
    ServedFolder,
)
from session_finder.storage.files.recovery import pointer_from_audit, pointer_of, visible
from session_finder.storage.files.typed_path import programme_at
from session_finder.storage.files.version_folder import Pointer
from session_finder.storage.rules import audit, versioning
from session_finder.storage.rules.audit import AUDIT, OWN
from session_finder.storage.rules.conference_fields import (
    alias_table,
    day_start_of,
    day_start_text,
    examples_list,
    name_of,
    new_slug,
    zone_of,
)
from session_finder.storage.rules.identity_fields import identity_table, with_texts
from session_finder.storage.rules.publication import ConferenceChange, Current, VersionedLibrary

RESTORED = "restored-"  # prefix of a folder with restored conferences that are still to be moved into place
NOTE = "restored.json"  # in such a folder: who restored it, and which conferences
__all__ = ["ABOUT", "PROGRAMME", "FileLibrary", "programme_at", "read_file"]
log = logging.getLogger(__name__)


class FileLibrary(ServedFolder, VersionedLibrary):
    """A Library in a folder.

    ``step`` is called with the name of each step before it runs, so that a test can kill the process there.
    """

    def __init__(self, folder: Path, step: Step = no_step) -> None:
        super().__init__(folder)
        self._step = step

    # ---- conferences ---------------------------------------------------------------------------------------------

    def create(self, slug: str, name: str, timezone: str = "", who: str = "") -> Conference:
        """Create a conference's folder with its about.toml."""
        new_slug(slug)
        said = {"name": name_of(name)} | ({"timezone": zone_of(timezone)} if timezone else {})
        with self._alone():
            if (self._folder / slug).exists():
                raise AlreadyExists(f"There is a folder {slug} in {self._folder} already. Choose another short name.")
            fresh = temporary_name(self._folder)
            fresh.mkdir()
            write(fresh / ABOUT, changed(fresh, said).encode())
            sync(fresh)
            self._step("show the conference")
            fresh.rename(self._folder / slug)
            sync(self._folder)
            self._record(versioning.audit_line("create", slug, who))
        return conference_in(self._folder / slug)

    def rename(self, slug: str, name: str, who: str = "") -> None:
        """Change the name in about.toml."""
        self._update(slug, lambda: {"name": name_of(name)}, "rename", who)

    def hide(self, slug: str, hidden: bool, who: str = "") -> None:
        """Set or remove ``hidden = true`` in about.toml."""
        self._update(slug, lambda: {"hidden": hidden}, "hide" if hidden else "show", who)

    def set_timezone(self, slug: str, timezone: str) -> None:
        """Change the zone in about.toml. Published versions keep their times."""
        self._update(slug, lambda: {"timezone": zone_of(timezone)})

    def set_day_starts(self, slug: str, day_starts: str) -> None:
        """Change the start of the day in about.toml."""
        self._update(slug, lambda: {"day_starts": day_start_text(day_start_of(day_starts))})

    def set_identity(self, slug: str, texts: Mapping[IdentityField, str]) -> None:
        """Change the table [identity] of about.toml."""
        with self._alone():
            place = self._place(slug)
            self._write_about(place, {"identity": identity_table(with_texts(conference_in(place).identity, texts))})

    def set_logo(self, slug: str, logo: Logo | None) -> None:
        """Write the logo's file, then name it in about.toml."""
        with self._alone():
            place = self._place(slug)
            before = conference_in(place).identity
            after = replace(before, logo=logo.name if logo else "")
            if logo:
                write_logo(place, logo, self._step)
            self._write_about(place, {"identity": identity_table(after)})
            remove_logos(place, keep={before.logo, after.logo})

    def set_examples(self, slug: str, examples: Iterable[str]) -> None:
        """Change the examples in about.toml."""
        self._update(slug, lambda: {"examples": examples_list(examples)})

    def set_aliases(self, slug: str, aliases: Iterable[tuple[str, str]]) -> None:
        """Change the table [aliases] of about.toml."""
        self._update(slug, lambda: {"aliases": alias_table(aliases)})

    def delete(self, slug: str, who: str) -> None:
        """Move a conference's folder to .library/trash, from which it can be moved back by hand."""
        with self._alone():
            self._discard(self._place(slug), who)

    def remember_mapping(self, slug: str, mapping: Mapping[str, str]) -> None:
        """Write mapping.json."""
        with self._alone():
            swap(self._place(slug) / MAPPING, json.dumps(dict(mapping), indent=1).encode(), self._step)

    # ---- within -----------------------------------------------------------------------------------------------------

    @contextmanager
    def _change(self, slug: str) -> Iterator[ConferenceChange]:
        with self._alone():
            yield _FolderChange(self, self._place(slug), self._step)

    def _discard(self, place: Path, who: str) -> None:
        line = versioning.audit_line("delete", place.name, who, visible(place).number)
        trash = self._own / TRASH
        trash.mkdir(exist_ok=True)
        self._stamp.announce(place.name, self._step)
        swap(place / DELETED, json.dumps(audit.tree_of(line)).encode(), self._step)
        self._step("move to the trash")
        place.rename(trash / f"{place.name}-{line.when:%Y%m%dT%H%M%S%fZ}")
        sync(self._folder)
        sync(trash)
        self._record(line)

    def _take_in(self, ready: Path) -> None:
        """Move restored conferences into place and merge their audit; existing ones of a slug go to the trash."""
        restored, note = ServedFolder(ready), json.loads((ready / OWN / NOTE).read_bytes())
        for slug in names_in(ready):
            if (self._folder / slug).exists():
                self._discard(self._folder / slug, note["who"])
            self._stamp.announce(slug, self._step)
            self._step("show a restored conference")
            (ready / slug).rename(self._folder / slug)
            sync(self._folder)
        there = set(audit.lines_in(self._own / AUDIT))
        for line in restored.audit():
            if line not in there:
                self._record(line)
        for place in (self._folder / slug for slug in note["slugs"]):
            pointer, told = pointer_of(place)[0], pointer_from_audit(place)
            if pointer and (told is None or told.version != pointer.version):  # it replaced another conference
                self._record(versioning.audit_line("roll back", place.name, note["who"], pointer.version))
        remove(ready)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Lock the library, and complete what a crash interrupted."""
        with alone(self._own):
            for folder in (self._folder, self._own, *self._places()):
                sweep(folder)
                sweep(folder / version_folder.VERSIONS)
            for place in self._places():
                (place / DELETED).unlink(missing_ok=True)
            for ready in self._own.glob(f"{RESTORED}*"):
                self._take_in(ready)
            for line in self._unrecorded(audit.lines_in(self._own / AUDIT)):
                self._record(line)
            yield

    def _record(self, line: AuditLine) -> None:
        """Append a line to the audit. The change itself is done; if this fails, the next change appends the line."""
        self._step("audit")
        try:
            audit.add(self._own / AUDIT, line)
        except OSError as error:
            log.warning("Cannot write %s (%s); the next change retries: %s", self._own / AUDIT, error, line)

    def _update(
        self, slug: str, said: Callable[[], dict[str, object]], what: Action | None = None, who: str = ""
    ) -> None:
        """Set values in about.toml."""
        with self._alone():
            self._write_about(self._place(slug), said(), what, who)

    def _write_about(self, place: Path, said: Mapping[str, object], what: Action | None = None, who: str = "") -> None:
        """Set values in about.toml; does nothing if they are already set."""
        text = changed(place, said)
        if conference_of(place / ABOUT, text) == conference_in(place):
            return
        swap(place / COPY, text.encode())
        self._stamp.announce(place.name, self._step)
        swap(place / ABOUT, text.encode(), self._step)
        if what:
            self._record(versioning.audit_line(what, place.name, who))


class _FolderChange:
    """The ConferenceChange of a folder, valid while its library is locked."""

    def __init__(self, library: FileLibrary, place: Path, step: Step) -> None:
        self._library, self._place, self._step = library, place, step

    @property
    def current(self) -> Current:
        now = visible(self._place)
        pointer = now.pointer
        if pointer is None:
            return Current(now.number, now.number, None, bool(now.damage))
        return Current(pointer.version, now.number, pointer.line, bool(now.damage))

    def versions(self) -> tuple[Version, ...]:
        return self._library.versions(self._place.name)

    def version(self, number: int) -> Version:
        return self._library._known(self._place, number)

    def programme(self, number: int | None) -> Programme:
        return self._library._read(self._place, number)

    def next_number(self) -> int:
        pointer = visible(self._place).pointer
        return version_folder.next_number(self._place, pointer.published if pointer else frozenset())

    def add(self, version: Version, content: bytes) -> None:
        version_folder.write_version(self._place, content, version, self._step)

    def point(self, number: int, line: AuditLine) -> None:
        pointer = visible(self._place).pointer
        published = (pointer.published if pointer else frozenset()) & {*version_folder.numbers_in(self._place)}
        keep(self._place)
        version_folder.add_missing_digests(self._place)
        self._library._stamp.announce(self._place.name, self._step)
        version_folder.point(self._place, Pointer(number, published | {number}, line), self._step)
        self._library._record(line)

    def prune(self, keep: int) -> None:
        pointer = visible(self._place).pointer
        version_folder.prune(self._place, frozenset({keep} | ({pointer.version} if pointer else set())))

    def remove(self, number: int) -> None:
        version_folder.remove_version(self._place, number)
