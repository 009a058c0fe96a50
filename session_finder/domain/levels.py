"""Parse how hard a session is: a word, a number on the scale of 100 to 400, or both."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from session_finder.text.folding import fold

# From easy to hard; the place of a row is its step, and from the second row on a hundred of the scale.
_STEPS: Final = (
    ("all", "any", "everyone", "everybody", "alle", "tous", "todos", "tutti"),
    (
        *("beginner", "beginners", "introductory", "introduction", "intro", "basic", "basics", "novice", "entry"),
        *("anfanger", "einsteiger", "einfuhrung", "grundlagen", "debutant", "debutants", "principiante", "basico"),
        *("principianti", "base", "iniciante", "introdutorio", "podstawowy", "poczatkujacy"),
    ),
    (
        "intermediate",
        "medium",
        "mittel",
        "intermediaire",
        "intermedio",
        "intermediario",
        "medio",
        "gemiddeld",
        "sredni",
    ),
    (
        "advanced",
        "fortgeschritten",
        "fortgeschrittene",
        "avance",
        "avanzado",
        "avanzato",
        "avancado",
        "gevorderd",
        "zaawansowany",
    ),
    ("expert", "experts", "experte", "experten", "experto", "expertos", "esperto", "especialista", "ekspert"),
)
_STEP: Final = {word: step for step, words in enumerate(_STEPS) for word in words}
_FILLING: Final = frozenset({"level", "levels", "niveau", "nivel", "livello", "and", "overview", "und"})
_NUMBER: Final = re.compile(r"(?:level|l)? ?([1-5])00")
_WORD: Final = re.compile(r"[^\W_]+")


@lru_cache(maxsize=1024)
def steps(level: str) -> tuple[int, ...]:
    """The steps that a level names, ascending: 0 for everybody, 1 for 100 or "beginner", to 4 for 400 or "expert"."""
    words = _words(level)
    named = {_STEP[word] for word in words if word in _STEP}
    return tuple(sorted(named | {int(found[1]) for word in words if (found := _NUMBER.fullmatch(word))}))


@lru_cache(maxsize=1024)
def one_step(level: str) -> int | None:
    """The step of a level that names this one step and nothing else, None for any other."""
    plain = all(word in _STEP or word in _FILLING or _NUMBER.fullmatch(word) for word in _words(level))
    found = steps(level)
    return found[0] if plain and len(found) == 1 else None


def is_number(level: str) -> bool:
    """Whether a level is only a number on the scale: "300", "Level 300", "L300"."""
    return _NUMBER.fullmatch(" ".join(_words(level))) is not None


def _words(level: str) -> list[str]:
    return _WORD.findall(fold(level[:200]))
