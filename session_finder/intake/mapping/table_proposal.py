"""Propose how to read a table of unknown format: header row, rows, and a column for each field."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from session_finder.intake.dates.clock_cells import clock_range, is_clock
from session_finder.intake.mapping.code_column import code_column
from session_finder.intake.mapping.columns_by_group import group_columns, group_notes
from session_finder.intake.mapping.columns_by_value import cell_value, choose_columns, is_number, is_private, profile
from session_finder.intake.model.columns import FIELDS as KNOWN
from session_finder.intake.model.columns import NAME_PARTS, TOTALS, candidates, map_columns, plain_name
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS
from session_finder.intake.model.sources import Row, Table
from session_finder.intake.shared.headers import Sheet, folded

TOGETHER: Final = " + "  # joins the headers of columns that are read as one

_AMONG = 30  # rows in which the header is searched
_SAMPLE = 1_000  # rows by which columns are judged, spread over the table
_LAST_NAMES: Final = NAME_PARTS[-1]
_OF_A_PERSON = re.compile(r"^(?:(?:presenting |main )?(?:speaker|presenter|author)(?:'s)? )")
_NUMBERED = re.compile(r"(?:speaker|presenter|author|panell?ist)\s*+(?:#\s*+)?\d{1,2}(?: name)?")


@dataclass(frozen=True, slots=True)
class Plan:
    """A proposal. ``people``: columns of the speakers; ``parts``: whether they are parts of one name each."""

    sheet: Sheet
    people: tuple[int, ...] = ()
    parts: bool = False
    problems: tuple[Problem, ...] = ()

    @property
    def labels(self) -> dict[str, str]:
        """The mapping (field → header) that the organizer sees and can correct."""
        labels = {field: self.sheet.named(place) for field, place in self.sheet.places.items() if field in FIELDS}
        if self.people:
            labels["speakers"] = TOGETHER.join(map(self.sheet.named, self.people))
        return labels


def plan_table(table: Table, mapping: Mapping[str, str]) -> Plan:
    """Plan how to read a table. ``mapping`` (field → header, "" for none) overrides the proposal."""
    header = header_of(table, [label for label in mapping.values() if label])
    body = [row for row in table.below(header) if row.cells != header.cells]
    step = -(-len(body) // _SAMPLE) or 1
    sample = body[::step]
    columns = [[row.cells[place] for row in sample if place < len(row.cells)] for place in range(len(header.cells))]
    places = choose_columns(header.cells, [profile(column) for column in columns])
    people, parts = _people(header.cells, places)
    notes = [*_guess_warnings(header, places), *_settle_times(header, places, columns)]
    groups = group_columns(header.cells, columns, {**places, **{f"speakers {place}": place for place in people}})
    notes += group_notes(header.line, header.cells, groups)
    places |= groups
    places = {field: places[field] for field in KNOWN if field in places}
    proposed = [note for field, note in notes if field not in mapping]
    rows, left_out = _without_totals(body, places)
    plan = Plan(Sheet(header, rows, places), people, parts, (*proposed, *left_out))
    plan = _without_false_ids(_apply_mapping(plan, mapping))
    plan = plan if "code" in mapping else _with_code(plan)
    used = {f"speakers {place}": place for place in plan.people}
    return replace(plan, sheet=replace(plan.sheet, places={**plan.sheet.places, **used}))


def header_of(table: Table, labels: Collection[str] = ()) -> Row:
    """Find the header: the row with all ``labels``, else the first row, unless a later one has more known names."""
    among = [row for row in table.rows[:_AMONG] if row.cells]
    wanted = {part for label in labels for part in {label, *label.split(TOGETHER)} if part}
    for row in among if labels else ():
        if all({label, *label.split(TOGETHER)} & set(map(_one_line, row.cells)) for label in labels) and wanted:
            return row
    if not among:
        return table.header
    known = [len(map_columns(row.cells)) for row in among]
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


def _people(headers: Sequence[str], places: dict[str, int]) -> tuple[tuple[int, ...], bool]:
    """Find the columns of first, middle and last name, or of the first, second and third speaker."""
    names = [_OF_A_PERSON.sub("", folded(header)) for header in headers]
    parts = [next((place for place, name in enumerate(names) if name in part), -1) for part in NAME_PARTS]
    if "speakers" not in places and parts[0] >= 0 and parts[2] >= 0:
        return tuple(place for place in parts if place >= 0), True
    numbered = [place for place, header in enumerate(headers) if _NUMBERED.fullmatch(folded(header))]
    if numbered:
        first = [places.pop("speakers")] if "speakers" in places else []
        return tuple(dict.fromkeys((*first, *numbered))), False
    if "speakers" not in places and "title" in places and "name" in map(plain_name, headers):
        name = [plain_name(header) for header in headers].index("name")
        if name not in places.values():
            places["speakers"] = name
    return (), False


def _guess_warnings(header: Row, places: Mapping[str, int]) -> Iterator[tuple[str, Problem]]:
    """Yield (field, warning) for titles and abstracts that were chosen by values alone."""
    called = candidates(header.cells)
    for field in ("title", "abstract"):
        place = places.get(field)
        if place is not None and place not in called.get(field, []):
            advice = f"No column that is called {field} reads like one; this one does and was taken. Check it."
            yield field, Problem("warning", "guessed-column", advice, header.line, _one_line(header.cells[place]))


def _settle_times(
    header: Row, places: dict[str, int], columns: Sequence[Sequence[str]]
) -> Iterator[tuple[str, Problem]]:
    """Decide which of day, start and end are needed. Changes ``places``; yields (field, note) if times have no day."""
    if "start" not in places and "day" in places and _share(columns[places["day"]], _has_clock) > 0.5:
        places["start"] = places.pop("day")
    if "start" not in places:
        return
    cells = columns[places["start"]]
    if "end" not in places and _share(cells, lambda text: clock_range(text) is not None) > 0.5:
        places["end"] = places["start"]
    clocks = _share(cells, lambda text: is_clock(text) or clock_range(text) is not None)
    if "day" in places and _share(cells, _has_day) > 0.5:
        del places["day"]
    elif "day" not in places and clocks > 0.5 and len(cells) > 2:
        column = " ".join(header.cells[places["start"]].split())
        places.pop("end", None)
        del places["start"]
        advice = "The column says the time but none says the day; times were left out. Add a column called date."
        yield "start", Problem("note", "times-without-days", advice, header.line, column)


def _share(cells: Sequence[str], says: Callable[[str], bool]) -> float:
    filled = [text for cell in cells if (text := cell_value(cell))]
    return sum(says(text) for text in filled) / len(filled) if filled else 0.0


def _has_clock(text: str) -> bool:
    return re.search(r"\d\s*(?:[:h]\d\d|[ap]\.?m\b)", text[:60], re.IGNORECASE) is not None


def _has_day(text: str) -> bool:
    return re.search(r"\d{4}|\d[./-]\d{1,2}[./-]\d", text[:60]) is not None


def _without_totals(rows: Sequence[Row], places: Mapping[str, int]) -> tuple[list[Row], list[Problem]]:
    if not rows or not _is_total(rows[-1], places):
        return list(rows), []
    advice = "The last row holds totals and no session; it was left out."
    return list(rows[:-1]), [Problem("note", "totals-row", advice, rows[-1].line)]


def _is_total(row: Row, places: Mapping[str, int]) -> bool:
    filled = [text for cell in row.cells if (text := cell_value(cell))]
    words = [text for text in filled if not is_number(text)]
    if len(filled) < 2 or len(words) > 1:
        return False
    if words:
        return words[0].casefold().rstrip(":") in TOTALS
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
        parts = [label] if label in by_label else label.split(TOGETHER) if field == "speakers" else [label]
        if not label:
            chosen[field] = ()
        elif not all(part in by_label for part in parts):
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
    people, parts_of_name = plan.people, plan.parts
    if "speakers" in chosen or set(people) & taken:
        people = chosen.get("speakers", ())
        people = people if len(people) > 1 else ()
        parts_of_name = bool(people) and any(
            _OF_A_PERSON.sub("", folded(headers[place])) in _LAST_NAMES for place in people
        )
    return Plan(replace(plan.sheet, places=places), people, parts_of_name, (*plan.problems, *problems))


def _with_code(plan: Plan) -> Plan:
    """Add the column of codes, if there is one that is not used for another field."""
    sheet = plan.sheet

    def cells(place: int) -> list[str]:
        return [row.cells[place] if place < len(row.cells) else "" for row in sheet.rows]

    titles = [sheet.cell(row, "title") for row in sheet.rows]
    place = code_column(sheet.header.cells, cells, titles, {*sheet.places.values(), *plan.people})
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
