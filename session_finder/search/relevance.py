"""The relevance of sessions to an attendee: to the interests they name, and to the sessions they starred.

Each interest is scored alone, and a session counts by the interest that it fits best: somebody interested in graphs and
in nursing does not look for nursing with graphs. A starred session counts as an interest with less weight.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import numpy.typing as npt

from session_finder.domain.sessions import Session
from session_finder.models.encoder import Vectors
from session_finder.retrieval.calibration import CLOSE, FULL, Closeness, Noise, bar_share, closeness_of
from session_finder.retrieval.evidence import Evidence
from session_finder.search.results import Match

if TYPE_CHECKING:
    from session_finder.search.finder import SessionFinder
    from session_finder.search.request import Request

MOST_INTERESTS: Final = 10
MOST_STARS: Final = 40  # stars that count as interests, the first of the plan
# Standard deviations above the noise from which two abstracts are alike, and the log odds for each further one.
_ALIKE, _STEP = 3.5, 0.5
_STARS_WORTH: Final = 0.5  # weight of similarity to a starred session, where a typed interest has 1


def likeness(scores: Vectors, noise: Noise) -> Vectors:
    """Similarity to a session, (n,), as log odds; CLOSE where two sessions begin to be alike.

    Abstracts are closer to each other than to a typed query, so the scale of calibration.py does not apply.
    """
    return np.asarray(CLOSE + _STEP * ((scores - noise.mean) / noise.spread - _ALIKE), dtype=np.float32)


@dataclass(frozen=True)
class RelevanceScores:
    """The scores of all sessions for one interest, or for similarity to the session ``like``.

    ``odds`` (n,): the log odds of each row; ``rows``: the row of each session id; ``match``: returns a row's match.
    """

    interest: str
    odds: Vectors
    rows: Mapping[str, int]
    match: Callable[[int], Match]
    terms: frozenset[str] = frozenset()
    like: Session | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A relevant session and why: the ``interest`` that it fits, or the starred session that it is ``like``.

    ``evidence`` supports it; ``terms`` mark the interest's words in it.
    """

    session: Session
    closeness: Closeness
    share: float
    interest: str = ""
    like: Session | None = None
    evidence: Evidence | None = None
    terms: frozenset[str] = frozenset()


class Relevance:
    """The relevance of every session of a programme to one attendee."""

    def __init__(self, scores: Sequence[RelevanceScores]) -> None:
        self._scores = tuple(scores)
        self._rows: Mapping[str, int] = scores[0].rows if scores else {}
        values = [_values(one) for one in scores]
        self._values = np.max(values, axis=0).tolist() if scores else []  # the value of each row
        self._by = np.argmax(values, axis=0).tolist() if scores else []  # the interest or star that gives it

    @classmethod
    def of(cls, finder: SessionFinder, interests: Iterable[Request | str], stars: Iterable[Session] = ()) -> Relevance:
        """For at most MOST_INTERESTS interests, and starred sessions without breaks. Raises Busy."""
        asked = [finder.score_relevance(interest) for interest in [*dict.fromkeys(interests)][:MOST_INTERESTS]]
        liked = [star for star in stars if not star.is_break and star.id in finder.programme.by_id][:MOST_STARS]
        return cls([one for one in asked if one] + [finder.score_similarity(star.id) for star in liked])

    def __bool__(self) -> bool:
        """Whether any interest or star is known."""
        return bool(self._scores)

    @property
    def interests(self) -> tuple[str, ...]:
        """The interests that count, as they were parsed."""
        return tuple(scores.interest for scores in self._scores if scores.like is None)

    def gain(self, session: Session) -> int:
        """The value of a session in a plan, 1 to 1000; 0 for one that is not close to any interest."""
        row = self._rows.get(session.id)
        return 0 if row is None else int(self._values[row])

    def suggestion(self, session: Session) -> Suggestion | None:
        """Why a session is relevant, None if it is not."""
        if not self.gain(session):
            return None
        row = self._rows[session.id]
        scores = self._scores[self._by[row]]
        odds = float(scores.odds[row])
        match = scores.match(row)
        return Suggestion(
            session, closeness_of(odds), bar_share(odds), scores.interest, scores.like, match.evidence, scores.terms
        )

    def best(self, sessions: Iterable[Session]) -> Session | None:
        """The most relevant of some sessions, the first of equals; None if none is close."""
        gains = [(self.gain(session), session) for session in sessions]
        most = max((gain for gain, _ in gains), default=0)
        return next(session for gain, session in gains if gain == most) if most else None


def _values(scores: RelevanceScores) -> npt.NDArray[np.int64]:
    """Integer values, so that sums are exact on every machine; a session is not similar to itself."""
    most = 1000 * (1.0 if scores.like is None else _STARS_WORTH)
    shares = np.clip((scores.odds - CLOSE) / (FULL - CLOSE), 0.0, 1.0)
    values = np.where(scores.odds >= CLOSE, np.maximum(1, np.round(most * shares)), 0).astype(np.int64)
    if scores.like is not None:
        values[scores.rows[scores.like.id]] = 0
    return values
