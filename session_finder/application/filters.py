"""Which sessions may be an answer: by day, track, level, room, format and language."""

from __future__ import annotations

from dataclasses import dataclass, fields

from session_finder.sessions import Session


@dataclass(frozen=True, slots=True)
class Filters:
    """What a session must be; an empty value asks for nothing. Case does not matter.

    ``day`` is an ISO date in the programme's own time ("2027-05-11").
    """

    day: str = ""
    track: str = ""
    level: str = ""
    room: str = ""
    format: str = ""
    language: str = ""

    @property
    def empty(self) -> bool:
        """Whether every session passes."""
        return not any(getattr(self, field.name) for field in fields(self))

    def allow(self, session: Session) -> bool:
        """Whether the session is all that is asked for."""
        if self.day and (session.start is None or session.start.date().isoformat() != self.day):
            return False
        return all(
            not (wanted := getattr(self, name)) or wanted.casefold() == getattr(session, name).casefold()
            for name in ("track", "level", "room", "format", "language")
        )


EVERYTHING = Filters()
