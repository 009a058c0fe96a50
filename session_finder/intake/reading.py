"""Read an organizer's file into a Programme: open it, recognize its format, build sessions, report problems."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from session_finder.domain.sessions import STATED, Programme, Session
from session_finder.intake.checks import check_sessions
from session_finder.intake.cleaning.email_masking import mask_addresses
from session_finder.intake.cleaning.markup import plain_line
from session_finder.intake.files.opening import open_upload
from session_finder.intake.model.account import NOT_ACCEPTED, WITHOUT_TEXT, Account, balanced
from session_finder.intake.model.columns import TOGETHER
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract
from session_finder.intake.model.sources import Source, Table
from session_finder.intake.problem_summary import summarize
from session_finder.intake.recognition import Recognized, recognize
from session_finder.intake.rows import Rows, sessions_of

_MOST_NAMED = 8  # columns in one sentence
_LATER = ("code", "cancelled")  # fields that are newer than the digest; where they are empty, they do not change it
_NAME = 200  # characters of a conference's name
_HEADER = 80  # characters of a dropped header that are shown


@dataclass(frozen=True, slots=True)
class Reading:
    """The result of reading a file. ``programme`` is None if there is a problem of level "error".

    ``format`` is a name for people, "" if the file could not be opened. ``rows`` counts the rows or entries of the
    file, ``left_out`` those that are declined, cancelled or drafts. ``columns`` maps fields to the headers that were
    used. ``headers`` lists the headers that a mapping may use, () if the format needs no mapping. ``sheets`` names the
    sheets of a workbook, the one that was read first. ``timezone`` is the zone that was used: the organizer's or the
    file's. ``made_ids`` are ids that we generated because the file has none; a session that is already published
    keeps its published id instead (``keeping_ids``). ``account`` says what became
    of every entry and column. ``helping_columns`` are headers that were read and are
    shown nowhere, such as that of a state.
    """

    programme: Programme | None
    problems: tuple[Problem, ...]
    dropped_columns: tuple[str, ...] = ()
    format: str = ""
    rows: int = 0
    left_out: int = 0
    columns: Mapping[str, str] = field(default_factory=dict)
    headers: tuple[str, ...] = ()
    sheets: tuple[str, ...] = ()
    timezone: str = ""
    made_ids: frozenset[str] = frozenset()
    helping_columns: tuple[str, ...] = ()
    account: Account = field(default_factory=Account)

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop publishing."""
        return tuple(problem for problem in self.problems if problem.level == "error")


def read_programme(
    content: bytes,
    filename: str,
    timezone: str = "",
    name: str = "",
    *,
    mapping: Mapping[str, str] | None = None,
    sheet: str = "",
    beside: Sequence[tuple[bytes, str]] = (),
) -> Reading:
    """Read an organizer's file from any tool. Problems are reported in the Reading; nothing is raised.

    ``timezone``: the conference's IANA zone. It overrides the file's zone and applies to times without an offset.
    ``name``: the conference's name; by default the one in the file, then the file's name. ``mapping``: field → header
    as the organizer chose it, "" to leave a field out. ``sheet``: the sheet of a workbook. ``beside``: more tables of
    the same programme, (content, name) each.
    """
    if not _is_zone(timezone):
        advice = f"{timezone!r} is no time zone. Use a name like Europe/Lisbon or America/Denver."
        return Reading(None, (Problem("error", "unknown-time-zone", advice),))
    source, problems = open_upload(content, filename, sheet, beside)
    if source is None:
        return Reading(None, summarize(problems), timezone=timezone)
    found = recognize(source, mapping, chosen=bool(sheet))
    used = timezone or (found.extract.timezone if _is_zone(found.extract.timezone) else "")
    called = name or _conference_name(found.extract) or PurePath(source.filename).stem
    rows = sessions_of(found.extract, ZoneInfo(used) if used else None, called)
    problems = [
        *problems,
        *found.extract.problems,
        *rows.problems,
        *check_sessions(rows.sessions, rows.lines),
        *_zone_overridden(timezone, found.extract),
    ]
    problems = [_placed(problem, found.table) for problem in problems]
    account = _account(found.extract, rows)
    problems += (*_untitled(rows, found.extract), *_much_not_used(account)) if rows.sessions else ()
    if not rows.sessions and not any(problem.level == "error" for problem in problems):
        problems.append(_no_sessions(rows))
    return Reading(
        programme=_programme(source, called, used, rows, problems),
        problems=summarize(problems),
        dropped_columns=_headers(found.extract.dropped),
        helping_columns=_headers(found.extract.helping),
        format=found.extract.format,
        rows=found.extract.rows,
        left_out=rows.left_out,
        columns=dict(found.extract.columns),
        headers=found.headers,
        sheets=_sheets(source, found),
        timezone=used,
        made_ids=rows.made_ids,
        account=account,
    )


