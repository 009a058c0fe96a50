"""Rank the sessions of speakers whom a query names first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from session_finder.domain.sessions import Session
from session_finder.domain.speakers import TITLES, speaker
from session_finder.retrieval.calibration import GOOD, SURE
from session_finder.retrieval.keywords import KeywordMatch
from session_finder.retrieval.scoring import ScoredDocuments
from session_finder.text.analyzer import all_words, term_set
from session_finder.text.analyzer import words as content_words

_MOST_BESIDE: Final = 3  # titles and initials within a name
_MOST_WORDS: Final = 6  # of a name; longer ones are institutions or sentences
# The distance of named speakers' scores from all others, and the range of theirs by the rest of the query.
_AHEAD, _WITHIN = 0.005, 0.02
_ALONE, _SOLO = 0.3, 0.2  # bonus for a query of names alone; and for a single speaker, half of it for two
_Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NameMatch:
    """The ``rows`` of sessions whose speakers a query names; ``alone``: whether it consists of names."""

    rows: tuple[int, ...]
    alone: bool


NO_NAMES: Final = NameMatch((), False)


class SpeakerIndex:
    """Speakers by full name, of two words or more; a given name alone is ambiguous.

    ``employer_terms``: the terms that occur only in employers' names (KeywordIndex).
    """

    def __init__(self, sessions: Sequence[Session], employer_terms: frozenset[str] = frozenset()) -> None:
        self._of_employers = employer_terms
        self._employers: dict[int, list[frozenset[str]]] = {}
        self._rows: dict[_Name, list[tuple[int, frozenset[str]]]] = {}  # with the initials as written
        for row, session in enumerate(sessions):
            employers = [term_set(speaker(written).employer) for written in session.speakers]
            if any(own & employer_terms for own in employers):
                self._employers[row] = employers
            for key, initials in {_key(all_words(speaker(written).name)) for written in session.speakers}:
                if 1 < len(key) <= _MOST_WORDS:
                    self._rows.setdefault(key, []).append((row, initials))
        self._speakers = np.array([max(1, len(session.speakers)) for session in sessions], dtype=np.float32)
        self._longest = max(map(len, self._rows), default=0) + _MOST_BESIDE

    def rank_named_first(self, found: ScoredDocuments, query: str) -> ScoredDocuments:
        """``found`` with the sessions of named speakers, or of a named employer's speakers, ranked first.

        In a query of names alone, sessions with fewer speakers come first and all other sessions are far behind.
        """
        named = self.match_names(query)
        least = SURE if named.rows else GOOD
        rows = np.array(named.rows or self._rows_of_employer(found.keywords), dtype=np.intp)
        if not len(rows):
            return found
        scores = found.scores.copy()
        own = scores[rows] - scores[rows].min()
        scores[rows] = scores.max() + _AHEAD + _WITHIN * own / max(float(own.max()), 1.0)
        if named.alone:
            scores[rows] += _ALONE + _SOLO / self._speakers[rows]
        return replace(found, scores=scores, minimum_odds=dict.fromkeys(rows.tolist(), least))

    def _rows_of_employer(self, keywords: KeywordMatch) -> list[int]:
        """The rows of speakers whose employer the query names by terms that are no session's subject."""
        if keywords.known_share < 1 or keywords.terms.isdisjoint(self._of_employers):
            return []
        return [row for row, employers in self._employers.items() if any(keywords.terms <= own for own in employers)]

    def match_names(self, query: str) -> NameMatch:
        """The speakers named in a query, family name first or last; the longest of overlapping names wins.

        Titles and initials are optional; different initials are different persons.
        """
        words = all_words(query)
        rows: set[int] = set()
        taken: set[int] = set()
        for length in range(self._longest, 1, -1) if self._rows else ():
            for start in range(len(words) - length + 1):
                places = range(start, start + length)
                if not taken.isdisjoint(places):
                    continue
                key, asked = _key(words[start : start + length])
                found = [row for row, written in self._rows.get(key, ()) if asked <= written or written <= asked]
                if found:
                    rows.update(found)
                    taken.update(places)
        if not rows:
            return NO_NAMES
        rest = " ".join(word for place, word in enumerate(words) if place not in taken)
        return NameMatch(tuple(sorted(rows)), not content_words(rest))


def _key(words: Sequence[str]) -> tuple[_Name, frozenset[str]]:
    """A name's words, sorted, without titles and initials, and the initials; all words if no full name would remain."""
    names = [word for word in words if len(word) > 1 and word not in TITLES]
    if len(names) < 2:
        return tuple(sorted(words)), frozenset()
    return tuple(sorted(names)), frozenset(word for word in words if len(word) == 1)
