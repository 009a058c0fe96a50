"""A CSV file to a Programme: find the delimiter, map the columns, make each row a session, name what is wrong."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from pathlib import PurePath
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from session_finder.application.intake.columns import FIELDS, mapped
from session_finder.application.intake.problems import Problem
from session_finder.application.intake.rows import Row, sessions_of
from session_finder.application.intake.text import decoded
from session_finder.sessions import Programme, Session

MAX_BYTES = 20_000_000
MAX_ROWS = 100_000
MAX_COLUMNS = 200
_HEADER = 100_000  # characters of the header that are looked at to tell the delimiter
_DELIMITERS = ",;\t|"


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of a file: a programme, unless a problem of level "error" stands in the way."""

    programme: Programme | None
    problems: tuple[Problem, ...]
    dropped_columns: tuple[str, ...] = ()

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that keep the programme from being used."""
        return tuple(problem for problem in self.problems if problem.level == "error")


def read_programme(content: bytes, filename: str, timezone: str = "", name: str = "") -> Reading:
    """Read an organizer's CSV: columns by name, in any order and case, only a title or an abstract required.

    ``timezone`` is the conference's IANA name; times without an offset are in it. ``name`` defaults to the file's.
    """
    if len(content) > MAX_BYTES:
        return _refused(0, f"The file has more than {MAX_BYTES:,} bytes, the most that are read. Split it.")
    try:
        zone = ZoneInfo(timezone) if timezone else None
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return _refused(0, f"{timezone!r} is no time zone. Use a name like Europe/Lisbon or America/Denver.")
    text, problems = decoded(content)
    if any(problem.level == "error" for problem in problems):
        return Reading(None, tuple(problems))
    if not text.strip():
        return _refused(0, "The file is empty. Export the programme again, with a header row and a row a session.")
    rows = _rows(text)
    header = next(rows, None)
    if header is None:
        return _refused(0, "Every cell of the file is empty. Export the programme again, with a header row.", problems)
    if isinstance(header, Problem):
        return Reading(None, (*problems, header))
    if len(header.cells) > MAX_COLUMNS:
        advice = f"The file has {len(header.cells):,} columns; at most {MAX_COLUMNS} are read."
        return _refused(header.line, advice, problems)
    columns = mapped(header.cells)
    if not columns.keys() & {"title", "abstract"}:
        wanted = ", ".join(FIELDS)
        return _refused(
            header.line,
            f"No column is called title or abstract. The first row must name the columns; known names: {wanted}. "
            f"Found: {', '.join(cell.strip() or '(empty)' for cell in header.cells[:12])[:300]}.",
            problems,
        )
    sessions, found = sessions_of(rows, header.cells, columns, zone)
    problems += found
    if not sessions and not any(problem.level == "error" for problem in problems):
        problems.append(Problem("error", header.line, "", "", "No row below the header holds a title or an abstract."))
    dropped = tuple(
        cell.strip() for place, cell in enumerate(header.cells) if place not in columns.values() and cell.strip()
    )
    if any(problem.level == "error" for problem in problems):
        return Reading(None, tuple(problems), dropped)
    stem = PurePath(filename).stem
    programme = Programme(
        slug=stem,
        name=name or stem,
        sessions=tuple(sessions),
        timezone=timezone,
        version=version_of(name or stem, timezone, sessions),
    )
    return Reading(programme, tuple(problems), dropped)


def version_of(name: str, timezone: str, sessions: list[Session]) -> str:
    """A digest of all that a programme says: 16 hexadecimal digits."""
    names = [field.name for field in fields(Session)]
    rows = [[getattr(session, name) for name in names] for session in sessions]  # astuple would copy every zone
    content = json.dumps([name, timezone, rows], default=str)
    return hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _refused(line: int, advice: str, before: Sequence[Problem] = ()) -> Reading:
    return Reading(None, (*before, Problem("error", line, "", "", advice)))


def _rows(text: str) -> Iterator[Row | Problem]:
    """The header and the rows with the line each begins on; a Problem, and then no more, where reading must end."""
    csv.field_size_limit(max(MAX_BYTES, csv.field_size_limit()))  # the whole process's: raised, never lowered
    lines = list(io.StringIO(text, newline=""))
    reader = csv.reader([*lines, ""], delimiter=_delimiter(lines), strict=False)
    count = 0
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            yield Problem("error", line, "", "", f"The row cannot be read ({error}). Export the programme again.")
            return
        if cells and reader.line_num > len(lines):  # the row took in the empty line that we put after the last
            advice = "A quotation mark in this row is opened and never closed. Close it, or double it if it is meant."
            yield Problem("error", line, "", cells[-1].strip()[:80], advice)
            return
        if any(cell.strip() for cell in cells):
            count += 1
            if count > MAX_ROWS + 1:
                yield Problem("error", line, "", "", f"More than {MAX_ROWS:,} rows. Split the file.")
                return
            yield Row(line, tuple(cells))
        line = reader.line_num + 1


def _delimiter(lines: Sequence[str]) -> str:
    """The character that cuts the first line into the most columns that have a name we know; comma in doubt."""
    first = next((line for line in lines if line.strip()), "")[:_HEADER]

    def fitness(delimiter: str) -> tuple[int, int]:
        cells = next(csv.reader([first], delimiter=delimiter), [])
        return len(mapped(cells[:MAX_COLUMNS])), len(cells)

    return max(_DELIMITERS, key=fitness)
