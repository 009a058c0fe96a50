"""Sort texts as people do: "Room 2" before "Room 10"."""

from __future__ import annotations

import re
from typing import Final

from session_finder.text.folding import fold

_DIGITS: Final = 15  # of a number that is compared; int() rejects thousands of digits


def natural_key(text: str) -> tuple[object, ...]:
    """A sort key that compares numbers by value, and letters without case and accents; ties by the text itself."""
    parts = re.split(r"(\d+)", fold(text))
    return tuple((0, int(part[:_DIGITS]), "") if part.isdecimal() else (1, 0, part) for part in parts if part), text
