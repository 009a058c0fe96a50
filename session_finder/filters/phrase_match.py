"""Whether a session mentions a phrase, in any inflection: "no gulls" excludes a session about a gull.

Stemming all words of a large programme is slow, so the first letters of the phrase's words are searched first, then
the words that begin with them are stemmed, and all words only where each word of the phrase occurs.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, Protocol

from session_finder.domain.sessions import Session
from session_finder.text.analyzer import terms
from session_finder.text.folding import UNSPACED, fold, normalize

_SIGNS: Final = re.compile(r"\w[#+]|(?<!\w)\.\w")  # "C#", "C++", ".NET": other words without their signs
_MOST_LETTERS: Final = 4  # letters that all inflections share at most


class Says(Protocol):
    """Whether a session mentions a phrase."""

    def __call__(self, session: Session, folded: str = "") -> bool:
        """``folded``: the session's ``folded_text``, if the caller has it."""


@lru_cache(maxsize=256)
def mentions(phrase: str) -> Says:
    """A predicate for sessions that contain the words of ``phrase`` in this order, in any inflection.

    It is false for all sessions when the phrase has no words. Title, abstract, track, format, level, tags and speakers'
    names are searched.
    """
    if _SIGNS.search(phrase) or UNSPACED.search(phrase):
        return _as_written(phrase)
    asked = terms(phrase)
    if not asked:
        return lambda session, folded="": False
    sought = f" {' '.join(asked)} "
    forms = [(term, _beginning(term), _forms(_beginning(term))) for term in dict.fromkeys(asked)]

    def says(session: Session, folded: str = "") -> bool:
        own = _texts(session)
        folded = folded or folded_text(session)
        if any(letters not in folded for _, letters, _ in forms):
            return False
        if not all(any(term in _terms_of(word) for word in set(form.findall(folded))) for term, _, form in forms):
            return False
        return len(asked) == 1 or any(sought in f" {' '.join(terms(text))} " for text in own)

    return says


def _as_written(phrase: str) -> Says:
    """For phrases with signs, and in scripts without spaces: match literally, ignoring case."""
    written = normalize(phrase)
    before = r"(?<!\w)" if re.match(r"[a-z0-9]", written) else ""
    behind = r"(?![\w#+])" if re.search(r"[a-z0-9#+]$", written) else ""
    if UNSPACED.search(written):  # no word boundaries in these scripts
        before = behind = ""
    pattern = re.compile(before + re.escape(written) + behind)
    return lambda session, folded="": any(pattern.search(normalize(text)) for text in _texts(session))


def folded_text(session: Session) -> str:
    """All that is searched of a session, folded; making it is most of the work of looking for a phrase."""
    return fold("\n".join(_texts(session)))


def _texts(session: Session) -> tuple[str, ...]:
    said = (session.title, session.abstract, session.track, session.format, session.level)
    return (*said, *session.speakers, *session.tags)


@lru_cache(maxsize=50_000)  # about the vocabulary of a large programme
def _terms_of(word: str) -> tuple[str, ...]:
    return tuple(terms(word))


def _forms(letters: str) -> re.Pattern[str]:
    """A pattern of the words that begin with these letters."""
    return re.compile(rf"(?<![^\W_]){re.escape(letters)}[^\W_]*")


def _beginning(term: str) -> str:
    """The letters that all inflections of a term begin with: one letter for a short stem ("die" of "dying")."""
    return term[:1] if len(term) <= _MOST_LETTERS - 1 else term[: min(len(term) - 1, _MOST_LETTERS)]
