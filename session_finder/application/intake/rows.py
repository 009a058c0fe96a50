"""Rows to sessions: lists are split, times read, ids made unique; what cannot be used is a Problem, not a loss."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from session_finder.application.intake.dates import moment
from session_finder.application.intake.problems import Problem
from session_finder.sessions import Session

MAX_CELL = 50_000
_LIST = re.compile(r"\s*[;|\n]\s*")
_COMMAS = re.compile(r"\s*,\s*(?:and\s+)?")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and the line of the file on which it begins, counted from 1."""

    line: int
    cells: tuple[str, ...]


def sessions_of(
    rows: Iterable[Row | Problem], headers: Sequence[str], columns: dict[str, int], zone: ZoneInfo | None
) -> tuple[list[Session], list[Problem]]:
    """Every row with a title or an abstract becomes a session, in file order, with an id of its own."""
    sessions: list[Session] = []
    problems: list[Problem] = []
    lines: dict[str, int] = {}
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        session = _session(row, headers, columns, zone, problems)
        if session is None:
            continue
        if session.id in lines:
            problems.append(
                Problem(
                    "warning",
                    row.line,
                    _header(headers, columns, "id"),
                    session.id,
                    f"This id stands on line {lines[session.id]} too; the later session got another. "
                    "Give each session its own.",
                )
            )
            session = _renamed(session, lines)
        lines[session.id] = row.line
        sessions.append(session)
    return sessions, problems


def _session(
    row: Row, headers: Sequence[str], columns: dict[str, int], zone: ZoneInfo | None, problems: list[Problem]
) -> Session | None:
    def cell(field: str) -> str:
        place = columns.get(field)
        if place is None or place >= len(row.cells):
            return ""
        text = row.cells[place].replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(text) > MAX_CELL:
            advice = f"The cell has {len(text):,} characters; the first {MAX_CELL:,} were kept."
            problems.append(Problem("warning", row.line, headers[place], text[:80], advice))
            text = text[:MAX_CELL]
        return text

    def when(field: str) -> datetime | None:
        text = cell(field)
        found = moment(text, zone) if text else None
        if text and found is None:
            advice = "This is not a date and time that is understood. Write 2027-05-11 14:30. The time was left out."
            problems.append(Problem("warning", row.line, _header(headers, columns, field), text[:80], advice))
        return found

    title, abstract = " ".join(cell("title").split()), cell("abstract")
    if not title and not abstract:
        advice = "The row has neither title nor abstract; it was left out."
        problems.append(Problem("warning", row.line, "", "", advice))
        return None
    if not title:
        problems.append(
            Problem(
                "note", row.line, _header(headers, columns, "title"), "", "No title; the abstract's start is shown."
            )
        )
        title = _start_of(abstract)
    start, end = when("start"), when("end")
    if start and end and _before(end, start):
        advice = "The session ends before it starts; the end was left out."
        problems.append(Problem("warning", row.line, _header(headers, columns, "end"), cell("end")[:80], advice))
        end = None
    return Session(
        id=cell("id") or _made_id(title, start),
        title=title,
        abstract=abstract,
        speakers=_names(cell("speakers")),
        track=cell("track"),
        level=cell("level"),
        format=cell("format"),
        room=cell("room"),
        start=start,
        end=end,
        language=cell("language"),
        tags=_names(cell("tags")),
        url=_address(cell("url")),
    )


def _header(headers: Sequence[str], columns: dict[str, int], field: str) -> str:
    place = columns.get(field)
    return headers[place].strip() if place is not None else field


def _names(text: str) -> tuple[str, ...]:
    """Split a list: at ; | or line ends where there are any, else at commas."""
    splitter = _LIST if _LIST.search(text) else _COMMAS
    return tuple(dict.fromkeys(part for part in (part.strip() for part in splitter.split(text)) if part))


def _address(text: str) -> str:
    """A web address, or "" for anything else: javascript: and the like never reach a page."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""


def _before(end: datetime, start: datetime) -> bool:
    if (end.tzinfo is None) != (start.tzinfo is None):
        return False
    return end < start


def _start_of(abstract: str) -> str:
    words = abstract.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")


def _made_id(title: str, start: datetime | None) -> str:
    """An id that stays the same when the file is exported again."""
    return hashlib.sha256(f"{title.casefold()}\n{start}".encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _renamed(session: Session, taken: dict[str, int]) -> Session:
    number = 2
    while f"{session.id}-{number}" in taken:
        number += 1
    return replace(session, id=f"{session.id}-{number}")
