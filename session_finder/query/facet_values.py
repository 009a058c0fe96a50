"""Recognize a programme's values in a query: formats, levels, languages, tracks, rooms, tags, employers, codes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from session_finder.query.candidates import Candidate
from session_finder.query.lexicon import Meaning, ProgrammeLexicon, code_form
from session_finder.query.tokens import MASK, PhraseTable, View, token_words, vocabulary
from session_finder.text.folding import UNSPACED
from session_finder.text.vocabulary import load

_FACETS: Final = tuple(load("session_finder.query", "marks"))


def _marks(where: str) -> dict[str, PhraseTable[bool]]:
    table = load("session_finder.query", "marks")
    return {name: PhraseTable((phrase, True) for phrase in table[name].get(where, ())) for name in _FACETS}


_BEFORE, _AFTER, _AT, _LIST = (_marks(where) for where in ("before", "after", "at", "list"))
_NOUNS: Final = {
    name: frozenset(token_words(" ".join(table.get("nouns", ()))))
    for name, table in load("session_finder.query", "marks").items()
}
_AND: Final = frozenset(token_words(" ".join(vocabulary("exclusions", "and"))))
_AROUND: Final = frozenset(vocabulary("marks", "around"))
_MOST_AROUND: Final = 2  # words between a mark and its phrase: "in the track on Health"
_PIECE: Final = re.compile(r"[^\s,;:()\[\]|?!\"“”]+")
# How sure a candidate is, see candidates.CERTAIN: a value with a mark, a plain word for what it is, a value alone.
_SURE, _MARKED, _PLAIN, _ALONE, _NO = 8.0, 5.0, 4.0, 2.0, 0.0


def value_candidates(view: View, lexicon: ProgrammeLexicon) -> Iterator[Candidate]:
    """The values that the words of a text may name."""
    said = [lexicon.mended(word) for word in view.said]
    for first in range(len(said)):
        for length, meaning in lexicon.phrases.at(said, first):
            found = _candidate(view, lexicon, meaning, first, first + length)
            if found is not None:
                yield found


def _candidate(view: View, lexicon: ProgrammeLexicon, meaning: Meaning, first: int, behind: int) -> Candidate | None:
    if any(MASK in view.gap(place) for place in range(first + 1, behind)):
        return None
    begin, end = marked(view, meaning.facet, first, behind)
    hashed = meaning.facet == "tag" and view.text.startswith("#", max(view.tokens[first].start - 1, 0))
    if meaning.sort == "part" and not hashed and not _named_by_noun(view, _NOUNS[meaning.facet], first, behind):
        return None
    if _is_in_heading(view, lexicon, begin, end):
        return None
    if hashed or (begin, end) != (first, behind):
        score = _MARKED
    else:
        score = _score(view, lexicon.phrases, meaning, first, behind)
    start, stop = view.span(begin, end)
    read = {meaning.facet: meaning.values}
    return Candidate.of((start - hashed, stop), meaning.facet, score, **read) if score else None


def _score(view: View, phrases: PhraseTable[Meaning], meaning: Meaning, first: int, behind: int) -> float:
    """How sure an unmarked phrase is."""
    alone = view.leads(first) and view.ends(behind)
    if meaning.sort == "kind":
        return _PLAIN if _is_head(view, phrases, first, behind) else _NO
    if meaning.sort in ("level", "language"):
        apart = view.parted(first) and view.parted(behind) and view.ends(behind)
        if alone or apart or view.beside_sessions(first, behind):
            return _PLAIN
        at_the_border = view.leads(first) or view.ends(behind)
        return _ALONE if meaning.sort == "level" and at_the_border and not view.hyphen(behind) else _NO
    of_sessions = meaning.facet == "format" or (meaning.facet == "track" and view.sessions[behind - 1])
    content = any(sort == "content" for sort in view.sorts[first:behind])
    one_word = alone and content and (view.parted(first) or not view.gap(first).strip())
    if of_sessions and (behind - first > 1 or one_word) and _is_head(view, phrases, first, behind):
        return _PLAIN
    if meaning.facet == "room" and view.free_left(first) and view.free_right(behind):
        full = behind - first > 1 or any(letter.isdigit() for letter in view.said[first])
        return _PLAIN if full and (view.leads(first) or view.ends(behind)) else _ALONE if alone else _NO
    return _ALONE if alone and content and meaning.sort == "name" else _NO


def _is_head(view: View, phrases: PhraseTable[Meaning], first: int, behind: int) -> bool:
    """Whether a word for sessions is what the query asks for: "workshops on graphs", "graph workshops".

    In "how to run a workshop" and "workshop culture" it belongs to the subject.
    """
    if not view.free_right(behind) or "(" in view.gap(behind):
        return False
    joined = not view.parted(behind) and view.said[behind] in _AND
    if joined and not any(found.sort == "kind" for _, found in phrases.at(view.said, behind + 1)):
        return False
    if view.leads(first) or view.parted(first):
        return True
    unspaced = UNSPACED.match(view.said[first]) is not None  # "プライバシーについてのワークショップ"
    modified = unspaced or (view.sorts[first - 1] == "content" and "'" not in view.gap(first))
    return modified and (view.parted(behind) or view.sorts[behind] == "joint")


def marked(view: View, facet: str, first: int, behind: int) -> tuple[int, int]:
    """The phrase with the words that mark it as a value of ``facet``: "track Health", "in Portuguese", "#sql".

    The same two numbers when nothing marks it.
    """
    for length, _ in _AT[facet].before(view.said, first):
        if not view.parted(first) and (view.free_right(behind) or facet == "room"):
            return first - length, behind
    for skipped in range(min(_MOST_AROUND, first) + 1):
        place = first - skipped
        if any(word not in _AROUND for word in view.said[place:first]):
            break
        for table in (_LIST, _BEFORE):
            for length, _ in table[facet].before(view.said, place):
                if _joined(view, place - length, first) and view.free_right(behind):
                    return place - length, behind
    for length, _ in _AFTER[facet].at(view.said, behind) if behind < len(view.said) else ():
        if not view.parted(behind):
            return first, behind + length
    if facet == "track" and _in_after_sessions(view, first):
        return first - 1, behind
    return first, behind


def _joined(view: View, first: int, behind: int) -> bool:
    """Whether nothing but spaces and one colon separates these words."""
    gaps = [view.gap(place).strip() for place in range(first + 1, behind + 1)]
    return all(gap in ("", ":", "：", "“", '"', "=") for gap in gaps)


def _in_after_sessions(view: View, first: int) -> bool:
    """Whether "in" and a word for sessions stand before a phrase: "workshops in Data Platforms"."""
    place = first
    while place and view.sorts[place - 1] == "joint" and not view.parted(place):
        place -= 1
    if place == first:
        return False
    return view.kind_between(place) or bool(place and view.sorts[place - 1] == "session")


def _named_by_noun(view: View, nouns: frozenset[str], first: int, behind: int) -> bool:
    """Whether one of the facet's own nouns stands directly beside a part of a name: "the Health track", "level 300"."""
    before = bool(first) and view.said[first - 1] in nouns and _joined(view, first - 1, first)
    return before or (behind < len(view.said) and not view.parted(behind) and view.said[behind] in nouns)


