"""How relevant each session is to somebody: to the interests they name, and to the sessions that they starred.

Each interest is weighed alone, and a session counts as what it is to the one that it fits best: whoever is interested
in graphs and in nursing does not ask for nursing with graphs. A starred session is a kind of interest too, weaker than
one that was typed.
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
from session_finder.search.results import Match

if TYPE_CHECKING:
    from session_finder.search.finder import SessionFinder
    from session_finder.search.request import Request

MOST_INTERESTS: Final = 10
MOST_STARS: Final = 40  # that count as interests; the first of the plan
# Two abstracts are alike from so many spreads above the noise of everyday interests on, and log odds for each more.
_ALIKE, _STEP = 3.5, 0.5
_STARS_WORTH: Final = 0.5  # of a session that is like a starred one, beside one that fits a typed interest


def likeness(scores: Vectors, noise: Noise) -> Vectors:
    """Closeness to a session, (n,), as log odds: CLOSE where two sessions begin to be alike.

    An abstract is nearer to any other than a typed interest is, so the words of closeness.py do not hold for it.
    """
    return np.asarray(CLOSE + _STEP * ((scores - noise.mean) / noise.spread - _ALIKE), dtype=np.float32)


@dataclass(frozen=True)
class RelevanceScores:
    """All sessions weighed against one interest, or against one session that they should be ``like``.

    ``odds`` (n,): log odds of each row; ``rows``: the row of each session's id; ``match``: a row's match.
    """

    interest: str
    odds: Vectors
    rows: Mapping[str, int]
    match: Callable[[int], Match]
    terms: frozenset[str] = frozenset()
    like: Session | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Why a session is relevant: the ``interest`` that it fits, or the session that it is ``like``, and how close.

    ``evidence`` is the sentence of its abstract that fits best; ``terms`` mark the interest's words in it.
    """

    session: Session
    closeness: Closeness
    share: float
    interest: str = ""
    like: Session | None = None
    evidence: str = ""
    terms: frozenset[str] = frozenset()


class Relevance:
    """What every session of a programme is to somebody."""

    def __init__(self, weighed: Sequence[RelevanceScores]) -> None:
        self._weighed = tuple(weighed)
        self._rows: Mapping[str, int] = weighed[0].rows if weighed else {}
        worths = [_worths(one) for one in weighed]
        self._worths = np.max(worths, axis=0).tolist() if weighed else []  # what each row is worth
        self._by = np.argmax(worths, axis=0).tolist() if weighed else []  # to which of the weighed

    @classmethod
    def of(cls, finder: SessionFinder, interests: Iterable[Request | str], stars: Iterable[Session] = ()) -> Relevance:
        """For interests, MOST_INTERESTS at most, and starred sessions, of which breaks say nothing. Raises Busy."""
        asked = [finder.score_relevance(interest) for interest in [*dict.fromkeys(interests)][:MOST_INTERESTS]]
        liked = [star for star in stars if not star.is_break and star.id in finder.programme.by_id][:MOST_STARS]
        return cls([one for one in asked if one] + [finder.score_similarity(star.id) for star in liked])

    def __bool__(self) -> bool:
        """Whether anything is known of what they want."""
        return bool(self._weighed)

    @property
    def interests(self) -> tuple[str, ...]:
        """The interests that count, as they were understood."""
        return tuple(weighed.interest for weighed in self._weighed if weighed.like is None)

    def gain(self, session: Session) -> int:
        """What a session is worth in a plan, 1 to 1000; 0 for one that is not close to anything."""
        row = self._rows.get(session.id)
        return 0 if row is None else int(self._worths[row])

    def suggestion(self, session: Session) -> Suggestion | None:
        """Why a session is relevant, None for one that is not."""
        if not self.gain(session):
            return None
        row = self._rows[session.id]
        weighed = self._weighed[self._by[row]]
        odds = float(weighed.odds[row])
        match = weighed.match(row)
        return Suggestion(
            session, closeness_of(odds), bar_share(odds), weighed.interest, weighed.like, match.evidence, weighed.terms
        )

    def best(self, sessions: Iterable[Session]) -> Session | None:
        """The most relevant of some sessions, the first of equals; None where none is close."""
        gains = [(self.gain(session), session) for session in sessions]
        most = max((gain for gain, _ in gains), default=0)
        return next(session for gain, session in gains if gain == most) if most else None


def _worths(weighed: RelevanceScores) -> npt.NDArray[np.int64]:
    """Whole numbers, so that sums are exact and equal on every machine; the session itself is not like itself."""
    most = 1000 * (1.0 if weighed.like is None else _STARS_WORTH)
    shares = np.clip((weighed.odds - CLOSE) / (FULL - CLOSE), 0.0, 1.0)
    worths = np.where(weighed.odds >= CLOSE, np.maximum(1, np.round(most * shares)), 0).astype(np.int64)
    if weighed.like is not None:
        worths[weighed.rows[weighed.like.id]] = 0
    return worths
