"""The sentence that made a document fit, and the interest's own words in a text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np

from session_finder.models.encoder import Vectors
from session_finder.retrieval.keywords import KeywordIndex
from session_finder.text.analyzer import term_set

NAMED = 0.25  # cosines that naming all of the interest's words is worth
# All of these are for a sentence with single blanks, and none looks at a stretch twice: whatever stands in a programme
# is read within a search.
_LINK = re.compile(r"(?:\[[^\]\s]{1,30}\] ?)?:? ?(?:https?://|www\.)\S+|\[[^\]]{1,30}\]\[\d{1,4}\]", re.IGNORECASE)
_LONGEST = 160  # characters; what is longer says something
_BRACKETED = re.compile(r"(?:[^\w\[<{]*+[\[<{])++[^\]>}]*+[\]>}]\W*+")
# What a programme's reading has not taken for a missing text already (intake/cleaning/placeholders.py):
# one sentence among others, and programmes that were read before.
_TO_COME = re.compile(
    r"\W*+(?:(?:(?:details|abstract|description|more|title) ?)?(?:(?:is|are) ?)?"
    r"to be (?:announced|confirmed|determined)|tb[acd]|coming soon|n/?a)\W*+",
    re.IGNORECASE,
)
_FILLED_IN = "lorem ipsum"
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_A_LINK = 4  # fewer are a list of links
_WORDS_A_HEADING = 4  # no more before a colon that ends it
_BEFORE_A_LIST = re.compile(r":\s*\(?(?:\d{1,2}|[a-z])[.)]\Z", re.IGNORECASE)


def best_sentence(
    said: Sequence[str], meaning: Vectors, words: KeywordIndex, asked: frozenset[str], require_named: bool = False
) -> int | None:
    """Which of the sentences ``said`` fits best; None when there are none that tell anything.

    ``meaning``: each one's closeness to the interest, (len(said),) float32. ``asked``: the interest's terms. A sentence
    that names rare ones of them is preferred to one that is merely alike. ``require_named``: only one that names some will do.
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
    """Whether a sentence can be shown as a reason.

    Not what stands for a text to come, a list of links, or a heading without its list ("Topics: 1.", "Our goals:").
    """
    plain = " ".join(sentence.split())
    if len(plain) <= _LONGEST and (_BRACKETED.fullmatch(plain) or _TO_COME.fullmatch(plain)):
        return False
    if plain.lstrip("[(<\"'“ ").casefold().startswith(_FILLED_IN) or _BEFORE_A_LIST.search(plain):
        return False
    if plain.endswith(":") and len(_WORD.findall(plain)) <= _WORDS_A_HEADING:
        return False
    bare, links = _LINK.subn(" ", plain)
    letters = sum(letter.isalpha() for letter in bare)
    if len(_WORD.findall(bare)) < _WORDS_A_LINK * links:
        return False
    return 2 * letters >= sum(not letter.isspace() for letter in bare) and letters > 1
