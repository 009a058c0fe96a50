"""Fold texts for comparison: remove case, accents and Unicode compatibility differences."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

# Letters that Unicode does not decompose, and how people without them on the keyboard type them.
LETTERS: Final = {
    "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "ß": "ss", "æ": "ae", "œ": "oe", "þ": "th", "ı": "i",
}  # fmt: skip
_LETTERS: Final = str.maketrans(LETTERS)
_SIGNS: Final = str.maketrans({"™": " ", "℠": " "})  # NFKD would turn them into letters
# Scripts without spaces between words: Thai and Lao, Burmese, Khmer, kana, Chinese characters.
UNSPACED: Final = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)
_ACCENTS: Final = re.compile("[\u0300-\u036f]+")


def fold(text: str) -> str:
    """The text in lower case without accents: "Łódź" and "LODZ" fold to the same. The result may be longer."""
    if text.isascii():
        return text.lower()
    apart = unicodedata.normalize("NFKD", text.translate(_SIGNS)).casefold()
    return unicodedata.normalize("NFC", _ACCENTS.sub("", apart)).translate(_LETTERS)


def fold_in_place(text: str) -> str:
    """Like ``fold``, but one character for each character, so that positions stay valid."""
    return text.lower() if text.isascii() else text.translate(_IN_PLACE)


def normalize(text: str) -> str:
    """The text casefolded, in NFKC, with single spaces. Accents are kept."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


class _InPlace(dict[int, str]):
    """A table for str.translate, filled on demand: one character for each character."""

    def __missing__(self, point: int) -> str:
        letter = chr(point)
        bare = unicodedata.normalize("NFKD", letter)[:1]
        small = letter.lower()
        self[point] = bare.lower() if bare.isascii() and bare.isalnum() else small if len(small) == 1 else letter
        return self[point]


_IN_PLACE: Final = _InPlace()
