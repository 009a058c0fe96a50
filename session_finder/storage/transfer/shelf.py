"""A store as copying needs it: whole conferences, each version's bytes, the audit, the rows of the caches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from session_finder.domain.library import AuditLine, Conference, Version

Raw = tuple[bytes, int, bytes]  # of a cache: key, checksum, numbers


@dataclass(frozen=True, slots=True)
class Whole:
    """A conference with its versions, the lowest number first, but without their bytes.

    ``current`` is published and ``last`` its publish; ``last_number`` was assigned last. ``by_hand``: the files that
    people wrote, by name, where the store has such.
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
    """A store that can be read and written piece by piece, each piece atomically."""

    def all_slugs(self) -> tuple[str, ...]:
        """The slugs of all conferences outside the trash."""
        ...

    def whole(self, slug: str) -> Whole | None:
        """A conference, None for an unknown slug. Raises StoreError."""
        ...

    def content(self, slug: str, number: int) -> bytes:
        """A version's bytes. Raises StoreError."""
        ...

    def begin(self, whole: Whole) -> None:
        """Create the conference, or update its description."""
        ...

    def add(self, slug: str, version: Version, content: bytes, by_hand: bytes | None = None) -> None:
        """Add a version whose number is new. ``by_hand``: the file that version 0 was read from."""
        ...

    def point(self, slug: str, whole: Whole) -> None:
        """Publish the current version of ``whole``; its versions have been added."""
        ...

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """The lines of the audit, the oldest first."""
        ...

    def record(self, lines: Iterable[AuditLine]) -> None:
        """Add lines to the audit."""
        ...

    def caches(self) -> dict[str, str]:
        """The description of each cache of vectors, by its short name."""
        ...

    def checksums(self, name: str) -> dict[bytes, int]:
        """The checksum of each row of a cache, by its key."""
        ...

    def rows(self, name: str, keys: Sequence[bytes]) -> Iterator[list[Raw]]:
        """The rows of these keys in batches of some hundred."""
        ...

    def keep(self, about: str, kept: Sequence[Raw]) -> None:
        """Add rows to the cache of that description."""
        ...


class LivingShelf(Shelf, Protocol):
    """A store that servers use at the same time."""

    def snapshot(self) -> AbstractContextManager[Shelf]:
        """A snapshot of the store. Raises StoreError."""
        ...

    def transaction(self, replace: bool, who: str) -> AbstractContextManager[Shelf]:
        """A Shelf whose changes take effect at the end, as a whole or not at all. Raises StoreError.

        ``replace``: conferences of the same slug move to the trash; without it a store that is not empty is refused.
        """
        ...


def occupied(there: Iterable[str]) -> str:
    """The error message for a store that is not empty."""
    return (
        f"The store holds conferences already: {', '.join(there)}. Nothing was changed. Restore into an empty store, "
        "or add --into-existing: conferences of the same short name then go to the trash, and others stay as they are."
    )
