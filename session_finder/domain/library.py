"""Conferences, their versions, and the protocols of a store that keeps them. The stores in ``storage`` implement them.

A caller asks for the narrowest protocol that has what it needs: ``PublishedReader`` to serve attendees,
``VersionReader``, ``VersionStore``, ``ConferenceReader``, ``ConferenceAdmin``, ``Audit``, ``MappingMemory``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal, Protocol

from session_finder.domain.conference_day import MIDNIGHT
from session_finder.domain.identity import UNBRANDED, Identity, IdentityField, Logo
from session_finder.domain.sessions import Programme

Action = Literal["create", "publish", "roll back", "rename", "hide", "show", "delete"]


@dataclass(frozen=True, slots=True)
class Conference:
    """A conference that attendees may choose: its slug (in addresses), name, examples of interests, aliases.

    A ``hidden`` one is shown to organizers only. ``day_starts``: what is before this time of the clock belongs to the
    day before, as a party after midnight. ``identity``: its own look.
    """

    slug: str
    name: str
    timezone: str = ""
    examples: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    hidden: bool = False
    day_starts: time = MIDNIGHT
    identity: Identity = UNBRANDED


@dataclass(frozen=True, slots=True)
class Draft:
    """The origin of an upload: who uploaded it, the file's name, the format that was recognized.

    ``made_ids``: the programme's ids that the intake made because the file had none.
    """

    who: str
    source: str
    format: str = ""
    made_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a programme. Number 0 is a programme.csv that somebody put in the folder.

    ``digest`` is the same for the same sessions. ``when`` is in UTC. ``summary`` counts the changes against the version
    that was current when this one was staged. ``published``: attendees see it or have seen it; otherwise it is a draft.
    """

    number: int
    digest: str
    who: str
    when: datetime
    source: str
    format: str
    summary: str
    sessions: int
    published: bool
    current: bool


@dataclass(frozen=True, slots=True)
class Unchanged:
    """The result of staging a programme that equals the current ``version``: nothing was staged."""

    version: Version


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what to which conference, when (UTC); ``version`` is the published one, or the last before a deletion."""

    when: datetime
    who: str
    what: Action
    slug: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """A whole programme as attendees see it, and the number of its version.

    ``stands_in``: the version that was published last is damaged, and this is another. ``damage``: the damage of the
    conference and its remedy in sentences; "" for none.
    """

    programme: Programme
    number: int | None
    stands_in: bool = False
    damage: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """A conference, and the digest of its published version, "" if unknown.

    ``damage``: the damage of what is given here and its remedy in sentences; "" for none.
    """

    slug: str
    conference: Conference
    digest: str
    damage: str = ""


class PublishedReader(Protocol):
    """What attendees are served from: a Library, or copies of one. Its methods raise StoreError."""

    def states(self) -> tuple[State, ...]:
        """All conferences of which something is published, hidden or damaged ones too, in a stable order."""
        ...

    def load(self, slug: str) -> Programme:
        """The programme of ``load_served``."""
        ...

    def load_served(self, slug: str) -> Loaded:
        """The published version or, where it is damaged, the newest version that is whole.

        It is at least as new as the last stamp and states. Raises NoSuchConference, NothingPublished when nothing is
        published, Damaged when none of it is whole.
        """
        ...

    def logo(self, slug: str, name: str) -> bytes | None:
        """The logo that ``Identity.logo`` names, or the one before it; None for any other, and for a damaged one."""
        ...

    def stamp(self) -> str:
        """A text that differs when attendees may see something else. Cheap enough to ask at every search."""
        ...


class ConferenceReader(Protocol):
    """Which conferences there are."""

    def conferences(self) -> tuple[Conference, ...]:
        """The conferences that attendees may choose, in a stable order."""
        ...

    def all_conferences(self) -> tuple[Conference, ...]:
        """Those and, for organizers, the hidden ones and those of which nothing is published yet.

        One of which nothing can be read has its slug for a name; whatever changes it reports what is wrong.
        """
        ...

    def conference(self, slug: str) -> Conference:
        """One conference. Raises NoSuchConference, Damaged."""
        ...


class ConferenceAdmin(ConferenceReader, Protocol):
    """Create, change and delete conferences. Raises Invalid for values that cannot be, NoSuchConference, StoreError."""

    def create(self, slug: str, name: str, timezone: str = "", who: str = "") -> Conference:
        """Begin a conference, of which nothing is published yet. Raises AlreadyExists."""
        ...

    def rename(self, slug: str, name: str, who: str = "") -> None:
        """Change a conference's name; its slug, and so its address, stays."""
        ...

    def hide(self, slug: str, hidden: bool, who: str = "") -> None:
        """Hide a conference from attendees, or show it again."""
        ...

    def delete(self, slug: str, who: str) -> None:
        """Take a conference with all its versions out of the library."""
        ...

    def set_timezone(self, slug: str, timezone: str) -> None:
        """Set the zone of times in files that do not state one; an IANA name."""
        ...

    def set_day_starts(self, slug: str, day_starts: str) -> None:
        """Set the time at which a day of the conference starts, as "05:00"."""
        ...

    def set_identity(self, slug: str, texts: Mapping[IdentityField, str]) -> None:
        """Set the fields of the conference's look that ``texts`` names; days as "2027-05-11", "" for the program's."""
        ...

    def set_logo(self, slug: str, logo: Logo | None) -> None:
        """Set the conference's logo, or take it away."""
        ...

    def set_examples(self, slug: str, examples: Iterable[str]) -> None:
        """Set the interests that attendees are offered to try."""
        ...

    def set_aliases(self, slug: str, aliases: Iterable[tuple[str, str]]) -> None:
        """Set the pairs of expressions that mean the same."""
        ...


