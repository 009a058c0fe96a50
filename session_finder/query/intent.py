"""Recognize queries without a subject: "something interesting", "what should I see?", "surprise me".

A word list decides, since people say the same to every programme when they have no subject. Searching such a query
would return the sessions that happen to say "interesting".
"""

from __future__ import annotations

from typing import Final

from session_finder.text.analyzer import all_words, words

_GENERAL: Final = frozenset(
    """all amazing any anyone attend awesome best cool excellent exciting favorite favorites favourite favourites find
    give good great hi hello hey here highlights inspiring interest interests interesting just know let lot may
    maybe more most must need nice now one ones options please pick picks popular really recommend recommendation
    recommendations recommended see show stuff suggest suggestion suggestions suggested surprise surprising tell
    thanks thing things think today tomorrow topic topics useful watch whatever while worth wow empfehlung
    empfehlungen interessant interessante interessantes irgendetwas irgendwas mich soll spannend spannendes
    uberrasch uberrasche vorschlag was choses interessantes quelque recommandation surprenez surprends moi algo
    interesante recomendacion sorprendeme""".split()  # noqa: SIM905  a list of strings would be harder to read
)


def is_vague(query: str) -> bool:
    """Whether a query has several words, of which all content words are general and at least one is there.

    A single word may be a name, and so may a query of stop words alone: "the who", "to be or not to be".
    """
    said = words(query)
    return len(all_words(query)) > 1 and bool(said) and all(word in _GENERAL for word in said)
