"""Texts as they are compared: without case, accents, and differences that Unicode makes between equal characters."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that Unicode does not take apart, as people type them who do not have them on their keyboard.
LETTERS: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i",
}  # fmt: skip
_LETTERS: Final = str.maketrans(LETTERS)
_SIGNS: Final = str.maketrans({"™": " ", "℠": " "})  # they would become letters
# Scripts that write no spaces between words: Thai and Lao, Burmese, Khmer, Japanese syllables, Chinese characters.
UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")


def fold(text: str) -> str:
    """The text in small letters without accents: "Łódź" and "LODZ" are the same. It may be longer than before."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(_SIGNS)).casefold()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart)).translate(_LETTERS)


def fold_in_place(text: str) -> str:
    """The same letter by letter: a place in the result is the same place in the text."""
    return text.lower() if text.isascii() else text.translate(_IN_PLACE)


def normalize(text: str) -> str:
    """The text without case, composed, with one space between words; accents count."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class _InPlace(dict[int, str]):
    """One character for each character, worked out when it is first met; for str.translate."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        bare = unicodedata.normalize("NFKD", letter)[:1]
        small = letter.lower()
        self[point] = bare.lower() if bare.isascii() and bare.isalnum() else small if len(small) == 1 else letter
        return self[point]


_IN_PLACE: Final = _InPlace()
