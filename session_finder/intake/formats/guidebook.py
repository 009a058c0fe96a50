"""Guidebook's schedule template: one session per row, with optional track and description."""

from __future__ import annotations

from typing import Final

from session_finder.intake.model.records import Extract, Record
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.breaks import is_service
from session_finder.intake.shared.headers import split_at, table_with_columns

NAME: Final = "Guidebook schedule"

_NEEDED: Final = frozenset({"session title", "date", "time start", "time end"})
_KNOWN: Final = {
    "title": ("session title",),
    "abstract": ("description",),
    "day": ("date",),
    "start": ("time start",),
    "end": ("time end",),
    "room": ("room/location", "location"),
    "track": ("schedule track", "schedule tracks"),
    "id": ("session id", "import id"),
}


def read(source: Source) -> Extract | None:
    """Read the sessions of a Guidebook file. Returns None for other files."""
    sheet = table_with_columns(source.table, _NEEDED, _KNOWN)
    if sheet is None or not ({"room", "track"} & sheet.places.keys()):
        return None
    records = []
    for row in sheet.rows:
        values = sheet.values(row)
        if "track" in values:
            values["track"] = split_at(sheet.cell(row, "track"), ";")
        records.append(Record(row.line, values, service=is_service(values)))
    return sheet.extract(NAME, records)
