"""Split a list of subjects, such as a pasted profile, into its parts: "leadership, hiring, burnout and SQL".

A list may still be one topic ("bias, fairness and privacy"), which no text shows: search.several decides that by what a
programme has.
"""

from __future__ import annotations

import re
from typing import Final

from session_finder.query.tokens import PhraseTable, View, vocabulary
from session_finder.text.folding import UNSPACED

FEWEST, MOST = 3, 8  # parts; two are enough where a semicolon or bullet separates them
_LONGEST: Final = 4  # words of a part
_LONGEST_UNSPACED: Final = 20  # signs of one in a script without spaces
_MOST_WORDS: Final = 100  # of a list with its introduction; a longer text is prose
_AND: Final = PhraseTable((phrase, True) for phrase in vocabulary("exclusions", "and"))
_STRONG: Final = re.compile(r"[;；|]|\s[•·]\s*|^\s*[•·]")
_SEPARATOR: Final = re.compile(rf"{_STRONG.pattern}|[,，、]|\.\s|\s&\s")


def parts_of_list(subject: str) -> tuple[str, ...]:
    """The parts of a subject that is a list of short ones; () for any other. In linear time.

    Words that only introduce a part ("I am interested in") are dropped.
    """
    if not _SEPARATOR.search(subject):
        return ()
    view = View(subject)
    if len(view.said) > _MOST_WORDS:
        return ()
    fewest = 2 if _STRONG.search(subject) else FEWEST
    parts: dict[str, str] = {}
    for begin, behind in _pieces(view):
        first = next((place for place in range(begin, behind) if view.sorts[place] == "content"), behind)
        if first == behind:
            continue
        start, end = view.with_signs(*view.span(first, behind))
        text = view.text[start:end]
        longest = _LONGEST_UNSPACED if UNSPACED.search(text) else _LONGEST
        if behind - first > longest or any(view.parted(place) for place in range(first + 1, behind)):
            return ()
        parts.setdefault(" ".join(view.said[first:behind]), text)
    return tuple(parts.values()) if fewest <= len(parts) <= MOST else ()


def is_loose(subject: str) -> bool:
    """Whether semicolons or bullets separate the parts: hardly anyone writes one topic so."""
    return _STRONG.search(subject) is not None


def _pieces(view: View) -> list[tuple[int, int]]:
    """The words between separators and and-words: first, and behind the last."""
    pieces: list[tuple[int, int]] = []
    first = place = 0
    while place < len(view.said):
        joint = 0 if view.hyphen(place) else next(_AND.at(view.said, place), (0, True))[0]
        if joint and (place + joint == len(view.said) or view.hyphen(place + joint)):
            joint = 0
        if joint or (place > first and _separated(view, place)):
            pieces.append((first, place))
            first = place + joint
        place += max(joint, 1)
    return [*pieces, (first, place)]


def _separated(view: View, place: int) -> bool:
    """Whether a separator stands before a word; the comma of "10,000" is none."""
    gap = view.gap(place)
    thousands = gap == "," and view.said[place - 1].isdecimal() and view.said[place].isdecimal()
    return not thousands and _SEPARATOR.search(gap) is not None
