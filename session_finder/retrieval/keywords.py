"""BM25 over the same documents: what a vector misses, names, acronyms and rare words, is found by its letters.

Scores are BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework") divided by what the interest
would get if all its words were as rare as can be and wholly covered. So they mean the same for short and long interests
and for programmes of any size, and common words are worth little even where all of them stand.
"""

from __future__ import annotations

import logging
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import bm25s
import numpy as np
from rapidfuzz import process
from rapidfuzz.distance import OSA

from session_finder.models.encoder import Vectors
from session_finder.retrieval.abbreviations import may_be_initials, may_be_numeronym, numeronym, phrases_by_initials
from session_finder.retrieval.passages import Document
from session_finder.text.analyzer import STOP_WORDS, WORD, all_words, content_words, stem, terms, words
from session_finder.text.folding import fold

TITLE_TIMES = 3  # a word of the title counts as often
K1, B = 0.8, 0.75  # an abstract says its word once or twice: less is made of the third time than is usual
_FEW = 2  # words that tell anything: of so few each is what is asked for. What most documents say tells nothing.
_LONGEST_ENDING = 3  # letters that a form of a word may have more than a misspelled one
_SPELLED_OUT = 10  # initials of one interest: more are no interest that somebody has
_UNKNOWN = 200  # words of one interest that are compared with all others: more are a text that somebody has put in
logging.getLogger("bm25s").setLevel(logging.WARNING)  # it tells of every index that it builds
# What says how somebody would hear of a subject, and nothing of the subject: no session need say it to be an answer.
_GENERIC_WORDS = frozenset(
    """advanced advice approaches basics beginner beginners best book books case cases course demo demos easy everything
    example examples expert experts explained fundamentals getting good great guide guides hands help ideas intermediate
    intro introduction introductory latest learn learning lessons methods new newbies newcomers news novice novices
    overview people practical practice practices problems project projects simple start started starter stories stuff
    summary techniques things tips tool tools topics trends tricks tutorial tutorials understanding using workshop
    workshops""".split()  # noqa: SIM905  a list of strings would be harder to read
)


@dataclass(frozen=True, slots=True)
class KeywordMatch:
    """What the words of a query tell; ``text`` is the query with its slips put right and its initials spelled out.

    ``coverage`` (n,) float32, 0 to 1: how much of them each document covers, the rare ones first. ``known_share``: the share of
    them that the programme uses anywhere. ``terms``: their stems there, misspelled ones mended. ``lacks_term``: whether
    the interest has one or two words that tell anything here, and the programme lacks one of them.
    """

    text: str
    coverage: Vectors
    known_share: float
    terms: frozenset[str]
    lacks_term: bool = False


