"""Conferia's programme: a talk a row, with the session it is part of and that session's chair."""

from __future__ import annotations

from typing import Final

from session_finder.intake.model.records import Extract, Record
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.breaks import is_service
from session_finder.intake.shared.headers import fitted

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
    """The talks of a Conferia file, or None when it is none."""
    sheet = fitted(source.table, _NEEDED, _KNOWN)
    if sheet is None:
        return None
    records = []
    for row in sheet.rows:
        values = sheet.values(row)
        records.append(Record(row.line, values, service=is_service(values)))
    return sheet.extract(NAME, records)
