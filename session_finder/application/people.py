"""Who speaks: a speaker as the programme writes them, taken apart into a name and what stands behind it.

"Ana Silva (Harbour Hospital)" is a person of that name; whom she works for is no subject of hers.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np

from session_finder.engine.closeness import GOOD, SURE
from session_finder.engine.hybrid import Found
from session_finder.engine.keywords import Wording, all_words, terms_in
from session_finder.engine.keywords import words as content_words
from session_finder.sessions import Session

_BORDER: Final = re.compile(r"\s*[(\[|;/,]\s*|\s+[-–—@]\s+")
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
        return Speaker(written.strip())
    name, rest = written[: found.start()].strip(), written[found.end() :].strip(" )]")
    if not name or (found.group().strip() == "," and len(name.split()) == 1 and len(rest.split()) <= 2):
        return Speaker(written.strip())
    return Speaker(name, rest)


@dataclass(frozen=True, slots=True)
class Named:
    """Whose full name an interest says: the ``rows`` of their sessions. ``alone``: it asks for nothing else."""

    rows: tuple[int, ...]
    alone: bool


NOBODY: Final = Named((), False)


class People:
    """The speakers of sessions by their full names: two words at least, since a first name alone is many people's.

    ``of_employers``: the terms that name nothing but employers (KeywordIndex).
    """

    def __init__(self, sessions: Sequence[Session], of_employers: frozenset[str] = frozenset()) -> None:
        self._of_employers = of_employers
        self._employers: dict[int, list[frozenset[str]]] = {}
        self._rows: dict[_Name, list[int]] = {}
        for row, session in enumerate(sessions):
            employers = [terms_in(speaker(written).employer) for written in session.speakers]
            if any(own & of_employers for own in employers):
                self._employers[row] = employers
            for key in {_key(all_words(speaker(written).name)) for written in session.speakers}:
                if 1 < len(key) <= _MOST_WORDS:
                    self._rows.setdefault(key, []).append(row)
        self._speakers = np.array([max(1, len(session.speakers)) for session in sessions], dtype=np.float32)
        self._lengths = sorted({len(key) for key in self._rows}, reverse=True)

    def called(self, found: Found, interest: str) -> Found:
        """``found`` with the sessions of whom the interest names first, and sure; so those of an employer's people.

        Where it asks for nothing but people, the fewer speak with them, the earlier, and all others are far away.
        """
        named = self.named(interest)
        least = SURE if named.rows else GOOD
        rows = np.array(named.rows or self._employed(found.wording), dtype=np.intp)
        if not len(rows):
            return found
        scores = found.scores.copy()
        own = scores[rows] - scores[rows].min()
        scores[rows] = scores.max() + _AHEAD + _WITHIN * own / max(float(own.max()), 1.0)
        if named.alone:
            scores[rows] += _ALONE + _SOLO / self._speakers[rows]
        return replace(found, scores=scores, sure=dict.fromkeys(rows.tolist(), least))

    def _employed(self, wording: Wording) -> list[int]:
        """The rows of those who work for whom the interest names, by a word that no session has for its subject."""
        if wording.used < 1 or wording.terms.isdisjoint(self._of_employers):
            return []
        return [row for row, employers in self._employers.items() if any(wording.terms <= own for own in employers)]

    def named(self, interest: str) -> Named:
        """Who is named in an interest, the family's name first or last; of longer names and their parts the longest."""
        words = all_words(interest)
        rows: set[int] = set()
        taken: set[int] = set()
        for length in self._lengths:
            for start in range(len(words) - length + 1):
                places = range(start, start + length)
                found = self._rows.get(_key(words[start : start + length]))
                if found and taken.isdisjoint(places):
                    rows.update(found)
                    taken.update(places)
        if not rows:
            return NOBODY
        rest = " ".join(word for place, word in enumerate(words) if place not in taken)
        return Named(tuple(sorted(rows)), not content_words(rest))


def _key(words: Sequence[str]) -> _Name:
    return tuple(sorted(words))
