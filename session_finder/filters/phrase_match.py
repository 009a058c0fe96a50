"""Whether a session mentions a phrase, in any inflection: "no gulls" excludes a session about a gull.

Stemming all words of a large programme is slow, so the first letters of the phrase's words are searched first.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.text.analyzer import terms
from session_finder.text.folding import UNSPACED, fold, normalize

_SIGNS: Final = re.compile(r"\w[#+]|(?<!\w)\.\w")  # "C#", "C++", ".NET": other words without their signs
_MOST_LETTERS: Final = 4  # letters that all inflections share at most


def mentions(phrase: str) -> Callable[[Session], bool]:
    """A predicate for sessions that contain the words of ``phrase`` in this order, in any inflection.

    It is false for all sessions when the phrase has no words. Title, abstract, track, format, level, tags and speakers'
    names are searched.
    """
    if _SIGNS.search(phrase) or UNSPACED.search(phrase):
        return _as_written(phrase)
    asked = terms(phrase)
    if not asked:
        return lambda session: False
    sought = f" {' '.join(asked)} "
    beginnings = [_common_prefix(term) for term in dict.fromkeys(asked)]
    forms = re.compile(rf"(?<![^\W_]){re.escape(beginnings[0])}[^\W_]*")

    def says(session: Session) -> bool:
        own = _texts(session)
        folded = fold("\n".join(own))
        if any(letters not in folded for letters in beginnings):
            return False
        if len(asked) == 1:
            return any(asked[0] in terms(word) for word in set(forms.findall(folded)))
        return any(sought in f" {' '.join(terms(text))} " for text in own)

    return says


def _as_written(phrase: str) -> Callable[[Session], bool]:
    """For phrases with signs, and in scripts without spaces: match literally, ignoring case."""
    written = normalize(phrase)
    before = r"(?<!\w)" if re.match(r"[a-z0-9]", written) else ""
    behind = r"(?![\w#+])" if re.search(r"[a-z0-9#+]$", written) else ""
    if UNSPACED.search(written):  # no word boundaries in these scripts
        before = behind = ""
    pattern = re.compile(before + re.escape(written) + behind)
    return lambda session: any(pattern.search(normalize(text)) for text in _texts(session))


def _texts(session: Session) -> tuple[str, ...]:
    said = (session.title, session.abstract, session.track, session.format, session.level)
    return (*said, *session.speakers, *session.tags)


def _common_prefix(term: str) -> str:
    """The letters that all inflections of a term begin with: one letter for a short stem ("die" of "dying")."""
    return term[:1] if len(term) <= _MOST_LETTERS - 1 else term[: min(len(term) - 1, _MOST_LETTERS)]
