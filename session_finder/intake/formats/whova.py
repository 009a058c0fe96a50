"""Whova's agenda template, old and new: instructions, a repeated header, and Sub rows below their Session."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from session_finder.intake.model.records import Extract, Record, Value
from session_finder.intake.model.sources import Row, Source
from session_finder.intake.shared.breaks import is_service
from session_finder.intake.shared.headers import Sheet, split_at, table_with_columns

NAME: Final = "Whova agenda"

_KIND: Final = "session or sub-session(sub)"
_NEEDED: Final = frozenset({"date", "time start", "time end", "session title", _KIND})
_KNOWN: Final = {
    "title": ("session title",),
    "abstract": ("description",),
    "day": ("date",),
    "start": ("time start",),
    "end": ("time end",),
    "room": ("room/location",),
    "track": ("tracks", "track"),
    "speakers": ("speakers",),
    "authors": ("authors",),
    "tags": ("tags",),
    "kind": (_KIND,),
}
_HANDED_DOWN: Final = ("room", "track", "day")  # fields that talks inherit from their session


def read(source: Source) -> Extract | None:
    """Read the sessions of a Whova agenda. Returns None for other files."""
    sheet = table_with_columns(source.table, _NEEDED, _KNOWN, last=True)
    if sheet is None:
        return None
    records = []
    above: Mapping[str, Value] = {}
    for place, row in enumerate(sheet.rows):
        values = _values(sheet, row)
        if _is_sub(sheet, row):
            values = {**{field: above[field] for field in _HANDED_DOWN if field in above}, **values}
        else:
            above = values
        holds_talks = not _is_sub(sheet, row) and any(
            _is_sub(sheet, below) for below in sheet.rows[place + 1 : place + 2]
        )
        records.append(Record(row.line, values, service=_is_frame(values, holds_talks=holds_talks)))
    return sheet.extract(NAME, records)


def _values(sheet: Sheet, row: Row) -> dict[str, Value]:
    values = sheet.values(row)
    people = ";".join(filter(None, (sheet.cell(row, "speakers"), sheet.cell(row, "authors"))))
    for field, text in (("speakers", people), ("track", sheet.cell(row, "track")), ("tags", sheet.cell(row, "tags"))):
        if text:
            values[field] = split_at(text, ";")
    return values


def _is_sub(sheet: Sheet, row: Row) -> bool:
    return sheet.cell(row, "kind").casefold().startswith("sub")


def _is_frame(values: Mapping[str, Value], *, holds_talks: bool) -> bool:
    """Whether a row is for the timetable only: a break, or a session that has talks and no text of its own."""
    return is_service(values) or (holds_talks and not values.keys() & {"abstract", "speakers"})
