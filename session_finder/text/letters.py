"""Normalize texts for search by letters: folded letters and digits, with one space between words."""

from __future__ import annotations

import unicodedata
from typing import Final

from session_finder.text.folding import LETTERS, UNSPACED


class _Folding(dict[int, str]):
    """A table for str.translate, filled on demand."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_folding: Final = _Folding()


def search_form(text: str) -> str:
    """The text for substring search: folded, one space between words, no punctuation."""
    return " ".join(text.translate(_folding).split())


def search_form_with_offsets(text: str) -> tuple[str, list[int]]:
    """``search_form(text)`` after a space, and for each of its characters the index in ``text`` that it comes from."""
    letters, origins = [" "], [0]
    for place, letter in enumerate(text):
        for part in _folding[ord(letter)]:
            if part.isspace():
                if letters[-1] == " ":
                    continue
                part = " "  # noqa: PLW2901  one kind of space
            letters.append(part)
            origins.append(place)
    return "".join(letters), origins


def _fold_character(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter.casefold())
    apart = unicodedata.normalize("NFKD", apart.casefold())
    return "".join(_separate(LETTERS.get(part, part)) for part in apart if not unicodedata.combining(part))


def _separate(part: str) -> str:
    """Keep letters, digits and combining vowel signs, drop invisible characters, and turn all else into a space."""
    if part in "+#":
        return f" {part} "  # "C++", "F#", "#rust": a word of its own, so that the parts before and after it are found
    if len(part) == 1 and UNSPACED.match(part):
        return f" {part} "
    kind = unicodedata.category(part[0])
    if kind[0] in "LNM":
        return part
    return "" if kind == "Cf" else " "
