"""The text analyzer: words, stems and their positions in a text. Every module that reads words uses it."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Final

import Stemmer

from session_finder.text.folding import fold

MOST_WORDS: Final = 64  # of a query; a longer one is a pasted text, and its beginning is enough
WORD: Final = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")  # as written, accents included
_WORD = re.compile(r"[^\W_]+")
_LONGEST_KEPT: Final = 400  # characters of a text whose positions are kept, more than evidence has
_KEPT: Final = 5_000  # such texts: 5 MB as a rule, 25 MB at most
_Position = tuple[int, int, str, tuple[str, ...]]  # start, end, word and terms
_STEMMER = Stemmer.Stemmer("english")
_ONE_AT_A_TIME = threading.Lock()
# Stop words of other languages, folded. Words that are also English words, names or acronyms are left out: "DER" are
# distributed energy resources, "SUS" is a health service.
_STOP_WORDS_ELSEWHERE = frozenset(
    """aber auch auf beim deren dessen dieser diesem diesen dieses durch eine einem einen einer eines habe haben ihre
    ist kann konnen nach nicht ohne seine sich sind sowie und unser unsere werden wird zum zur zwischen
    avec cette dans leur leurs quel quelle qui sont vous
    cual desde esto muy pero sobre
    pela pelo""".split()  # noqa: SIM905  a list of strings would be harder to read
)
# English stop words, including what people wrap a query in ("I am looking for something about").
STOP_WORDS = frozenset(
    """a about am an and anything are as at be been but by can could did do does for from had has have how i if in
    interested into is it its like looking me my no not of on or our s session sessions should so some something such t
    talk talks than that the their them then there these they this to up us want was we were what when where which who
    whom whose why will with would you your""".split()  # noqa: SIM905  a list of 77 strings would be harder to read
)


def terms(text: str) -> list[str]:
    """The stems of a text's words, in order, without stop words."""
    return [stem(word) for word in words(text)]


@lru_cache(maxsize=50_000)
def term_set(text: str) -> frozenset[str]:
    """The distinct stems of a sentence. Cached: many people search the same few sessions."""
    return frozenset(terms(text))


def words(text: str) -> list[str]:
    """The words of a text, folded (no case, no accents), in order, without stop words.

    Stop words of other languages are kept when the text has nothing else: they are then what is searched for.
    """
    found = [word for word in all_words(text) if word not in STOP_WORDS]
    return [word for word in found if word not in _STOP_WORDS_ELSEWHERE] or found


def all_words(text: str) -> list[str]:
    """The words of a text, folded, in order, stop words included: names may consist of them."""
    return _WORD.findall(fold(text))


def spans(text: str) -> list[tuple[int, int, str]]:
    """The positions of the words that ``words`` returns: start, end (characters) and folded word, in order.

    A sign that folds to several words ("½") is one span with the first of them.
    """
    return [(start, end, word) for start, end, word, _ in _positions(text) if word]


@lru_cache(maxsize=100_000)
def content_words(written: str) -> tuple[str, ...]:
    """The words in one word as written: several if it contains an underscore or sign, none for a stop word."""
    return tuple(words(written))


def term_spans(text: str, asked: frozenset[str]) -> list[tuple[int, int, str]]:
    """The positions of the terms ``asked`` in ``text``: start, end (characters) and term, in order."""
    if not asked:
        return []
    return [
        (start, end, next(term for term in terms if term in asked))
        for start, end, _, terms in _positions(text)
        if not asked.isdisjoint(terms)
    ]


def _positions(text: str) -> tuple[_Position, ...]:
    """The words of a text that are no stop words. Those of short texts are kept: many search the same few sessions."""
    return _kept_positions(text) if len(text) <= _LONGEST_KEPT else _read_positions(text)


def _read_positions(text: str) -> tuple[_Position, ...]:
    read = ((found.span(), _word_and_terms(found.group())) for found in WORD.finditer(text))
    return tuple((*span, *word) for span, word in read if word is not None)


_kept_positions = lru_cache(maxsize=_KEPT)(_read_positions)


@lru_cache(maxsize=100_000)
def _word_and_terms(written: str) -> tuple[str, tuple[str, ...]] | None:
    """The word that ``spans`` has for one word as written, "" for none, and its terms; None for a stop word."""
    found = content_words(written)
    word = next((word for word in found if word not in _STOP_WORDS_ELSEWHERE), "")
    return (word, tuple(map(stem, found))) if found else None


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball stem of an English word."""
    with _ONE_AT_A_TIME:  # the stemmer is not thread-safe
        return str(_STEMMER.stemWord(word))


def query_words(query: str) -> list[tuple[int, int, str]]:
    """The first MOST_WORDS words of a query, which late interaction compares: start, end (characters) and word."""
    return spans(query)[:MOST_WORDS]
