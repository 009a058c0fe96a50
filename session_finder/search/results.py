"""What an answer consists of: the sessions found, how close each is, and why."""

from __future__ import annotations

from dataclasses import dataclass

from session_finder.domain.sessions import Session
from session_finder.retrieval.calibration import Closeness


@dataclass(frozen=True, slots=True)
class Match:
    """A session that was found: its score, and how close that is in a word and as a share of a bar (0 to 1).

    ``evidence`` is the sentence of its abstract that fits best, "" when it has none. ``also`` are the sessions that
    say the same, the same talk on another day for one; they are no answers of their own. ``odds``: how close it is as
    the log odds behind word and share (retrieval.calibration), which compare with those of other programmes.
    """

    session: Session
    score: float
    closeness: Closeness
    share: float
    evidence: str = ""
    also: tuple[Session, ...] = ()
    odds: float = float("-inf")


@dataclass(frozen=True, slots=True)
class Answer:
    """What was found for ``interest`` (as it was understood), best first; ``more`` says whether others follow.

    ``close``: whether the best of all is close at all; otherwise the matches are merely the nearest. ``terms`` are the
    stems that mark the interest's words in a text (see spans_of). ``outside`` is the best match of a track
    that none of the first ones has. ``language`` names the interest's language when the model does not read it.
    """

    interest: str
    matches: tuple[Match, ...]
    more: bool
    close: bool = False
    terms: frozenset[str] = frozenset()
    outside: Match | None = None
    language: str = ""


@dataclass(frozen=True, slots=True)
class Feedback:
    """The ids of sessions that an attendee wants ``more`` like, and ``less`` like."""

    more: tuple[str, ...] = ()
    less: tuple[str, ...] = ()


NO_FEEDBACK = Feedback()
