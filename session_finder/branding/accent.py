"""Accent colours: how far they stand out from a page's background, and the nearest shade that can be read on it.

Contrast and its bound are those of WCAG 2.2, https://www.w3.org/TR/WCAG22/#contrast-minimum.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Final, Literal

from session_finder.domain.errors import Invalid

LIGHT: Final = "#ffffff"  # the backgrounds of .streamlit/config.toml
DARK: Final = "#10191c"
LEGIBLE: Final = 4.5  # the least contrast of text
_COLOUR: Final = re.compile(r"#?([0-9a-f]{6}|[0-9a-f]{3})", re.IGNORECASE)
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_STEPS: Final = 255  # of a blend with black or white

_Rgb = tuple[int, int, int]
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
    darker, lighter = sorted((_luminance(_rgb(one)), _luminance(_rgb(other))))
    return (lighter + 0.05) / (darker + 0.05)


@lru_cache(maxsize=256)
def legible(accent: str, background: str) -> str:
    """The accent colour or, where it cannot be read on the background, the nearest blend with black or white that can.

    All colours are "#rrggbb". On any background black or white can be read, so there always is one.
    """
    colour = _rgb(accent)
    for step in range(_STEPS + 1):
        for target in (_BLACK, _WHITE):
            shade = _hex(_blend(colour, target, step))
            if contrast(shade, background) >= LEGIBLE:
                return shade
    raise AssertionError(background)  # unreachable: see above


def mended(accent: str) -> tuple[Mended, ...]:
    """The pages on which the accent colour ("#rrggbb") gives way to another shade; () for one that fits both."""
    pages: tuple[tuple[Page, str], ...] = (("light", LIGHT), ("dark", DARK))
    return tuple(
        Mended(page, contrast(accent, background), shade)
        for page, background in pages
        if (shade := legible(accent, background)) != accent
    )


def _rgb(colour: str) -> _Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _hex(colour: _Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)


def _blend(colour: _Rgb, target: _Rgb, step: int) -> _Rgb:
    red, green, blue = (round(own + (other - own) * step / _STEPS) for own, other in zip(colour, target, strict=True))
    return red, green, blue


def _luminance(colour: _Rgb) -> float:
    """Relative luminance, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    red, green, blue = (
        value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
        for value in (channel / 255 for channel in colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
