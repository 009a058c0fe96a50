"""Accent colours: how far they stand out from a page's background, and the nearest shade that can be read on it.

Contrast and its bound are those of WCAG 2.2, https://www.w3.org/TR/WCAG22/#contrast-minimum. A shade has the colour's
hue: only its lightness is another in ``oklab``, where equal steps look equal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from session_finder.branding import oklab
from session_finder.domain.errors import Invalid

LIGHT: Final = "#ffffff"  # the backgrounds of .streamlit/config.toml
DARK: Final = "#10191c"
LEGIBLE: Final = 4.5  # the least contrast of text
_COLOUR: Final = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_STEPS: Final = 200  # of lightness, from black to white

Page = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Mended:
    """An accent colour that cannot be read on a page: its ``contrast`` there, and the ``shade`` shown in its place."""

    page: Page
    contrast: float
    shade: str


def accent_of(text: str) -> str:
    """A typed colour as "#rrggbb" in lower case, "" for "". Raises Invalid for anything but three or six digits."""
    said = text.strip()
    if not said:
        return ""
    found = _COLOUR.fullmatch(said)
    if found is None:
        raise Invalid(f"{said[:20]!r} is no colour. Write it as # and six digits from 0 to f, such as #0b6e75.")
    digits = found[1].lower()
    return f"#{digits if len(digits) == 6 else ''.join(2 * digit for digit in digits)}"


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours ("#rrggbb"), from 1 to 21."""
    darker, lighter = sorted((_luminance(one), _luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=256)
def legible(accent: str, background: str) -> str:
    """The accent colour or, where it cannot be read on the background, the nearest darker or lighter shade that can.

    All colours are "#rrggbb". On any background black or white can be read, so there always is one.
    """
    if contrast(accent, background) >= LEGIBLE:
        return accent
    colour = oklab.of(accent)
    by_distance = sorted((step / _STEPS for step in range(_STEPS + 1)), key=lambda light: abs(light - colour.lightness))
    shades = (oklab.shade(colour, lightness) for lightness in by_distance)
    return next(shade for shade in shades if contrast(shade, background) >= LEGIBLE)


def mended(accent: str) -> tuple[Mended, ...]:
    """The pages on which the accent colour ("#rrggbb") gives way to another shade; () for one that fits both."""
    pages: tuple[tuple[Page, str], ...] = (("light", LIGHT), ("dark", DARK))
    return tuple(
        Mended(page, contrast(accent, background), shade)
        for page, background in pages
        if (shade := legible(accent, background)) != accent
    )


def _luminance(colour: str) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = oklab.linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
