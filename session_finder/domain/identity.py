"""A conference's own look: accent colour, logo, dates, place, website, a line of welcome. No version depends on it."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Final, Literal

MAX_LOGO: Final = 200_000  # bytes

IdentityField = Literal["accent", "first_day", "last_day", "place", "website", "welcome"]  # what is typed


@dataclass(frozen=True, slots=True)
class Identity:
    """What an organizer set of a conference's look; each empty field stands for the program's own.

    ``accent``: a colour, "#rrggbb" in lower case. ``first_day`` and ``last_day``: None for the days of the programme.
    ``place`` and ``welcome``: one line each. ``website``: an address of http or https. ``logo``: the name under which
    the logo is served, with eight letters of its digest: "logo-1a2b3c4d.svg" or "logo-1a2b3c4d.png".
    """

    accent: str = ""
    first_day: date | None = None
    last_day: date | None = None
    place: str = ""
    website: str = ""
    welcome: str = ""
    logo: str = ""

    def days(self, programme: tuple[date, date] | None) -> tuple[date, date] | None:
        """The first and the last day, each as set here, else as the programme has it; None if one is unknown."""
        first, last = self.first_day or (programme and programme[0]), self.last_day or (programme and programme[1])
        return (first, last) if first and last else None


UNBRANDED: Final = Identity()  # nothing is set


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo's bytes as they are served, which ``session_finder.branding.logo`` made safe."""

    kind: Literal["svg", "png"]
    content: bytes

    @property
    def name(self) -> str:
        """The name under which it is kept and served: another content has another name."""
        return f"logo-{hashlib.sha256(self.content).hexdigest()[:8]}.{self.kind}"
