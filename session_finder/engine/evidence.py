"""The sentence that made a document fit, and the interest's own words in a text."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from session_finder.engine.encoder import Vectors
from session_finder.engine.keywords import KeywordIndex, terms_in

NAMED = 0.25  # cosines that naming all of the interest's words is worth


def best_sentence(said: Sequence[str], meaning: Vectors, words: KeywordIndex, asked: frozenset[str]) -> int | None:
    """Which of the sentences ``said`` fits best; None when there are none.

    ``meaning``: each one's closeness to the interest, (len(said),) float32. ``asked``: the interest's terms. A sentence
    that names rare ones of them is preferred to one that is merely alike.
    """
    if not len(said):
        return None
    weights = {term: words.rarity(term) for term in asked}
    whole = sum(weights.values()) or 1.0
    named = [sum(weights[term] for term in terms_in(sentence) & asked) for sentence in said]
    return int(np.argmax(np.round(meaning + NAMED * np.array(named) / whole, 3)))
