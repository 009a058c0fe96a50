"""Propose how to read a table of unknown format: header row, rows, and a column for each field."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from session_finder.intake.mapping.code_column import code_column
from session_finder.intake.mapping.column_choice import choice_problems, choose_columns, columns_of_people
from session_finder.intake.mapping.column_values import Column, cell_value, is_number
from session_finder.intake.mapping.further_columns import STATE, further_columns
from session_finder.intake.mapping.people_columns import Group, people_columns
from session_finder.intake.mapping.time_columns import are_clock_times, settle_times
from session_finder.intake.model.columns import FIELDS as KNOWN
from session_finder.intake.model.columns import TOGETHER, TOTALS, matching, plain_name
from session_finder.intake.model.header_words import fields_in, is_private
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS
from session_finder.intake.model.sources import Row, Table
from session_finder.intake.shared.headers import Sheet
from session_finder.intake.shared.states import is_cancelled, is_ticked, takes_place

_AMONG = 30  # rows in which the header is searched
_SAMPLE = 1_000  # rows by which columns are judged, spread over the table


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposal. ``people``: the columns that name the speakers together, see people_columns.

    ``totals``: how many rows hold totals and were left out. ``ticked``: the sessions that take place are ticked.
    """

    sheet: Sheet
    people: tuple[Group, ...] = ()
    problems: tuple[Problem, ...] = ()
    totals: int = 0
    ticked: bool = False

    def fate(self, row: Row) -> bool | None:
        """Whether the row's session takes place; None for an unknown state."""
        place = self.sheet.places.get(STATE)
        if place is None:
            return True
        return takes_place(cell_value(self.sheet.cell(row, STATE)), self.sheet.named(place), ticked=self.ticked)

    def is_cancelled(self, row: Row) -> bool:
        """Whether the row says that its session is cancelled."""
        place = self.sheet.places.get(STATE)
        return place is not None and is_cancelled(cell_value(self.sheet.cell(row, STATE)), self.sheet.named(place))

    @property
    def columns_of_people(self) -> tuple[int, ...]:
        """The positions of all columns that name the speakers together."""
        return tuple(place for group in self.people for place in group)

    @property
    def labels(self) -> dict[str, str]:
        """The mapping (field → header) that the organizer sees and can correct."""
        labels = {field: self.sheet.named(place) for field, place in self.sheet.places.items() if field in FIELDS}
        if self.people:
            labels["speakers"] = TOGETHER.join(map(self.sheet.named, self.columns_of_people))
        return labels


