"""EasyChair submissions, optionally with tables of authors, topics and times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract, Record, Value
from session_finder.intake.model.sources import Row, Source, Table
from session_finder.intake.shared.headers import Sheet, names_of, table_with_columns
from session_finder.intake.shared.persons import full_name, split_authors

NAME: Final = "EasyChair submissions"

_NEEDED: Final = frozenset({"#", "title", "authors"})
_SIGNS: Final = frozenset({"decision", "deleted?", "form fields", "reviews sent", "notified", "last updated"})
_KNOWN: Final = {
    "id": ("#",),
    "title": ("title",),
    "abstract": ("abstract",),
    "speakers": ("authors",),
    "tags": ("keywords",),
    "track": ("track name",),
    "decision": ("decision",),
    "deleted": ("deleted?",),
}
_NUMBER: Final = ("submission #", "#", "paper #", "paper", "submission")
_AUTHOR: Final = {"id": _NUMBER, "first name": ("first name",), "last name": ("last name",)}
_TOPIC: Final = {"id": _NUMBER, "topic": ("topic",)}
_SLOT: Final = {
    "id": _NUMBER,
    "room": ("room", "location"),
    "day": ("day", "date"),
    "start": ("start", "start time", "starts", "time"),
    "end": ("end", "end time", "ends"),
    "duration": ("duration", "minutes"),
    "track": ("track", "session"),
}


def read(source: Source) -> Extract | None:
    """Read the accepted submissions of an EasyChair file. Returns None if no table holds submissions."""
    found = next((known for table in source.tables if (known := _submissions(table))), None)
    if found is None:
        return None
    table, sheet = found
    beside = [other for other in source.tables if other is not table]
    authors, topics, slots = _authors(beside), _topics(beside), _slots(beside)
    decided = any(sheet.cell(row, "decision") for row in sheet.rows)
    records = []
    for row in sheet.rows:
        number = sheet.cell(row, "id")
        values = {**slots.get(number, {}), **_values(sheet, row)}
        if number in authors:
            values["speakers"] = tuple(authors[number])
        if number in topics:
            keywords = values.get("tags", ())
            tags = (keywords,) if isinstance(keywords, str) else keywords
            values["tags"] = tuple(dict.fromkeys((*tags, *topics[number])))
        records.append(Record(row.line, values, accepted=_is_in(sheet, row, decided=decided)))
    return sheet.extract(NAME, records, tuple(_problems(sheet, decided=decided, timed=bool(slots))))


def _submissions(table: Table) -> tuple[Table, Sheet] | None:
    sheet = table_with_columns(table, _NEEDED, _KNOWN)
    return (table, sheet) if sheet is not None and names_of(sheet.header).keys() & _SIGNS else None


def _values(sheet: Sheet, row: Row) -> dict[str, Value]:
    values = sheet.values(row)
    if "speakers" in values:
        values["speakers"] = split_authors(sheet.cell(row, "speakers"))
    if "tags" in values:
        values["tags"] = tuple(tag for line in sheet.cell(row, "tags").splitlines() if (tag := line.strip()))
    return values


def _is_in(sheet: Sheet, row: Row, *, decided: bool) -> bool:
    if sheet.cell(row, "deleted").casefold() not in {"", "no", "false", "0"}:
        return False
    return not decided or sheet.cell(row, "decision").casefold().startswith("accept")


def _authors(tables: Sequence[Table]) -> dict[str, list[str]]:
    authors: dict[str, list[str]] = {}
    for sheet in _joined(tables, {"first name", "last name"}, _AUTHOR):
        for row in sheet.rows:
            name = full_name(sheet.cell(row, "first name"), sheet.cell(row, "last name"))
            people = authors.setdefault(sheet.cell(row, "id"), [])
            if name and name not in people:
                people.append(name)
    return {number: people for number, people in authors.items() if number and people}


def _topics(tables: Sequence[Table]) -> dict[str, list[str]]:
    topics: dict[str, list[str]] = {}
    for sheet in _joined(tables, {"topic"}, _TOPIC):
        for row in sheet.rows:
            if sheet.cell(row, "id") and sheet.cell(row, "topic"):
                topics.setdefault(sheet.cell(row, "id"), []).append(sheet.cell(row, "topic"))
    return topics


def _slots(tables: Sequence[Table]) -> dict[str, dict[str, Value]]:
    """Rooms and times by submission, from a table by the organizer, since EasyChair exports none."""
    slots: dict[str, dict[str, Value]] = {}
    for table in tables:
        for needed in _SLOT["start"]:
            sheet = next(iter(_joined([table], {needed}, _SLOT)), None)
            if sheet is not None:
                for row in sheet.rows:
                    values = sheet.values(row)
                    number = values.pop("id", "")
                    slots.setdefault(str(number), {}).update(values)
                break
    slots.pop("", None)
    return slots


def _joined(tables: Sequence[Table], needed: set[str], known: dict[str, tuple[str, ...]]) -> Iterator[Sheet]:
    """Yield the tables with the needed columns and a submission number."""
    for table in tables:
        sheet = table_with_columns(table, needed, known)
        if sheet is not None and "id" in sheet.places:
            yield sheet


def _problems(sheet: Sheet, *, decided: bool, timed: bool) -> Iterator[Problem]:
    if not decided:
        advice = "No submission has a decision; all that are not deleted were kept. Export again after the decisions."
        yield Problem("warning", "no-decisions", advice, column="decision")
    if not timed:
        advice = (
            "EasyChair gives no times and rooms. To show them, add a table with the columns #, start, end and room."
        )
        yield Problem("note", "no-timetable", advice)
