"""Programmes in folders: data/SLUG/ with about.toml and its versions, or with a programme.csv put there by hand."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from session_finder.application.changes import difference
from session_finder.application.library import (
    AuditLine,
    Conference,
    Conflict,
    Deed,
    Draft,
    LibraryError,
    Unchanged,
    Version,
)
from session_finder.sessions import Programme
from session_finder.storage import audit, programme_json, versions
from session_finder.storage.about import (
    ABOUT,
    alias_table,
    changed,
    conference_in,
    conference_of,
    examples_list,
    name_of,
)
from session_finder.storage.by_hand import read_file
from session_finder.storage.serving import (
    AUDIT,
    DELETED,
    MAPPING,
    TRASH,
    ServedFolder,
    current_or_none,
    pointer_or_none,
)
from session_finder.storage.stamping import PROGRAMME
from session_finder.storage.swapping import Step, alone, swap, sweep, sync, unfinished, unheard, write
from session_finder.storage.typed_path import programme_at
from session_finder.storage.versions import Pointer

__all__ = ["ABOUT", "PROGRAMME", "FileLibrary", "programme_at", "read_file"]
log = logging.getLogger(__name__)

_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,58}[a-z0-9])?")


class FileLibrary(ServedFolder):
    """The Library in a folder: what is served from it, and how that is changed.

    ``step`` hears the name of each step before it is taken, so that a test can end the process there.
    """

    def __init__(self, folder: Path, step: Step = unheard) -> None:
        super().__init__(folder)
        self._step = step

    # ---- versions ---------------------------------------------------------------------------------------------------

    def stage(self, slug: str, programme: Programme, draft: Draft) -> Version | Unchanged:
        """Write the sessions of ``programme`` as the next version; name and aliases stay the conference's."""
        content = programme_json.written(programme)
        digest = programme_json.digest(content)
        with self._alone():
            place = self._place(slug)
            before = self._before(place)
            current = self._described(place, current_or_none(place)) if before else None
            if current and current.digest == digest:
                return Unchanged(current)
            pointer = pointer_or_none(place)
            number = versions.next_number(place, pointer.published if pointer else frozenset())
            summary = difference(before, programme).summary()
            version = versions.of_draft(number, digest, draft, _now(), summary, len(programme.sessions))
            versions.staged(place, content, version, self._step)
            versions.pruned(place, _kept(pointer) | {number})
            return version

    def publish(self, slug: str, number: int, who: str, expected: int | None) -> Version:
        """Swap the conference's pointer to a version that reads well; the same again by the same person is fine."""
        with self._alone():
            place = self._place(slug)
            pointer, current = pointer_or_none(place), current_or_none(place)
            if pointer and pointer.version == number and pointer.line.who == who:
                return self._known(place, number)
            if current != expected:
                raise Conflict(_conflict(pointer, current, number))
            self._read(place, number)
            what: Deed = "roll back" if current is not None and number < current else "publish"
            line = self._line(what, slug, who, number)
            published = (pointer.published if pointer else frozenset()) & {*versions.numbers_in(place)}
            fresh = Pointer(number, published | {number}, line)
            self._stamp.announce(slug, self._step)
            versions.point(place, fresh, self._step)
            self._record(line)
            versions.pruned(place, _kept(fresh))
            return self._known(place, number)

    def discard(self, slug: str, number: int) -> None:
        """Take a draft away."""
        with self._alone():
            place = self._place(slug)
            version = self._known(place, number)
            if version.published:
                raise LibraryError(f"Version {number} of {slug} was published and is kept. Only drafts are discarded.")
            versions.discarded(place, number)

    # ---- conferences ---------------------------------------------------------------------------------------------

    def create(self, slug: str, name: str, timezone: str = "", who: str = "") -> Conference:
        """Make a conference's folder with its about.toml."""
        if not _SLUG.fullmatch(slug):
            raise LibraryError(
                f"{slug[:80]!r} cannot be in an address. Use up to 60 lower-case letters, digits and hyphens, with "
                "a letter or a digit first and last."
            )
        said = {"name": name_of(name)} | ({"timezone": _zone(timezone)} if timezone else {})
        with self._alone():
            if (self._folder / slug).exists():
                raise LibraryError(f"There is a folder {slug} in {self._folder} already. Choose another short name.")
            fresh = unfinished(self._folder)
            fresh.mkdir()
            write(fresh / ABOUT, changed(fresh, said).encode())
            sync(fresh)
            self._step("show the conference")
            fresh.rename(self._folder / slug)
            sync(self._folder)
            self._record(self._line("create", slug, who))
        return conference_in(self._folder / slug)

    def rename(self, slug: str, name: str, who: str = "") -> None:
        """Change the name in about.toml."""
        self._say(slug, lambda: {"name": name_of(name)}, "rename", who)

    def hide(self, slug: str, hidden: bool, who: str = "") -> None:
        """Change whether about.toml says hidden = true."""
        self._say(slug, lambda: {"hidden": hidden}, "hide" if hidden else "show", who)

    def set_timezone(self, slug: str, timezone: str) -> None:
        """Change the zone in about.toml. What was published before keeps its times."""
        self._say(slug, lambda: {"timezone": _zone(timezone)})

    def set_examples(self, slug: str, examples: Iterable[str]) -> None:
        """Change the examples in about.toml."""
        self._say(slug, lambda: {"examples": examples_list(examples)})

    def set_aliases(self, slug: str, aliases: Iterable[tuple[str, str]]) -> None:
        """Change the table [aliases] of about.toml."""
        self._say(slug, lambda: {"aliases": alias_table(aliases)})

    def delete(self, slug: str, who: str) -> None:
        """Move a conference's folder to .library/trash, from where somebody may move it back by hand."""
        with self._alone():
            place = self._place(slug)
            line = self._line("delete", slug, who, current_or_none(place))
            trash = self._own / TRASH
            trash.mkdir(exist_ok=True)
            self._stamp.announce(slug, self._step)
            swap(place / DELETED, json.dumps(audit.tree_of(line)).encode(), self._step)
            self._step("move to the trash")
            place.rename(trash / f"{slug}-{line.when:%Y%m%dT%H%M%S%fZ}")
            sync(self._folder)
            sync(trash)
            self._record(line)

    def remember_mapping(self, slug: str, mapping: Mapping[str, str]) -> None:
        """Write mapping.json."""
        with self._alone():
            swap(self._place(slug) / MAPPING, json.dumps(dict(mapping), indent=1).encode(), self._step)

    # ---- within -----------------------------------------------------------------------------------------------------

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """The only one that changes the library, after mending what a crash of the one before left."""
        with alone(self._own):
            for folder in (self._folder, self._own, *self._places()):
                sweep(folder)
                sweep(folder / versions.VERSIONS)
            for place in self._places():
                (place / DELETED).unlink(missing_ok=True)
            for line in self._unrecorded(audit.lines_in(self._own / AUDIT)):
                self._record(line)
            yield

    def _record(self, line: AuditLine) -> None:
        """Add a line to the audit. What it tells is done: when it cannot be written now, the next change does it."""
        self._step("audit")
        try:
            audit.add(self._own / AUDIT, line)
        except OSError as error:
            log.warning("%s cannot be written (%s); the next change tries again: %s", self._own / AUDIT, error, line)

    @staticmethod
    def _line(what: Deed, slug: str, who: str, version: int | None = None) -> AuditLine:
        return AuditLine(_now(), who[: audit.MAX_WHO], what, slug, version)

    def _say(self, slug: str, said: Callable[[], dict[str, object]], what: Deed | None = None, who: str = "") -> None:
        """Swap about.toml for one that says this; nothing happens when it says so already."""
        with self._alone():
            place = self._place(slug)
            text = changed(place, said())
            if conference_of(place / ABOUT, text) == conference_in(place):
                return
            self._stamp.announce(slug, self._step)
            swap(place / ABOUT, text.encode(), self._step)
            if what:
                self._record(self._line(what, slug, who))


def _kept(pointer: Pointer | None) -> frozenset[int]:
    return frozenset({pointer.version}) if pointer else frozenset()


def _conflict(pointer: Pointer | None, current: int | None, number: int) -> str:
    if pointer is None:
        now = "programme.csv in its folder is what attendees see" if current == 0 else "nothing is published"
        return f"Version {number} was not published: by now {now}. Look at the versions again."
    line = pointer.line
    deed = "went back to" if line.what == "roll back" else "published"
    return (
        f"{line.who or 'Somebody'} {deed} version {pointer.version} on {line.when:%d %B %Y at %H:%M} UTC, after you "
        f"began. Version {number} is still a draft: compare it with what is published now, then publish it."
    )


def _zone(name: str) -> str:
    try:
        return ZoneInfo(name).key if name else ""
    except (KeyError, ValueError, OSError) as error:
        raise LibraryError(f"{name!r} is no time zone. Use a name like Europe/Lisbon or America/Denver.") from error


def _now() -> datetime:
    return datetime.now(UTC)
