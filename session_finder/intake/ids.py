"""Every session an id of its own: the file's, one made of title and start, a new one where it is taken."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace

from session_finder.domain.sessions import Session
from session_finder.intake.cleaning.email_masking import masked
from session_finder.intake.model.problems import Problem

_LONGEST = 200  # characters of an id; it stands in addresses


@dataclass(frozen=True, slots=True)
class Named:
    """Sessions with an id each, what is to be said of that, and the ids that were made because the file gives none."""

    sessions: tuple[Session, ...]
    problems: tuple[Problem, ...]
    made: frozenset[str]


def with_ids(read: Sequence[tuple[int, Session]], column: str) -> Named:
    """The sessions with an id each. ``read``: the line of each and its session, whose id may be "" or another's."""
    problems: list[Problem] = []
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
    return Named(tuple(sessions), tuple(problems), frozenset(made))


def public_id(text: str) -> str:
    """The file's id; where it is an address (calendars name events like mail) or far too long, a digest of it."""
    return text if len(text) <= _LONGEST and masked(text) == text else _digest(text)


def _made_id(session: Session) -> str:
    """An id that stays the same when the file is exported again; what moved meanwhile keeps its own (keeping_ids)."""
    return _digest(f"{session.title.casefold()}\n{session.start}")


def _digest(content: str) -> str:
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:10]
