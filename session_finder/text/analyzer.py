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
    found = []
    for match in WORD.finditer(text):
        word = next((word for word in content_words(match.group()) if word not in _STOP_WORDS_ELSEWHERE), "")
        if word:
            found.append((*match.span(), word))
    return found


@lru_cache(maxsize=100_000)
def content_words(written: str) -> tuple[str, ...]:
    """The words in one word as written: several if it contains an underscore or sign, none for a stop word."""
    return tuple(words(written))


def term_spans(text: str, asked: frozenset[str]) -> list[tuple[int, int, str]]:
    """The positions of the terms ``asked`` in ``text``: start, end (characters) and term, in order."""
    found = []
    for word in WORD.finditer(text) if asked else ():
        term = next((part for part in map(stem, content_words(word.group())) if part in asked), None)
        if term is not None:
            found.append((*word.span(), term))
    return found


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball stem of an English word."""
    with _ONE_AT_A_TIME:  # the stemmer is not thread-safe
        return str(_STEMMER.stemWord(word))


def query_words(query: str) -> list[tuple[int, int, str]]:
    """The first MOST_WORDS words of a query, which late interaction compares: start, end (characters) and word."""
    return spans(query)[:MOST_WORDS]
