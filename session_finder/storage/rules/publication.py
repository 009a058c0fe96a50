"""How a version is staged, published and discarded, the same in every store.

``VersionedLibrary`` has the algorithm. A store gives it ``_change``: one conference, locked, with the few operations of
``ConferenceChange``. Everything done through it takes effect as a whole or not at all.
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
    """Which version a conference points to, and which attendees see; they differ while the first is damaged.

    ``last`` is the audit's line of the publish that set the pointer. ``damaged``: a publish also mends something, so
    that publishing the same version again is no mere repetition.
    """

    number: int | None
    shown: int | None
    last: AuditLine | None
    damaged: bool = False


class ConferenceChange(Protocol):
    """One conference that nobody else changes meanwhile."""

    @property
    def current(self) -> Current:
        """Which version is published."""
        ...

    def versions(self) -> tuple[Version, ...]:
        """The versions and drafts that are kept, in any order."""
        ...

    def version(self, number: int) -> Version:
        """One of them. Raises NoSuchVersion."""
        ...

    def programme(self, number: int | None) -> Programme:
        """A version's programme. Raises NothingPublished for None, NoSuchVersion or Damaged."""
        ...

    def next_number(self) -> int:
        """A number that no version of this conference ever had."""
        ...

    def add(self, version: Version, content: bytes) -> None:
        """Write a new draft with its programme."""
        ...

    def point(self, number: int, line: AuditLine) -> None:
        """Let attendees see this version, and add the line to the audit."""
        ...

    def prune(self, keep: int) -> None:
        """Remove the oldest versions beyond the most; ``keep`` and the published one stay."""
        ...

    def remove(self, number: int) -> None:
        """Remove one version."""
        ...


class VersionedLibrary(ABC):
    """The part of a Library that changes versions."""

    @abstractmethod
    def _change(self, slug: str) -> AbstractContextManager[ConferenceChange]:
        """Lock a conference for a change. Raises NoSuchConference."""

    def stage(self, slug: str, programme: Programme, draft: Draft) -> Version | Unchanged:
        """Write the sessions of ``programme`` as the next version; name and aliases stay the conference's."""
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
        """Publish a version that can be read; the same again by the same person changes nothing."""
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
