"""A conference's look at the command line: the options that set it, and the lines that print it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import reduce
from pathlib import Path
from typing import Any, Final, Literal, TypedDict, TypeVar, Unpack

import click

from session_finder.branding.accent import LEGIBLE, mended
from session_finder.cli.import_file import Desk
from session_finder.domain.errors import Invalid
from session_finder.domain.identity import MAX_LOGO, Identity, IdentityField


class LookOptions(TypedDict):
    """What each option was given, None where it was left out."""

    accent: str | None
    dates: str | None
    place: str | None
    website: str | None
    welcome: str | None
    logo: str | None


_Command = TypeVar("_Command", bound=Callable[..., Any])
_TEXTS: Final[tuple[Literal["accent", "place", "website", "welcome"], ...]] = ("accent", "place", "website", "welcome")
_OPTIONS: Final = (
    click.option("--accent", metavar="COLOUR", help='The colour of the conference, as "#0b6e75".'),
    click.option("--dates", metavar="DAYS", help="2027-05-11..2027-05-13, or one day; else those of the programme."),
    click.option("--place", help="Where it is, on one line."),
    click.option("--website", metavar="ADDRESS", help="Its own site, with https:// before it."),
    click.option("--welcome", metavar="TEXT", help="A line for attendees."),
    click.option("--logo", metavar="FILE", help=f"A PNG or SVG of at most {MAX_LOGO // 1000} kB."),
)


def look_options(command: _Command) -> _Command:
    """The options of the look; each is None where it is left out, and "" takes away what was set."""
    return reduce(lambda done, option: option(done), reversed(_OPTIONS), command)


def set_look(desk: Desk, **look: Unpack[LookOptions]) -> Iterator[str]:
    """Set what an option names, and yield a sentence about what will look otherwise than it was given."""
    given: dict[IdentityField, str] = {}
    for name in _TEXTS:
        if (text := look[name]) is not None:
            given[name] = text
    if (dates := look["dates"]) is not None:
        first, dots, last = dates.partition("..")
        given |= {"first_day": first, "last_day": last if dots else first}
    logo = look["logo"]
    content = _content(logo) if logo else b""
    if given:
        desk.publisher.set_identity(desk.slug, given, desk.organizer)
    for one in mended(desk.library.conference(desk.slug).identity.accent) if given.get("accent") else ():
        yield (
            f"On {one.page} pages the accent colour is shown as {one.shade}: its own contrast is {one.contrast:.1f} to "
            f"1, and text needs {LEGIBLE} to 1."
        )
    if logo is not None:
        cleaned = desk.publisher.set_logo(desk.slug, content, desk.organizer)
        if cleaned and cleaned.left_out:
            yield f"Left out of the logo, because it is a still drawing: {', '.join(cleaned.left_out)}."


def look_lines(identity: Identity) -> Iterator[str]:
    """What is set, a line each."""
    days = f"{identity.first_day} to {identity.last_day}" if identity.first_day != identity.last_day else ""
    lines = {
        "accent colour": identity.accent,
        "days": days or str(identity.first_day or ""),
        "place": identity.place,
        "website": identity.website,
        "welcome": identity.welcome,
        "logo": identity.logo,
    }
    yield from (f"{name}: {text}" for name, text in lines.items() if text)


def _content(name: str) -> bytes:
    """The bytes of a file, at most one more than a logo may have. Raises Invalid."""
    try:
        with Path(name).open("rb") as file:
            return file.read(MAX_LOGO + 1)
    except (OSError, ValueError) as error:
        said = error.strerror if isinstance(error, OSError) else error
        raise Invalid(f"{name} cannot be read: {said}.") from error
