"""The Library protocol: where programmes are kept. The stores in ``storage`` implement it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, Protocol

from session_finder.domain.sessions import Programme

Deed = Literal["create", "publish", "roll back", "rename", "hide", "show", "delete"]


@dataclass(frozen=True, slots=True)
class Conference:
    """A programme that attendees may choose: its slug (in addresses), its name, interests to try, its aliases.

    A ``hidden`` one is known to organizers only.
    """

    slug: str
    name: str
    timezone: str = ""
    examples: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of an upload besides its programme: who brought it, its file's name, what it was recognized as.

    ``made_ids``: the programme's ids that are not the file's own.
    """

    who: str
    source: str
    format: str = ""
    made_ids: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Version:
    """One state of a programme. Number 0 is the programme.csv that was put in the folder by hand.

    ``digest`` is the same for the same sessions. ``when`` is in UTC. ``summary`` says what changed against the version
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
    """The answer to a programme that says what the current ``version`` says already: nothing was staged."""

    version: Version


@dataclass(frozen=True, slots=True)
class AuditLine:
    """Who did what to which conference, when (UTC); ``version`` is the one published, or the last before a deletion."""

    when: datetime
    who: str
    what: Deed
    slug: str
    version: int | None = None


@dataclass(frozen=True, slots=True)
class Loaded:
    """What attendees see of a conference: a programme that is whole, and the number of its version.

    ``stands_in``: the version that was published last is damaged, and this is another. ``damage``: what of the
    conference is damaged, and how to mend it, in sentences; "" for nothing.
    """

    programme: Programme
    number: int | None
    stands_in: bool = False
    damage: str = ""


@dataclass(frozen=True, slots=True)
class State:
    """What attendees are to see of a conference: what is said of it, and its current version's digest, "" if unknown.

    ``damage``: what was damaged in what is told here, and how to mend it, in sentences; "" for nothing.
    """

    slug: str
    conference: Conference
    digest: str
    damage: str = ""


class Published(Protocol):
    """What attendees are served from: a Library, or what stands for one where there are several copies of it."""

    def states(self) -> tuple[State, ...]:
        """As Library says."""
        ...

    def load(self, slug: str) -> Programme:
        """The programme of ``load_served``."""
        ...

    def load_served(self, slug: str) -> Loaded:
        """As Library says, at least as new as the last stamp and states."""
        ...

    def stamp(self) -> str:
        """As Library says."""
        ...


class Library(Protocol):
    """Programmes in versions, by slug. Every change is whole or not at all, and shows in ``stamp``.

    Whatever changes something raises StoreError when it cannot, and attendees then see what they saw before.
    """

    def conferences(self) -> tuple[Conference, ...]:
        """All that attendees may choose, in a stable order."""
        ...

    def all_conferences(self) -> tuple[Conference, ...]:
        """Those and, for organizers, the hidden ones and those of which nothing is published yet.

        One of which nothing can be read has its slug for a name; whatever changes it says what is wrong.
        """
        ...

    def states(self) -> tuple[State, ...]:
        """All of which something is published, hidden or damaged ones too, in the same order. Raises StoreError."""
        ...

    def conference(self, slug: str) -> Conference:
        """One conference. Raises NoSuchConference; StoreError when what is known of it cannot be read."""
        ...

    def load(self, slug: str, version: int | None = None) -> Programme:
        """The programme of ``load_served``, or that of one version. Raises StoreError for none, or a damaged one."""
        ...

    def load_served(self, slug: str) -> Loaded:
        """What attendees see: the published version or, where it is damaged, the newest version that is whole.

        Raises NothingPublished when nothing is published, StoreError when none of it is whole.
        """
        ...

    def stamp(self) -> str:
        """A text that differs when attendees may see something else. Cheap enough to ask at every search."""
        ...

    def versions(self, slug: str) -> tuple[Version, ...]:
        """The versions and drafts that are kept, the newest first."""
        ...

    def damaged(self, slug: str) -> frozenset[int]:
        """The numbers of those that are not what was written. Each is read once for each state that it is found in."""
        ...

    def stage(self, slug: str, programme: Programme, draft: Draft) -> Version | Unchanged:
        """Write a programme as the next version. It is safe on disk then, and a draft: nobody sees it.

        Sessions whose ids are made keep those by which attendees know them (``keeping_ids``).
        """
        ...

    def publish(self, slug: str, number: int, who: str, expected: int | None) -> Version:
        """Make a version the one that attendees see; an older one than theirs is a roll back.

        ``expected`` is the number that is current as far as ``who`` knows, None for none. Raises Conflict when another
        is.
        """
        ...

    def discard(self, slug: str, number: int) -> None:
        """Take a draft away. Raises StoreError for a version that was published."""
        ...

    def create(self, slug: str, name: str, timezone: str = "", who: str = "") -> Conference:
        """Begin a conference, of which nothing is published yet."""
        ...

    def rename(self, slug: str, name: str, who: str = "") -> None:
        """Give a conference another name; its slug, and so its address, stays."""
        ...

    def hide(self, slug: str, hidden: bool, who: str = "") -> None:
        """Keep attendees from choosing a conference, or let them again."""
        ...

    def delete(self, slug: str, who: str) -> None:
        """Take a conference with all its versions out of the library."""
        ...

    def set_timezone(self, slug: str, timezone: str) -> None:
        """Say in which zone the times of files are that do not say it themselves; an IANA name."""
        ...

    def set_examples(self, slug: str, examples: Iterable[str]) -> None:
        """Say which interests attendees are offered to try."""
        ...

    def set_aliases(self, slug: str, aliases: Iterable[tuple[str, str]]) -> None:
        """Say which expressions mean the same, as pairs."""
        ...

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """Who did what when, the oldest first; of one conference or of all."""
        ...

    def remembered_mapping(self, slug: str) -> dict[str, str]:
        """Which column was last used for which field: field → header. Empty when nobody chose."""
        ...

    def remember_mapping(self, slug: str, mapping: Mapping[str, str]) -> None:
        """Keep such a choice for the next upload."""
        ...
