"""Swapcard's session sheet: start and end with date and time, topics and languages as lists."""

from __future__ import annotations

from typing import Final

from session_finder.intake.model.records import Extract, Record
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.breaks import is_service
from session_finder.intake.shared.headers import split_at, table_with_columns

NAME: Final = "Swapcard sessions"

_NEEDED: Final = frozenset({"title", "start date and time", "end date and time"})
_KNOWN: Final = {
    "id": ("internal id",),
    "title": ("title",),
    "abstract": ("description",),
    "start": ("start date and time",),
    "end": ("end date and time",),
    "speakers": ("speakers",),
    "tags": ("topics",),
    "room": ("location",),
    "format": ("type",),
    "language": ("languages", "language"),
    "track": ("track", "tracks"),
}


def read(source: Source) -> Extract | None:
    """Read the sessions of a Swapcard sheet. Returns None for other files."""
    sheet = table_with_columns(source.table, _NEEDED, _KNOWN)
    if sheet is None:
        return None
    records = []
    for row in sheet.rows:
        values = sheet.values(row)
        if "tags" in values:
            text = sheet.cell(row, "tags")
            values["tags"] = split_at(text, ";" if ";" in text else ",")
        records.append(Record(row.line, values, service=is_service(values)))
    return sheet.extract(NAME, records)
