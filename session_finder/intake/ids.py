"""Give every session a unique id: the file's id, or a digest of title and start."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from session_finder.domain.sessions import Session
from session_finder.intake.cleaning.email_masking import mask_addresses
from session_finder.intake.model.problems import Problem

_Read = Sequence[tuple[int, Session]]
_FEW = 5  # repeated ids are reported one by one
_LONGEST = 200  # characters of an id; ids are part of web addresses


@dataclass(frozen=True, slots=True)
class Identified:
    """Sessions with unique ids, the problems found on the way, and the ids that were made because the file has none."""

    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]
    made: frozenset[str]


def assign_ids(read: _Read, column: str) -> Identified:
    """Give each session a unique id. ``read`` has (line, session) pairs, whose ids may be empty or repeated."""
    read, problems = _without_false_ids(read, column)
    reserved = {session.id for _, session in read}
    lines: dict[str, int] = {}
    numbers: dict[str, int] = {}
    made = set()
    sessions = []
    for line, session in read:
        wanted = found = session.id or _made_id(session)
        while found in lines or (found != wanted and found in reserved):
            numbers[wanted] = numbers.get(wanted, 1) + 1
            found = f"{wanted}-{numbers[wanted]}"
        if found != wanted and session.id:
            advice = f"This id stands on line {lines[wanted]} too; here it became {found}. Give each session its own."
            problems.append(Problem("warning", "duplicate-id", advice, line, column, wanted[:80]))
        elif found != wanted:
            advice = f"The same title and start stand on line {lines[wanted]} too; both sessions were kept."
            problems.append(Problem("note", "duplicate-session", advice, line, value=session.title[:80]))
        lines[found] = line
        if not session.id:
            made.add(found)
        sessions.append(session if session.id == found else replace(session, id=found))
    return Identified(tuple(sessions), tuple(problems), frozenset(made))


def _without_false_ids(read: _Read, column: str) -> tuple[_Read, list[Problem]]:
    """Drop all ids, with a note, if many of them stand for sessions of different titles."""
    titles: dict[str, str] = {}
    named = [(line, session) for line, session in read if session.id]
    others = [line for line, session in named if titles.setdefault(session.id, session.title) != session.title]
    if len(others) < _FEW or len(others) * 5 <= len(read):
        return read, []
    advice = f"{len(others):,} sessions have the id of another one, so it is no id; ids were made from title and start."
    return [(line, replace(session, id="")) for line, session in read], [
        Problem("note", "repeated-ids", advice, others[0], column)
    ]


def public_id(text: str) -> str:
    """Return the file's id, or its digest if it is very long or contains an e-mail address, as calendars do."""
    return text if len(text) <= _LONGEST and mask_addresses(text) == text else _digest(text)


def _made_id(session: Session) -> str:
    """An id that is the same in the next export. Sessions that moved keep their published id (keeping_ids)."""
    return _digest(f"{session.title.casefold()}\n{session.start}")


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:10]
