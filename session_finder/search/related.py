"""The sessions related to one: of the same speakers, at the same time, similar, and duplicates."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from session_finder.domain.errors import StoreError
from session_finder.domain.overlap import by_start, overlap

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme, Session
    from session_finder.search.finder import SessionFinder
    from session_finder.search.results import Match


@dataclass(frozen=True, slots=True)
class RelatedSessions:
    """``speakers``: those with other sessions, and these. ``repeats``: duplicates. ``meanwhile``: at the same time."""

    speakers: tuple[tuple[str, tuple[Session, ...]], ...]
    repeats: tuple[Session, ...]
    similar: tuple[Session, ...]
    meanwhile: tuple[Session, ...]


def related_sessions(finder: SessionFinder, session: Session, similar: int = 3) -> RelatedSessions:
    """The sessions related to ``session``; a break has no similar ones."""
    programme = finder.programme
    repeats = finder.repeats(session.id)
    alike: tuple[Match, ...] = ()
    with suppress(StoreError):  # a large programme is searched in a database, which may be unavailable
        alike = () if session.is_break else finder.similar_to(session.id, similar)
    return RelatedSessions(
        others_of_speakers(programme, session),
        repeats,
        tuple(match.session for match in alike),
        meanwhile(programme, session),
    )


def others_of_speakers(programme: Programme, session: Session) -> tuple[tuple[str, tuple[Session, ...]], ...]:
    """The speakers of a session who have others, each with these by start. Case does not matter."""
    found = []
    for speaker in dict.fromkeys(session.speakers):
        name = speaker.casefold()
        others = [
            other
            for other in programme.sessions
            if other.id != session.id and any(name == known.casefold() for known in other.speakers)
        ]
        if others:
            found.append((speaker, tuple(sorted(others, key=by_start))))
    return tuple(found)


def meanwhile(programme: Programme, session: Session) -> tuple[Session, ...]:
    """The sessions, without breaks, that overlap with one, by start."""
    found = [other for other in programme.searchable if other.id != session.id and overlap(session, other)]
    return tuple(sorted(found, key=by_start))
