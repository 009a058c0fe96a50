"""A conference's own look: accent colour, logo, dates, place, website, a line of welcome. No version depends on it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Final


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


UNBRANDED: Final = Identity()  # nothing is set