class KeywordIndex:
    """The words of n documents. Immutable once built, so any thread may ask it.

    ``employer_terms``: the terms that stand in nothing but the names of those whom speakers work for.

    ``is_word`` tells whether a word that no document uses is a word all the same, and so no slip for one of theirs:
    "mesh" is not "mess".
    """

    def __init__(self, documents: Sequence[Document], is_word: Callable[[str], bool] = lambda _: False) -> None:
        self._is_word = is_word
        self._known = lru_cache(maxsize=20_000)(self._look_up)
        bags, self.employer_terms = _bags(documents)
        self._count = len(bags)
        self._index = bm25s.BM25(k1=K1, b=B, method="lucene")
        self._words: dict[str, list[str]] = {}  # by their first letters
        self._frequency: dict[str, int] = {}
        for bag in bags:
            for term in set(bag):
                self._frequency[term] = self._frequency.get(term, 0) + 1
        self._stems: dict[str, dict[str, list[str]]] = {}  # the words that go on from each stem
        for word in sorted({word for doc in documents for word in words(_all_text(doc))}):
            self._words.setdefault(word[0], []).append(word)
            if word.startswith(ended := stem(word)):
                self._stems.setdefault(word[0], {}).setdefault(ended, []).append(word)
        self._phrases = phrases_by_initials(f"{doc.title}\n{doc.text}" for doc in documents)
        if self._frequency:
            self._index.index(bags, show_progress=False)

    def search(self, interest: str) -> KeywordMatch:
        """What the words of an interest tell."""
        spelled = self.expand_initials(interest)
        asked = words(spelled)
        known = self._all_known(asked)
        text = _corrected(spelled, known)
        found = [mended[1] for mended in map(known.get, asked) if mended is not None]
        lacks = sum(known[word] is None and word not in _GENERIC_WORDS for word in asked)
        telling = lacks + sum(2 * self._frequency[term] <= self._count for term in found)
        lacks_term = lacks > 0 and telling <= _FEW
        if not found:
            return KeywordMatch(text, np.zeros(self._count, dtype=np.float32), 0.0, frozenset(), lacks_term)
        sums = np.asarray(self._index.get_scores(found), dtype=np.float32)
        coverage = sums / np.float32(len(asked) * self.rarity(""))  # of a word that nobody uses: the highest
        return KeywordMatch(text, coverage, len(found) / len(asked), frozenset(found), lacks_term)

    def scores(self, interest: str) -> Vectors:
        """How much of the interest's words each document covers, the rare ones first: (n,) float32, 0 to 1."""
        return self.search(interest).coverage

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term: 0 and more."""
        frequency = self._frequency.get(term, 0)
        return float(np.log(1 + (self._count - frequency + 0.5) / (frequency + 0.5)))

    def expand_initials(self, interest: str) -> str:
        """The interest with the phrases of the documents in place of their initials that no document uses."""
        left = _SPELLED_OUT

        def phrase(found: re.Match[str]) -> str:
            nonlocal left
            word = fold(found.group())
            known = not left or not may_be_initials(word) or word in STOP_WORDS or self._is_word(word)
            if known or stem(word) in self._frequency or word not in self._phrases:
                return found.group()
            left -= 1
            return self._phrases[word]

        return WORD.sub(phrase, interest)

    def _all_known(self, asked: Sequence[str]) -> dict[str, tuple[str, str] | None]:
        """What _look_up finds for each word; of those that no document uses for the first ones alone."""
        known: dict[str, tuple[str, str] | None] = {}
        left = _UNKNOWN
        for word in dict.fromkeys(asked):
            known_share = stem(word) in self._frequency
            known[word] = self._known(word) if known_share or left else None
            left -= not known_share and left > 0
        return known

    def _look_up(self, word: str) -> tuple[str, str] | None:
        """The word, or the nearest one that the documents use, and its term there; None when they use neither."""
        if stem(word) in self._frequency:
            return word, stem(word)
        nearest = None if self._in_language(word) else self._spelled(word) or self._nearest(word)
        return None if nearest is None else (nearest, stem(nearest))

    def _in_language(self, word: str) -> bool:
        """Whether it is a word, or the plural of one, that these documents do not use."""
        return self._is_word(word) or (len(word) > 4 and word[-1] == "s" and self._is_word(word[:-1]))

    def _spelled(self, word: str) -> str | None:
        """The documents' word for a numeronym."""
        if not may_be_numeronym(word):
            return None
        same = self._words.get(word[0], ())
        return numeronym(word, same, {other: self._frequency[stem(other)] for other in same})

    def _nearest(self, word: str) -> str | None:
        """The programme's word for a misspelled one: at most one slip in five letters, the first letter right.

        The forms that both words may have count for nothing: "pufin" is as near to "puffins" as to "puffin".
        """
        allowed = 0 if len(word) < 4 or any(letter.isdigit() for letter in word) else 1 if len(word) < 8 else 2
        if not allowed:
            return None
        slips = _within(word, self._words.get(word[0], ()), allowed)
        if len(word) > _LONGEST_ENDING + 1:
            stems = self._stems.get(word[0], {})
            for ended in _within(word.removesuffix("s"), list(stems), 1):
                slips = dict.fromkeys(stems[ended], 1) | slips
        return min(slips, key=lambda near: (slips[near], -self._frequency[stem(near)], near), default=None)


def _corrected(spelled: str, known: Mapping[str, tuple[str, str] | None]) -> str:
    """The query as the documents have its words: ``known`` says what each of them is taken for."""

    def right(found: re.Match[str]) -> str:
        (word, *others) = content_words(found.group()) or ("",)
        meant = None if others else known.get(word)
        return found.group() if meant is None or meant[0] == word else meant[0]

    return WORD.sub(right, spelled)


def _within(word: str, others: Iterable[str], slips: int) -> dict[str, int]:
    """How many slips away each of ``others`` is that is no further away."""
    scorer: Any = OSA.distance  # whose declared type is another than extract's
    found = process.extract(word, others, scorer=scorer, score_cutoff=slips, limit=None)
    return {other: int(away) for other, away, _ in found}


def _all_text(document: Document) -> str:
    return f"{document.title} {document.text} {document.labels} {document.employers}"


def _bags(documents: Sequence[Document]) -> tuple[list[list[str]], frozenset[str]]:
    """The terms of each document, those of its title several times; and those that only employers' names have.

    Of its speakers' employers those that name employers more often than subjects: "Health" of an insurer's name is no
    word of the document where others have health for their subject, the rest of the name is.
    """
    bags = [_all_terms(f"{f'{doc.title} ' * TITLE_TIMES}{doc.text} {doc.labels}") for doc in documents]
    names = [terms(doc.employers) for doc in documents]
    subject = Counter(term for bag in bags for term in set(bag))
    name = Counter(term for bag in names for term in set(bag))
    bags = [bag + [term for term in own if name[term] >= subject[term]] for bag, own in zip(bags, names, strict=True)]
    return bags, frozenset(name) - frozenset(subject)


def _all_terms(text: str) -> list[str]:
    """The terms of a document, those that are empty in another language too: one may be all that somebody asks for."""
    return [stem(word) for word in all_words(text) if word not in STOP_WORDS]
