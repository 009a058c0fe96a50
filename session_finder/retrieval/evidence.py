"""Evidence: the sentence of an abstract that best supports a match."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from session_finder.models.encoder import Vectors
from session_finder.retrieval.keywords import KeywordIndex
from session_finder.text.analyzer import term_set

NAMED = 0.25  # bonus, as a cosine, for a sentence with all terms of the query
# These patterns expect single spaces and never backtrack: they run within a search, on any text of a programme.
_LINK = re.compile(r"(?:\[[^\]\s]{1,30}\] ?)?:? ?(?:https?://|www\.)\S+|\[[^\]]{1,30}\]\[\d{1,4}\]", re.IGNORECASE)
_LONGEST_PLACEHOLDER = 160  # characters of a placeholder
_BRACKETED = re.compile(r"(?:[^\w\[<{]*+[\[<{])++[^\]>}]*+[\]>}]\W*+")
# Placeholders that the intake (intake/cleaning/placeholders.py) left: a sentence among others, or an older programme.
_PLACEHOLDER = re.compile(
    r"\W*+(?:(?:(?:details|abstract|description|more|title) ?)?(?:(?:is|are) ?)?"
    r"to be (?:announced|confirmed|determined)|tb[acd]|coming soon|n/?a)\W*+",
    re.IGNORECASE,
)
_DUMMY_TEXT = "lorem ipsum"
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_A_LINK = 4  # fewer make a list of links
_WORDS_A_HEADING = 4  # at most this many before the colon at the end
_BEFORE_A_LIST = re.compile(r":\s*\(?(?:\d{1,2}|[a-z])[.)]\Z", re.IGNORECASE)


def best_sentence(
    said: Sequence[str], meaning: Vectors, words: KeywordIndex, asked: frozenset[str], require_named: bool = False
) -> int | None:
    """The index of the sentence in ``said`` that fits best; None when no sentence can be shown.

    ``meaning``: closeness of each sentence to the query, (len(said),) float32. ``asked``: the query's terms. Sentences
    that contain rare terms get a bonus. ``require_named``: only sentences that contain a term qualify.
    """
    weights = {term: words.rarity(term) for term in asked}
    whole = sum(weights.values()) or 1.0
    named = np.array([sum(weights[term] for term in term_set(sentence) & asked) for sentence in said])
    shown = np.array([tells(sentence) for sentence in said], dtype=bool)
    if require_named:
        shown &= named > 0
    if not shown.any():
        return None
    return int(np.argmax(np.where(shown, np.round(meaning + NAMED * named / whole, 3), -np.inf)))


@lru_cache(maxsize=50_000)
def tells(sentence: str) -> bool:
    """Whether a sentence can be shown as evidence.

    Placeholders, lists of links, and headings without their list ("Topics: 1.", "Our goals:") cannot.
    """
    plain = " ".join(sentence.split())
    if len(plain) <= _LONGEST_PLACEHOLDER and (_BRACKETED.fullmatch(plain) or _PLACEHOLDER.fullmatch(plain)):
        return False
    if plain.lstrip("[(<\"'“ ").casefold().startswith(_DUMMY_TEXT) or _BEFORE_A_LIST.search(plain):
        return False
    if plain.endswith(":") and len(_WORD.findall(plain)) <= _WORDS_A_HEADING:
        return False
    bare, links = _LINK.subn(" ", plain)
    letters = sum(letter.isalpha() for letter in bare)
    if len(_WORD.findall(bare)) < _WORDS_A_LINK * links:
        return False
    return 2 * letters >= sum(not letter.isspace() for letter in bare) and letters > 1
