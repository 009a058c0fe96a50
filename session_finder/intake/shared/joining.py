"""Join an abstract and a description without repeating text.

Speakers often copy the abstract into the description and continue from there, with small changes. A shared beginning
is kept once, and repeated paragraphs are left out.
"""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r"<[^<>]{0,200}>")
_PARAGRAPH: Final = re.compile(r"(\n[ \t\r]*\n\s*|</p>\s*|<br\s*/?>\s*<br\s*/?>\s*)", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.!?…]*[.!?…]+[\"'”’»)\]]*(?:\s+|$)")
_SHORT: Final = 40  # characters; shorter paragraphs ("Outline") may repeat


def join_texts(first: str, second: str) -> str:
    """Return the first text followed by what is new in the second, or the second alone if it contains the first."""
    plain_first, plain_second = _plain(first), _plain(second)
    if plain_second in plain_first:
        return first
    if plain_first in plain_second:
        return second
    beyond = _new_part(plain_first, second)
    return f"{first}\n\n{beyond}" if beyond else first


def _new_part(known: str, text: str) -> str:
    """``text`` without paragraphs that are in ``known``, and without leading sentences that are in ``known``."""
    parts = _PARAGRAPH.split(text.strip())  # paragraphs and separators, in turn
    kept: list[str] = []
    for place in range(0, len(parts), 2):
        part = parts[place]
        plain = _plain(part)
        if len(plain) >= _SHORT and plain in known:
            continue
        if not kept:
            part = _without_shared_start(known, part)
        kept += [part, parts[place + 1] if place + 1 < len(parts) else ""]
    return "".join(kept).strip()


def _without_shared_start(known: str, text: str) -> str:
    """A paragraph without its leading sentences that are in ``known``."""
    place = 0
    while (found := _SENTENCE.match(text, place)) and found.end() > place:
        sentence = _plain(found[0])
        if len(sentence) < _SHORT or sentence not in known or "<" in found[0]:
            break
        place = found.end()
    return text[place:]


def _plain(words: str) -> str:
    return " ".join(_TAG.sub(" ", words).split()).casefold()
