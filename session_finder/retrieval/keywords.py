"""BM25 over the same documents: it finds names, acronyms and rare words, which vectors miss.

Scores are BM25 (Robertson and Zaragoza 2009, "The Probabilistic Relevance Framework") divided by the score of a query
of the same length whose words are all as rare as possible and fully covered. So they are comparable for short and long
queries and for programmes of any size.
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
from session_finder.retrieval.abbreviations import may_be_initials, numeronym, phrases_by_initials
from session_finder.retrieval.passages import Document
from session_finder.text.analyzer import STOP_WORDS, WORD, all_words, content_words, stem, terms, words
from session_finder.text.folding import fold

TITLE_TIMES = 3  # how often a word of the title counts
K1, B = 0.8, 0.75  # abstracts repeat their words little, so repetition saturates earlier than usual
_FEW = 2  # informative words: of so few each is essential; words in most documents are not informative
_LONGEST_ENDING = 3  # letters of an inflectional ending
_SPELLED_OUT = 10  # initials that are expanded in one query
_UNKNOWN = 200  # unknown words of one query that are spell-checked; a longer one is a pasted text
logging.getLogger("bm25s").setLevel(logging.WARNING)  # it logs every index that it builds
# Words about the form of a session rather than its subject; an answer need not contain them.
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
    """How the words of a query match the documents.

    ``text`` is the query with spelling corrected and initials expanded. ``coverage`` (n,) float32, 0 to 1: the share of
    the words that each document covers, weighted by rarity. ``known_share``: the share of them that any document uses.
    ``terms``: their stems after correction. ``lacks_term``: whether the query has one or two informative words, and the
    programme lacks one of them.
    """

    text: str
    coverage: Vectors
    known_share: float
    terms: frozenset[str]
    lacks_term: bool = False


class KeywordIndex:
    """The words of n documents. Immutable, so any thread may use it.

    ``is_word`` tells whether a word that no document uses is an English word, and so not a misspelling: "mesh" is not
    "mess". ``employer_terms``: the terms that occur only in the names of speakers' employers.
    """

    def __init__(self, documents: Sequence[Document], is_word: Callable[[str], bool] = lambda _: False) -> None:
        self._is_word = is_word
        self._look_up_cached = lru_cache(maxsize=20_000)(self._look_up)
        bags, self.employer_terms = _bags(documents)
        self._count = len(bags)
        self._index = bm25s.BM25(k1=K1, b=B, method="lucene")
        self._words: dict[str, list[str]] = {}  # by first letter
        self._frequency: dict[str, int] = {}
        for bag in bags:
            for term in set(bag):
                self._frequency[term] = self._frequency.get(term, 0) + 1
        self._stems: dict[str, dict[str, list[str]]] = {}  # the words that begin with each stem, by first letter
        for word in sorted({word for doc in documents for word in words(_all_text(doc))}):
            self._words.setdefault(word[0], []).append(word)
            if word.startswith(ended := stem(word)):
                self._stems.setdefault(word[0], {}).setdefault(ended, []).append(word)
        self._accented = _accented(" ".join(text for text in map(_all_text, documents) if not text.isascii()))
        self._phrases = phrases_by_initials(f"{doc.title}\n{doc.text}" for doc in documents)
        if self._frequency:
            self._index.index(bags, show_progress=False)

    def search(self, query: str) -> KeywordMatch:
        """Match the words of a query."""
        spelled = self.expand_initials(query)
        asked = words(spelled)
        known = self._all_known(asked, _accented(spelled))
        text = _corrected(spelled, known)
        found = [mended[1] for mended in map(known.get, asked) if mended is not None]
        lacks = sum(known[word] is None and word not in _GENERIC_WORDS for word in asked)
        telling = lacks + sum(2 * self._frequency[term] <= self._count for term in found)
        lacks_term = lacks > 0 and telling <= _FEW
        if not found:
            return KeywordMatch(text, np.zeros(self._count, dtype=np.float32), 0.0, frozenset(), lacks_term)
        sums = np.asarray(self._index.get_scores(found), dtype=np.float32)
        coverage = sums / np.float32(len(asked) * self.rarity(""))  # the rarity of an unused word is the highest
        return KeywordMatch(text, coverage, len(found) / len(asked), frozenset(found), lacks_term)

    def scores(self, query: str) -> Vectors:
        """The ``coverage`` of the query's words by each document, (n,) float32, 0 to 1."""
        return self.search(query).coverage

    def rarity(self, term: str) -> float:
        """The inverse document frequency of a term, 0 or more."""
        return _rarity(self._frequency.get(term, 0), self._count)

    def has(self, term: str) -> bool:
        """Whether any document uses a term."""
        return term in self._frequency

    def expand_initials(self, query: str) -> str:
        """The query with initials that no document uses replaced by the documents' phrases for them."""
        left = _SPELLED_OUT

        def phrase(found: re.Match[str]) -> str:
            nonlocal left
            word = fold(found.group())
            known = not left or not may_be_initials(word) or word in STOP_WORDS or self._is_word(word)
            if known or stem(word) in self._frequency or word not in self._phrases:
                return found.group()
            left -= 1
            return self._phrases[word]

        return WORD.sub(phrase, query)

    def _all_known(self, asked: Sequence[str], accented: frozenset[str]) -> dict[str, tuple[str, str] | None]:
        """The result of _look_up for each word; only the first _UNKNOWN unknown words are looked up.

        A word that was typed with accents is only mended into one that the documents write with accents: "santé" is
        French, and not the Italian "santa".
        """
        known: dict[str, tuple[str, str] | None] = {}
        left = _UNKNOWN
        for word in dict.fromkeys(asked):
            known_share = stem(word) in self._frequency
            known[word] = self._look_up_cached(word) if known_share or left else None
            left -= not known_share and left > 0
            meant = known[word]
            if word in accented and meant is not None and meant[0] != word and meant[0] not in self._accented:
                known[word] = None
        return known

    def _look_up(self, word: str) -> tuple[str, str] | None:
        """The word, or the nearest one that the documents use, and its term; None when they use neither."""
        if stem(word) in self._frequency:
            return word, stem(word)
        nearest = None if self._in_language(word) else self._numeronym(word) or self._correct_spelling(word)
        return None if nearest is None else (nearest, stem(nearest))

    def _in_language(self, word: str) -> bool:
        """Whether it is an English word, or the plural of one, that these documents do not use."""
        return self._is_word(word) or (len(word) > 4 and word[-1] == "s" and self._is_word(word[:-1]))

    def _numeronym(self, word: str) -> str | None:
        """The documents' word for a numeronym, None for other words."""
        meant = numeronym(word)
        return meant if meant is not None and stem(meant) in self._frequency else None

    def _correct_spelling(self, word: str) -> str | None:
        """The documents' word for a misspelled one: at most one error in five letters, with the first letter right.

        Stems are compared too, so that endings do not count: "pufin" is as near to "puffins" as to "puffin".
        """
        allowed = 0 if len(word) < 4 or any(letter.isdigit() for letter in word) else 1 if len(word) < 8 else 2
        if not allowed:
            return None
        slips = _within_edits(word, self._words.get(word[0], ()), allowed)
        if len(word) > _LONGEST_ENDING + 1:
            stems = self._stems.get(word[0], {})
            for ended in _within_edits(word.removesuffix("s"), list(stems), 1):
                slips = dict.fromkeys(stems[ended], 1) | slips
        return min(slips, key=lambda near: (slips[near], -self._frequency[stem(near)], near), default=None)


