"""Whether an interest names no subject: "something interesting", "what should I see?", "surprise me".

Every programme has such words somewhere, and a session that says "interesting" is no answer to whoever asks for
nothing else. Told by a list: what people say to a programme when they have no subject is the same everywhere.
"""

from __future__ import annotations

from typing import Final

from session_finder.engine.keywords import all_words, words

_GENERAL: Final = frozenset(
    """all amazing any anyone attend awesome best cool excellent exciting explore favorite favorites favourite
    favourites find fun give go good great help hi hello hey here highlights hot idea ideas inspire inspiring interest
    interests interesting just know learn let lot love may maybe more most must need new nice now one ones options
    please pick picks popular random really recommend recommendation recommendations recommended see show stuff
    suggest suggestion suggestions suggested surprise surprising tell test thanks thing things think today tomorrow
    top topic topics try useful visit watch whatever while worth wow year
    empfehlung empfehlungen interessant interessante interessantes irgendetwas irgendwas mich soll spannend spannendes
    uberrasch uberrasche vorschlag was
    choses interessantes quelque recommandation surprenez surprends moi
    algo interesante recomendacion sorprendeme""".split()  # noqa: SIM905  a list of strings would be harder to read
)
# Of these, what can be a subject where it is all that is said.
_ALONE: Final = frozenset(("explore", "fun", "help", "idea", "ideas", "inspire", "learn", "love", "new", "random"))


def vague(interest: str) -> bool:
    """Whether an interest has words and all of them are general; but for one alone that can be a subject."""
    said = words(interest)
    if not said:
        return len(all_words(interest)) > 1
    return all(word in _GENERAL for word in said) and not (len(all_words(interest)) == 1 and said[0] in _ALONE)
