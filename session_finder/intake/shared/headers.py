"""Tables with a known header: cells by field, and the columns that were used and dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS, Extract, Record, Value
from session_finder.intake.model.sources import Row, Table

_AMONG = 60  # rows in which the header is searched; templates put instructions above it


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows below a header. ``places``: session field or other key of a format → position of the column."""

    header: Row
    rows: Sequence[Row]
    places: Mapping[str, int]

    def cell(self, row: Row, name: str) -> str:
        """The stripped text of a field's cell, "" if the row or the header has none."""
        place = self.places.get(name)
        return row.cells[place].strip() if place is not None and place < len(row.cells) else ""

    def values(self, row: Row) -> dict[str, Value]:
        """The row's session fields that are not empty."""
        return {name: text for name in self.places if name in FIELDS and (text := self.cell(row, name))}

    @property
    def columns(self) -> dict[str, str]:
        """Field → header."""
        return {name: self.named(place) for name, place in self.places.items() if name in FIELDS}

    @property
    def dropped(self) -> tuple[str, ...]:
        """The headers of columns that are not read."""
        used = set(self.places.values())
        return tuple(
            text for place, cell in enumerate(self.header.cells) if place not in used and (text := cell.strip())
        )

    def named(self, place: int) -> str:
        """The header of the column at a position, on one line."""
        return " ".join(self.header.cells[place].split())

    def extract(
        self, name: str, records: Sequence[Record], problems: Sequence[Problem] = (), **columns: str
    ) -> Extract:
        """Return the Extract of this table. ``columns``: headers of fields that were joined from several columns."""
        return Extract(
            format=name,
            records=records,
            rows=len(self.rows),
            columns={**self.columns, **columns},
            dropped=self.dropped,
            problems=(*problems, *self.overlong()),
            helping=tuple(self.named(place) for name, place in self.places.items() if name not in FIELDS),
        )

    def overlong(self) -> Iterator[Problem]:
        """Yield a warning for each row with more cells than the header."""
        wide = len(self.header.cells)
        for row in self.rows:
            beyond = [cell.strip() for cell in row.cells[wide:] if cell.strip()] if len(row.cells) > wide else []
            if beyond:
                advice = (
                    f"The row has {len(row.cells)} cells for {wide} columns; the rest was left out. "
                    "Put quotation marks around text that holds the delimiter."
                )
                yield Problem("warning", "row-longer-than-header", advice, row.line, value=beyond[0][:80])


def names_of(header: Row) -> dict[str, int]:
    """Map each normalized header to the position of its first column."""
    names: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        names.setdefault(folded(cell), place)
    return names


def folded(header: str) -> str:
    """Normalize a header for formats: like ``plain_name``, without "(optional)" and "(required)"."""
    return plain_name(header[:200]).removesuffix("(optional)").removesuffix("(required)").strip("* ")


def table_with_columns(
    table: Table | None, needed: Collection[str], known: Mapping[str, Sequence[str]], *, last: bool = False
) -> Sheet | None:
    """Find the first row with all ``needed`` names and return the table below it. Returns None if there is none.

    ``known``: session field or other key → its possible headers, normalized, the best first. ``last``: take the last
    such row, for templates that repeat their header above the real rows.
    """
    if table is None:
        return None
    found = [row for row in table.rows[:_AMONG] if names_of(row).keys() >= set(needed)]
    return sheet(table, found[-1 if last else 0], known) if found else None


def sheet(table: Table, header: Row, known: Mapping[str, Sequence[str]]) -> Sheet:
    """Return the table below ``header`` with its ``known`` columns. Repeated headers are skipped."""
    names = names_of(header)
    places: dict[str, int] = {}
    for field, called in known.items():
        place = next((names[name] for name in called if name in names), None)
        if place is not None:
            places[field] = place
    return Sheet(header, tuple(row for row in table.below(header) if row.cells != header.cells), places)


def split_at(text: str, separator: str) -> Value:
    """Split a list at the separator. A text without it is returned as text."""
    parts = tuple(part for piece in text.split(separator) if (part := piece.strip()))
    return parts if len(parts) > 1 else "".join(parts)
