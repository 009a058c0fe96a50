"""An attendee's plan: starred sessions, and how the programme changed since."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Set
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from functools import cached_property
from typing import Final

from session_finder.domain.overlap import to_utc
from session_finder.domain.sessions import Programme, Session

MOST: Final = 500  # stars in a plan; the largest real day had 130 sessions
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, order=True)
class Star:
    """A session in a plan, and its time and room when it was starred.

    ``minute`` is its start in minutes since 1970 (UTC; local time if the zone was unknown), None for none. ``room`` is
    two hexadecimal digits of the room's digest, "" for none, enough to notice a change. ``wall``: the zone was unknown,
    so that a zone which is added later does not count as a change.
    """

    id: str
    minute: int | None = None
    room: str = ""
    wall: bool = False

    @classmethod
    def of(cls, session: Session) -> Star:
        """The star of a session as it is now."""
        wall = session.start is not None and session.start.tzinfo is None
        return cls(session.id, _minute(session.start), _room_digest(session.room), wall)

    def start(self, zone: tzinfo | None) -> datetime | None:
        """The start when it was starred: in ``zone``, naive for None."""
        if self.minute is None:
            return None
        moment = _EPOCH + timedelta(minutes=self.minute)
        return moment.replace(tzinfo=zone) if zone is None or self.wall else moment.astimezone(zone)

    def at(self, start: datetime | None) -> bool:
        """Whether ``start`` is the start when it was starred; compared by local time if the zone was unknown then."""
        return self.minute == _minute(start.replace(tzinfo=None) if start and self.wall else start)


@dataclass(frozen=True, slots=True)
class Moved:
    """A starred session with another ``time`` (``start`` is the old one) or another ``room``."""

    session: Session
    start: datetime | None
    time: bool
    room: bool


@dataclass(frozen=True)
class Plan:
    """Stars sorted by id, each session once: equal sets of stars are equal plans."""

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
        """Whether the plan has the maximum number of stars."""
        return len(self.stars) >= MOST

    def adding(self, sessions: Iterable[Session]) -> Plan:
        """The plan with more sessions, up to the maximum; existing stars stay as they are."""
        new = {session.id: Star.of(session) for session in sessions if session.id not in self.ids}
        room = max(0, MOST - len(self.stars))
        return Plan(tuple(sorted((*self.stars, *list(new.values())[:room]), key=lambda star: star.id)))

    def without(self, ids: Set[str]) -> Plan:
        """The plan without some sessions."""
        return Plan(tuple(star for star in self.stars if star.id not in ids))

    def toggled(self, session: Session) -> Plan:
        """The plan with the session if it was not in it, else without."""
        return self.without({session.id}) if session.id in self.ids else self.adding([session])

    def sessions(self, programme: Programme) -> tuple[Session, ...]:
        """The starred sessions that the programme still has, by start; those without one last."""
        found = [programme.by_id[star.id] for star in self.stars if star.id in programme.by_id]
        return tuple(sorted(found, key=_order))

    def moved(self, programme: Programme) -> tuple[Moved, ...]:
        """The starred sessions whose start or room has changed."""
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
        """The plan with every session as it is now, without those that are gone."""
        return Plan.of(self.sessions(programme))


def _order(session: Session) -> tuple[bool, float, str]:
    minute = _minute(session.start)
    return (minute is None, minute or 0, session.id)


def _minute(moment: datetime | None) -> int | None:
    if moment is None:
        return None
    return (to_utc(moment) - _EPOCH) // timedelta(minutes=1)


def _room_digest(room: str) -> str:
    return hashlib.sha256(room.encode("utf-8", "surrogatepass")).hexdigest()[:2] if room else ""
