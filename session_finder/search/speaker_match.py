"""Who speaks: a speaker as the programme writes them, taken apart into a name and what stands behind it.

"Ana Silva (Harbour Hospital)" is a person of that name; whom she works for is no subject of hers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from session_finder.domain.institutions import INSTITUTION, are_degrees
from session_finder.domain.sessions import Session
from session_finder.retrieval.calibration import GOOD, SURE
from session_finder.retrieval.keywords import KeywordMatch
from session_finder.retrieval.scoring import ScoredDocuments
from session_finder.text.analyzer import all_words, term_set
from session_finder.text.analyzer import words as content_words

_BORDER: Final = re.compile(r"[(\[|;/]|(?<=\s)[-–—@](?=\s)")
# Words before a name that are no part of it, "Ph.D." as all_words reads it.
_TITLES: Final = frozenset(
    {*("dr", "drs", "prof", "professor", "doctor", "mr", "mrs", "ms", "mx", "miss", "sir", "phd", "ph", "md", "dipl")}
)
# With which a family's name begins, of more than one word: "van der Berg, Jan".
_PARTICLES: Final = frozenset(
    {
        *("van", "von", "vom", "zu", "de", "da", "di", "do", "dos", "das", "del", "della", "der", "den", "du", "la"),
        *("le", "al", "el", "bin", "ibn", "ter", "ten"),
    }
)
_MOST_BESIDE: Final = 3  # titles and initials within a name
_MOST_WORDS: Final = 6  # of a name; what is longer is an institution's, or a sentence
# How far the scores of those who are named lie above all others, and how far apart they lie by what else is asked.
_AHEAD, _WITHIN = 0.005, 0.02
_ALONE, _SOLO = 0.3, 0.2  # more where only a name is asked for; and for whoever speaks alone, half of it for two
_Name = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Speaker:
    """One of a session's speakers: the name, and the employer or whatever else stands behind it, "" for nothing."""

    name: str
    employer: str = ""


def speaker(written: str) -> Speaker:
    """A speaker from what the programme writes. "Silva, Ana" is a name whose family comes first."""
    found = _BORDER.search(written)
    if found is None:
        return _at_comma(written.strip())
    before, rest = written[: found.start()].strip(), written[found.end() :].strip().strip(" )]")
    if not before:
        return Speaker(written.strip())
    one = _at_comma(before)
    return Speaker(one.name, ", ".join(part for part in (one.employer, rest) if part))


def _at_comma(written: str) -> Speaker:
    """What follows a comma is a first name, unless it names an institution or a whole name stands before it.

    Degrees are neither.
    """
    name, *others = (part.strip() for part in written.split(","))
    if not others or not name:
        return Speaker(written)
    parts = [part for part in others if part and not are_degrees(part)]
    behind = (
        0 if _is_whole(name) else next((at for at, part in enumerate(parts) if INSTITUTION.search(part)), len(parts))
    )
    return Speaker(", ".join([name, *parts[:behind]]), ", ".join(parts[behind:]))


def _is_whole(name: str) -> bool:
    """Whether what stands before a comma has a first name too: "Ana Silva", and not "van der Berg" or "Prof. Silva"."""
    words = [word for word in name.split() if word.strip(".").casefold() not in _TITLES]
    return len(words) > 1 and (words[0].casefold() not in _PARTICLES or words[0] == "Al")


@dataclass(frozen=True, slots=True)
class NameMatch:
    """Whose full name an interest says: the ``rows`` of their sessions. ``alone``: it asks for nothing else."""

    rows: tuple[int, ...]
    alone: bool


NO_NAMES: Final = NameMatch((), False)


class SpeakerIndex:
    """The speakers of sessions by their full names: two words at least, since a first name alone is many people's.

    ``employer_terms``: the terms that name nothing but employers (KeywordIndex).
    """

    def __init__(self, sessions: Sequence[Session], employer_terms: frozenset[str] = frozenset()) -> None:
        self._of_employers = employer_terms
        self._employers: dict[int, list[frozenset[str]]] = {}
        self._rows: dict[_Name, list[tuple[int, frozenset[str]]]] = {}  # with the initials that are written there
        for row, session in enumerate(sessions):
            employers = [term_set(speaker(written).employer) for written in session.speakers]
            if any(own & employer_terms for own in employers):
                self._employers[row] = employers
            for key, initials in {_key(all_words(speaker(written).name)) for written in session.speakers}:
                if 1 < len(key) <= _MOST_WORDS:
                    self._rows.setdefault(key, []).append((row, initials))
        self._speakers = np.array([max(1, len(session.speakers)) for session in sessions], dtype=np.float32)
        self._longest = max(map(len, self._rows), default=0) + _MOST_BESIDE

    def rank_named_first(self, found: ScoredDocuments, interest: str) -> ScoredDocuments:
        """``found`` with the sessions of whom the interest names first, and sure; so those of an employer's people.

        Where it asks for nothing but people, the fewer speak with them, the earlier, and all others are far away.
        """
        named = self.match_names(interest)
        least = SURE if named.rows else GOOD
        rows = np.array(named.rows or self._employed(found.keywords), dtype=np.intp)
        if not len(rows):
            return found
        scores = found.scores.copy()
        own = scores[rows] - scores[rows].min()
        scores[rows] = scores.max() + _AHEAD + _WITHIN * own / max(float(own.max()), 1.0)
        if named.alone:
            scores[rows] += _ALONE + _SOLO / self._speakers[rows]
        return replace(found, scores=scores, minimum_odds=dict.fromkeys(rows.tolist(), least))

    def _employed(self, keywords: KeywordMatch) -> list[int]:
        """The rows of those who work for whom the interest names, by a word that no session has for its subject."""
        if keywords.known_share < 1 or keywords.terms.isdisjoint(self._of_employers):
            return []
        return [row for row, employers in self._employers.items() if any(keywords.terms <= own for own in employers)]

    def match_names(self, interest: str) -> NameMatch:
        """Who is named in an interest, the family's name first or last; of longer names and their parts the longest.

        Titles and initials may stand there or not; other initials are another person's.
        """
        words = all_words(interest)
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
    """A name's words in any order without titles and initials, and the initials; all where that leaves no full name."""
    names = [word for word in words if len(word) > 1 and word not in _TITLES]
    if len(names) < 2:
        return tuple(sorted(words)), frozenset()
    return tuple(sorted(names)), frozenset(word for word in words if len(word) == 1)