@lru_cache(maxsize=10_000)
def _rarity(frequency: int, count: int) -> float:
    """The inverse document frequency of a term that ``frequency`` of ``count`` documents use."""
    return float(np.log(1 + (count - frequency + 0.5) / (frequency + 0.5)))


def _corrected(spelled: str, known: Mapping[str, tuple[str, str] | None]) -> str:
    """The query in the documents' words; ``known`` maps each word to its correction."""

    def right(found: re.Match[str]) -> str:
        (word, *others) = content_words(found.group()) or ("",)
        meant = None if others else known.get(word)
        return found.group() if meant is None or meant[0] == word else meant[0]

    return WORD.sub(right, spelled)


def _within_edits(word: str, others: Iterable[str], slips: int) -> dict[str, int]:
    """Those of ``others`` within ``slips`` edits (optimal string alignment) of ``word``, with their distances."""
    scorer: Any = OSA.distance  # its declared type does not match extract's
    found = process.extract(word, others, scorer=scorer, score_cutoff=slips, limit=None)
    return {other: int(away) for other, away, _ in found}


def _accented(text: str) -> frozenset[str]:
    """The folded words of a text that it writes with accents or other letters that folding changes."""
    return frozenset(
        word
        for found in WORD.finditer(text)
        if not found.group().isascii()
        for word in content_words(found.group())
        if word != found.group().casefold()
    )


def _all_text(document: Document) -> str:
    return f"{document.title} {document.text} {document.labels} {document.employers}"


def _bags(documents: Sequence[Document]) -> tuple[list[list[str]], frozenset[str]]:
    """The terms of each document, title terms repeated, and the terms that only employers' names have.

    An employer's name adds the terms that name employers more often than subjects: not the "health" of a health insurer
    where other documents are about health, but the rest of its name.
    """
    bags = [_all_terms(f"{f'{doc.title} ' * TITLE_TIMES}{doc.text} {doc.labels}") for doc in documents]
    names = [terms(doc.employers) for doc in documents]
    subject = Counter(term for bag in bags for term in set(bag))
    name = Counter(term for bag in names for term in set(bag))
    bags = [bag + [term for term in own if name[term] >= subject[term]] for bag, own in zip(bags, names, strict=True)]
    return bags, frozenset(name) - frozenset(subject)


def _all_terms(text: str) -> list[str]:
    """The terms of a document, stop words of other languages included, since a query may consist of one."""
    return [stem(word) for word in all_words(text) if word not in STOP_WORDS]
