"""Two texts about one session, an abstract and a description, as one that says nothing twice.

Whoever has to fill in both often copies the abstract into the description and goes on from there, with a word changed
here and there. So what both begin with is said once, and paragraphs that come again are left out.
"""

from __future__ import annotations

import re
from typing import Final

_TAG: Final = re.compile(r"<[^<>]{0,200}>")
_PARAGRAPH: Final = re.compile(r"(\n[ \t\r]*\n\s*|</p>\s*|<br\s*/?>\s*<br\s*/?>\s*)", re.IGNORECASE)
_SENTENCE: Final = re.compile(r"[^.!?…]*[.!?…]+[\"'”’»)\]]*(?:\s+|$)")
_SHORT: Final = 40  # characters; shorter paragraphs ("Outline") may well come twice


def joined(first: str, second: str) -> str:
    """The first text, and after it what the second says beyond it; the second alone where it says all of the first."""
    plain_first, plain_second = _plain(first), _plain(second)
    if plain_second in plain_first:
        return first
    if plain_first in plain_second:
        return second
    beyond = _beyond(plain_first, second)
    return f"{first}\n\n{beyond}" if beyond else first


def _beyond(said: str, text: str) -> str:
    """``text`` without its paragraphs that are in ``said``, and without the sentences that both begin with."""
    parts = _PARAGRAPH.split(text.strip())  # texts and what parts them, in turn
    kept: list[str] = []
    for place in range(0, len(parts), 2):
        part = parts[place]
        plain = _plain(part)
        if len(plain) >= _SHORT and plain in said:
            continue
        if not kept:
            part = _without_beginning(said, part)
        kept += [part, parts[place + 1] if place + 1 < len(parts) else ""]
    return "".join(kept).strip()


def _without_beginning(said: str, text: str) -> str:
    """A paragraph without the sentences at its beginning that are in ``said``."""
    place = 0
    while (found := _SENTENCE.match(text, place)) and found.end() > place:
        sentence = _plain(found[0])
        if len(sentence) < _SHORT or sentence not in said or "<" in found[0]:
            break
        place = found.end()
    return text[place:]


def _plain(words: str) -> str:
    return " ".join(_TAG.sub(" ", words).split()).casefold()
