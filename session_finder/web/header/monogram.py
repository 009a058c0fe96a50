"""The letters that stand for a conference without a logo."""

from __future__ import annotations

import re

_WORD = re.compile(r"[^\W\d_]+")


def monogram(name: str) -> str:
    """The first letters of a name's first two words: "HA" for "Harbour Analytics 2027". "" where it has no letters."""
    return "".join(word[0] for word in _WORD.findall(name[:200])[:2]).upper()[:2]
