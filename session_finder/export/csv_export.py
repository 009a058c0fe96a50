"""Export sessions as CSV, for spreadsheets and for importing again without loss."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from session_finder.domain.sessions import Programme, Session
from session_finder.intake.formats.own_export import BETWEEN, COLUMNS, FORMULA, YES


def as_csv(programme: Programme) -> bytes:
    """All sessions of a programme in order, see ``sessions_as_csv``."""
    return sessions_as_csv(programme.sessions)


def sessions_as_csv(sessions: Iterable[Session]) -> bytes:
    """The sessions in order as CSV (RFC 4180), in UTF-8 with a byte order mark for Excel.

    Times are ISO 8601, with the offset when the zone is known; lists have one value on each line. A cell that a
    spreadsheet would compute (it begins with = + - @) is prefixed with an apostrophe.
    """
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for session in sessions:
        writer.writerow([_neutralized(_cell(session, column)) for column in COLUMNS])
    return b"\xef\xbb\xbf" + text.getvalue().encode("utf-8", "replace")


def _cell(session: Session, column: str) -> str:
    value = getattr(session, column)
    if column in ("start", "end"):
        return value.isoformat() if value else ""
    if column in ("service", "cancelled"):
        return YES if value else ""
    return BETWEEN.join(value) if isinstance(value, tuple) else str(value)


def _neutralized(cell: str) -> str:
    return f"'{cell}" if FORMULA.match(cell) else cell
