"""Draw the picture of a link: 1200 x 630 pixels with a title, facts, and the conference's name and colour."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

from PIL import Image, ImageDraw
from PIL.ImageFont import FreeTypeFont

from session_finder.web.previews.fonts import BOLD, REGULAR, fitting, runs_from_right
from session_finder.web.previews.web_manifest import THEME_COLOUR, icon

SIZE: Final = (1200, 630)  # what Facebook, LinkedIn, Slack, Mastodon and X show in full
_MARGIN: Final = 80
_PAPER: Final = "#ffffff"
_INK: Final = "#0c181c"
_FAINT: Final = "#4a5c62"
_TITLE_SIZES: Final = (72, 60, 50)  # pixels; the largest in which the title fits
_MOST_LINES: Final = 4
_LONGEST: Final = 200  # characters of a text


@dataclass(frozen=True, slots=True)
class PictureText:
    """What a picture says. ``above`` is the small line on top, ``accent`` a colour as "#rrggbb"."""

    title: str
    facts: str = ""
    above: str = ""
    accent: str = THEME_COLOUR


def draw(text: PictureText) -> bytes:
    """The picture as a PNG; without words where no font here has all letters of the title."""
    picture = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(picture)
    pen.rectangle((0, 0, 24, SIZE[1]), fill=text.accent)
    pen.rectangle((0, SIZE[1] - 12, *SIZE), fill=text.accent)
    title = _wrapped(text.title)
    if title is None:
        mark = icon(256, text.accent)
        picture.paste(mark, ((SIZE[0] - 256) // 2, (SIZE[1] - 256) // 2), mark)
    else:
        mark = icon(72, text.accent)
        picture.paste(mark, (_MARGIN, 64), mark)
        _line(pen, text.above, 78, 34, text.accent, left=_MARGIN + 72 + 24)
        lines, font = title
        height = round(font.size * 1.14)
        for place, line in enumerate(lines):
            _write(pen, line, font, 170 + place * height, _INK)
        _line(pen, text.facts, SIZE[1] - 98, 36, _FAINT)
    file = io.BytesIO()
    picture.save(file, "png")
    return file.getvalue()


def _wrapped(title: str) -> tuple[list[str], FreeTypeFont] | None:
    """The title's lines and their font, None if it cannot be drawn."""
    for size in _TITLE_SIZES:
        found = fitting(title[:_LONGEST], size, BOLD)
        if found is None:
            return None
        text, font = found
        lines = _lines(text, font)
        if len(lines) <= _MOST_LINES:
            break
    else:
        lines = [*lines[: _MOST_LINES - 1], _shortened(" ".join(lines[_MOST_LINES - 1 :]), font)]
    return lines, font


def _lines(text: str, font: FreeTypeFont) -> list[str]:
    """The text in lines as wide as the picture, broken between words, or anywhere in a word that is wider."""
    lines = [""]
    for word in text.split():
        joined = f"{lines[-1]} {word}".strip()
        if _fits(joined, font):
            lines[-1] = joined
        elif _fits(word, font):
            lines.append(word)
        else:
            for mark in f" {word}" if lines[-1] else word:
                if not _fits(lines[-1] + mark, font):
                    lines.append("")
                lines[-1] += mark
    return [line for line in lines if line]


def _shortened(text: str, font: FreeTypeFont, width: int = SIZE[0] - 2 * _MARGIN) -> str:
    shown = text
    while shown and font.getlength(f"{shown}…") > width:
        shown = shown[:-1]
    return text if font.getlength(text) <= width else f"{shown.rstrip()}…"


def _fits(text: str, font: FreeTypeFont) -> bool:
    return font.getlength(text) <= SIZE[0] - 2 * _MARGIN


def _line(pen: ImageDraw.ImageDraw, text: str, top: int, size: int, colour: str, left: int = _MARGIN) -> None:
    """One line of text, shortened to the picture's width; nothing if it cannot be drawn."""
    found = fitting(text[:_LONGEST], size, REGULAR)
    if found is not None:
        shown, font = found
        _write(pen, _shortened(shown, font, SIZE[0] - left - _MARGIN), font, top, colour, left)


def _write(pen: ImageDraw.ImageDraw, text: str, font: FreeTypeFont, top: int, colour: str, left: int = _MARGIN) -> None:
    start = SIZE[0] - _MARGIN - font.getlength(text) if runs_from_right(text) else left
    pen.text((start, top), text, font=font, fill=colour)
