"""Whether an interest names no subject: "something interesting", "what should I see?", "surprise me".

Every programme has such words somewhere, and a session that says "interesting" is no answer to whoever asks for
nothing else. Told by a list: what people say to a programme when they have no subject is the same everywhere.
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


def is_vague(interest: str) -> bool:
    """Whether an interest has several words, and those that may say something are general and at least one.

    One word alone may be the name of something, and so may words that say nothing: "the who", "to be or not to be".
    """
    said = words(interest)
    return len(all_words(interest)) > 1 and bool(said) and all(word in _GENERAL for word in said)
