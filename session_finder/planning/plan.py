"""An attendee's plan: the sessions they starred, and what became of them in the programme as it is now."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Final

from session_finder.domain.sessions import Programme, Session

MOST: Final = 500  # stars in a plan; the largest real day had 130 sessions
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Star:
    """A session in a plan, and what was known of it when it was starred.

    ``minute`` is its start in minutes since 1970 (UTC; by the wall clock where no zone was known), None for none.
    ``room`` is two letters of its room's digest, "" for none: enough to notice another room. ``wall``: no zone was
    known, so that a zone which is said later moves nothing.
    """

    id: str
    minute: int | None = None
    room: str = ""
    wall: bool = False

    @classmethod
    def of(cls, session: Session) -> Star:
        """The star of a session as it is now."""
        wall = session.start is not None and session.start.tzinfo is None
        return cls(session.id, _minute(session.start), _mark(session.room), wall)

    def start(self, zone: tzinfo | None) -> datetime | None:
        """When the session was to begin: in ``zone``, naive for None."""
        if self.minute is None:
            return None
        moment = _EPOCH + timedelta(minutes=self.minute)
        return moment.replace(tzinfo=zone) if zone is None or self.wall else moment.astimezone(zone)

    def at(self, start: datetime | None) -> bool:
        """Whether the session was to begin then: by the clock on the wall, where no other was known to the star."""
        return self.minute == _minute(start.replace(tzinfo=None) if start and self.wall else start)


@dataclass(frozen=True, slots=True)
class Moved:
    """A starred session that is at another time (``start`` is the old one) or in another ``room`` than it was."""

    session: Session
    start: datetime | None
    time: bool
    room: bool


@dataclass(frozen=True)
class Plan:
    """Stars, each session once, by id: equal sets of stars are equal plans."""

    stars: tuple[Star, ...] = ()

    @classmethod
    def of(cls, sessions: Iterable[Session]) -> Plan:
        """The plan of some sessions as they are now."""
        return cls().adding(sessions)

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids of the starred sessions."""
        return frozenset(star.id for star in self.stars)

    @property
    def full(self) -> bool:
        """Whether no further star fits in."""
        return len(self.stars) >= MOST

    def adding(self, sessions: Iterable[Session]) -> Plan:
        """The plan with more sessions, the first of them where it gets too full; those it has stay as they are."""
        new = {session.id: Star.of(session) for session in sessions if session.id not in self.ids}
        room = max(0, MOST - len(self.stars))
        return Plan(tuple(sorted((*self.stars, *list(new.values())[:room]), key=lambda star: star.id)))

    def without(self, ids: Set[str]) -> Plan:
        """The plan less some sessions."""
        return Plan(tuple(star for star in self.stars if star.id not in ids))

    def toggled(self, session: Session) -> Plan:
        """With the session if it was not in it, else without."""
        return self.without({session.id}) if session.id in self.ids else self.adding([session])

    def sessions(self, programme: Programme) -> tuple[Session, ...]:
        """The starred sessions that the programme still has, by start; those without one last."""
        found = [programme.by_id[star.id] for star in self.stars if star.id in programme.by_id]
        return tuple(sorted(found, key=_order))

    def moved(self, programme: Programme) -> tuple[Moved, ...]:
        """The starred sessions whose start or room is another now."""
        found = []
        for star in self.stars:
            session = programme.by_id.get(star.id)
            if session is None or star == Star.of(session):
                continue
            zone = session.start.tzinfo if session.start else programme.zone
            moved = Moved(session, star.start(zone), not star.at(session.start), star.room != Star.of(session).room)
            if moved.time or moved.room:
                found.append(moved)
        return tuple(found)

    def gone(self, programme: Programme) -> tuple[Star, ...]:
        """The stars whose sessions the programme no longer has."""
        return tuple(star for star in self.stars if star.id not in programme.by_id)

    def refreshed(self, programme: Programme) -> Plan:
        """The plan with every session as it is now; what is gone is left out."""
        return Plan.of(self.sessions(programme))


def _order(session: Session) -> tuple[bool, float, str]:
    minute = _minute(session.start)
    return (minute is None, minute or 0, session.id)


def _minute(moment: datetime | None) -> int | None:
    if moment is None:
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return (aware - _EPOCH) // timedelta(minutes=1)


def _mark(room: str) -> str:
    return hashlib.sha256(room.encode("utf-8", "surrogatepass")).hexdigest()[:2] if room else ""