class VersionReader(Protocol):
    """The versions of a conference, drafts included. Raises NoSuchConference."""

    def versions(self, slug: str) -> tuple[Version, ...]:
        """The versions and drafts that are kept, the newest first."""
        ...

    def damaged(self, slug: str) -> frozenset[int]:
        """The numbers of the versions that differ from what was written. Each state of a version is read only once."""
        ...

    def load(self, slug: str, version: int | None = None) -> Programme:
        """A version's programme, or what attendees see. Raises NoSuchVersion, NothingPublished, Damaged."""
        ...


class VersionStore(VersionReader, Protocol):
    """Stage, publish and discard versions."""

    def stage(self, slug: str, programme: Programme, draft: Draft) -> Version | Unchanged:
        """Write a programme as the next version. It is safe on disk then, and a draft: nobody sees it.

        Sessions whose ids are made keep those by which attendees know them (``keeping_ids``).
        """
        ...

    def publish(self, slug: str, number: int, who: str, expected: int | None) -> Version:
        """Make a version the one that attendees see; an older one than theirs is a rollback.

        ``expected`` is the number that is current as far as ``who`` knows, None for none. Raises Conflict when another
        is, NoSuchVersion, and Damaged for a version that cannot be read.
        """
        ...

    def discard(self, slug: str, number: int) -> None:
        """Remove a draft. Raises Invalid for a version that was published."""
        ...


class Audit(Protocol):
    """Who did what to which conference."""

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """The lines of one conference or of all, the oldest first."""
        ...


class MappingMemory(Protocol):
    """The columns that an organizer chose, kept for the next upload."""

    def remembered_mapping(self, slug: str) -> dict[str, str]:
        """Which column was last used for which field: field → header. Empty when nobody chose."""
        ...

    def remember_mapping(self, slug: str, mapping: Mapping[str, str]) -> None:
        """Keep such a choice."""
        ...


class Library(VersionStore, PublishedReader, ConferenceAdmin, Audit, MappingMemory, Protocol):
    """All of a store of programmes, by slug. Every change is whole or not at all, and shows in ``stamp``.

    Whatever changes something raises a UserError when it cannot, and attendees then see what they saw before.
    """
