"""The web manifest and the icons that it names, for phones that put the finder on their home screen.

The PNG icons are drawn as components/icon.svg is, because Pillow reads no SVG; a test compares the colours.
"""

from __future__ import annotations

import io
from functools import lru_cache
from pathlib import Path
from typing import Final

from PIL import Image, ImageDraw

from session_finder.web.components.icon import ICON as ICON_FILE

MANIFEST: Final = "app.webmanifest"
ICON: Final = "icon.svg"
SIZES: Final = (180, 192, 512)  # pixels; 180 is what Apple's phones ask for
TOUCH_ICON: Final = "icon-180.png"
THEME_COLOUR: Final = "#0b6e75"  # primaryColor in .streamlit/config.toml
_BACKGROUND: Final = "#ffffff"
_SVG_SIDE: Final = 64
_SMOOTHING: Final = 4  # drawn this much larger, then reduced


def manifest(name: str, start: str, language: str) -> dict[str, object]:
    """The manifest of a conference or of the whole site. ``start``: the first page, relative to the manifest."""
    icons = [{"src": f"./icon-{size}.png", "sizes": f"{size}x{size}", "type": "image/png"} for size in SIZES[1:]]
    return {
        "name": name,
        "short_name": name if len(name) <= 12 else "Session Finder",
        "lang": language,
        "start_url": start,
        "scope": "./",
        "display": "minimal-ui",
        "theme_color": THEME_COLOUR,
        "background_color": _BACKGROUND,
        "icons": [*icons, {"src": f"./{ICON}", "sizes": "any", "type": "image/svg+xml"}],
    }


def icon_svg() -> bytes:
    """The icon as it is drawn in components/."""
    return Path(ICON_FILE).read_bytes()


@lru_cache(maxsize=len(SIZES))
def icon_png(size: int) -> bytes:
    """The icon as a PNG of that size, one of SIZES."""
    picture = io.BytesIO()
    icon(size).save(picture, "png", optimize=True)
    return picture.getvalue()


@lru_cache(maxsize=16)
def icon(size: int, colour: str = THEME_COLOUR) -> Image.Image:
    """The icon: a magnifying glass on a rounded square. The picture is shared: copy it before you change it."""
    scale = size * _SMOOTHING / _SVG_SIDE
    drawn = Image.new("RGBA", (size * _SMOOTHING, size * _SMOOTHING))
    draw = ImageDraw.Draw(drawn)
    draw.rounded_rectangle((0, 0, *(side - 1 for side in drawn.size)), 14 * scale, fill=colour)
    outer, cx, cy = 13 + 3, 28, 28  # a stroke of 6 around a circle of 13
    draw.ellipse(
        [(cx - outer) * scale, (cy - outer) * scale, (cx + outer) * scale, (cy + outer) * scale],
        outline="#fff",
        width=round(6 * scale),
    )
    draw.line([38 * scale, 38 * scale, 50 * scale, 50 * scale], fill="#fff", width=round(7 * scale))
    for end in (38, 50):
        draw.ellipse([(end - 3.5) * scale, (end - 3.5) * scale, (end + 3.5) * scale, (end + 3.5) * scale], fill="#fff")
    return drawn.resize((size, size), Image.Resampling.LANCZOS)
