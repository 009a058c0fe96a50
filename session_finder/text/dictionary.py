"""Whether a word is an English one, by the word list of pyspellchecker (160,000 words of film subtitles)."""

from __future__ import annotations

from functools import cache


def is_english(word: str) -> bool:
    """Whether a folded word is in the list. The first call loads it: 0.2 s and 25 MB."""
    return word in _words()


@cache
def _words() -> frozenset[str]:
    from spellchecker import SpellChecker

    return frozenset(SpellChecker(language="en").word_frequency.words())