def version_of(name: str, timezone: str, sessions: Sequence[Session]) -> str:
    """Return a digest of a programme's content: 16 hexadecimal digits."""
    names = [name for name in STATED if name not in _LATER]
    rows = [  # astuple would copy every zone
        [getattr(session, name) for name in names]
        + [(name, value) for name in _LATER if (value := getattr(session, name))]
        for session in sessions
    ]
    content = json.dumps([name, timezone, rows], default=str)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _programme(source: Source, name: str, timezone: str, rows: Rows, problems: Sequence[Problem]) -> Programme | None:
    if any(problem.level == "error" for problem in problems):
        return None
    version = version_of(name, timezone, rows.sessions)
    return Programme(PurePath(source.filename).stem, name, rows.sessions, timezone, version)


def _account(extract: Extract, rows: Rows) -> Account:
    breaks = sum(session.is_break for session in rows.sessions)
    labels = {*extract.columns.values(), *extract.helping}
    return balanced(
        extract.rows,
        sessions=len(rows.sessions) - breaks,
        breaks=breaks,
        parts=extract.parts + rows.parts,
        left_out={NOT_ACCEPTED: rows.left_out, WITHOUT_TEXT: rows.without_text, **extract.left_out},
        unused=extract.unused,
        other_lists=extract.other_lists,
        columns=tuple({part for label in labels for part in label.split(TOGETHER)}),
        columns_unused=extract.dropped,
    )


def _untitled(rows: Rows, extract: Extract) -> tuple[Problem, ...]:
    """A warning where no session has a title of its own: the column of titles was not recognized."""
    if sum(problem.code == "no-title" for problem in rows.problems) < len(rows.sessions):
        return ()
    unread = ", ".join(f"“{mask_addresses(header)}”" for header in _headers(extract.dropped)[:_MOST_NAMED])
    which = f" Not read are: {unread}." if unread else ""
    advice = f"No column was recognized as the titles, so the beginnings of the texts stand for them.{which}"
    return (Problem("warning", "titles-from-texts", f"{advice} Choose one as the title, or: --map title=COLUMN."),)


def _much_not_used(account: Account) -> tuple[Problem, ...]:
    if not account.much_not_used:
        return ()
    lists = ", ".join(f"{mask_addresses(path)} ({count:,})" for path, count in account.doubtful.items() if path)
    where = f" They are in: {lists}." if lists else ""
    advice = (
        f"{sum(account.doubtful.values()):,} of {account.entries:,} entries of this file are not used.{where} "
        "Check that no sessions are missing."
    )
    return (Problem("warning", "much-not-used", advice),)


def _headers(headers: Sequence[str]) -> tuple[str, ...]:
    return tuple(mask_addresses(" ".join(header.split())[:_HEADER]) for header in headers)


def _conference_name(extract: Extract) -> str:
    return mask_addresses(plain_line(extract.name[: 2 * _NAME]))[:_NAME]


def _no_sessions(rows: Rows) -> Problem:
    if rows.left_out:
        advice = "No session of this file is accepted, so there is nothing to show. Export again after the decisions."
        return Problem("error", "nothing-accepted", advice)
    return Problem("error", "no-sessions", "No row below the header holds a title or an abstract.")


def _placed(problem: Problem, table: Table | None) -> Problem:
    """A problem of files that were joined, with the name of its file and the line there."""
    name, line = table.place_of(problem.line) if table is not None and problem.line else ("", 0)
    return replace(problem, file=name, file_line=line) if name else problem


def _zone_overridden(timezone: str, extract: Extract) -> tuple[Problem, ...]:
    if not timezone or extract.timezone in ("", timezone):
        return ()
    advice = f"The file says {extract.timezone[:60]}; its times are shown in {timezone}, as you chose."
    return (Problem("note", "time-zone-overridden", advice),)


def _sheets(source: Source, found: Recognized) -> tuple[str, ...]:
    read = found.table.name if found.table else ""
    return tuple(sorted(source.sheets, key=lambda name: name != read))


def _is_zone(name: str) -> bool:
    try:
        return not name or bool(ZoneInfo(name))
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
