"""A table whose header was recognized: cells by field, and which columns were used and which were dropped."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS, Extract, Record, Value
from session_finder.intake.model.sources import Row, Table

_AMONG = 60  # rows in which a header is looked for; templates put instructions before it


@dataclass(frozen=True, slots=True)
class Sheet:
    """Rows below a header. ``places``: field, or what else a format reads of a row → position of the column."""

    header: Row
    rows: Sequence[Row]
    places: Mapping[str, int]

    def cell(self, row: Row, name: str) -> str:
        """The stripped text of a field's cell, "" where the row or the header has none."""
        place = self.places.get(name)
        return row.cells[place].strip() if place is not None and place < len(row.cells) else ""

    def values(self, row: Row) -> dict[str, Value]:
        """What the row says of each session field."""
        return {name: text for name in self.places if name in FIELDS and (text := self.cell(row, name))}

    @property
    def columns(self) -> dict[str, str]:
        """Field → header."""
        return {name: self.named(place) for name, place in self.places.items() if name in FIELDS}

    @property
    def dropped(self) -> tuple[str, ...]:
        """The headers that nothing is read from."""
        used = set(self.places.values())
        return tuple(
            text for place, cell in enumerate(self.header.cells) if place not in used and (text := cell.strip())
        )

    def named(self, place: int) -> str:
        """A column's header on one line."""
        return " ".join(self.header.cells[place].split())

    def extract(
        self, name: str, records: Sequence[Record], problems: Sequence[Problem] = (), **columns: str
    ) -> Extract:
        """The Extract of this table; ``columns``: fields that were put together from several columns."""
        return Extract(
            format=name,
            records=records,
            rows=len(self.rows),
            columns={**self.columns, **columns},
            dropped=self.dropped,
            problems=(*problems, *self.overlong()),
        )

    def overlong(self) -> Iterator[Problem]:
        """A warning for each row with more cells than the header has columns."""
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
    """Folded header → position of the first column that is called so."""
    names: dict[str, int] = {}
    for place, cell in enumerate(header.cells):
        names.setdefault(folded(cell), place)
    return names


def folded(header: str) -> str:
    """A header as formats compare it: on one line, no case, accents or asterisks, and no "(optional)"."""
    return plain_name(header[:200]).removesuffix("(optional)").removesuffix("(required)").strip("* ")


def fitted(
    table: Table | None, needed: Collection[str], known: Mapping[str, Sequence[str]], *, last: bool = False
) -> Sheet | None:
    """The table read with the first of its rows that holds all ``needed`` names, or None when none does.

    ``known``: what a format reads of a row → its possible names, folded, the best first. ``last``: templates repeat
    their header above the rows that are meant.
    """
    if table is None:
        return None
    found = [row for row in table.rows[:_AMONG] if names_of(row).keys() >= set(needed)]
    return sheet(table, found[-1 if last else 0], known) if found else None


def sheet(table: Table, header: Row, known: Mapping[str, Sequence[str]]) -> Sheet:
    """The table below ``header``, its columns picked by their known names; a header that comes again is no row."""
    names = names_of(header)
    places: dict[str, int] = {}
    for field, called in known.items():
        place = next((names[name] for name in called if name in names), None)
        if place is not None:
            places[field] = place
    return Sheet(header, tuple(row for row in table.below(header) if row.cells != header.cells), places)


def parted(text: str, separator: str) -> Value:
    """A list as its parts where the separator is there, else the text as it is."""
    parts = tuple(part for piece in text.split(separator) if (part := piece.strip()))
    return parts if len(parts) > 1 else "".join(parts)
