"""Parse levels of sessions: a word, a number on the scale of 100 to 400, or both."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from session_finder.text.folding import fold
from session_finder.text.vocabulary import load, words

_VOCABULARY: Final = load("session_finder.domain", "levels")
STEPS_OF_WORDS: Final = {
    word: step for step, names in enumerate(_VOCABULARY["steps"].values()) for word in words(names)
}
_FILLING: Final = frozenset(words(_VOCABULARY["filling"]))
_NUMBER: Final = re.compile(r"(?:level|l)? ?([1-5])00")
_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1024)
def steps(level: str) -> tuple[int, ...]:
    """The steps that a level names, ascending: 0 for everybody, 1 for 100 or "beginner", to 4 for 400 or "expert"."""
    found_words = _words(level)
    named = {STEPS_OF_WORDS[word] for word in found_words if word in STEPS_OF_WORDS}
    return tuple(sorted(named | {int(found[1]) for word in found_words if (found := _NUMBER.fullmatch(word))}))


@lru_cache(maxsize=1024)
def one_step(level: str) -> int | None:
    """The step of a level that names exactly one step, else None."""
    plain = all(word in STEPS_OF_WORDS or word in _FILLING or _NUMBER.fullmatch(word) for word in _words(level))
    found = steps(level)
    return found[0] if plain and len(found) == 1 else None


def is_number(level: str) -> bool:
    """Whether a level is a number of the scale: "300", "Level 300", "L300"."""
    return _NUMBER.fullmatch(" ".join(_words(level))) is not None


def _words(level: str) -> list[str]:
    return _WORD.findall(fold(level[:200]))
