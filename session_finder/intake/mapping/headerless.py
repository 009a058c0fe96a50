"""Recognize a table whose first row is a session and no header, and give its columns names.

Otherwise the first session would be taken for the names of the columns, and be lost.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from session_finder.intake.dates.clock_cells import clock_range, is_clock
from session_finder.intake.files.pages.headed_tables import names_a_day
from session_finder.intake.mapping.column_values import Column
from session_finder.intake.mapping.table_proposal import header_of
from session_finder.intake.model.header_words import fields_in
from session_finder.intake.model.sources import Row, Table

_SAMPLE: Final = 300  # rows by which a table is judged
_FEWEST: Final = 2  # rows below the first
_LONGEST: Final = 200  # characters of a cell whose kind is told
_DIGITS: Final = 9
_LONG_TEXT: Final = 40  # words
_ADDRESS = re.compile(r"https?://|[\w.+-]{1,64}@\w")


def with_names(table: Table) -> Table | None:
    """Return the table with a header of generated names, "Column A" and so on. None if it has a header.

    The first row is no header if at most one of its cells is a known name, and one is an address, a date or a time like
    those below it. A number that is counted on below, a value that repeats below and a text longer than any question
    tell so only if no cell is a known name.
    """
    first = table.header
    rows = [row for row in table.rows[1 : _SAMPLE + 1] if row.cells != first.cells]
    known = len(fields_in(first.cells))
    if len(first.cells) < 2 or len(rows) < _FEWEST or known > 1:
        return None
    columns = [[row.cells[place] for row in rows if place < len(row.cells)] for place in range(len(first.cells))]
    pairs = list(zip(map(str.strip, first.cells), columns, strict=True))
    if not any(_is_of_kind(*pair) or (not known and _is_continued(*pair)) for pair in pairs):
        return None
    if header_of(table) is not first:
        return None
    width = max(len(row.cells) for row in table.rows)
    names = tuple(f"Column {_letters(place)}" for place in range(width))
    return Table(table.name, (Row(first.line - 1, names), *table.rows))


def _is_of_kind(cell: str, column: Sequence[str]) -> bool:
    """Whether a cell is an address, a date or a time, as most cells below it are."""
    kind = _kind(cell)
    filled = [text for text in map(str.strip, column) if text]
    return bool(kind) and len(filled) >= _FEWEST and 5 * sum(_kind(one) == kind for one in filled) >= 4 * len(filled)


def _is_continued(cell: str, column: Sequence[str]) -> bool:
    """Whether the cells below go on with a cell: with the next number, the same value, or texts as long."""
    filled = [text for text in map(str.strip, column) if text]
    if not cell or len(filled) < _FEWEST:
        return False
    if cell.isdecimal():
        return len(cell) < _DIGITS and filled[0].isdecimal() and filled[0].lstrip("0") == str(int(cell) + 1)
    return filled.count(cell) > 1 or (len(cell.split()) >= _LONG_TEXT and Column("", filled).words >= _LONG_TEXT)


def _kind(text: str) -> str:
    """The kind of a value that no name of a column has, or ""."""
    if len(text) > _LONGEST:
        return ""
    if _ADDRESS.match(text):
        return "address"
    if clock_range(text) or (is_clock(text) and not text.isdecimal()):
        return "time"
    return "day" if names_a_day(text) else ""


def _letters(place: int) -> str:
    """The letters of a column as spreadsheets write them: A, Z, AA."""
    return (_letters(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
