"""Join the tables of a document into tables of sessions, with the headings above each as columns.

A page often has a table for each day, and says the day only in the heading.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.header_words import fields_in
from session_finder.intake.model.limits import MAX_COLUMNS
from session_finder.intake.model.sources import Row, Table
from session_finder.text.folding import fold
from session_finder.text.vocabulary import load, words

DAY: Final = "Day"
SECTION: Final = "Section"

_MOST_GROUPS: Final = 50  # tables with other columns than those before; further ones are left out
_LONGEST: Final = 200  # characters of a heading
_MONTHS: Final = frozenset(name for names in words(load("session_finder.intake", "months")) for name in names.split())
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}(?:[./]|\b)")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class HeadedTable:
    """A table of a document: its rows, the header first, and the headings above it by level."""

    rows: Sequence[Row]
    headings: Mapping[int, str]


def joined_tables(found: Sequence[HeadedTable], name: str) -> list[Table]:
    """Join tables that share at least half of their column names, in the document's order; the longest comes first.

    A heading that names a day becomes a first column "Day". Other headings become a column "Section" if they differ.
    """
    groups: list[tuple[set[str], list[HeadedTable]]] = []
    for table in found:
        names = {plain_name(cell) for cell in table.rows[0].cells} - {""}
        fitting = next((group for known, group in groups if _fit(known, names)), None)
        if fitting is not None:
            fitting.append(table)
        elif len(groups) < _MOST_GROUPS:
            groups.append((names, [table]))
    return sorted((_joined(group, name) for _, group in groups), key=lambda table: -len(table.rows))


def _fit(one: set[str], other: set[str]) -> bool:
    return 2 * len(one & other) >= max(1, min(len(one), len(other)))


def _joined(group: Sequence[HeadedTable], name: str) -> Table:
    headers = {plain_name(cell): " ".join(cell.split()) for table in group for cell in table.rows[0].cells}
    if all(table.rows[0].cells == group[0].rows[0].cells for table in group) or len(headers) > MAX_COLUMNS:
        headers = {}  # the columns stay where they are
    levels = [level for level in _levels(group) if not _has(group[0].rows[0], level[0])]
    first = group[0].rows[0]
    cells = tuple(headers.values()) or first.cells
    rows = [Row(first.line, (*(label for label, _ in levels), *cells))]
    for table in group:
        added = tuple(_heading(table, of) for _, of in levels)
        rows += [Row(row.line, (*added, *row.cells)) for row in _aligned(table.rows, list(headers), len(cells))]
    return Table(name, tuple(rows))


def _has(header: Row, label: str) -> bool:
    return label == DAY and "day" in fields_in(header.cells)


def _levels(group: Sequence[HeadedTable]) -> Iterator[tuple[str, Sequence[int]]]:
    """Yield the columns that headings become: its name, and its levels, the deepest first."""
    levels = sorted({level for table in group for level in table.headings}, reverse=True)
    days = [level for level in levels if any(names_a_day(table.headings.get(level, "")) for table in group)]
    if days:
        yield DAY, days[:1]
    others = [level for level in levels if level not in days]
    if len({_heading(table, others) for table in group}) > 1:
        yield SECTION, others


def _heading(table: HeadedTable, levels: Sequence[int]) -> str:
    return next((text for level in levels if (text := table.headings.get(level))), "")


def names_a_day(heading: str) -> bool:
    """Whether a heading names a date: in figures, or with the name of a month and a number."""
    if len(heading) > _LONGEST or not any(map(str.isdigit, heading)):
        return False
    return bool(_DATE.search(heading)) or not _MONTHS.isdisjoint(_WORD.findall(fold(heading)))


def _aligned(rows: Sequence[Row], names: Sequence[str], width: int) -> Iterator[Row]:
    """The rows below the header, with their cells under ``names``; where they are if there are none."""
    header = [plain_name(cell) for cell in rows[0].cells]
    for row in rows[1:]:
        if row.cells == rows[0].cells:
            continue
        cells = row.cells
        if names and header != names:
            by_name = dict(zip(reversed(header), reversed([*cells, *[""] * (len(header) - len(cells))]), strict=False))
            cells = tuple(by_name.get(name, "") for name in names)
        yield Row(row.line, (*cells[:width], *[""] * (width - len(cells))))
