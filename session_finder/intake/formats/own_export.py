"""Our own CSV export, written by export/csv_export.py. Reading it returns the exported sessions unchanged."""

from __future__ import annotations

import re
from typing import Final

from session_finder.intake.model.records import Extract, Record, Value
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.headers import table_with_columns

NAME: Final = "Session Finder export"
COLUMNS: Final = (
    *("id", "title", "abstract", "speakers", "track", "level", "format", "room", "start", "end", "language"),
    *("tags", "url", "service", "code", "cancelled"),
)
_NEEDED: Final = frozenset(COLUMNS) - {"code", "cancelled"}  # older exports have none
YES: Final = "yes"  # in the columns service and cancelled
BETWEEN: Final = "\n"  # separates the names of a list: no name contains it
# Cells that a spreadsheet would compute, also behind apostrophes. The export puts an apostrophe in front of them.
FORMULA: Final = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")

_LISTS: Final = frozenset({"speakers", "tags"})


def read(source: Source) -> Extract | None:
    """Read the sessions of an export; extra columns are dropped. Returns None for other files."""
    sheet = table_with_columns(source.table, _NEEDED, {name: (name,) for name in COLUMNS})
    if sheet is None:
        return None
    records = []
    for row in sheet.rows:
        texts = {field: _without_guard(str(text)) for field, text in sheet.values(row).items()}
        values: dict[str, Value] = {**texts}
        values |= {field: tuple(texts[field].split(BETWEEN)) for field in _LISTS & texts.keys()}
        service, cancelled = (sheet.cell(row, name).casefold() == YES for name in ("service", "cancelled"))
        records.append(Record(row.line, values, service=service, cancelled=cancelled))
    return sheet.extract(NAME, records)


def _without_guard(cell: str) -> str:
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell
