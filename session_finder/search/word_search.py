"""Finds sessions by the letters that are typed: every word must occur, accents and case do not matter.

This is for whoever knows what they look for: a name, a room, half a title. What fits an interest by its meaning is the
finder's business.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from session_finder.domain.sessions import Programme, Session

LONGEST: Final = 200  # characters that are read of what was typed
_BORDER: Final = " | "  # between two fields: no phrase reaches across, because nobody can type a folded "|"
# Letters that Unicode does not take apart, as people without them on their keyboard type them.
_PLAIN: Final = {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
# Scripts that write no spaces between words: each letter stands as a word of its own, so a phrase is found anywhere.
_UNSPACED: Final = (
    (0x0E00, 0x0EFF),  # Thai, Lao
    (0x1000, 0x109F),  # Burmese
    (0x1780, 0x17FF),  # Khmer
    (0x3040, 0x30FF),  # Japanese syllables
    (0x3400, 0x9FFF),  # Chinese characters
    (0xF900, 0xFAFF),
    (0x20000, 0x3FFFF),
)


class _Folding(dict[int, str]):
    """What each character is searched as, for str.translate; worked out when first met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


_folding: Final = _Folding()


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed, as it is searched: phrases of folded words, each of which must occur."""

    phrases: tuple[str, ...]

    @classmethod
    def of(cls, text: str) -> Typed:
        """Of a person's text. What stands without a space is one phrase: "gpt-4" is "gpt", followed by "4"."""
        pieces = (fold(piece) for piece in text[:LONGEST].split())
        return cls(tuple(dict.fromkeys(piece for piece in pieces if piece)))

    def __bool__(self) -> bool:
        return bool(self.phrases)

    def in_any(self, *texts: str) -> bool:
        """Whether one of the phrases stands in one of the texts."""
        return any(self.spans(text) for text in texts)

    def excerpt(self, text: str, around: int = 70) -> str:
        """What stands ``around`` (characters on either side) the first phrase in a text, cut at words; "" without."""
        found = self.spans(text)
        if not found:
            return ""
        first, last = found[0][0] - around, found[0][1] + around
        begin = 0 if first <= 0 else text.find(" ", first, found[0][0]) + 1 or first
        end = len(text) if last >= len(text) else max(text.rfind(" ", found[0][1], last), found[0][1])
        said = " ".join(text[begin:end].split())
        return f"{'… ' if begin else ''}{said}{' …' if end < len(text) else ''}"

    def spans(self, text: str) -> tuple[tuple[int, int], ...]:
        """Where the phrases stand in a text: (start, end) in characters, in order, none touching another's."""
        return _spans(self.phrases, text) if self.phrases else ()


NOTHING: Final = Typed(())


class WordSearch:
    """The words of one programme, folded once. Immutable once built, so any thread may use it."""

    def __init__(self, programme: Programme) -> None:
        self._texts = [(_text(session), session) for session in programme.sessions]

    def find(self, typed: Typed) -> tuple[Session, ...]:
        """The sessions in which every phrase occurs, its last word at least begun, in file order; all for nothing."""
        needles = [f" {phrase}" for phrase in typed.phrases]
        return tuple(session for text, session in self._texts if all(needle in text for needle in needles))


def fold(text: str) -> str:
    """A text as it is searched: small plain letters, one space between words, no punctuation."""
    return " ".join(text.translate(_folding).split())


def _text(session: Session) -> str:
    fields = (session.title, *session.speakers, session.track, session.room, *session.tags, session.abstract)
    return " " + _BORDER.join(fold(field) for field in fields)


def _fold_character(letter: str) -> str:
    apart = unicodedata.normalize("NFKD", letter.casefold())
    apart = unicodedata.normalize("NFKD", apart.casefold())
    return "".join(_kept(_PLAIN.get(part, part)) for part in apart if not unicodedata.combining(part))


def _kept(part: str) -> str:
    """Letters, digits and the signs that vowels are in some scripts; all else parts words, but for the invisible."""
    if part in "+#":
        return f" {part} "  # "C++", "F#", "#rust": a word of its own, so that what stands before and after is found
    if len(part) == 1 and any(first <= ord(part) <= last for first, last in _UNSPACED):
        return f" {part} "
    kind = unicodedata.category(part[0])
    if kind[0] in "LNM":
        return part
    return "" if kind == "Cf" else " "


@lru_cache(maxsize=8192)
def _spans(phrases: tuple[str, ...], text: str) -> tuple[tuple[int, int], ...]:
    folded, origins = _folded_with_origins(text)
    found = sorted(
        (origins[start + 1], origins[start + len(phrase)] + 1)
        for phrase in phrases
        for start in _places(f" {phrase}", folded)
    )
    apart: list[tuple[int, int]] = []
    for start, end in found:
        if apart and start <= apart[-1][1]:
            apart[-1] = (apart[-1][0], max(end, apart[-1][1]))
        else:
            apart.append((start, end))
    return tuple(apart)


def _folded_with_origins(text: str) -> tuple[str, list[int]]:
    """``fold(text)`` behind a space, and for each of its characters which one of ``text`` it comes from."""
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


def _places(needle: str, text: str) -> Iterator[int]:
    place = text.find(needle)
    while place >= 0:
        yield place
        place = text.find(needle, place + 1)
