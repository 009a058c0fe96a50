"""The sessions that are on now, and those that begin next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from session_finder.domain.overlap import span
from session_finder.domain.sessions import Session

AHEAD: Final = timedelta(minutes=90)
_UNKNOWN: Final = timedelta(hours=1)  # the maximum length of a session without an end


@dataclass(frozen=True, slots=True)
class NowNext:
    """The sessions that are ``on``, and those that come ``next``, breaks included, by start."""

    on: tuple[Session, ...] = ()
    next: tuple[Session, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there are neither."""
        return not (self.on or self.next)


def now_and_next(sessions: Sequence[Session], now: datetime, ahead: timedelta = AHEAD) -> NowNext:
    """The sessions that are on at ``now``, a time with a zone, and those that begin within ``ahead``.

    A session without an end lasts until the next one begins in its room, at most an hour. Sessions without a time zone
    are left out.
    """
    known = [session for session in sessions if session.start is not None and session.start.tzinfo is not None]
    placed = sorted(((span(session) or (now, now), session) for session in known), key=lambda one: one[0][0])
    moment = now.astimezone(UTC)
    soon = [session for (start, _), session in placed if moment < start <= moment + ahead]
    begun = [(start, end, session) for (start, end), session in placed if start <= moment]
    latest = {session.room.casefold(): start for start, _, session in begun if session.room}  # start in each room
    on = [session for start, end, session in begun if _end(session, start, end, latest) > moment]
    return NowNext(tuple(on), tuple(soon))


def _end(session: Session, start: datetime, end: datetime, latest: Mapping[str, datetime]) -> datetime:
    """The end of a session, estimated if unknown."""
    if session.end is not None:
        return end
    return start if latest.get(session.room.casefold(), start) > start else start + _UNKNOWN
