"""A logo that somebody uploaded, made safe to serve: a still SVG or a PNG, both under a bound."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from session_finder.branding.png import PNG, clean_png
from session_finder.branding.svg import clean_svg
from session_finder.domain.errors import Invalid
from session_finder.domain.identity import MAX_LOGO, Logo

FOLDER: Final = "brand"  # the first part of a logo's address


@dataclass(frozen=True, slots=True)
class CleanLogo:
    """A logo, and the names of what was left out of the file: SVG elements and attributes that are no still drawing."""

    logo: Logo
    left_out: tuple[str, ...] = ()


def clean_logo(content: bytes) -> CleanLogo:
    """Recognize an uploaded file by its content and rewrite it. Raises Invalid for what is no logo or too large."""
    _check_size(len(content), "has")
    if content.startswith(PNG):
        return CleanLogo(Logo("png", clean_png(content, MAX_LOGO)))
    cleaned, left_out = clean_svg(content)
    _check_size(len(cleaned), "has without its styles")
    return CleanLogo(Logo("svg", cleaned), left_out)


def address_of(slug: str, logo: str) -> str:
    """Where attendees get a conference's logo, relative to the pages: "brand/SLUG/logo-1a2b3c4d.svg"."""
    return f"{FOLDER}/{quote(slug, safe='')}/{quote(logo, safe='')}"


def _check_size(size: int, has: str) -> None:
    if size > MAX_LOGO:
        raise Invalid(f"The logo {has} {size:,} bytes; at most {MAX_LOGO:,} are kept. Export a simpler or smaller one.")
