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
from session_finder.application.intake.problems import Level, Problem
from session_finder.sessions import Session

MAX_CELL = 50_000
SHOWN = 80  # characters of a cell that a Problem repeats
_LIST = re.compile(r"[;|\n]")


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and the line of the file on which it begins, counted from 1."""

    line: int
    cells: tuple[str, ...]


def sessions_of(
    rows: Iterable[Row | Problem], headers: Sequence[str], columns: dict[str, int], zone: ZoneInfo | None
) -> tuple[list[Session], list[Problem]]:
    """Every row with a title or an abstract becomes a session, in file order, with an id of its own."""
    read: list[tuple[Row, Session]] = []
    problems: list[Problem] = []
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
            continue
        session = _Cells(row, headers, columns, problems).session(zone)
        if session is not None:
            read.append((row, session))
    sessions = _with_ids(read, headers, columns, problems)
    return sessions, sorted(problems, key=lambda problem: problem.line)


class _Cells:
    """One row's cells by field; what is wrong with them goes to ``problems``."""

    def __init__(self, row: Row, headers: Sequence[str], columns: dict[str, int], problems: list[Problem]) -> None:
        self._row, self._headers, self._columns, self._problems = row, headers, columns, problems

    def session(self, zone: ZoneInfo | None) -> Session | None:
        """The session that the row describes, without an id when it names none; None without title and abstract."""
        title, abstract = " ".join(self._text("title").split()), self._text("abstract")
        if not title and not abstract:
            self._say("warning", "", "", "The row has neither title nor abstract; it was left out.")
            return None
        if not title:
            self._say("note", "title", "", "No title; the abstract's start is shown.")
            title = _start_of(abstract)
        beyond = [cell.strip() for cell in self._row.cells[len(self._headers) :] if cell.strip()]
        if beyond:
            advice = (
                f"The row has {len(self._row.cells)} cells for {len(self._headers)} columns; the rest was left out. "
                "Put quotation marks around text that holds the delimiter."
            )
            self._say("warning", "", beyond[0], advice)
        start, end = self._span(zone)
        return Session(
            id=self._text("id"),
            title=title,
            abstract=abstract,
            speakers=self._speakers(),
            track=self._text("track"),
            level=self._text("level"),
            format=self._text("format"),
            room=self._text("room"),
            start=start,
            end=end,
            language=self._text("language"),
            tags=_names(self._text("tags")),
            url=self._address(),
        )

    def _text(self, field: str) -> str:
        place = self._columns.get(field)
        if place is None or place >= len(self._row.cells):
            return ""
        text = self._row.cells[place].replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").strip()
        if len(text) > MAX_CELL:
            advice = f"The cell has {len(text):,} characters; the first {MAX_CELL:,} were kept."
            self._say("warning", field, text, advice)
            text = text[:MAX_CELL]
        return text

    def _span(self, zone: ZoneInfo | None) -> tuple[datetime | None, datetime | None]:
        start, _ = self._moment("start", zone)
        end, text = self._moment("end", zone)
        if start is None or end is None:
            return start, end
        if (start.tzinfo is None) != (end.tzinfo is None):
            advice = "Only one of start and end names its distance from UTC; the end was left out."
        elif _before(end, start):
            advice = "The session ends before it starts; the end was left out."
        else:
            return start, end.astimezone(start.tzinfo) if end.tzinfo else end
        self._say("warning", "end", text, advice)
        return start, None

    def _moment(self, field: str, zone: ZoneInfo | None) -> tuple[datetime | None, str]:
        text = self._text(field)
        found = moment(text, zone)
        if text and found is None:
            advice = "This is not a date and time that is understood. Write 2027-05-11 14:30. The time was left out."
            self._say("warning", field, text, advice)
        return found, text

    def _speakers(self) -> tuple[str, ...]:
        names = _names(self._text("speakers"))
        kept = tuple(dict.fromkeys(name for name in map(_without_mail, names) if name))
        if kept != names:
            self._say("note", "speakers", "", "E-mail addresses were left out; attendees never see them.")
        return kept

    def _address(self) -> str:
        """A web address, or "" for anything else: javascript: and the like never reach a page."""
        text = self._text("url")
        try:
            parts = urlsplit(text)
            usable = parts.scheme in ("http", "https") and bool(parts.netloc) and " " not in text
        except ValueError:
            usable = False
        if usable and text.isprintable():
            return text
        if text:
            self._say(
                "warning", "url", text, "This is no address that begins with https:// or http://; it was left out."
            )
        return ""

    def _say(self, level: Level, field: str, value: str, advice: str) -> None:
        place = self._columns.get(field)
        column = self._headers[place].strip() if place is not None else field
        self._problems.append(Problem(level, self._row.line, column, value[:SHOWN], advice))


def _with_ids(
    read: Sequence[tuple[Row, Session]], headers: Sequence[str], columns: dict[str, int], problems: list[Problem]
) -> list[Session]:
    """The sessions with an id each: the file's, a made one where it has none, a new one where it is taken."""
    reserved = {session.id for _, session in read}
    lines: dict[str, int] = {}
    numbers: dict[str, int] = {}
    sessions = []
    for row, session in read:
        wanted = found = session.id or _made_id(session)
        while found in lines or (found != wanted and found in reserved):
            numbers[wanted] = numbers.get(wanted, 1) + 1
            found = f"{wanted}-{numbers[wanted]}"
        if found != wanted and session.id:
            advice = f"This id stands on line {lines[wanted]} too; here it became {found}. Give each session its own."
            problems.append(Problem("warning", row.line, headers[columns["id"]].strip(), wanted[:SHOWN], advice))
        elif found != wanted:
            advice = f"The same title and start stand on line {lines[wanted]} too; both sessions were kept."
            problems.append(Problem("note", row.line, "", session.title[:SHOWN], advice))
        lines[found] = row.line
        sessions.append(replace(session, id=found))
    return sessions


def _made_id(session: Session) -> str:
    """An id that stays the same when the file is exported again."""
    content = f"{session.title.casefold()}\n{session.start}"
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def _names(text: str) -> tuple[str, ...]:
    """Split a list: at ; | or line ends where there are any, else at commas; "A, B, and C" are three."""
    parts = _LIST.split(text)
    if len(parts) == 1:
        *firsts, last = text.split(",")
        parts = [*firsts, last.strip().removeprefix("and ")] if firsts else [last]
    return tuple(dict.fromkeys(part.strip() for part in parts if part.strip()))


def _without_mail(name: str) -> str:
    words = name.replace("<", " <").split() if "@" in name else []
    return " ".join(word for word in words if not _is_mail(word)) if any(map(_is_mail, words)) else name


def _is_mail(word: str) -> bool:
    before, at, domain = word.partition("@")
    return bool(before.strip("<(") and at and "." in domain)


def _before(end: datetime, start: datetime) -> bool:
    """Whether ``end`` is the earlier moment; wall clocks mislead in the hour that summer time repeats."""
    return end.timestamp() < start.timestamp() if start.tzinfo else end < start


def _start_of(abstract: str) -> str:
    words = abstract.split()
    return " ".join(words[:12]) + ("…" if len(words) > 12 else "")