def plan_table(table: Table, mapping: Mapping[str, str]) -> Plan:
    """Plan how to read a table. ``mapping`` (field → header, "" for none) overrides the proposal."""
    header = header_of(table, [label for label in mapping.values() if label])
    body = [row for row in table.below(header) if row.cells != header.cells]
    step = -(-len(body) // _SAMPLE) or 1
    sample = body[::step]
    columns = [[row.cells[place] for row in sample if place < len(row.cells)] for place in range(len(header.cells))]
    looks = [Column(*pair) for pair in zip(header.cells, columns, strict=True)]
    places = choose_columns(looks)
    people = _people(header.cells, places)
    notes = [*choice_problems(looks, places, header.cells, header.line), *_settle_times(header, places, columns)]
    places = {field: places[field] for field in KNOWN if field in places}
    proposed = [note for field, note in notes if field not in mapping]
    rows, left_out = _without_totals(body, places)
    plan = Plan(Sheet(header, rows, places), people, (*proposed, *left_out), len(body) - len(rows))
    plan = _without_false_ids(_apply_mapping(plan, mapping))
    plan = plan if "code" in mapping else _with_code(plan)
    used = {**plan.sheet.places, **{f"speakers {place}": place for place in plan.columns_of_people}}
    further = further_columns(looks, used, {*used.values()})
    return replace(
        plan,
        sheet=replace(plan.sheet, places={**used, **further}),
        ticked=STATE in further and is_ticked(columns[further[STATE]]),
        problems=(*plan.problems, *_unexplained_people(plan, looks, {*used.values(), *further.values()})),
    )


def header_of(table: Table, labels: Collection[str] = ()) -> Row:
    """Find the header: the row with all ``labels``, else the first row, unless a later one has more known names."""
    among = [row for row in table.rows[:_AMONG] if row.cells]
    for row in among if labels else ():
        cells = list(map(_one_line, row.cells))
        if all(any(matching(part, cells) for part in (label, *label.split(TOGETHER))) for label in labels):
            return row
    if not among:
        return table.header
    known = [len(fields_in(row.cells)) for row in among]
    likely = [
        count if 2 * count >= sum(bool(cell.strip()) for cell in row.cells) else 0  # otherwise it may be a row of talks
        for row, count in zip(among, known, strict=True)
    ]
    best = max(likely)
    if best >= known[0] + 2:
        return among[likely.index(best)]
    filled = [sum(bool(cell.strip()) for cell in row.cells) for row in among]
    if known[0] == 0 and filled[0] == 1 and max(filled) > 2:  # the first row is a caption
        return next(row for row, count in zip(among, filled, strict=True) if count > 1)
    return among[0]


def _one_line(cell: str) -> str:
    return " ".join(cell.split())


def _people(headers: Sequence[str], places: dict[str, int]) -> tuple[Group, ...]:
    """Find the columns that name the speakers together. Removes their field from ``places``."""
    groups = people_columns(headers, places.get("speakers"))
    if groups:
        places.pop("speakers", None)
    elif "speakers" not in places and "title" in places and "name" in map(plain_name, headers):
        name = [plain_name(header) for header in headers].index("name")
        if name not in places.values():
            places["speakers"] = name
    return groups


def _unexplained_people(plan: Plan, looks: Sequence[Column], taken: Collection[int]) -> Iterator[Problem]:
    """Ask about a column of persons where no column has the speakers: their reviewers are persons too."""
    if "speakers" in plan.labels:
        return
    for place in columns_of_people(looks):
        if place not in taken:
            advice = "No column is called speakers, and this one holds names of persons. Choose it if they speak."
            yield Problem("note", "unexplained-people", advice, plan.sheet.header.line, _one_line(looks[place].header))


def _settle_times(
    header: Row, places: dict[str, int], columns: Sequence[Sequence[str]]
) -> Iterator[tuple[str, Problem]]:
    """Decide which of day, start and end are needed. Changes ``places``; yields (field, note) if times have no day."""
    settle_times(places, columns)
    start = places.get("start")
    if start is not None and "day" not in places and are_clock_times(columns[start]) and len(columns[start]) > 2:
        places.pop("end", None)
        del places["start"]
        advice = "The column says the time but none says the day; times were left out. Add a column called date."
        yield "start", Problem("note", "times-without-days", advice, header.line, _one_line(header.cells[start]))


def _without_totals(rows: Sequence[Row], places: Mapping[str, int]) -> tuple[list[Row], list[Problem]]:
    if not rows or not _is_total(rows[-1], places):
        return list(rows), []
    advice = "The last row holds totals and no session; it was left out."
    return list(rows[:-1]), [Problem("note", "totals-row", advice, rows[-1].line)]


def _is_total(row: Row, places: Mapping[str, int]) -> bool:
    filled = [text for cell in row.cells if (text := cell_value(cell))]
    words = [text for text in filled if not is_number(text)]
    if len(words) > 1:
        return False
    if words:
        name = words[0].casefold().rstrip("0123456789.,").rstrip(" :=")  # "Total: 4" in one cell
        counted = len(filled) > 1 or name != words[0].casefold().rstrip(" :=")
        return counted and name in TOTALS
    if len(filled) < 2:
        return False
    title = places.get("title", len(row.cells))
    return title >= len(row.cells) or not cell_value(row.cells[title])


def _apply_mapping(plan: Plan, mapping: Mapping[str, str]) -> Plan:
    """Apply the organizer's mapping, with a warning for each column that is missing or private."""
    headers = plan.sheet.header.cells
    by_label: dict[str, int] = {}
    for place, cell in enumerate(headers):
        by_label.setdefault(_one_line(cell), place)
    wanted = {field: label for field, label in mapping.items() if field in FIELDS}
    chosen: dict[str, tuple[int, ...]] = {}
    problems = []
    for field, label in wanted.items():
        parts = [label] if field != "speakers" or matching(label, by_label) else label.split(TOGETHER)
        parts = [matching(part, by_label) for part in parts]
        if not label:
            chosen[field] = ()
        elif not all(parts):
            advice = f"No column is called {label[:80]!r} any more; {field} was chosen anew. Check the columns."
            problems.append(Problem("warning", "missing-column", advice, plan.sheet.header.line, label[:80]))
        elif any(is_private(part, addresses_only=True) for part in parts):
            advice = "Addresses and telephone numbers are never shown; the column was left out. Choose another."
            problems.append(Problem("warning", "private-column", advice, plan.sheet.header.line, label[:80]))
            chosen[field] = ()
        else:
            chosen[field] = tuple(by_label[part] for part in parts)
    taken = {place for places in chosen.values() for place in places}
    places = {
        field: place for field, place in plan.sheet.places.items() if field not in chosen and place not in taken
    } | {field: columns[0] for field, columns in chosen.items() if len(columns) == 1}
    people = plan.people
    if "speakers" in chosen or set(plan.columns_of_people) & taken:
        together = chosen.get("speakers", ())
        groups = people_columns([headers[place] for place in together])
        people = tuple(tuple(together[place] for place in group) for group in groups)
        if len({place for group in people for place in group}) < len(together) > 1:
            people = tuple((place,) for place in together)
    return replace(
        plan,
        sheet=replace(plan.sheet, places=places),
        people=people,
        problems=(*plan.problems, *problems),
    )


def _with_code(plan: Plan) -> Plan:
    """Add the column of codes, if there is one that is not used for another field."""
    sheet = plan.sheet

    def cells(place: int) -> list[str]:
        return [row.cells[place] if place < len(row.cells) else "" for row in sheet.rows]

    titles = [sheet.cell(row, "title") for row in sheet.rows]
    place = code_column(sheet.header.cells, cells, titles, {*sheet.places.values(), *plan.columns_of_people})
    return plan if place is None else replace(plan, sheet=replace(sheet, places={**sheet.places, "code": place}))


def _without_false_ids(plan: Plan) -> Plan:
    """Drop the id column, with a note, if its values repeat for different sessions."""
    sheet = plan.sheet
    titles: dict[str, str] = {}
    others = 0
    for row in sheet.rows if {"id", "title"} <= sheet.places.keys() else ():
        number, title = cell_value(sheet.cell(row, "id")), sheet.cell(row, "title")
        if number and title and titles.setdefault(number, title) != title:
            others += 1
    if others * 5 <= len(sheet.rows):
        return plan
    column = sheet.named(sheet.places["id"])
    advice = (
        f"{others:,} rows repeat the number of another session, so it is no id; ids were made from title and start."
    )
    note = Problem("note", "repeated-numbers", advice, sheet.header.line, column)
    places = {field: place for field, place in sheet.places.items() if field != "id"}
    return replace(plan, sheet=replace(sheet, places=places), problems=(*plan.problems, note))
