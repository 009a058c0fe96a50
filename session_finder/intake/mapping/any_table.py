"""Every other table: columns go by their names and by what they hold, and the organizer has the last word.

Where one column is proposed for two fields, its cells hold both: "11:00–12:00" as start and end, a title in bold above
its abstract as title and abstract. "First + Last" stands for columns that are put together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from session_finder.intake.dates.clock_cells import clock_range
from session_finder.intake.mapping.columns_by_value import said
from session_finder.intake.mapping.table_proposal import Plan, planned
from session_finder.intake.model import columns
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS, Extract, Record, Value
from session_finder.intake.model.sources import Row, Source, Table
from session_finder.intake.shared.breaks import is_service
from session_finder.intake.shared.marked_cells import parts_of
from session_finder.intake.shared.persons import broken_lines, full_name, one_per_row

NAME: Final = "Table"


def read(source: Source, mapping: Mapping[str, str] | None = None) -> Extract | None:
    """The sessions of any table; None when the source is no table. Never refuses without saying what it looked for.

    ``mapping``: field → header, as the organizer wants it; "" leaves a field out, fields that are not named are
    proposed. A header is written on one line.
    """
    table = source.table
    if table is None:
        return None
    plan = planned(table, mapping or {})
    if not plan.sheet.places.keys() & {"title", "abstract"}:
        return plan.sheet.extract(NAME, (), (*plan.problems, _nothing_found(plan)), **plan.labels)
    records, alone = _named(plan, [_record(plan, row) for row in plan.sheet.rows])
    records, repeated = one_per_row(records) if "speakers" in plan.labels else (records, 0)
    problems = (*plan.problems, *alone, *_put_together(repeated))
    return plan.sheet.extract(NAME, records, problems, **plan.labels)


def proposal(table: Table) -> dict[str, str]:
    """Field → header, as ``read`` takes it when the organizer says nothing."""
    return planned(table, {}).labels


def _record(plan: Plan, row: Row) -> Record:
    sheet = plan.sheet
    values: dict[str, Value] = {
        field: text for field in sheet.places if field in FIELDS and (text := said(sheet.cell(row, field)))
    }
    _split_times(values, same=sheet.places.get("start") == sheet.places.get("end"))
    if "title" in values and sheet.places["title"] == sheet.places.get("abstract"):
        _split_marked(values, str(values["title"]))
    if plan.people:
        names = tuple(text for place in plan.people if (text := said(sheet.cell(row, f"speakers {place}"))))
        people = (full_name(*names),) if plan.parts and names else names
        values |= {"speakers": people} if people else {}
    elif "speakers" in values:
        values["speakers"] = broken_lines(str(values["speakers"]))
    return Record(row.line, values, service=is_service(values))


def _split_times(values: dict[str, Value], *, same: bool) -> None:
    """Start and end of a cell that says both, where no other column says the end."""
    both = clock_range(str(values.get("start", "")))
    if both is not None and (same or "end" not in values):
        values["start"], values["end"] = both
    elif same:
        values.pop("end", None)


def _split_marked(values: dict[str, Value], cell: str) -> None:
    """Title and abstract of a cell that holds both; its authors and keywords where no column has them."""
    parts = parts_of(cell)
    for field, text in (("title", parts.title), ("abstract", parts.abstract)):
        values.pop(field, None)
        if text:
            values[field] = text
    for field, text in (("speakers", parts.speakers), ("tags", parts.tags)):
        if text:
            values.setdefault(field, text)


def _named(plan: Plan, records: list[Record]) -> tuple[list[Record], list[Problem]]:
    """In a file with one row per person, rows that name a person and no session are chairs; they are counted."""
    if "id" not in plan.labels or "speakers" not in plan.labels:
        return records, []
    alone = [record for record in records if "speakers" in record.values and not record.values.keys() & _SESSIONS]
    if not alone:
        return records, []
    advice = f"{len(alone):,} rows name a person and no session; they were left out."
    lines = {record.line for record in alone}
    kept = [record for record in records if record.line not in lines]
    return kept, [Problem("note", "people-without-session", advice, alone[0].line)]


_SESSIONS: Final = frozenset({"id", "title", "abstract"})


def _put_together(rows: int) -> Iterator[Problem]:
    if rows:
        advice = f"{rows:,} rows repeat a session for each of its people; each session is shown once, with all of them."
        yield Problem("note", "row-per-person", advice)


def _nothing_found(plan: Plan) -> Problem:
    header = plan.sheet.header
    found = ", ".join(" ".join(cell.split()) or "(empty)" for cell in header.cells[:12])[:300]
    known = ", ".join(columns.FIELDS)
    advice = (
        f"No column is called title or abstract, and none reads like one. Known names: {known}. Found: {found}. "
        "Name the columns in the first row, or choose them by hand."
    )
    return Problem("error", "no-title-column", advice, header.line)
