"""The Library protocol: where programmes are kept. The stores in ``storage`` implement it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from session_finder.sessions import Programme


class LibraryError(Exception):
    """A programme that cannot be had; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Conference:
    """A programme that attendees may choose: its slug (in addresses), its name, interests to try, its aliases."""

    slug: str
    name: str
    timezone: str = ""
    examples: tuple[str, ...] = ()
    aliases: tuple[tuple[str, str], ...] = ()


class Library(Protocol):
    """Published programmes, by slug."""

    def conferences(self) -> tuple[Conference, ...]:
        """All that may be chosen, in a stable order."""
        ...

    def load(self, slug: str) -> Programme:
        """The published programme. Raises LibraryError when there is none or it cannot be read."""
        ...
