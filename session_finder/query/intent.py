"""Recognize queries without a subject: "something interesting", "what should I see?", "surprise me".

Searching such a query would return the sessions that happen to say "interesting".
"""

from __future__ import annotations

from session_finder.query.tokens import View
from session_finder.text.analyzer import words


def is_vague(query: str) -> bool:
    """Whether a query has several words, all general, and at least one that is no stop word.

    A single word may be a name, and so may a query of stop words alone: "the who", "to be or not to be".
    """
    view = View(query)
    return len(view.said) > 1 and bool(words(query)) and all(sort != "content" for sort in view.sorts)
