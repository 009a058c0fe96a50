"""What is published under an address: a conference that attendees may see, its programme, a session of it.

Hidden conferences and drafts are never found here, so that nothing made from it can mention them.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from session_finder.bootstrap.service import NotReady
from session_finder.branding.accent import LIGHT, legible
from session_finder.domain.errors import StoreError
from session_finder.domain.library import Conference
from session_finder.domain.sessions import Programme, Session
from session_finder.serving.snapshot import Served, Shown
from session_finder.web.previews.web_manifest import THEME_COLOUR
from session_finder.web.service.process_service import service


@dataclass(frozen=True, slots=True)
class Published:
    """A conference, its programme (None where it cannot be read), and a session, if one was asked for and exists.

    ``several``: addresses have to name the conference, because there are others.
    """

    conference: Conference
    programme: Programme | None = None
    session: Session | None = None
    several: bool = False

    @property
    def days(self) -> tuple[date, date] | None:
        """The conference's first and last day as the organizer gave them, else of the programme; None if unknown."""
        return self.conference.identity.days(self.programme.dates if self.programme else None)

    @property
    def accent(self) -> str:
        """The conference's colour as it can be read on white, the program's own if it has none."""
        accent = self.conference.identity.accent
        return legible(accent, LIGHT) if accent else THEME_COLOUR

    @property
    def slug(self) -> str:
        """The conference's slug where addresses have to name it, else ""."""
        return self.conference.slug if self.several else ""


async def served_now() -> Served:
    """What attendees see; nothing while the server warms up."""
    try:
        return await service().served_soon()
    except NotReady:
        return Served()


async def published(slug: str = "", session: str = "", served: Served | None = None) -> Published | None:
    """The conference with that slug, the first for ""; None if attendees cannot see one of that name."""
    served = served or await served_now()
    slug = slug or next(iter(served.shown or served.unreadable), "")
    shown = served.shown.get(slug)
    conference = shown.conference if shown else served.unreadable.get(slug)
    if conference is None:
        return None
    programme = await _programme(shown) if shown else None
    found = programme.by_id.get(session) if programme and session else None
    return Published(conference, programme, found, len(served.shown) + len(served.unreadable) > 1)


async def _programme(shown: Shown) -> Programme | None:
    try:
        if shown.in_memory:
            return shown.loaded.programme
        return await asyncio.to_thread(_read, shown.conference.slug, f"{shown.version} {shown.digest}")
    except StoreError:
        return None


@lru_cache(maxsize=4)
def _read(slug: str, _version: str) -> Programme:
    """A programme from the library, without its vectors: nobody's search waits for a preview. Raises StoreError."""
    programme = service().library.load(slug)
    _ = programme.dates  # here, in a thread
    return programme
