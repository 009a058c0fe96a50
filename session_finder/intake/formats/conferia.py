"""Conferia: one talk per row, with its session and the session's chair."""

from __future__ import annotations

from typing import Final

from session_finder.intake.model.records import Extract, Record
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.breaks import is_service
from session_finder.intake.shared.headers import table_with_columns

NAME: Final = "Conferia programme"

_NEEDED: Final = frozenset({"date start", "date end", "title", "author", "session order"})
_KNOWN: Final = {
    "title": ("title",),
    "abstract": ("abstract",),
    "speakers": ("author",),
    "track": ("session",),
    "format": ("type",),
    "room": ("location",),
    "start": ("date start",),
    "end": ("date end",),
}


def read(source: Source) -> Extract | None:
    """Read the talks of a Conferia file. Returns None for other files."""
    sheet = table_with_columns(source.table, _NEEDED, _KNOWN)
    if sheet is None:
        return None
    records = []
    for row in sheet.rows:
        values = sheet.values(row)
        records.append(Record(row.line, values, service=is_service(values)))
    return sheet.extract(NAME, records)
