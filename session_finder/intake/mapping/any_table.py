"""Generic table reader: columns are mapped by names and values, and the organizer can correct the mapping.

If one column is proposed for two fields, its cells hold both: "11:00–12:00" for start and end, or a title in bold
above the abstract. The label "First + Last" means that two columns are joined.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from session_finder.intake.mapping.column_values import cell_value
from session_finder.intake.mapping.further_columns import END_DAY, MORE_TEXT, SHORT_TEXT, STATE
from session_finder.intake.mapping.table_proposal import Plan, plan_table
from session_finder.intake.mapping.time_columns import split_times
from session_finder.intake.model import columns
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS, Extract, Record, Value
from session_finder.intake.model.sources import Row, Source, Table
from session_finder.intake.shared.breaks import is_service
from session_finder.intake.shared.joining import join_texts
from session_finder.intake.shared.json_access import distinct, filled
from session_finder.intake.shared.marked_cells import parts_of
from session_finder.intake.shared.persons import full_name, merge_person_rows, split_line_breaks
from session_finder.intake.shared.states import unknown_state

NAME: Final = "Table"
_MOST_UNKNOWN: Final = 10  # states


def read(source: Source, mapping: Mapping[str, str] | None = None) -> Extract | None:
    """Read sessions from any table. Returns None if the source is not a table.

    ``mapping``: field → header (on one line) as the organizer chose it, "" to leave a field out; other fields are
    proposed. Without a column for titles or abstracts the Extract holds an error with the known names.
    """
    table = source.table
    if table is None:
        return None
    plan = plan_table(table, mapping or {})
    if not plan.sheet.places.keys() & {"title", "abstract"} or _is_prose(table, plan):
        return plan.sheet.extract(NAME, (), (*plan.problems, _nothing_found(plan)), **plan.labels)
    whole = [_record(plan, row) for row in plan.sheet.rows]
    kept, alone = _without_chairs(plan, whole)
    records, repeated = merge_person_rows(kept) if "speakers" in plan.labels else (kept, 0)
    problems = (*plan.problems, *alone, *_merge_note(repeated), *_unknown_states(plan))
    extract = plan.sheet.extract(NAME, records, problems, **plan.labels)
    left_out = {"totals-row": plan.totals, "people-without-session": len(whole) - len(kept)}
    return replace(extract, rows=extract.rows + plan.totals, parts=len(kept) - len(records), left_out=left_out)


def _is_prose(table: Table, plan: Plan) -> bool:
    """Whether no row has a second cell, as in every text that is no table, and the first is no known header."""
    guessed = any(problem.code == "guessed-column" for problem in plan.problems)
    return guessed and all(len(row.cells) == 1 for row in table.rows)


def _record(plan: Plan, row: Row) -> Record:
    sheet = plan.sheet
    values: dict[str, Value] = {
        field: text for field in sheet.places if field in FIELDS and (text := cell_value(sheet.cell(row, field)))
    }
    split_times(values, same=sheet.places.get("start") == sheet.places.get("end"))
    last_day = cell_value(sheet.cell(row, END_DAY))
    if last_day and "end" in values:
        values["end"] = f"{last_day} {values['end']}"
    more = cell_value(sheet.cell(row, MORE_TEXT))
    if more:
        values["abstract"] = join_texts(str(values["abstract"]), more) if "abstract" in values else more
    values |= filled({"abstract": values.get("abstract", "") or cell_value(sheet.cell(row, SHORT_TEXT))})
    if "title" in values and sheet.places["title"] == sheet.places.get("abstract"):
        _split_marked(values, str(values["title"]))
    if plan.people:
        names = (
            full_name(*(cell_value(sheet.cell(row, f"speakers {place}")) for place in group)) for group in plan.people
        )
        values |= filled({"speakers": distinct(names)})
    elif "speakers" in values:
        values["speakers"] = split_line_breaks(str(values["speakers"]))
    return Record(
        row.line,
        values,
        service=is_service(values),
        accepted=plan.fate(row) is not False,
        cancelled=plan.is_cancelled(row),
    )


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


def _unknown_states(plan: Plan) -> Iterator[Problem]:
    """Yield a warning for each of the first unknown states."""
    sheet = plan.sheet
    lines: dict[str, int] = {}
    for row in sheet.rows if STATE in sheet.places else ():
        if plan.fate(row) is None and len(lines) < _MOST_UNKNOWN:
            lines.setdefault(sheet.cell(row, STATE)[:40], row.line)
    yield from (unknown_state(state, line, sheet.named(sheet.places[STATE])) for state, line in lines.items())


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