def _is_in_heading(view: View, lexicon: ProgrammeLexicon, first: int, behind: int) -> bool:
    """Whether a title, track or tag has a phrase together with the words of the subject directly beside it."""
    start = first - 1 if not view.parted(first) and view.sorts[first - 1] == "content" else first
    end = behind + 1 if not view.parted(behind) and view.sorts[behind] == "content" else behind
    return (start, end) != (first, behind) and lexicon.calendar.in_heading(" ".join(view.said[start:end]))


def code_candidates(view: View, lexicon: ProgrammeLexicon) -> Iterator[Candidate]:
    """The sessions' codes in a text: "HC-15", "#p 001", "session 12"."""
    pieces = list(_PIECE.finditer(view.text))
    spans = [(one.start(), one.end()) for one in pieces]
    spans += [
        (one.start(), other.end()) for one, other in pairwise(pieces) if view.text[one.end() : other.start()] == " "
    ]
    for start, end in spans:
        written = view.text[start:end].rstrip(".")
        value = lexicon.codes.get(code_form(written))
        if value is not None and _is_code(view, lexicon, start, written, value):
            yield Candidate.of((start, start + len(written)), "code", _SURE, code=(value,))


def _is_code(view: View, lexicon: ProgrammeLexicon, start: int, written: str, value: str) -> bool:
    bare = code_form(written)
    first = view.index_at(start)
    is_marked = written.startswith("#") or any(True for _ in _BEFORE["code"].before(view.said, first))
    if bare.isdigit():  # not "Short talk (20 minutes)", "talk 100 languages"
        return is_marked and "(" not in view.gap(first) and view.free_right(view.index_at(start + len(written)))
    if any(letter.isdigit() for letter in bare):
        return is_marked or (bare not in lexicon.words and not lexicon.calendar.in_heading(written))
    return is_marked or (written == value and written.isupper() and len(bare) > 3 and bare not in lexicon.words)
