"""Generic table reader: columns are mapped by names and values, and the organizer can correct the mapping.

If one column is proposed for two fields, its cells hold both: "11:00–12:00" for start and end, or a title in bold
above the abstract. The label "First + Last" means that two columns are joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from session_finder.intake.dates.clock_cells import clock_range
from session_finder.intake.mapping.columns_by_value import cell_value
from session_finder.intake.mapping.table_proposal import Plan, plan_table
from session_finder.intake.model import columns
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS, Extract, Record, Value
from session_finder.intake.model.sources import Row, Source, Table
from session_finder.intake.shared.breaks import is_service
from session_finder.intake.shared.marked_cells import parts_of
from session_finder.intake.shared.persons import full_name, merge_person_rows, split_line_breaks

NAME: Final = "Table"


def read(source: Source, mapping: Mapping[str, str] | None = None) -> Extract | None:
    """Read sessions from any table. Returns None if the source is not a table.

    ``mapping``: field → header (on one line) as the organizer chose it, "" to leave a field out; other fields are
    proposed. Without a column for titles or abstracts the Extract holds an error with the known names.
    """
    table = source.table
    if table is None:
        return None
    plan = plan_table(table, mapping or {})
    if not plan.sheet.places.keys() & {"title", "abstract"}:
        return plan.sheet.extract(NAME, (), (*plan.problems, _nothing_found(plan)), **plan.labels)
    records, alone = _without_chairs(plan, [_record(plan, row) for row in plan.sheet.rows])
    records, repeated = merge_person_rows(records) if "speakers" in plan.labels else (records, 0)
    problems = (*plan.problems, *alone, *_merge_note(repeated))
    return plan.sheet.extract(NAME, records, problems, **plan.labels)


def proposal(table: Table) -> dict[str, str]:
    """The mapping (field → header) that ``read`` uses without the organizer's choice."""
    return plan_table(table, {}).labels


def _record(plan: Plan, row: Row) -> Record:
    sheet = plan.sheet
    values: dict[str, Value] = {
        field: text for field in sheet.places if field in FIELDS and (text := cell_value(sheet.cell(row, field)))
    }
    _split_times(values, same=sheet.places.get("start") == sheet.places.get("end"))
    if "title" in values and sheet.places["title"] == sheet.places.get("abstract"):
        _split_marked(values, str(values["title"]))
    if plan.people:
        names = tuple(text for place in plan.people if (text := cell_value(sheet.cell(row, f"speakers {place}"))))
        people = (full_name(*names),) if plan.parts and names else names
        values |= {"speakers": people} if people else {}
    elif "speakers" in values:
        values["speakers"] = split_line_breaks(str(values["speakers"]))
    return Record(row.line, values, service=is_service(values))


def _split_times(values: dict[str, Value], *, same: bool) -> None:
    """Split a cell with start and end, unless another column has the end."""
    both = clock_range(str(values.get("start", "")))
    if both is not None and (same or "end" not in values):
        values["start"], values["end"] = both
    elif same:
        values.pop("end", None)


def _split_marked(values: dict[str, Value], cell: str) -> None:
    """Split a cell with title and abstract. Its authors and keywords are used if no column has them."""
    parts = parts_of(cell)
    for field, text in (("title", parts.title), ("abstract", parts.abstract)):
        values.pop(field, None)
        if text:
            values[field] = text
    for field, text in (("speakers", parts.speakers), ("tags", parts.tags)):
        if text:
            values.setdefault(field, text)


def _without_chairs(plan: Plan, records: list[Record]) -> tuple[list[Record], list[Problem]]:
    """Remove rows that name a person and no session (chairs, in files with one row per person), with a note."""
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


def _merge_note(rows: int) -> Iterator[Problem]:
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
