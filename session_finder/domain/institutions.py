"""Recognize degrees and institutions after a person's name (vocabulary/institutions.toml)."""

from __future__ import annotations

import re
from typing import Final

from session_finder.text.vocabulary import load

_VOCABULARY: Final = load("session_finder.domain", "institutions")
_DEGREES: Final = frozenset(_VOCABULARY["degrees"])
INSTITUTION: Final = re.compile(rf"\b(?:{'|'.join(_VOCABULARY['institutions'])})(?:\b|$)", re.IGNORECASE)


def are_degrees(text: str) -> bool:
    """Whether a text consists of degrees: "MD", "M.Sc. Ph.D."."""
    words = text.replace(".", "").casefold().split()
    return bool(words) and all(word in _DEGREES for word in words)
