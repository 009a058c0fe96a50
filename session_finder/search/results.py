"""The result of a search: matches, how close each is, and the evidence."""

from __future__ import annotations

from dataclasses import dataclass

from session_finder.domain.sessions import Session
from session_finder.retrieval.calibration import FULL, Closeness
from session_finder.retrieval.evidence import Evidence


@dataclass(frozen=True, slots=True)
class Match:
    """A session that was found.

    ``closeness`` is a level, ``share`` the length of a bar (0 to 1), and ``odds`` the log odds behind both, comparable
    between programmes (retrieval.calibration). ``evidence`` is what supports the match, None for nothing. ``also`` are
    the session's duplicates, which are not listed themselves. ``subject``: which of several subjects it was found for,
    "" where one was searched.
    """

    session: Session
    score: float
    closeness: Closeness
    share: float
    evidence: Evidence | None = None
    also: tuple[Session, ...] = ()
    odds: float = float("-inf")
    subject: str = ""

    @classmethod
    def listed(cls, session: Session) -> Match:
        """A session that is what a query without a subject asks for: as close as can be."""
        return cls(session, 0.0, "strong", 1.0, odds=FULL)


@dataclass(frozen=True, slots=True)
class Answer:
    """The result for ``interest``, the parsed query, best match first; ``more``: whether further matches follow.

    ``close``: whether the best match is close; otherwise the matches are only the nearest. ``terms`` are the stems that
    mark the query's words in a text (see term_spans). ``outside`` is the best match from a track that none of the first
    matches has. ``language`` is the query's language if the model was not trained on it. ``listed``: for a query
    without a subject, how many sessions are what it asks for, in time order; None for a search. ``subjects``: where
    several were found, those with a close session, and ``missing`` those without.
    """

    interest: str
    matches: tuple[Match, ...]
    more: bool
    close: bool = False
    terms: frozenset[str] = frozenset()
    outside: Match | None = None
    language: str = ""
    listed: int | None = None
    subjects: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """Relevance feedback: ids of sessions to find ``more`` and ``less`` like."""

    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()


NO_FEEDBACK = Feedback()
