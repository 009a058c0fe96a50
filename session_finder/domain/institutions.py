"""What stands behind a person's name and is no second person: degrees, and the words of institutions."""

from __future__ import annotations

import re
from typing import Final

from session_finder.text.vocabulary import load

_VOCABULARY: Final = load("session_finder.domain", "institutions")
_DEGREES: Final = frozenset(_VOCABULARY["degrees"])
INSTITUTION: Final = re.compile(rf"\b(?:{'|'.join(_VOCABULARY['institutions'])})(?:\b|$)", re.IGNORECASE)


def are_degrees(text: str) -> bool:
    """Whether a text is degrees and nothing else: "MD", "M.Sc. Ph.D."."""
    words = text.replace(".", "").casefold().split()
    return bool(words) and all(word in _DEGREES for word in words)
