"""Text that was UTF-8 and was decoded as cp1252: "GÃ¶teborg" for "Göteborg", "donâ€™t" for "don’t"."""

from __future__ import annotations

import re
from typing import Final

_CLEAR: Final = 4  # damaged characters for each other one outside ASCII, from which the whole text is damaged
_FEWEST: Final = 2
_TIMES: Final = 3  # a text may have gone through it again and again


def _as_cp1252(byte: int) -> str:
    """The character of a byte; the five bytes that cp1252 leaves out are control characters, as browsers have them."""
    try:
        return bytes([byte]).decode("cp1252")
    except UnicodeDecodeError:
        return chr(byte)


_BYTES: Final = {read(byte): byte for byte in range(0x80, 0x100) for read in (_as_cp1252, chr)}  # chr: as Latin-1


def _any_of(first: int, last: int) -> str:
    return "[" + "".join(re.escape(character) for character, byte in _BYTES.items() if first <= byte <= last) + "]"


_NEXT: Final = _any_of(0x80, 0xBF)
# The bytes of one character in UTF-8, each as the character that cp1252 has for it.
_TWO, _THREE, _FOUR = (
    f"{_any_of(0xC2, 0xDF)}{_NEXT}",
    f"{_any_of(0xE0, 0xEF)}{_NEXT}{{2}}",
    f"{_any_of(0xF0, 0xF4)}{_NEXT}{{3}}",
)
_DAMAGED: Final = re.compile(f"{_TWO}|{_THREE}|{_FOUR}")
# What no language writes: an accented letter before a sign other than a quotation mark or a dash, or several of these.
_SIGNS: Final = "".join(chr(code) for code in range(0x80, 0xC0) if chr(code) not in "«»") + "€ƒ†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ"
_SURE: Final = re.compile(f"[ÂÃ][{_SIGNS}]|â[€\x80]{_NEXT}|(?:{_TWO}){{3}}|(?:{_THREE}){{2}}")
_START: Final = re.compile(f"{_any_of(0xC2, 0xF4)}{_NEXT}")  # a first look, which is much faster


def is_damaged(text: str) -> bool:
    """Whether a text holds what no language writes: UTF-8 read as cp1252, or characters that an export has lost."""
    if text.isascii():
        return False
    return "\ufffd" in text or _is_sure(text)


def _is_sure(text: str) -> bool:
    return any(_SURE.match(text, found.start()) for found in _START.finditer(text))


def repaired(text: str) -> tuple[str, int]:
    """The text as it was, and how many characters were damaged; (text, 0) where anything else is outside ASCII.

    A damaged character in a text of others may be what somebody wrote.
    """
    count = 0
    for _ in range(_TIMES):
        if text.isascii() or not _is_sure(text):
            break
        damaged = _DAMAGED.findall(text)
        others = sum(not character.isascii() for character in text) - sum(map(len, damaged))
        if len(damaged) < _FEWEST or _CLEAR * others > len(damaged):
            break
        text = _DAMAGED.sub(lambda found: _decoded(found[0]), text)
        count = count or len(damaged)
    return text, count


def _decoded(damaged: str) -> str:
    """The character of damaged bytes; the same text if these are none (overlong, a surrogate)."""
    try:
        return bytes(_BYTES[character] for character in damaged).decode("utf-8")
    except UnicodeDecodeError:
        return damaged
