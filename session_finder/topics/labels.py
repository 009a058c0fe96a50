"""The two or three words that tell one group of documents from the others.

A word counts by how many of a group's documents it stands in, more where it stands in a title, and by how much more
often that is than anywhere: class-based tf-idf as in Grootendorst 2022, "BERTopic", with shares of documents in place
of counts, so that one long abstract decides nothing, and words that all groups use come to nothing in any language.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from session_finder.text.analyzer import terms

IN_TITLE, IN_TEXT = 1.0, 0.4  # what a word counts in a title or among the tags, and in an abstract alone
_MOST = 3
_WORTH = 0.55  # of the first word's score: a third word below this is left out
_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f’'+#]*(?:-\w+)*")
# What sessions say of themselves, and the small words of other languages that are longer than three letters.
_OF_SESSIONS = frozenset(
    """abstract across aim also approach approaches audience author authors based between both build building can case
    challenge challenges come conference current day describe different discuss discussion each even every example
    examples explore first get give given give given good help here however include including introduce introduction
    know large latest learn learned lesson lessons lot made make makes making many may more most much
    need needs new next novel number often one only other others overview own paper panel part people
    practical present presentation presents propose proposed provide provides question questions real
    really recent result results right say see several show shows simple since speaker start still study take three
    through time today together too tool tools two under understand use used useful user users uses using various
    very way ways well what while within without work working works workshop world year years
    aber auch beim dabei dann dass dein deine diese diesem diesen dieser dieses doch durch eine einem einen einer eines
    haben hier ihre immer kann kein keine mehr mein mich nach nicht noch oder ohne sein seine sich sind über unter viel
    viele vortrag werden wenn wird wurde zwischen
    como con cuando desde donde entre esta este esto estos hasta más muy para pero porque según sobre también todo
    todos
    aussi avec autres cette ceux comme dans depuis elle entre être leur leurs mais nous plus pour quand sans sont
    tous tout toute une vous""".split()  # noqa: SIM905  a list of strings would be harder to read
)


@dataclass(frozen=True, slots=True)
class TextFields:
    """What is read of one document. ``names`` are those of its speakers: they do not count as its words."""

    title: str
    labels: str = ""
    body: str = ""
    names: str = ""


def cluster_labels(documents: Sequence[TextFields], groups: Sequence[int]) -> list[tuple[str, ...]]:
    """For each group, numbered from 0, up to three words as they are written most often; no word for two groups.

    ``groups`` has the group of each document. A group has no words where none tells it from the others.
    """
    total = max(groups, default=-1) + 1
    sizes = [0] * total
    weights: list[dict[str, float]] = [defaultdict(float) for _ in range(total)]
    documented: list[Counter[str]] = [Counter() for _ in range(total)]
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for document, group in zip(documents, groups, strict=True):
        sizes[group] += 1
        for term, weight in _weighed(document, written).items():
            weights[group][term] += weight
            documented[group][term] += 1
    everywhere: dict[str, float] = defaultdict(float)
    for term, weight in (pair for own in weights for pair in own.items()):
        everywhere[term] += weight
    scored = [
        (_score(weights[group][term], sizes[group], everywhere[term], len(documents)), group, term)
        for group in range(total)
        for term in weights[group]
        if documented[group][term] >= min(2, sizes[group])
    ]
    scored = [entry for entry in scored if entry[0] > 0]
    chosen: list[list[tuple[float, str]]] = [[] for _ in range(total)]
    taken: set[str] = set()
    for score, group, term in sorted(scored, key=lambda entry: (-entry[0], entry[2], entry[1])):
        enough = len(chosen[group]) >= _MOST
        weak = len(chosen[group]) == _MOST - 1 and score < _WORTH * chosen[group][0][0]
        if not (term in taken or enough or weak):
            taken.add(term)
            chosen[group].append((score, term))
    return [tuple(_face(written[term]) for _, term in words) for words in chosen]


def _score(own: float, size: int, everywhere: float, total: int) -> float:
    """A word's weight in a group of ``size`` documents, times how much more that is than among all ``total``."""
    share, usual = own / size, everywhere / total
    return round(share * math.log(share / usual), 9) if share > usual else 0.0


def _weighed(document: TextFields, written: dict[str, Counter[str]]) -> dict[str, float]:
    """The terms of a document and what each counts; their spellings are added to ``written``."""
    names = frozenset(terms(document.names))
    found: dict[str, float] = {}
    for text, weight in ((document.title, IN_TITLE), (document.labels, IN_TITLE), (document.body, IN_TEXT)):
        for word, term in _words(text):
            if term not in names:
                found[term] = max(found.get(term, 0.0), weight)
                written[term][word] += 1
    return found


def _words(text: str) -> Iterable[tuple[str, str]]:
    """The words of a text that can name a neighbourhood, as they are written, and their terms."""
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) < 4 and not (len(word) > 1 and word.isupper()):
            continue
        if term := _term(word):
            yield word, term


@lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    """The stem of a word, in one: "few-shot" and "fewshot" are the same. "" for one that says nothing of a subject."""
    return "" if word.casefold() in _OF_SESSIONS else "".join(terms(word))


def _face(spellings: Counter[str]) -> str:
    """The spelling that is used most; of equal ones that with the fewest capitals, then by the alphabet."""
    most = max(spellings.values())
    often = [word for word, count in spellings.items() if count == most]
    return min(often, key=lambda word: (sum(letter.isupper() for letter in word), word))
