"""Mini-Conf's papers.csv: one paper per row, with lists separated by "|"."""

from __future__ import annotations

from typing import Final

from session_finder.intake.model.records import Extract, Record
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.headers import split_at, table_with_columns

NAME: Final = "Mini-Conf papers"

_NEEDED: Final = frozenset({"uid", "title", "authors", "abstract"})
_KNOWN: Final = {
    "id": ("uid",),
    "title": ("title",),
    "speakers": ("authors",),
    "abstract": ("abstract",),
    "tags": ("keywords",),
    "track": ("track", "primary area"),
}


def read(source: Source) -> Extract | None:
    """Read the papers of a Mini-Conf site. Returns None for other files."""
    sheet = table_with_columns(source.table, _NEEDED, _KNOWN)
    if sheet is None:
        return None
    records = []
    for row in sheet.rows:
        values = sheet.values(row)
        for field in values.keys() & {"speakers", "tags"}:
            values[field] = split_at(sheet.cell(row, field), "|")
        records.append(Record(row.line, values))
    return sheet.extract(NAME, records)
