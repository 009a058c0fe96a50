"""Resolve abbreviations: "k8s" for Kubernetes, "AKS" for Azure Kubernetes Service.

A numeronym stands for the word that it is known for, since by its letters and number alone "k8s" would be "kilometres"
too. Initials stand for a run of capitalized words that begin with them. A programme has many such runs, so only whole
runs count, and only for initials that the programme itself does not use.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from session_finder.text.vocabulary import load

_NUMERONYMS: Final[Mapping[str, str]] = load("session_finder.retrieval", "numeronyms")
_INITIALS: Final = re.compile(r"[^\W\d_]{3,5}")
# Capitalized words with one space or hyphen between them; "of", "and" and the like may stand inside.
_CAPITALIZED: Final = r"[A-ZÀ-ÖØ-Þ][^\W\d_A-ZÀ-ÖØ-Þ]+"
_RUN: Final = re.compile(
    rf"(?<![\w-]){_CAPITALIZED}(?:[ -](?:(?:of|and|the|for|in|on|de|und) )?{_CAPITALIZED}){{2,4}}(?![\w-])"
)
_LONGEST: Final = 80  # characters of a phrase; a longer run is a list or a row of headings
_SMALL: Final = frozenset(("of", "and", "the", "for", "in", "on", "de", "und"))


def phrases_by_initials(texts: Iterable[str]) -> Mapping[str, str]:
    """The phrase for each set of initials: the one in most texts, of equal ones the first."""
    counted: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for phrase in dict.fromkeys(found for found in _RUN.findall(text) if len(found) <= _LONGEST):
            spelled = [word for word in re.split("[ -]", phrase) if word not in _SMALL]
            counted["".join(word[0] for word in spelled).casefold()][phrase] += 1
    return {initials: max(phrases, key=lambda phrase: phrases[phrase]) for initials, phrases in counted.items()}


def numeronym(short: str) -> str | None:
    """The word that a folded numeronym is known to stand for, folded; None for all others."""
    return _NUMERONYMS.get(short)


def may_be_initials(word: str) -> bool:
    """Whether a folded word has three to five letters; two letters match too many phrases."""
    return _INITIALS.fullmatch(word) is not None
