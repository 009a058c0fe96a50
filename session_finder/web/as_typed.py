"""Programme text for places where Streamlit offers only Markdown: labels, captions, progress bars."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")


def as_typed(text: str) -> str:
    """Markdown that shows ``text`` on one line as it was typed: no links, pictures, colours or formulas."""
    return _PUNCTUATION.sub(r"\\\1", " ".join(text.split()))
