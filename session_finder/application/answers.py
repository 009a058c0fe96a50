"""An answer for machines: what the API and ``search --json`` print."""

from __future__ import annotations

from typing import Any

from session_finder.application.finder import Answer, Match
from session_finder.sessions import Session


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """``{"interest", "sessions": [...]}``, JSON types only."""
    return {"interest": answer.interest, "sessions": [match_as_json(match) for match in answer.matches]}


def match_as_json(match: Match) -> dict[str, Any]:
    """One session and how close it is."""
    return {
        **session_as_json(match.session),
        "score": round(match.score, 6),
        "closeness": match.closeness,
    }


def session_as_json(session: Session) -> dict[str, Any]:
    """One session. Times are ISO 8601, with the offset when the zone is known."""
    return {
        "id": session.id,
        "title": session.title,
        "abstract": session.abstract,
        "speakers": list(session.speakers),
        "track": session.track,
        "level": session.level,
        "format": session.format,
        "room": session.room,
        "start": session.start.isoformat() if session.start else None,
        "end": session.end.isoformat() if session.end else None,
        "language": session.language,
        "tags": list(session.tags),
        "url": session.url,
    }
