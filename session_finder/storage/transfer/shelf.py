"""A store as movers see it: whole conferences, each version's bytes, the audit, the rows of the caches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from session_finder.domain.library import AuditLine, Conference, Version

Raw = tuple[bytes, int, bytes]  # of a cache: key, checksum, numbers


@dataclass(frozen=True, slots=True)
class Whole:
    """All of a conference but the bytes of its versions, which are listed with the lowest number first.

    ``current`` is what attendees see and ``last`` the publish that made it so; ``last_number`` was given last.
    ``by_hand``: the files that people wrote, by name, where the store has such.
    """

    conference: Conference
    mapping: dict[str, str]
    versions: tuple[Version, ...]
    current: int | None
    last: AuditLine | None
    last_number: int
    by_hand: Mapping[str, bytes] = field(default_factory=dict)

    @property
    def digests(self) -> dict[int, str]:
        """Each version's digest by its number."""
        return {version.number: version.digest for version in self.versions}


class Shelf(Protocol):
    """A store from which everything can be taken and into which it can be put, piece by piece, each piece whole."""

    def all_slugs(self) -> tuple[str, ...]:
        """Every conference but those in the trash."""
        ...

    def whole(self, slug: str) -> Whole | None:
        """A conference, None when there is none of that slug. Raises StoreError."""
        ...

    def content(self, slug: str, number: int) -> bytes:
        """A version's programme as bytes. Raises StoreError."""
        ...

    def begin(self, whole: Whole) -> None:
        """Have a conference of that slug that says the same of itself, with or without versions."""
        ...

    def add(self, slug: str, version: Version, content: bytes, by_hand: bytes | None = None) -> None:
        """Have this version; one of that number is not there yet. ``by_hand``: the file that number 0 was read from."""
        ...

    def point(self, slug: str, whole: Whole) -> None:
        """Let attendees see what they see of ``whole``; its versions are all there."""
        ...

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """The lines of the audit, the oldest first."""
        ...

    def record(self, lines: Iterable[AuditLine]) -> None:
        """Add lines to the audit."""
        ...

    def caches(self) -> dict[str, str]:
        """What each cache of vectors says of itself, by its short name."""
        ...

    def checksums(self, name: str) -> dict[bytes, int]:
        """The checksum of each row of a cache by its key."""
        ...

    def rows(self, name: str, keys: Sequence[bytes]) -> Iterator[list[Raw]]:
        """The rows of these keys, some hundred at a time."""
        ...

    def keep(self, about: str, kept: Sequence[Raw]) -> None:
        """Put rows in the cache that says this of itself."""
        ...


class LivingShelf(Shelf, Protocol):
    """A store that servers use meanwhile."""

    def still(self) -> AbstractContextManager[Shelf]:
        """The store as it is at one moment, whatever others change meanwhile. Raises StoreError."""
        ...

    def at_once(self, replace: bool, who: str) -> AbstractContextManager[Shelf]:
        """A shelf of which all is in the store at the end, or nothing of it. Raises StoreError.

        ``replace``: a conference of the store makes room for one of the same slug, and is in the trash then; otherwise
        a store that holds any refuses.
        """
        ...


def occupied(there: Iterable[str]) -> str:
    """The sentence for a store that is not empty."""
    return (
        f"The store holds conferences already: {', '.join(there)}. Nothing was changed. Restore into an empty store, "
        "or add --into-existing: conferences of the same short name then go to the trash, and others stay as they are."
    )
