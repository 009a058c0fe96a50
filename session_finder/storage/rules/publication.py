"""Stage, publish and discard versions: the algorithm that all stores share.

``VersionedLibrary`` has the algorithm. A store implements ``_change``, which locks one conference and offers the
operations of ``ConferenceChange``; their effect is atomic.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager, suppress
from dataclasses import dataclass
from typing import Protocol

from session_finder.domain.errors import Damaged, NotFound
from session_finder.domain.library import AuditLine, Draft, Unchanged, Version
from session_finder.domain.sessions import Programme
from session_finder.publishing.diff import difference
from session_finder.publishing.stable_ids import former_programmes, keeping_ids
from session_finder.storage.rules import programme_json, versioning


@dataclass(frozen=True, slots=True)
class Current:
    """The published version and the one that attendees see, which differ while the published one is damaged.

    ``last`` is the audit line of the last publish. ``damaged``: publishing the same version again repairs something.
    """

    number: int | None
    shown: int | None
    last: AuditLine | None
    damaged: bool = False


class ConferenceChange(Protocol):
    """One conference, locked for a change."""

    @property
    def current(self) -> Current:
        """Which version is published."""
        ...

    def versions(self) -> tuple[Version, ...]:
        """All versions and drafts, in any order."""
        ...

    def version(self, number: int) -> Version:
        """One version. Raises NoSuchVersion."""
        ...

    def programme(self, number: int | None) -> Programme:
        """A version's programme. Raises NothingPublished for None, NoSuchVersion or Damaged."""
        ...

    def next_number(self) -> int:
        """The next number that was never assigned in this conference."""
        ...

    def add(self, version: Version, content: bytes) -> None:
        """Store a draft and its programme."""
        ...

    def point(self, number: int, line: AuditLine) -> None:
        """Publish this version, and append the line to the audit."""
        ...

    def prune(self, keep: int) -> None:
        """Remove the oldest versions beyond the limit, except ``keep`` and the published one."""
        ...

    def remove(self, number: int) -> None:
        """Remove one version."""
        ...


class VersionedLibrary(ABC):
    """The methods of a Library that change versions."""

    @abstractmethod
    def _change(self, slug: str) -> AbstractContextManager[ConferenceChange]:
        """Lock a conference for a change. Raises NoSuchConference."""

    def stage(self, slug: str, programme: Programme, draft: Draft) -> Version | Unchanged:
        """Store the sessions of ``programme`` as a draft; the conference keeps its name and aliases."""
        with self._change(slug) as change:
            before = None
            with suppress(Damaged, NotFound):
                before = change.programme(change.current.shown)
            versions = change.versions()
            former = former_programmes(before, lambda: versions, change.programme)
            programme = keeping_ids(programme, draft.made_ids, former)
            content = programme_json.to_json(programme)
            digest = programme_json.digest(content)
            current = next((version for version in versions if version.current), None)
            if before and current and current.digest == digest:
                return Unchanged(current)
            summary = difference(before, programme).summary()
            number = change.next_number()
            version = versioning.version_of_draft(number, digest, draft, summary, len(programme.sessions))
            change.add(version, content)
            change.prune(number)
            return version

    def publish(self, slug: str, number: int, who: str, expected: int | None) -> Version:
        """Publish a version after reading it; repeating the last publish changes nothing."""
        with self._change(slug) as change:
            now = change.current
            if not now.damaged and versioning.is_repeated(number, who, now.number, now.last):
                return change.version(number)
            if expected not in (now.number, now.shown):
                raise versioning.conflict(number, now.number, now.last)
            change.programme(number)
            change.point(number, versioning.audit_line(versioning.action_of(number, now.number), slug, who, number))
            change.prune(number)
            return change.version(number)

    def discard(self, slug: str, number: int) -> None:
        """Remove a draft."""
        with self._change(slug) as change:
            if change.version(number).published:
                raise versioning.was_published(number, slug)
            change.remove(number)
