"""Recognize what a query does not want: "GPS but not gulls", "graphs -neo4j", "Karten, aber ohne Vögel".

Unmistakable forms exclude. "no X" and "without X" are as often part of a subject ("no code", "learning without labels")
and are only offered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from session_finder.filters.filters import MAX_PHRASE
from session_finder.query.candidates import Candidate
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.tokens import MASK, PhraseTable, View, token_words, vocabulary
from session_finder.text.analyzer import words
from session_finder.text.folding import UNSPACED
from session_finder.text.time_words import PARTS, RELATIVE, WEEKDAYS

_CERTAIN, _ALONE, _POSSIBLE, _OPENING, _BEHIND, _AND, _PLEASE = (
    PhraseTable((phrase, True) for phrase in vocabulary("exclusions", name))
    for name in ("certain", "alone", "possible", "opening", "behind", "and", "please")
)
_NEGATING: Final = PhraseTable(
    (phrase, True)
    for name in ("certain", "alone", "possible", "opening", "negating")
    for phrase in vocabulary("exclusions", name)
)
_QUALITIES: Final = frozenset(token_words(" ".join(vocabulary("exclusions", "qualities"))))
_LONGEST: Final = 3  # words of one excluded name
_MOST: Final = 4  # excluded names
_MOST_WORDS: Final = 12  # of a query; in a longer one the words are those of a sentence
_MOST_BESIDE_OPERATORS: Final = 8  # words of a query with "-word" or "NOT word"; in a longer one a dash is a dash
_LONGEST_UNSPACED: Final = 20  # signs of one in a script without spaces
_OPERATOR: Final = re.compile(r"(?<!\S)(?:[-−](?=[^\W\d_])|(?:AND\s)?NOT\s+(?=[^\W_]))([\w+#.-]*[\w+#])")
_AT_THE_END: Final = f" .?!{MASK}"
_SURE, _UNSURE = 7.0, 1.5
_WITH_OR: Final = frozenset(token_words("or with oder mit o con ou avec"))
# Words that are in no short name: the text goes on as a sentence, or names a time, which is no phrase to mention.
_NO_NAMES: Final = frozenset(
    token_words("of in at from to by as is are be was were that which who how why what when where it because")
) | {*WEEKDAYS, *RELATIVE, *PARTS}


def exclusion_candidates(view: View, lexicon: ProgrammeLexicon) -> Iterator[Candidate]:
    """What a text may exclude, each with all that is left out together."""
    if len(view.said) <= _MOST_BESIDE_OPERATORS and not view.text.isupper():
        yield from _excluded_by_operators(view)
    short = len(view.said) <= _MOST_WORDS or UNSPACED.search(view.text) is not None
    for place in range(len(view.said)):
        yield from _excluded_before(view, place)
        if short:
            yield from _excluded_behind(view, lexicon, place)


def _excluded_by_operators(view: View) -> Iterator[Candidate]:
    """What stands behind "-" or "NOT" at the end of a text: "maps -gps", but not "-Xmx flag" or "git commit -m"."""
    end = len(view.text.rstrip(_AT_THE_END))
    for found in reversed(list(_OPERATOR.finditer(view.text))):
        if found.end() < end or len(found[1]) == 1 or view.sorts[view.index_at(found.start(1))] == "joint":
            return
        end = len(view.text[: found.start()].rstrip(_AT_THE_END))
        yield Candidate.of(found.span(), "exclude", _SURE, unsaid=(found[1],))


def is_negated(view: View, start: int) -> bool:
    """Whether words that take back what follows stand before a position: "not in English", "no talks in German".

    Only words for sessions and small words may stand between them.
    """
    place = view.index_at(start)
    while place and not view.parted(place):
        if any(True for _ in _NEGATING.before(view.said, place)):
            return True
        if view.sorts[place - 1] not in ("joint", "session"):
            return False
        place -= 1
    return False


def _excluded_before(view: View, place: int) -> Iterator[Candidate]:
    """The name before words that exclude it: "Azure以外"."""
    length = next((length for length, _ in _BEHIND.at(view.said, place)), 0)
    first = _start_of_unspaced_name(view, place)
    if length and first < place:
        start, end = view.span(first, place + length)
        name = view.text[start : view.tokens[place].start].strip()
        if len(name) <= MAX_PHRASE:
            yield Candidate.of((start, end), "exclude", _SURE, unsaid=(name,))


def _excluded_behind(view: View, lexicon: ProgrammeLexicon, place: int) -> Iterator[Candidate]:
    """The names behind words that exclude them, up to the end of the text or something that was read."""
    length, score = _turn_at(view, place)
    if not length or view.hyphen(place + length) or view.parted(place + length):
        return
    names, behind = _excluded_names(view, place + length)
    if names and view.ends_at(behind):
        start, end = view.span(place, behind)
        if not lexicon.calendar.in_heading(view.text[start:end]):
            span = (start, view.with_signs(start, end)[1])
            others = lexicon.others(names[0]) if score == _SURE else {}
            if not others:
                yield Candidate.of(span, "exclude", score, unsaid=names)
            elif len(names) == 1 and all(others.values()):  # "but not beginner": not the word, but the level
                yield Candidate.of(span, "exclude", _UNSURE, **others)


def _turn_at(view: View, place: int) -> tuple[int, float]:
    """The length of the words at ``place`` that may exclude what follows, and how sure that is; 0 for none."""
    opening = view.leads(place)
    if view.text.startswith("NOT", view.tokens[place].start) and not view.text.isupper():
        return 0, 0.0  # an operator
    if not opening:
        for length, _ in _CERTAIN.at(view.said, place):
            return length, _SURE
    elif all(_is_please(view, before) for before in range(place)):
        for length, _ in _ALONE.at(view.said, place):
            return length, _SURE
    if place and not view.parted(place) and view.said[place - 1] in _WITH_OR:  # "with or without Qt"
        return 0, 0.0
    if not opening and any(True for _ in _POSSIBLE.at(view.said, 0)):  # "no pain, no gain"
        return 0, 0.0
    for length, _ in (_OPENING if opening else _POSSIBLE).at(view.said, place):
        return length, _UNSURE
    return 0, 0.0


def _start_of_unspaced_name(view: View, place: int) -> int:
    """Where the name before "以外" begins: after the last joint or separator."""
    first = place
    while first and place - first < _LONGEST_UNSPACED and not view.parted(first) and view.sorts[first - 1] == "content":
        first -= 1
    return first


def _excluded_names(view: View, place: int) -> tuple[tuple[str, ...], int]:
    """The names from ``place`` on, and the place behind them; () when it is no list of a few short names."""
    names: list[str] = []
    first = place
    while first < len(view.said) and len(names) <= _MOST:
        place = first + 1
        while place < len(view.said) and not view.parted(place) and not _length_of_and(view, place):
            if place - first > _LONGEST_UNSPACED:
                return (), place
            place += 1
        names.append(_name(view, first, place))
        going_on = place < len(view.said) and (not view.parted(place) or view.gap(place).strip(" +#") in (",", "、"))
        if not going_on:
            break
        first = place + _length_of_and(view, place)
        if MASK in view.gap(first):
            break
    return (tuple(dict.fromkeys(names)) if names and all(names) and len(names) <= _MOST else ()), place


def _length_of_and(view: View, place: int) -> int:
    return next(_AND.at(view.said, place), (0, True))[0]


def _name(view: View, first: int, behind: int) -> str:
    """The name that these words are, without articles and words for sessions; "" when they are no short name."""
    said = view.said[first:behind]
    if not _QUALITIES.isdisjoint((said[0], said[-1])) or any(
        True for _ in _POSSIBLE.at(view.said, first)
    ):  # "no pain, no gain"
        return ""
    if any(word in _NO_NAMES and not view.hyphen(first + at) for at, word in enumerate(said)):
        return ""
    while first < behind - 1 and view.sorts[first] in ("joint", "session"):
        first += 1
    while first < behind - 1 and _is_small(view, behind - 1):
        behind -= 1
    if any(view.sorts[place] == "joint" and not view.hyphen(place) for place in range(first, behind)):
        return ""
    start, end = view.with_signs(*view.span(first, behind))
    text = view.text[start:end]
    longest = _LONGEST_UNSPACED if UNSPACED.search(text) else _LONGEST
    return "" if not words(text) or behind - first > longest or (len(text) == 1 and text.islower()) else text


def _is_small(view: View, place: int) -> bool:
    """Whether a word behind a name is no part of it: "Azure talks please"."""
    return not view.hyphen(place) and (
        view.sorts[place] != "content" or view.sessions[place] or _is_please(view, place)
    )


def _is_please(view: View, place: int) -> bool:
    return next(_PLEASE.at(view.said, place), None) is not None
