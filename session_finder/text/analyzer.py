"""The analyzer: a text to its words and their stems, and where they stand. Every reader of words uses this one."""

from __future__ import annotations

import re
import threading
from functools import lru_cache
from typing import Final

import Stemmer

from session_finder.text.folding import fold

MOST_WORDS: Final = 64  # of a query; whoever pastes a paper has said it in these
WORD: Final = re.compile("[^\\W_](?:[^\\W_]|[\u0300-\u036f])*")  # as it is written, before its accents are taken off
_WORD = re.compile(r"[^\W_]+")
_STEMMER = Stemmer.Stemmer("english")
_ONE_AT_A_TIME = threading.Lock()
# Words that say nothing of a subject, among them what people wrap an interest in ("I am looking for something about").
# Common words of other languages, without accents. Only those that are no English words, names or initials: "der" are
# also distributed energy resources, "sus" is a health service.
_STOP_WORDS_ELSEWHERE = frozenset(
    """aber auch auf beim deren dessen dieser diesem diesen dieses durch eine einem einen einer eines habe haben ihre
    ist kann konnen nach nicht ohne seine sich sind sowie und unser unsere werden wird zum zur zwischen
    avec cette dans leur leurs quel quelle qui sont vous
    cual desde esto muy pero sobre
    pela pelo""".split()  # noqa: SIM905  a list of strings would be harder to read
)
STOP_WORDS = frozenset(
    """a about am an and anything are as at be been but by can could did do does for from had has have how i if in
    interested into is it its like looking me my no not of on or our s session sessions should so some something such t
    talk talks than that the their them then there these they this to up us want was we were what when where which who
    whom whose why will with would you your""".split()  # noqa: SIM905  a list of 77 strings would be harder to read
)


def terms(text: str) -> list[str]:
    """The stems of a text's words, in order; words that say nothing of a subject are left out."""
    return [stem(word) for word in words(text)]


@lru_cache(maxsize=50_000)
def term_set(text: str) -> frozenset[str]:
    """The different stems of a sentence; remembered, since the sessions that many ask for are few."""
    return frozenset(terms(text))


def words(text: str) -> list[str]:
    """The words of a text without case and accents, in order; empty ones left out.

    Those that are empty in another language only where others are left: by itself such a word is what is asked for.
    """
    found = [word for word in all_words(text) if word not in STOP_WORDS]
    return [word for word in found if word not in _STOP_WORDS_ELSEWHERE] or found


def all_words(text: str) -> list[str]:
    """The words of a text without case and accents, in order, the empty ones too: a name may be made of such."""
    return _WORD.findall(fold(text))


def spans(text: str) -> list[tuple[int, int, str]]:
    """Where ``text`` has words that ``words`` names: start, end (characters) and word, in order.

    What is written as one and read as several (a sign that stands for letters) is one span with the first of them.
    """
    found = []
    for match in WORD.finditer(text):
        word = next((word for word in content_words(match.group()) if word not in _STOP_WORDS_ELSEWHERE), "")
        if word:
            found.append((*match.span(), word))
    return found


@lru_cache(maxsize=100_000)
def content_words(written: str) -> tuple[str, ...]:
    """The words of one as it is written: several where it holds an underscore or a sign, none of an empty one."""
    return tuple(words(written))


def term_spans(text: str, asked: frozenset[str]) -> list[tuple[int, int, str]]:
    """Where ``text`` has words of the terms ``asked``: start, end (characters) and term, in order."""
    found = []
    for word in WORD.finditer(text) if asked else ():
        term = next((part for part in map(stem, content_words(word.group())) if part in asked), None)
        if term is not None:
            found.append((*word.span(), term))
    return found


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The Snowball stem of an English word."""
    with _ONE_AT_A_TIME:  # a stemmer keeps its word inside while it works
        return str(_STEMMER.stemWord(word))


def query_words(query: str) -> list[tuple[int, int, str]]:
    """The words of a query that are looked for one by one: start, end (characters) and word, in order."""
    return spans(query)[:MOST_WORDS]
