"""A snapshot of what attendees see: each conference, loaded, or that it cannot be read."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from session_finder.domain.errors import NoSuchConference, NothingPublished, StoreError, Unavailable, Unreadable
from session_finder.domain.library import Conference
from session_finder.serving.conference_cache import CachedConference

if TYPE_CHECKING:
    from session_finder.search.loaded_conference import LoadedConference

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Shown:
    """A conference and its ``cached`` version; ``digest`` is that version's, "" if unknown."""

    conference: Conference
    cached: CachedConference
    digest: str = ""

    @property
    def loaded(self) -> LoadedConference:
        """The version, from memory or loaded now. Raises StoreError."""
        return self.cached.get()

    @property
    def in_memory(self) -> bool:
        """Whether ``loaded`` returns at once."""
        return self.cached.in_memory

    @property
    def version(self) -> str:
        """The programme's version, known without loading it."""
        return self.cached.version

    @property
    def sessions(self) -> int:
        """How many sessions can be found, known without loading them."""
        return self.cached.sessions


@dataclass(frozen=True, slots=True)
class Served:
    """An immutable snapshot by slug. Take it once and use it for the whole request.

    ``unreadable``: published conferences of which nothing can be shown. ``as_of``: the time (UTC) of the library's last
    answer, None while it answers.
    """

    shown: Mapping[str, Shown] = field(default_factory=dict)
    as_of: datetime | None = None
    unreadable: Mapping[str, Conference] = field(default_factory=dict)

    @property
    def conferences(self) -> tuple[Conference, ...]:
        """The conferences that attendees may choose."""
        return tuple(shown.conference for shown in self.shown.values())

    @property
    def listed(self) -> tuple[Conference, ...]:
        """Those and, behind them, the unreadable ones, whose visitors are told so."""
        return (*self.conferences, *self.unreadable.values())

    def loaded(self, slug: str) -> LoadedConference:
        """A conference, loaded; the first for "".

        Raises NoSuchConference, NothingPublished, Unavailable, Unreadable. The library's own message about a damaged
        conference names files, so it goes to the log.
        """
        if not self.shown and self.as_of:
            raise Unavailable("The programmes cannot be read at the moment. Try again in a minute.")
        if not self.shown and not self.unreadable:
            raise NothingPublished("No programme is published yet. Try again later.")
        slug = slug or next(iter(self.shown or self.unreadable))
        if slug in self.unreadable:
            raise Unreadable(self.unreadable[slug].name)
        shown = self.shown.get(slug)
        if shown is None:
            known = ", ".join(self.shown)
            raise NoSuchConference(f"There is no programme called {slug!r}. There are: {known}.")
        try:
            return shown.loaded
        except (Unavailable, NoSuchConference):
            raise
        except StoreError as error:
            log.error("%s is not in memory and cannot be read. %s", slug, error)  # noqa: TRY400  a whole sentence
            raise Unreadable(shown.conference.name) from error

    def waits(self, slug: str) -> bool:
        """Whether ``loaded`` has to load the conference first: then coroutines must not call it."""
        shown = self.shown.get(slug or next(iter(self.shown), ""))
        return shown is not None and not shown.in_memory
