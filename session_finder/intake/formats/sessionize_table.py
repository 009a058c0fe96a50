"""Sessionize spreadsheets: one row for each session and speaker, or the schedule as a list.

The title may be blank in a co-speaker's row, so rows with the same Session Id are merged (later, like all records
that merge). If the file has no such column, rows with the same title, time and room are merged here, and a row with a
blank title belongs to the row above it. These sessions get an id from their title and start, which is the same in
every export.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import replace
from typing import Final

from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract, Record
from session_finder.intake.model.sources import Row, Source, Table
from session_finder.intake.shared.breaks import is_break, is_service
from session_finder.intake.shared.headers import Sheet, names_of, table_with_columns
from session_finder.intake.shared.persons import full_name, merge_by_key
from session_finder.intake.shared.states import accepted, is_cancelled

NAME: Final = "Sessionize export"
SCHEDULE: Final = "Sessionize schedule list"

_SIGNS: Final = frozenset({"scheduled at", "scheduled duration", "owner informed", "owner confirmed", "speaker id"})
_KNOWN: Final = {
    "id": ("session id",),
    "title": ("title",),
    "abstract": ("description",),
    "format": ("session format", "session type", "format"),
    "track": ("track", "main topic", "topic", "theme", "category"),
    "level": ("level", "session level", "audience level"),
    "language": ("language", "session language"),
    "tags": ("tags", "keywords", "sub-topic", "subtopic", "topics"),
    "room": ("room",),
    "start": ("scheduled at",),
    "duration": ("scheduled duration",),
    "first name": ("firstname", "first name"),
    "last name": ("lastname", "last name"),
    "owner": ("owner",),
    "owner informed": ("owner informed",),
    "owner confirmed": ("owner confirmed",),
    "status": ("status",),
}
_LIST: Final = {name: (name,) for name in ("day", "title", "room", "speakers")} | {"start": ("time",)}


def read(source: Source) -> Extract | None:
    """Read the sessions of a Sessionize spreadsheet. Returns None for other files."""
    table = source.table
    if table is None:
        return None
    if names_of(table.header).keys() == {"day", "time", "room", "title", "speakers"}:
        return _schedule(table)
    sheet = table_with_columns(table, {"title"}, _KNOWN)
    if sheet is None or not _is_sessionize(sheet):
        return None
    records = [_record(sheet, row) for row in sheet.rows]
    if "id" not in sheet.places:
        records = merge_by_key(_below_their_titles(records), _key)
    named_by = _named_by(sheet)
    speakers = " + ".join(sheet.named(sheet.places[part]) for part in named_by)
    if "owner" not in named_by:  # they submitted the session, and who speaks is told
        sheet = replace(sheet, places={field: place for field, place in sheet.places.items() if field != "owner"})
    return sheet.extract(NAME, records, _unconfirmed(sheet), **({"speakers": speakers} if speakers else {}))


def _is_sessionize(sheet: Sheet) -> bool:
    signs = names_of(sheet.header).keys() & _SIGNS
    return (
        bool(signs) and bool(sheet.places.keys() & {"owner", "last name"}) and len(signs) + ("id" in sheet.places) > 1
    )


def _named_by(sheet: Sheet) -> list[str]:
    """The columns with speakers' names, or else the owner, who submitted the session."""
    names = [part for part in ("first name", "last name") if part in sheet.places]
    return names or [part for part in ("owner",) if part in sheet.places]


def _record(sheet: Sheet, row: Row) -> Record:
    values = sheet.values(row)
    speaker = full_name(*(sheet.cell(row, part) for part in _named_by(sheet)))
    if speaker:
        values["speakers"] = (speaker,)
    return Record(
        row.line,
        values,
        service=is_service(values),
        accepted=accepted(sheet.cell(row, "status")) is not False,
        cancelled=is_cancelled(sheet.cell(row, "status")),
        merges="id" in values,
    )


def _below_their_titles(records: Sequence[Record]) -> list[Record]:
    """Copy title, start and room of the row above to rows with a blank title."""
    whole: list[Record] = []
    for record in records:
        above = whole[-1].values if whole else {}
        if "title" not in record.values and "abstract" not in record.values and "title" in above:
            shared = {field: above[field] for field in ("title", "start", "room") if field in above}
            whole.append(replace(record, values={**record.values, **shared}))
        else:
            whole.append(record)
    return whole


def _key(record: Record) -> Hashable | None:
    title = " ".join(str(record.values.get("title", "")).casefold().split())
    return (title, record.values.get("start"), record.values.get("room")) if title else None


def _unconfirmed(sheet: Sheet) -> list[Problem]:
    """Notes that count the sessions that are not confirmed. These stay in the programme."""
    problems = []
    for name, code, advice in (
        (
            "owner informed",
            "owners-not-informed",
            "of owners who have not been informed yet. Inform them in Sessionize.",
        ),
        (
            "owner confirmed",
            "owners-not-confirmed",
            "that their owners have not confirmed. Ask them, or decline these in Sessionize.",
        ),
    ):
        open_ones = {
            sheet.cell(row, "id") or sheet.cell(row, "title")
            for row in sheet.rows
            if sheet.cell(row, name).casefold() in {"no", "false"}
        } - {""}
        if open_ones:
            column = sheet.named(sheet.places[name])
            sentence = f"{len(open_ones)} sessions were kept {advice}"
            problems.append(Problem("note", code, sentence, column=column, value="No"))
    return problems


def _schedule(table: Table) -> Extract | None:
    sheet = table_with_columns(table, _LIST.keys() - {"start"}, _LIST)
    if sheet is None:
        return None
    records = [
        Record(row.line, values, service=is_break(str(values.get("title", ""))))
        for row in sheet.rows
        if (values := sheet.values(row))
    ]
    return sheet.extract(SCHEDULE, records)
