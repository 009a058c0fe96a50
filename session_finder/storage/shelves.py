"""A store as movers see it: whole conferences, each version's bytes, the audit, the rows of the caches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from session_finder.application.library import AuditLine, Conference, Version

Raw = tuple[bytes, int, bytes]  # of a cache: key, checksum, numbers


@dataclass(frozen=True, slots=True)
class Whole:
    """All of a conference but the bytes of its versions, which are listed with the lowest number first.

    ``current`` is what attendees see and ``last`` the publish that made it so; ``last_number`` was given last.
    """

    conference: Conference
    mapping: dict[str, str]
    versions: tuple[Version, ...]
    current: int | None
    last: AuditLine | None
    last_number: int

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
        """A conference, None when there is none of that slug. Raises LibraryError."""
        ...

    def content(self, slug: str, number: int) -> bytes:
        """A version's programme as bytes. Raises LibraryError."""
        ...

    def begin(self, whole: Whole) -> None:
        """Have a conference of that slug that says the same of itself, with or without versions."""
        ...

    def add(self, slug: str, version: Version, content: bytes) -> None:
        """Have this version; one of that number is not there yet."""
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
