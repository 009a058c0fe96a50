"""Results as JSON, for the API and ``search --json``."""

from __future__ import annotations

from typing import Any

from session_finder.domain.sessions import Session
from session_finder.federated.exact import AnswerFromAll, FoundThere
from session_finder.retrieval.evidence import Evidence, near_spans
from session_finder.search.results import Answer, Match
from session_finder.text.analyzer import term_spans


def answer_as_json(answer: Answer) -> dict[str, Any]:
    """``{"interest", "close", "language", "listed", "missing", "sessions": [...], "outside"}``, JSON types only."""
    return {
        "interest": answer.interest,
        "close": answer.close,
        "language": answer.language,
        "listed": answer.listed,
        "missing": list(answer.missing),
        "sessions": [match_as_json(match, answer.terms) for match in answer.matches],
        "outside": match_as_json(answer.outside, answer.terms) if answer.outside else None,
    }


def answer_from_all_as_json(answer: AnswerFromAll) -> dict[str, Any]:
    """``{"interest", "close", "language", "conferences", "approximate", "read", "sessions": [...]}``."""
    return {
        "interest": answer.interest,
        "close": answer.close,
        "language": answer.language,
        "conferences": answer.conferences,
        "approximate": answer.approximate,
        "read": answer.query.as_json() if answer.query else None,
        "sessions": [_found_there_as_json(found, answer.terms) for found in answer.matches],
    }


def _found_there_as_json(found: FoundThere, terms: frozenset[str]) -> dict[str, Any]:
    return {
        **match_as_json(found.match, terms),
        "programme": found.conference.slug,
        "name": found.conference.name,
        "elsewhere": [{"programme": one.conference.slug, "id": one.match.session.id} for one in found.also],
    }


def match_as_json(match: Match, terms: frozenset[str] = frozenset()) -> dict[str, Any]:
    """One session, its closeness, and its evidence with the positions of the query's words."""
    return {
        **session_as_json(match.session),
        "score": round(match.score, 6),
        "closeness": match.closeness,
        "subject": match.subject,
        **_evidence_as_json(match.evidence, terms),
        "also": [session.id for session in match.also],
    }


def _evidence_as_json(evidence: Evidence | None, terms: frozenset[str]) -> dict[str, Any]:
    text, near = (evidence.text, evidence.near) if evidence else ("", frozenset[str]())
    exact = [[start, end] for start, end, _ in term_spans(text, terms)]
    alike = [[start, end] for start, end in near_spans(text, terms, near)]
    return {"evidence": text, "evidence_in": evidence.source if evidence else "", "marked": exact, "near": alike}


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
        "code": session.code,
        "cancelled": session.cancelled,
    }
