"""Split the field that names a session's languages, which tools write in many ways.

"en; de", "English, German", "en/de", "English & German" and "Deutsch und Englisch" are two languages each. Text in
brackets belongs to the name before it, and parts too short for a language ("n/a") make no list.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

_SHORTEST: Final = 2  # letters: a code of ISO 639
_BRACKETS: Final = r"\([^()]*\)"
_WORDS: Final = ("and", "und", "et", "y", "e", "or", "oder", "ou", "o")
_BETWEEN: Final = re.compile(
    rf"(?P<kept>{_BRACKETS})|(?:[;,/&|+\n\u3001\uff0c\uff1b\uff0f\u30fb]|(?<=\s)(?:{'|'.join(_WORDS)})(?=\s))",
    re.IGNORECASE,
)


@lru_cache(maxsize=4096)
def languages_in(text: str) -> tuple[str, ...]:
    """Each language that a field names, as written, once; the whole text where it is no list."""
    parts = [part.strip() for part in _split(text)]
    named = {part.casefold(): part for part in reversed(parts) if part}
    if any(len(part) < _SHORTEST for part in named):
        return (text,)
    return tuple(reversed(named.values()))


def _split(text: str) -> list[str]:
    parts, begin = [], 0
    for found in _BETWEEN.finditer(text):
        if found["kept"] is None:
            parts.append(text[begin : found.start()])
            begin = found.end()
    return [*parts, text[begin:]]
