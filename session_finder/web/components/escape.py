"""Escape untrusted text where Streamlit accepts only Markdown: labels, captions, progress bars, notices."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# After unescaping, Streamlit still turns bare addresses into links, by these prefixes (GFM, "extended autolinks"), and
# some pairs of characters into arrows and dashes. A zero-width space separates them.
_JOINED = re.compile(r"(?<=://)|(?<=www)(?=\.)|(?<=@)|(?<=[-<>~])(?=[-=>])", re.IGNORECASE)


def escape_markdown(text: str) -> str:
    """Markdown that shows ``text`` literally on one line: no links, images, colours or formulas."""
    return _PUNCTUATION.sub(r"\\\1", _JOINED.sub("\u200b", " ".join(text.split())))
