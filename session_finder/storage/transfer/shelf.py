"""The interface of a store for copying: conferences, versions' bytes, the audit, the rows of the caches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from session_finder.domain.identity import Logo
from session_finder.domain.library import AuditLine, Conference, Version

Raw = tuple[bytes, int, bytes]  # of a cache: key, checksum, numbers


@dataclass(frozen=True, slots=True)
class Whole:
    """A conference with its versions, lowest number first, without their bytes.

    ``current``: the published version; ``last``: the audit line of its publish; ``last_number``: the last one assigned.
    ``by_hand``: hand-written files by name, if the store has any.
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
    """A store that is read and written piece by piece; each write is atomic."""

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

    def logo(self, slug: str, name: str) -> bytes | None:
        """The logo that a conference's description names; None for a damaged one. Raises StoreError."""
        ...

    def keep_logo(self, slug: str, logo: Logo) -> None:
        """Add the logo that the description of ``begin`` names."""
        ...

    def add(self, slug: str, version: Version, content: bytes, by_hand: bytes | None = None) -> None:
        """Add a version with a new number. ``by_hand``: the file that version 0 was read from."""
        ...

    def point(self, slug: str, whole: Whole) -> None:
        """Publish the current version of ``whole``; its versions have been added."""
        ...

    def audit(self, slug: str | None = None) -> tuple[AuditLine, ...]:
        """The lines of the audit, oldest first."""
        ...

    def record(self, lines: Iterable[AuditLine]) -> None:
        """Append lines to the audit."""
        ...

    def caches(self) -> dict[str, str]:
        """The description of each cache of vectors, by its short name."""
        ...

    def checksums(self, name: str) -> dict[bytes, int]:
        """The checksum of each row of a cache, by its key."""
        ...

    def rows(self, name: str, keys: Sequence[bytes]) -> Iterator[list[Raw]]:
        """The rows of these keys, in batches of up to 500."""
        ...

    def keep(self, about: str, kept: Sequence[Raw]) -> None:
        """Add rows to the cache with this description."""
        ...


class LivingShelf(Shelf, Protocol):
    """A store that servers may use during a copy."""

    def snapshot(self) -> AbstractContextManager[Shelf]:
        """A snapshot of the store. Raises StoreError."""
        ...

    def transaction(self, replace: bool, who: str) -> AbstractContextManager[Shelf]:
        """A Shelf whose changes take effect atomically at the end. Raises StoreError.

        ``replace``: existing conferences of the same slug go to the trash. Without it, AlreadyExists is raised for a
        store that is not empty.
        """
        ...


def occupied(there: Iterable[str]) -> str:
    """The error message for a store that is not empty."""
    return (
        f"The store holds conferences already: {', '.join(there)}. Nothing was changed. Restore into an empty store, "
        "or add --into-existing: conferences of the same short name then go to the trash, and others stay as they are."
    )
