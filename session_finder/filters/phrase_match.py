"""Whether a session's own words say a phrase, in any form: "no gulls" leaves out what is about a gull.

Of tens of thousands of sessions most say nothing like it, so the first letters of a phrase's words are looked for
before any word is brought to its stem.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.text.analyzer import terms
from session_finder.text.folding import UNSPACED, fold, normalize

_SIGNS: Final = re.compile(r"\w[#+]|(?<!\w)\.\w")  # "C#", "C++", ".NET": without their signs, words of another kind
_MOST_LETTERS: Final = 4  # at the beginning of a word that all its forms share, where its stem is longer


def mentions(phrase: str) -> Callable[[Session], bool]:
    """What tells whether a session says these words one after the other, in whatever form; none says no words.

    Its own words are its title, abstract, track, format, level, tags and the names of its speakers.
    """
    if _SIGNS.search(phrase) or UNSPACED.search(phrase):
        return _as_written(phrase)
    asked = terms(phrase)
    if not asked:
        return lambda session: False
    sought = f" {' '.join(asked)} "
    beginnings = [_beginning(term) for term in dict.fromkeys(asked)]
    forms = re.compile(rf"(?<![^\W_]){re.escape(beginnings[0])}[^\W_]*")

    def says(session: Session) -> bool:
        own = _own(session)
        folded = fold("\n".join(own))
        if any(letters not in folded for letters in beginnings):
            return False
        if len(asked) == 1:
            return any(asked[0] in terms(word) for word in set(forms.findall(folded)))
        return any(sought in f" {' '.join(terms(text))} " for text in own)

    return says


def _as_written(phrase: str) -> Callable[[Session], bool]:
    """For phrases with signs, and of scripts without spaces: as they are written, whatever the case."""
    written = normalize(phrase)
    before = r"(?<!\w)" if re.match(r"[a-z0-9]", written) else ""
    behind = r"(?![\w#+])" if re.search(r"[a-z0-9#+]$", written) else ""
    if UNSPACED.search(written):  # whose letters may stand right beside those of other scripts
        before = behind = ""
    pattern = re.compile(before + re.escape(written) + behind)
    return lambda session: any(pattern.search(normalize(text)) for text in _own(session))


def _own(session: Session) -> tuple[str, ...]:
    said = (session.title, session.abstract, session.track, session.format, session.level)
    return (*said, *session.speakers, *session.tags)


def _beginning(term: str) -> str:
    """With what every form of a term begins: of short stems ("die" of dying) one letter."""
    return term[:1] if len(term) <= _MOST_LETTERS - 1 else term[: min(len(term) - 1, _MOST_LETTERS)]
