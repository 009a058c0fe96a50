"""Fonts for pictures: Streamlit's own, which covers Latin, Greek and Cyrillic, and what the machine has for the rest.

A text is drawn with the first font that has all of its characters, or not at all, because a missing character would be
an empty box. Scripts whose letters join or run from right to left also need Pillow's Raqm layout.
"""

from __future__ import annotations

import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Final

from PIL import ImageFont, features
from streamlit.file_util import get_static_dir

# Sans-serif fonts by file name, which Pillow looks for where the system keeps its fonts. Bold ones: they are headings.
_INSTALLED: Final = (
    "NotoSansCJK-Bold.ttc", "NotoSansCJKjp-Bold.otf", "NotoSansJP-Bold.otf", "NotoSansJP-Bold.ttf",
    "NotoSansJP-VariableFont_wght.ttf", "NotoSansCJK-Regular.ttc", "NotoSansJP-Regular.otf", "ipaexg.ttf", "ipag.ttf",
    "fonts-japanese-gothic.ttf", "TakaoPGothic.ttf", "VL-PGothic-Regular.ttf", "wqy-microhei.ttc", "wqy-zenhei.ttc",
    "NotoSansArabic-Bold.ttf", "NotoSansHebrew-Bold.ttf", "NotoSansDevanagari-Bold.ttf", "NotoSansThai-Bold.ttf",
    "NotoSansBengali-Bold.ttf", "NotoSansTamil-Bold.ttf", "NotoSansKR-Bold.otf", "DejaVuSans-Bold.ttf",
    "Hiragino Sans GB.ttc", "ヒラギノ角ゴシック W6.ttc", "Arial Unicode.ttf", "YuGothB.ttc", "meiryob.ttc",
    "msgothic.ttc", "seguisb.ttf", "arialbd.ttf",
)  # fmt: skip
_DRAWN_AWAY: Final = ("So", "Sk", "Cf", "Cc", "Cn", "Co", "Cs")  # kinds of characters that a text can do without: emoji
_SELECTORS: Final = dict.fromkeys(range(0xFE00, 0xFE10))  # which choose between forms of the letter before them
_PROBE: Final = 24  # pixels
_NOBODY_HAS: Final = "\uffff"  # a character that no font has
BOLD, REGULAR = b"Bold", b"Regular"


@cache
def _faces() -> tuple[str, ...]:
    """The font files that can be read here, in the order in which they are tried."""
    own = sorted(str(path) for path in Path(get_static_dir()).rglob("SourceSansVF-Upright*.woff2"))
    return tuple(name for name in (*own, *_INSTALLED) if _opened(name, _PROBE, REGULAR) is not None)


@lru_cache(maxsize=256)
def _opened(name: str, size: int, weight: bytes) -> ImageFont.FreeTypeFont | None:
    try:
        font = ImageFont.truetype(name, size)
    except OSError:
        return None
    try:
        font.set_variation_by_name(weight)
    except (OSError, ValueError):  # it has one weight
        return font
    return font


@lru_cache(maxsize=20_000)
def _has(name: str, character: str) -> bool:
    font = _opened(name, _PROBE, REGULAR)
    return font is not None and bytes(font.getmask(character)) != _missing(name)


@cache
def _missing(name: str) -> bytes:
    """What a font draws for a character that it does not have."""
    font = _opened(name, _PROBE, REGULAR)
    return bytes(font.getmask(_NOBODY_HAS)) if font else b""


def fitting(text: str, size: int, weight: bytes = BOLD) -> tuple[str, ImageFont.FreeTypeFont] | None:
    """The text without emoji that no font has, and a font that draws all of it; None if there is no such font."""
    text = text.translate(_SELECTORS)
    letters = {mark for mark in text if not mark.isspace()}
    known = {mark for mark in letters if any(_has(face, mark) for face in _faces())}
    needless = {mark for mark in letters - known if unicodedata.category(mark) in _DRAWN_AWAY}
    needed = letters - needless
    if not needed or needed - known or (_needs_layout(needed) and not features.check_feature("raqm")):
        return None
    face = next((face for face in _faces() if all(_has(face, mark) for mark in needed)), None)
    font = _opened(face, size, weight) if face else None
    shown = " ".join("".join(mark for mark in text if mark not in needless).split())
    return (shown, font) if font else None


def runs_from_right(text: str) -> bool:
    """Whether the first letter of a text belongs to a script that runs from right to left."""
    sides = (unicodedata.bidirectional(mark) for mark in text)
    return next((side for side in sides if side in ("L", "R", "AL")), "L") != "L"


def _needs_layout(marks: set[str]) -> bool:
    return any(unicodedata.bidirectional(mark) in ("R", "AL") or unicodedata.category(mark) == "Mc" for mark in marks)
