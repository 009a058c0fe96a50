"""Label clusters of documents by the two or three words that distinguish them.

A word is weighted by the share of a cluster's documents that contain it, more in a title, and by how much that exceeds
its share in all documents: class-based tf-idf as in Grootendorst 2022, "BERTopic", with document shares instead of
counts. So a long abstract has no more weight than a short one, and words that all clusters use get none.
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from session_finder.text.analyzer import terms

IN_TITLE, IN_TEXT = 1.0, 0.4  # the weight of a word in a title or tag, and in an abstract only
_MOST = 3
_WORTH = 0.55  # a third word needs this share of the first word's score
_WORD = re.compile(r"[^\W\d_][\w\u0300-\u036f’'+#]*(?:-\w+)*")
# Words that describe sessions in general, and longer stop words of other languages.
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
    """The fields of one document. The ``names`` of its speakers are not used as labels."""

    title: str
    labels: str = ""
    body: str = ""
    names: str = ""


def cluster_labels(documents: Sequence[TextFields], groups: Sequence[int]) -> list[tuple[str, ...]]:
    """For each cluster, up to three words in their most frequent spelling; no word labels two clusters.

    ``groups`` has the cluster of each document, from 0. A cluster that no word distinguishes has no labels.
    """
    total = max(groups, default=-1) + 1
    sizes = [0] * total
    weights: list[dict[str, float]] = [defaultdict(float) for _ in range(total)]
    documented: list[Counter[str]] = [Counter() for _ in range(total)]
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for document, group in zip(documents, groups, strict=True):
        sizes[group] += 1
        for term, weight in _weighted_terms(document, written).items():
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
    return [tuple(_most_frequent_spelling(written[term]) for _, term in words) for words in chosen]


def _score(own: float, size: int, everywhere: float, total: int) -> float:
    """A word's share in a cluster of ``size`` documents, weighted by how far it exceeds the share in all ``total``."""
    share, usual = own / size, everywhere / total
    return round(share * math.log(share / usual), 9) if share > usual else 0.0


def _weighted_terms(document: TextFields, written: dict[str, Counter[str]]) -> dict[str, float]:
    """The terms of a document with their weights; counts their spellings in ``written``."""
    names = frozenset(terms(document.names))
    found: dict[str, float] = {}
    for text, weight in ((document.title, IN_TITLE), (document.labels, IN_TITLE), (document.body, IN_TEXT)):
        for word, term in _words(text):
            if term not in names:
                found[term] = max(found.get(term, 0.0), weight)
                written[term][word] += 1
    return found


def _words(text: str) -> Iterable[tuple[str, str]]:
    """The words of a text that may become labels, as written, with their terms."""
    for match in _WORD.finditer(text):
        word = match.group()
        if len(word) < 4 and not (len(word) > 1 and word.isupper()):
            continue
        if term := _term(word):
            yield word, term


@lru_cache(maxsize=100_000)
def _term(word: str) -> str:
    """The stem of a word; "few-shot" and "fewshot" have the same. "" for stop words."""
    return "" if word.casefold() in _OF_SESSIONS else "".join(terms(word))


def _most_frequent_spelling(spellings: Counter[str]) -> str:
    """The most frequent spelling; of equal ones the one with fewest capitals, then alphabetically."""
    most = max(spellings.values())
    often = [word for word, count in spellings.items() if count == most]
    return min(often, key=lambda word: (sum(letter.isupper() for letter in word), word))
