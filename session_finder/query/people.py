"""Recognize speakers in a query: "Dr Okwuosa", "okwuosa ifeanyi", "talks by Lorincz"."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Final

from session_finder.query.candidates import Candidate
from session_finder.query.facet_values import marked
from session_finder.query.lexicon import ProgrammeLexicon, given_names
from session_finder.query.tokens import View, token_words, vocabulary
from session_finder.text.folding import UNSPACED

_TITLES: Final = frozenset(word for phrase in vocabulary("marks", "speaker", "titles") for word in token_words(phrase))
_FULL, _MARKED, _RARE, _OFFERED = 6.0, 5.0, 3.0, 1.5


def people_candidates(view: View, lexicon: ProgrammeLexicon) -> Iterator[Candidate]:
    """The speakers whom a text may name: two words of a name are sure, one is where it is no other word."""
    first = 0
    while first < len(view.said):
        names = _having(view, lexicon, first)
        behind = first + 1
        if names and (view.sorts[first] != "joint" or view.hyphen(behind) or _is_initial(view, first)):
            while behind < len(view.said) and (both := names & _having(view, lexicon, behind)):
                if not _goes_on(view, both, behind):
                    break
                names, behind = both, behind + 1
            found = _candidate(view, lexicon, names, first, behind)
            if found is not None:
                yield found
        first = behind


def _having(view: View, lexicon: ProgrammeLexicon, place: int) -> frozenset[str]:
    """The names that have the word at ``place``, or a given name that begins with this initial."""
    word = view.said[place]
    return lexicon.people.get(f"{word}." if _is_initial(view, place) else word, frozenset())


def _is_initial(view: View, place: int) -> bool:
    """Whether a letter with a full stop is at ``place``."""
    return len(view.said[place]) == 1 and view.gap(place + 1).startswith(".")


def _goes_on(view: View, names: Collection[str], place: int) -> bool:
    """Whether the name before ``place`` goes on there: "O'Hara", "Ana M. Silva", and for one person "Silva, Ana"."""
    if view.parted(place) and view.gap(place) == ", ":
        return len(names) == 1
    return not view.parted(place) or (view.gap(place) == ". " and _is_initial(view, place - 1))


def _candidate(
    view: View, lexicon: ProgrammeLexicon, names: frozenset[str], first: int, behind: int
) -> Candidate | None:
    begin = first
    while begin and view.said[begin - 1] in _TITLES and not view.gap(begin).strip(" ."):
        begin -= 1
    titled = begin < first
    begin, end = marked(view, "speaker", begin, behind)
    full = list(dict.fromkeys(view.said[place] for place in range(first, behind) if _is_whole(view, place)))
    if len(full) == 1:
        is_marked = (begin, end) != (first, behind)
        score = _of_one_word(view, lexicon, names, full[0], (first, end), titled=titled, is_marked=is_marked)
    else:
        score = _FULL if full else 0.0
    if not score:
        return None
    return Candidate.of(view.span(begin, end), "speaker", score, speaker=tuple(sorted(names)))


def _is_whole(view: View, place: int) -> bool:
    """Whether the word at ``place`` is a name by itself: no particle and no single letter."""
    word = view.said[place]
    return view.sorts[place] != "joint" and (len(word) > 1 or UNSPACED.match(word) is not None)


def _of_one_word(
    view: View,
    lexicon: ProgrammeLexicon,
    names: frozenset[str],
    word: str,
    place: tuple[int, int],
    *,
    titled: bool,
    is_marked: bool,
) -> float:
    """How sure one word of a name is, at this place with its initials.

    A given name that several have is not sure but in "talks by Ana", nor is a word that abstracts use, nor "Ted talk".
    """
    first, behind = place
    asked = is_marked and view.names_sessions
    given = [word in given_names(name) for name in names]
    if len(names) > 1 and any(given) and not asked:
        return 0.0
    rare = word not in lexicon.words
    initialled = any(_is_initial(view, at) for at in range(first, behind))
    whole = view.leads(first) and view.ends(behind)
    if titled or (initialled and whole):
        return _MARKED
    if not (view.free_left(first) and view.free_right(behind)):
        return 0.0
    if asked or (rare and (is_marked or initialled)):
        return _MARKED
    alone = view.leads(first) or view.ends(behind) or view.parted(first)
    sure = rare and len(word) > 2 and alone and not (all(given) and view.sessions[behind : behind + 1] == [True])
    return (_RARE if sure else _OFFERED) if rare or alone else 0.0
