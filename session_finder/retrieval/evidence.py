"""Evidence: what best supports a match, one or two sentences of its abstract or another of its texts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Literal

import numpy as np

from session_finder.models.encoder import Vectors
from session_finder.text.analyzer import spans, stem, term_set, term_spans
from session_finder.text.sentences import sentences

Source = Literal["abstract", "title", "tags", "track", "speakers"]
NAMED = 0.25  # bonus, as a cosine, for a sentence with all terms of the query
LONGEST_PAIR = 360  # characters of two sentences together
_WORDS_OF_EVIDENCE = 8  # fewer are shown with the neighbouring sentence
_ADDED = 0.2  # share of what is asked that a second sentence must add
_FACT = 0.5  # share of what the best fact holds that a sentence must hold
# These patterns expect single spaces and never backtrack: they run within a search, on any text of a programme.
_LINK = re.compile(r"(?:\[[^\]\s]{1,30}\] ?)?:? ?(?:https?://|www\.)\S+|\[[^\]]{1,30}\]\[\d{1,4}\]", re.IGNORECASE)
_LONGEST_PLACEHOLDER = 160  # characters of a placeholder
_BRACKETED = re.compile(r"(?:[^\w\[<{]*+[\[<{])++[^\]>}]*+[\]>}]\W*+")
# Placeholders that the intake (intake/cleaning/placeholders.py) left: a sentence among others, or an older programme.
_PLACEHOLDER = re.compile(
    r"\W*+(?:(?:(?:details|abstract|description|more|title) ?)?(?:(?:is|are) ?)?"
    r"to be (?:announced|confirmed|determined)|tb[acd]|coming soon|n/?a)\W*+",
    re.IGNORECASE,
)
_DUMMY_TEXT = "lorem ipsum"
_WORD = re.compile(r"[^\W\d_]+")
_WORDS_A_LINK = 4  # fewer make a list of links
_WORDS_A_HEADING = 4  # at most this many before the colon at the end
_BEFORE_A_LIST = re.compile(r":\s*\(?(?:\d{1,2}|[a-z])[.)]\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Evidence:
    """What supports a match: one or two sentences of the abstract, or the title, tags, track or speakers.

    ``near`` are its folded words that are near in meaning to a word of the query.
    """

    text: str
    source: Source = "abstract"
    near: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class AskedTerms:
    """What a query asks of a document: its terms with their ``weights``, and what is near to them in meaning.

    ``near`` maps folded words of the document to the terms that they are near to, each with a closeness below 1.
    """

    weights: Mapping[str, float]
    near: Mapping[str, Mapping[str, float]] = field(default_factory=dict)

    def held(self, text: str) -> dict[str, float]:
        """The terms in a text: 1 for those that stand there, less for those that only something near to them does."""
        own = term_set(text)
        found = {term: 1.0 for term in self.weights if term in own}
        for word in _words(text) & self.near.keys() if self.near else ():
            for term, closeness in self.near[word].items():
                found[term] = max(found.get(term, 0.0), closeness)
        return found

    def coverage(self, text: str) -> float:
        """The weight of what a text holds, as a share of all: 0 to 1."""
        if term_set(text).isdisjoint(self.weights) and (not self.near or _words(text).isdisjoint(self.near)):
            return 0.0
        whole = sum(self.weights.values()) or 1.0
        return sum(self.weights[term] * closeness for term, closeness in self.held(text).items()) / whole

    def near_in(self, text: str) -> frozenset[str]:
        """The words of a text that are near to a term and not one themselves."""
        return frozenset(word for word in self.near if stem(word) not in self.weights and word in _words(text))


def near_spans(text: str, terms: frozenset[str], near: frozenset[str]) -> list[tuple[int, int]]:
    """The positions of the folded words ``near`` in a text, in characters, in order, without those of ``terms``."""
    if not near:
        return []
    exact = {start for start, *_ in term_spans(text, terms)}
    return [(start, end) for start, end, word in spans(text) if word in near and start not in exact]


def best_evidence(
    abstract: str, facts: Mapping[Source, str], meaning: Vectors, asked: AskedTerms, named: bool = False
) -> Evidence | None:
    """What supports a match best; None when nothing can be shown.

    ``facts`` are the texts beside the abstract, the first of equals is taken. ``meaning``: the closeness of each of the
    abstract's sentences to the query, (sentences,) float32. A sentence that holds what is asked is taken, unless a fact
    holds far more of it. ``named``: the session was found by a name, so that only what holds one is shown.
    """
    said = sentences(abstract)
    chosen, held = _best_sentences(abstract, said, meaning, asked, named)
    coverage = {source: asked.coverage(text) for source, text in facts.items()}
    source = max(coverage, key=lambda source: coverage[source], default=None)
    if source is not None and coverage[source] > 0 and held < _FACT * coverage[source]:
        return Evidence(facts[source], source, asked.near_in(facts[source]))
    if chosen is None:
        return None
    text = abstract[said[chosen[0]][0] : said[chosen[1]][1]]
    return Evidence(text, "abstract", asked.near_in(text))


def _best_sentences(
    abstract: str, said: Sequence[tuple[int, int]], meaning: Vectors, asked: AskedTerms, named: bool
) -> tuple[tuple[int, int] | None, float]:
    """The first and last sentence of the best evidence in the abstract, None for none, and their coverage."""
    texts = _sentence_texts(abstract)
    held = np.array([asked.coverage(text) for text in texts])
    shown = np.array([tells(text) for text in texts], dtype=bool)
    if (shown & (held > 0)).any() or named:
        shown &= held > 0
    if not shown.any():
        return None, 0.0
    value = np.round(meaning + NAMED * held, 3)
    best = int(np.argmax(np.where(shown, value, -np.inf)))
    short = len(_WORD.findall(texts[best])) < _WORDS_OF_EVIDENCE
    pairs = []
    for first, last in ((best, best + 1), (best - 1, best)):
        other = last if first == best else first
        if 0 <= other < len(texts) and tells(texts[other]) and said[last][1] - said[first][0] <= LONGEST_PAIR:
            together = asked.coverage(abstract[said[first][0] : said[last][1]])
            if short or together >= held[best] + _ADDED:
                pairs.append((together, float(value[other]), (first, last)))
    if not pairs:
        return (best, best), float(held[best])
    together, _, chosen = max(pairs, key=lambda pair: pair[:2])
    return chosen, together


@lru_cache(maxsize=5_000)
def _sentence_texts(text: str) -> tuple[str, ...]:
    """The sentences of a text. Cached, so that the caches below find each again without reading it."""
    return tuple(text[start:end] for start, end in sentences(text))


@lru_cache(maxsize=50_000)
def _words(text: str) -> frozenset[str]:
    """The folded words of a text. Cached: many people search the same few sessions."""
    return frozenset(word for _, _, word in spans(text))


@lru_cache(maxsize=50_000)
def tells(sentence: str) -> bool:
    """Whether a sentence can be shown as evidence.

    Placeholders, lists of links, and headings without their list ("Topics: 1.", "Our goals:") cannot.
    """
    plain = " ".join(sentence.split())
    if len(plain) <= _LONGEST_PLACEHOLDER and (_BRACKETED.fullmatch(plain) or _PLACEHOLDER.fullmatch(plain)):
        return False
    if plain.lstrip("[(<\"'“ ").casefold().startswith(_DUMMY_TEXT) or _BEFORE_A_LIST.search(plain):
        return False
    if plain.endswith(":") and len(_WORD.findall(plain)) <= _WORDS_A_HEADING:
        return False
    bare, links = _LINK.subn(" ", plain)
    letters = sum(letter.isalpha() for letter in bare)
    if len(_WORD.findall(bare)) < _WORDS_A_LINK * links:
        return False
    return 2 * letters >= sum(not letter.isspace() for letter in bare) and letters > 1
