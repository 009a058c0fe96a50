"""Split texts into sentences, and locate the sentences in the windows that a model reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

SENTENCES = "sentences1"  # increment when the splitting changes: it is part of the cache key of sentence vectors

_NEAR = 12  # characters before a boundary that decide whether a sentence ends there
_END = re.compile(r"(?<![.!?…])[.!?…]++[\"'”’»)\]]*+(?=\s)|[。！？]+[」』”）]*|\n\s*\n|\n(?=\s*(?:[-*•–]|\d+[.)])\s)")
_NOT_AN_END = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|vs|al|etc|approx|dr|prof|mr|mrs|ms|st|fig|no|nr|sec|ch|vol|ed|eds|inc|ltd|jr|sr|ca|resp|incl)"
    r"|\b[^\W\d_]|(?:^|\n)\s{0,12}\d{1,2})\.\Z",
    re.IGNORECASE,
)


@lru_cache(maxsize=5_000)
def sentences(text: str) -> tuple[tuple[int, int], ...]:
    """The spans of the sentences of ``text``, (start, end) in characters, in order, without surrounding white space.

    Paragraphs and list items end sentences too. Abbreviations, initials and list numbers do not.
    """
    found = []
    start = 0
    for border in (*(match.end() for match in _END.finditer(text)), len(text)):
        near = text[max(start, border - _NEAR - 1) : border]
        if border < len(text) and _NOT_AN_END.search(near, max(0, len(near) - _NEAR)):
            continue
        piece = text[start:border]
        bare = piece.strip()
        if any(letter.isalnum() for letter in bare):
            first = start + piece.index(bare)
            found.append((first, first + len(bare)))
        start = border
    return tuple(found)


def places(said: Sequence[str], windows: Sequence[str]) -> list[tuple[int, int, int]]:
    """For each sentence, the index of the window that holds it, and its start and end there.

    A sentence that no window holds whole is located by its beginning and extends to the end of that window. If even
    its beginning is not found, it stands for the whole first window.
    """
    found = []
    for sentence in said:
        for length in (len(sentence), len(sentence) // 2, len(sentence) // 4):
            beginning = sentence[:length]
            at = next(((n, window.index(beginning)) for n, window in enumerate(windows) if beginning in window), None)
            if at and length:
                number, start = at
                end = start + length if length == len(sentence) else len(windows[number])
                found.append((number, start, end))
                break
        else:
            found.append((0, 0, len(windows[0])))
    return found
