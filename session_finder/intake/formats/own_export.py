"""Our own export, read back to the very sessions that were exported (export/csv_export.py writes it)."""

from __future__ import annotations

import re
from typing import Final

from session_finder.intake.model.records import Extract, Record, Value
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.headers import fitted

NAME: Final = "Session Finder export"
COLUMNS: Final = (
    *("id", "title", "abstract", "speakers", "track", "level", "format", "room", "start", "end", "language"),
    *("tags", "url", "service"),
)
YES: Final = "yes"  # in the column service
BETWEEN: Final = "\n"  # the names of a list: it is the one character that no name has
# A cell that a spreadsheet would compute, or whose apostrophes were there before: the export puts one in front.
FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

_LISTS: Final = frozenset({"speakers", "tags"})


def read(source: Source) -> Extract | None:
    """The sessions of an export, further columns dropped; None when the table is something else."""
    sheet = fitted(source.table, COLUMNS, {name: (name,) for name in COLUMNS})
    if sheet is None:
        return None
    records = []
    for row in sheet.rows:
        texts = {field: _meant(str(text)) for field, text in sheet.values(row).items()}
        values: dict[str, Value] = {**texts}
        values |= {field: tuple(texts[field].split(BETWEEN)) for field in _LISTS & texts.keys()}
        records.append(Record(row.line, values, service=sheet.cell(row, "service").casefold() == YES))
    return sheet.extract(NAME, records)


def _meant(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
