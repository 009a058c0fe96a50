"""Map custom categories to session fields or tags, and keep private ones from attendees."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.header_words import field_named
from session_finder.text.vocabulary import load, words

_FIELDS: Final = ("track", "level", "format", "language", "tags")
_VOCABULARY: Final = load("session_finder.intake", "categories")
_SIGNS: Final = {field: re.compile(rf"\b(?:{'|'.join(names)})\b") for field, names in _VOCABULARY["signs"].items()}
_PRIVATE: Final = re.compile(rf"\b(?:{'|'.join(words(_VOCABULARY['private']))})\b")


@lru_cache(maxsize=1_000)  # a file has a handful, looked up for every session
def field_of(title: str) -> str:
    """The field that a category with this title fills: track, level, format, language or tags; "" to leave it out.

    Questions ("Will you travel?") and titles about a person are left out.
    """
    folded = plain_name(title[:200]).replace("-", " ")
    if not folded or "?" in folded or _PRIVATE.search(folded):
        return ""
    for field in _FIELDS:
        if field_named(title) == field:
            return field
    return next((field for field, sign in _SIGNS.items() if sign.search(folded)), "tags")
