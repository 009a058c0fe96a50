"""Text that others wrote, for places where Streamlit offers only Markdown: labels, captions, progress bars, notices."""

from __future__ import annotations

import re

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")
# After escapes are gone, Streamlit still makes links of bare addresses, by these beginnings (GFM, "extended
# autolinks"), and arrows and dashes of some pairs of marks. A space of no width parts them.
_JOINED = re.compile(r"(?<=://)|(?<=www)(?=\.)|(?<=@)|(?<=[-<>~])(?=[-=>])", re.IGNORECASE)


def as_typed(text: str) -> str:
    """Markdown that shows ``text`` on one line as it was typed: no links, pictures, colours or formulas."""
    return _PUNCTUATION.sub(r"\\\1", _JOINED.sub("\u200b", " ".join(text.split())))
