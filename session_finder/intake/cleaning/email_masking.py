"""Mask e-mail addresses in texts, so that neither attendees nor the search index see them."""

from __future__ import annotations

import re
from typing import Final

MASK: Final = "…@…"

# Each part may begin only at the start of a word, so that a long word is scanned once and not once per letter. After a
# quotation mark, which may be part of a name or stand before it, the scan is limited to the length of a name.
_NAME = r"(?<![\w.+%-])(?<!\W@)(?<!^@)(?:(?<!['’])[\w.+%'’-]*|(?<=['’])[\w.+%'’-]{0,64})[\w+-]"
_END = r"(?:xn--[\w-]+|[^\W\d_]{2,})"
_OPEN, _CLOSE = r"\s{0,3}[\[({<]\s{0,2}", r"\s{0,2}[\])}>]\s{0,3}"
_WRITTEN = re.compile(rf"(?:mailto:\s?)?{_NAME}(?:[@＠]|%40|&#0*64;|&commat;)(?:[\w-]+\.)+{_END}", re.IGNORECASE)
_SPELT = re.compile(
    rf"{_NAME}(?:{_OPEN}(?:at|@|ät|arroba){_CLOSE}|@(?=[\w.-]+{_OPEN}))"
    rf"[\w-]+(?:(?:{_OPEN}(?:dot|\.|punkt|point|punto){_CLOSE}|\s{{1,3}}dot\s{{1,3}}|\.)[\w-]+)+",
    re.IGNORECASE,
)
# A quick test, since few texts match and the full pattern is slow.
_AT_IN_BRACKETS = re.compile(r"[\[({<]\s{0,2}(?:at|@|ät|arroba)\s{0,2}[\])}>]", re.IGNORECASE)
# Without brackets "at" and "dot" are plain words, so only unambiguous top-level domains count.
_IN_WORDS = re.compile(
    rf"{_NAME}\s{{1,3}}at\s{{1,3}}(?!(?:the|a|an|this|that|these|those|our|its|every|some)\b)[\w-]+(?:\s{{1,3}}dot\s{{1,3}}[\w-]+)*?"
    r"\s{1,3}dot\s{1,3}(?:com|org|net|edu|gov)\b",
    re.IGNORECASE,
)


def mask_addresses(text: str) -> str:
    """Replace each e-mail address with "…@…", including "name [at] example [dot] org" and "mailto:" links.

    Lookalikes are kept: @handles, @user@server, 5@10, @scope/name, name@1.2.3.
    """
    if "@" in text or "＠" in text or "40" in text or "&" in text:
        text = _WRITTEN.sub(MASK, text)
    if "@" in text or _AT_IN_BRACKETS.search(text):
        text = _SPELT.sub(MASK, text)
    return _IN_WORDS.sub(MASK, text) if "dot" in text.lower() else text
