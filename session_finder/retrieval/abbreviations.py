"""Short forms that a programme spells out: "k8s" for Kubernetes, "AKS" for Azure Kubernetes Service.

Both are worked out from the programme's own words, without a list: a numeronym by the first letter, the number of
letters left out and the last one; initials by a run of capitalized words that begin with them. A programme has many
such runs, so only whole ones count, and only for what stands nowhere in the programme as it was typed.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

_NUMERONYM: Final = re.compile(r"([^\W\d_])(\d{1,2})([^\W\d_])")
_INITIALS: Final = re.compile(r"[^\W\d_]{3,5}")
# Words that begin with a capital and go on in small letters, one space between them; "of", "and" and the like inside.
_CAPITALIZED: Final = r"[A-ZÀ-ÖØ-Þ][^\W\d_A-ZÀ-ÖØ-Þ]+"
_RUN: Final = re.compile(
    rf"(?<![\w-]){_CAPITALIZED}(?:[ -](?:(?:of|and|the|for|in|on|de|und) )?{_CAPITALIZED}){{2,4}}(?![\w-])"
)
_LONGEST: Final = 80  # characters of a phrase; what is longer is a list or a row of headings
_SMALL: Final = frozenset(("of", "and", "the", "for", "in", "on", "de", "und"))


def phrases_by_initials(texts: Iterable[str]) -> Mapping[str, str]:
    """The phrase that each row of initials stands for: the one that most texts have, of equal ones the first there."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for phrase in dict.fromkeys(found for found in _RUN.findall(text) if len(found) <= _LONGEST):
            spelled = [word for word in re.split("[ -]", phrase) if word not in _SMALL]
            counted["".join(word[0] for word in spelled).casefold()][phrase] += 1
    return {initials: max(phrases, key=lambda phrase: phrases[phrase]) for initials, phrases in counted.items()}


def numeronym(short: str, words: Iterable[str], frequency: Mapping[str, int]) -> str | None:
    """The word of ``words`` that is used most, by ``frequency``, of those that ``short`` can stand for.

    None for what is no numeronym, and where no word fits. All are folded as keywords.words folds them.
    """
    found = _NUMERONYM.fullmatch(short)
    if found is None:
        return None
    first, between, last = found.groups()
    fitting = [
        word
        for word in words
        if len(word) == int(between) + 2 and word[0] == first and word[-1] == last and int(between)
    ]
    return min(fitting, key=lambda word: (-frequency[word], word), default=None)


def may_be_numeronym(word: str) -> bool:
    """Whether a folded word is a letter, a number and a letter."""
    return _NUMERONYM.fullmatch(word) is not None


def may_be_initials(word: str) -> bool:
    """Whether a folded word is as long as initials are that tell anything: two letters fit too many phrases."""
    return _INITIALS.fullmatch(word) is not None
