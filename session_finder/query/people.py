"""Recognize speakers in a query: "Dr Okwuosa", "okwuosa ifeanyi", "talks by Lorincz"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from session_finder.query.candidates import Candidate
from session_finder.query.facet_values import marked
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.tokens import View, token_words, vocabulary

_TITLES: Final = frozenset(word for phrase in vocabulary("marks", "speaker", "titles") for word in token_words(phrase))
_FULL, _MARKED, _RARE, _OFFERED = 6.0, 5.0, 3.0, 1.5


def people_candidates(view: View, lexicon: ProgrammeLexicon) -> Iterator[Candidate]:
    """The speakers whom a text may name: two words of a name are sure, one is where it is no other word."""
    people = lexicon.people
    first = 0
    while first < len(view.said):
        names = people.get(view.said[first], frozenset())
        if not names or view.sorts[first] == "joint":
            first += 1
            continue
        behind = first + 1
        while (
            behind < len(view.said) and not view.parted(behind) and names & people.get(view.said[behind], frozenset())
        ):
            names &= people[view.said[behind]]
            behind += 1
        found = _candidate(view, lexicon, names, first, behind)
        if found is not None:
            yield found
        first = behind


def _candidate(
    view: View, lexicon: ProgrammeLexicon, names: frozenset[str], first: int, behind: int
) -> Candidate | None:
    said = view.said[first:behind]
    begin = first
    while begin and view.said[begin - 1] in _TITLES and not view.gap(begin).strip(" ."):
        begin -= 1
    titled = begin < first
    begin, end = marked(view, "speaker", begin, behind)
    if len(set(said)) > 1:
        score = _FULL
    else:
        is_marked = (begin, end) != (first, behind)
        score = _of_one_word(view, lexicon, names, first, end, titled=titled, is_marked=is_marked)
    if not score:
        return None
    return Candidate.of(view.span(begin, end), "speaker", score, speaker=tuple(sorted(names)))


def _of_one_word(
    view: View,
    lexicon: ProgrammeLexicon,
    names: frozenset[str],
    first: int,
    behind: int,
    *,
    titled: bool,
    is_marked: bool,
) -> float:
    """How sure one word of a name is: a given name that several have is not, nor is a word that abstracts use."""
    word = view.said[first]
    family = all(token_words(name.partition(",")[0])[-1:] == (word,) for name in names)  # "Silva, Ana"
    if len(word) < 2 or (len(names) > 1 and not family):
        return 0.0
    rare = word not in lexicon.words
    if titled:
        return _MARKED
    if not (view.free_left(first) and view.free_right(behind)):
        return 0.0
    if is_marked and (rare or view.names_sessions):
        return _MARKED
    alone = view.leads(first) or view.ends(behind) or view.parted(first)
    return (_RARE if rare and len(word) > 2 and alone else _OFFERED) if rare or alone else 0.0
