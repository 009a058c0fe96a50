"""Find damage in a folder of programmes and repair it without deleting anything.

Replaced files are moved to .library/damaged/TIME/ with their relative path.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from session_finder.domain.errors import Damaged, StoreError
from session_finder.domain.library import Version
from session_finder.paths import COMMAND
from session_finder.storage.files import about, version_folder
from session_finder.storage.files.about import ABOUT, COPY, readable_conference
from session_finder.storage.files.atomic_write import alone, swap, sync
from session_finder.storage.files.library import RESTORED, FileLibrary
from session_finder.storage.files.logo_file import logo_in
from session_finder.storage.files.reader import MAPPING
from session_finder.storage.files.recovery import pointer_of, visible
from session_finder.storage.files.version_folder import CONTENT, CURRENT, MEND, MEND_POINTER, TOLD, VERSIONS
from session_finder.storage.rules import audit, programme_json, version_json, versioning
from session_finder.storage.rules.audit import AUDIT, OWN

DAMAGED: Final = "damaged"  # the folder for replaced files


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault and its remedy, as sentences, and whether the remedy was applied.

    ``by_hand``: only a person can repair it.
    """

    wrong: str
    remedy: str
    by_hand: bool = False
    mended: bool = False


class Checkup:
    """Check a folder of programmes; with ``mend``, repair what can be repaired, on behalf of ``who``."""

    def __init__(self, folder: Path, mend: bool, who: str) -> None:
        self._folder, self._mend, self._who = folder, mend, who
        self._library = FileLibrary(folder)
        self._aside = folder / OWN / DAMAGED / f"{datetime.now(UTC):%Y%m%dT%H%M%S%fZ}"

    def findings(self) -> Iterator[Finding]:
        """All faults. Raises Damaged if a file cannot be read, NotWritable if a repair cannot be written."""
        if not self._folder.is_dir():
            yield Finding(f"{self._folder} is no folder.", "Create it, or set SESSION_FINDER_DATA.", by_hand=True)
            return
        if any((self._folder / OWN).glob(f"{RESTORED}*")):
            yield self._finding("A restore was cut off.", "The rest is brought into place.", self._finish)
        yield from self._audit()
        for slug in sorted(conference.slug for conference in self._library.all_conferences()):
            yield from self._conference(self._folder / slug)

    def _finding(self, wrong: str, remedy: str, mend: Callable[[], object] | None) -> Finding:
        """A finding, repaired if requested and possible; the remedy replaces the advice in the fault's text."""
        for advice in (MEND_POINTER, MEND, about.MEND):
            wrong = wrong.replace(f" {advice}", "")
        if mend is None:
            return Finding(wrong, remedy, by_hand=True)
        if self._mend:
            mend()
        return Finding(wrong, remedy, mended=self._mend)

    # ---- checks -----------------------------------------------------------------------------------------------------

    def _audit(self) -> Iterator[Finding]:
        path = self._folder / OWN / AUDIT
        lines = audit.lines_in(path)
        whole = b"".join(json.dumps(audit.tree_of(line)).encode() + b"\n" for line in lines)
        written = [text for text in self._read(path).splitlines() if text.strip()]
        if len(written) > len(lines):
            count = len(written) - len(lines)
            yield self._finding(
                f"{path} has {count:,} {'line' if count == 1 else 'lines'} that cannot be read.",
                "The file is set aside, and one with the other lines takes its place.",
                lambda: self._replace(path, whole),
            )

    def _conference(self, place: Path) -> Iterator[Finding]:
        yield from self._about(place)
        yield from self._logo(place)
        mapping = self._read(place / MAPPING)
        if mapping and not self._library.remembered_mapping(place.name) and mapping.strip() != b"{}":
            yield self._finding(
                f"{place / MAPPING} is damaged.",
                "The file is set aside; the organizer chooses the columns again.",
                lambda: self._set_aside(place / MAPPING),
            )
        told = set[int]()  # the versions that already have a finding
        for number in version_folder.numbers_in(place):
            for finding in self._description(place, number):
                yield finding
                told.add(number)
        yield from self._seen(place, told)
        for number in version_folder.numbers_in(place):
            if number not in told:
                yield from self._version(place, number)

    def _about(self, place: Path) -> Iterator[Finding]:
        _, damage = readable_conference(place)
        kept = self._read(place / COPY)
        if damage and kept:
            yield self._finding(
                damage,
                "The file is set aside, and what it said when this program last changed it takes its place.",
                lambda: self._replace(place / ABOUT, kept),
            )
        elif damage:
            yield self._finding(damage, "There is no copy of it: mend it by hand.", None)

    def _logo(self, place: Path) -> Iterator[Finding]:
        name = readable_conference(place)[0].identity.logo
        if name and logo_in(place, name) is None:
            remedy = f"Set it again: {COMMAND} conference {place.name} --logo FILE"
            yield self._finding(f"{place / name} is missing or damaged; the conference has no logo.", remedy, None)

    def _description(self, place: Path, number: int) -> Iterator[Finding]:
        """Rewrite a lost version.json if the programme beside it can be read."""
        path = place / VERSIONS / str(number) / TOLD
        version = version_folder.description_of(place, number)
        if version is not None and version.digest:
            return
        content = self._read(path.with_name(CONTENT))
        try:
            sessions = len(programme_json.from_json(content, place.name, "").sessions)
        except ValueError:
            return  # ``_version`` reports the whole version
        digest = programme_json.digest(content)
        if version is not None:
            what = f"{path} has no digest."
            told = version_json.tree_of(version) | {"digest": digest}
            yield self._finding(what, "It gets one.", lambda: self._replace(path, json.dumps(told, indent=1).encode()))
            return
        when = datetime.fromtimestamp(path.with_name(CONTENT).stat().st_mtime, UTC)
        fresh = Version(number, digest, "", when, "", "", "described anew", sessions, False, False)
        yield self._finding(
            f"{path} is missing or damaged; the programme beside it reads well.",
            "It is written anew, without who brought the version.",
            lambda: self._replace(path, json.dumps(version_json.tree_of(fresh), indent=1).encode()),
        )

    def _seen(self, place: Path, told: set[int]) -> Iterator[Finding]:
        """Publish the fallback that attendees see; add the damaged version's number to ``told``.

        A version whose description is rewritten is already in ``told``.
        """
        now = visible(place)
        if now.number is None and not now.damage:
            return  # nothing is published
        fault = self._fault(place, None)
        if fault:
            named = now.pointer.version if now.pointer else 0
            if named not in told:
                told.add(named)
                remedy = "Nothing published is whole: publish a version or upload the file."
                yield self._finding(fault, remedy, None)
            return
        number = now.number or 0
        again = f"Version {number} of {place.name}, which attendees see now, is published again"

        def publish(aside: Path) -> None:
            self._set_aside(aside)
            self._library.publish(place.name, number, self._who, number)

        _, damage = pointer_of(place)
        if damage:
            yield self._finding(damage, f"{again}.", lambda: publish(place / CURRENT))
        elif now.pointer and now.stands_in and now.pointer.version not in told:
            damaged = now.pointer.version
            told.add(damaged)
            yield self._finding(
                f"{self._fault(place, damaged)} {versioning.fallback_notice(number)}",
                f"{again}, and what is damaged is set aside.",
                lambda: publish(place / VERSIONS / str(damaged)),
            )

    def _version(self, place: Path, number: int) -> Iterator[Finding]:
        if fault := self._fault(place, number):
            folder = place / VERSIONS / str(number)
            yield self._finding(fault, "The version is set aside.", lambda: self._set_aside(folder))

    def _fault(self, place: Path, number: int | None) -> str:
        """Why a version (None: the one that attendees see) cannot be read; "" if it can."""
        try:
            self._library.load(place.name, number)
        except StoreError as error:
            return str(error)
        return ""

    # ---- repairs ----------------------------------------------------------------------------------------------------

    @staticmethod
    def _read(path: Path) -> bytes:
        try:
            return path.read_bytes()
        except FileNotFoundError:
            return b""
        except OSError as error:
            raise Damaged(f"{path} cannot be read: {error.strerror or error}.") from error

    def _finish(self) -> None:
        """Take the lock once, which completes what a crash interrupted."""
        with self._library._alone():
            pass

    def _replace(self, path: Path, content: bytes) -> None:
        self._set_aside(path)
        with alone(self._folder / OWN):
            swap(path, content)

    def _set_aside(self, path: Path) -> None:
        """Move a file or folder to .library/damaged; does nothing if it does not exist."""
        if not path.exists():
            return
        target = self._aside / path.relative_to(self._folder)
        with alone(self._folder / OWN):
            target.parent.mkdir(parents=True, exist_ok=True)
            path.rename(target)
            sync(path.parent)
            sync(target.parent)
