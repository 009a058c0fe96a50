"""Made-up columns as a file: CSV, a workbook, or JSON of several shapes."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Final

from benchmarks.intake.columns import Cell, Column, Making
from benchmarks.intake.workbook import workbook

TABLES: Final = (
    "CSV", "CSV, semicolons", "CSV, tabs", "CSV, cp1252", "CSV, UTF-8 with a mark", "CSV, UTF-16", "CSV, sep= line",
    "XLSX",
)  # fmt: skip
TREES: Final = ("JSON", "JSON, wrapped", "JSON, by id", "JSON, lines", "JSON, days and rooms")
_SHAPES: Final = (("days", "date", "rooms", "name", "talks"), ("schedule", "day", "stages", "title", "sessions"))
_ENCODINGS: Final = {
    "CSV, cp1252": "cp1252", "CSV, sep= line": "cp1252", "CSV, UTF-16": "utf-16", "CSV, UTF-8 with a mark": "utf-8-sig",
}  # fmt: skip
_SEPARATORS: Final = {
    "CSV, semicolons": ";",
    "CSV, tabs": "\t",
    "CSV, cp1252": ";",
    "CSV, UTF-16": "\t",
    "CSV, sep= line": ";",
}
_CAPTION: Final = "Programme of the Autumn Meeting, as of Monday"


def encoding(kind: str) -> str:
    """The encoding of a kind of file."""
    return _ENCODINGS.get(kind, "utf-8")


def table_file(columns: Sequence[Column], kind: str, *, caption: bool, repeated: Column | None) -> tuple[bytes, str]:
    """Content and name of a table. The cells of ``repeated`` are lists: one row for each of their values."""
    rows: list[list[Cell]] = [[_CAPTION], []] if caption else []
    rows += [[column.header for column in columns], *_rows(columns, repeated)]
    if kind == "XLSX":
        return workbook(rows), "programme.xlsx"
    written = io.StringIO()
    written.write("sep=;\r\n" if kind == "CSV, sep= line" else "")
    csv.writer(written, delimiter=_SEPARATORS.get(kind, ",")).writerows([[_text(cell) for cell in row] for row in rows])
    return written.getvalue().encode(encoding(kind), "replace"), "programme.csv"


def _rows(columns: Sequence[Column], repeated: Column | None) -> Iterator[list[Cell]]:
    for at in range(len(columns[0].cells)):
        row = [column.cells[at] for column in columns]
        values = repeated.cells[at] if repeated is not None else None
        for value in (values if isinstance(values, list) else None) or [None]:
            yield [str(value or "") if column is repeated else cell for column, cell in zip(columns, row, strict=True)]


def _text(cell: Cell) -> str:
    if isinstance(cell, bool):
        return str(cell).upper()
    return "" if cell is None else str(cell)


def tree_file(columns: Sequence[Column], kind: str, making: Making) -> tuple[bytes, str, list[int], list[Column]]:
    """Content and name of a JSON file, the order of the rows in it, and the columns as they are called there."""
    order = list(range(len(making.rows)))
    if kind == "JSON, days and rooms":
        by_day, order, columns = _by_day(columns, making)
        return _dumped(by_day | making.beside), "programme.json", order, list(columns)
    entries = [{column.header: column.cells[at] for column in columns} for at in order]
    if kind == "JSON, lines":
        lines = "\n".join(json.dumps(entry, ensure_ascii=False) for entry in entries)
        return lines.encode(), "programme.jsonl", order, list(columns)
    tree: object = entries
    if kind == "JSON, by id":
        tree = {str(1000 + at): entry for at, entry in enumerate(entries)}
        tree = {"sessions": tree, **making.beside} if making.beside else tree
    elif kind == "JSON, wrapped" or making.beside:
        tree = {
            "conference": "Autumn Meeting",
            "generated": "2026-11-01T10:00:00Z",
            "sessions": entries,
            **making.beside,
        }
    return _dumped(tree), "programme.json", order, list(columns)


def _dumped(tree: object) -> bytes:
    return json.dumps(tree, ensure_ascii=False, indent=1).encode()


def _by_day(columns: Sequence[Column], making: Making) -> tuple[dict[str, object], list[int], list[Column]]:
    days, day, rooms, room, talks = making.chance.choice(_SHAPES)
    lifted = {"room": next((one for one in columns if one.fields == ("room",)), None)}
    lifted["day"] = next((one for one in columns if one.fields == ("start", "end") and _is_day(one)), None)
    inside = [column for column in columns if column not in lifted.values()]
    order: list[int] = []
    tree = []
    begins = [row.start.date().isoformat() if row.start else "" for row in making.rows]
    for when in sorted(set(begins)):
        listed = []
        for where in dict.fromkeys(row.room for row, begin in zip(making.rows, begins, strict=True) if begin == when):
            places = [at for at, row in enumerate(making.rows) if begins[at] == when and row.room == where]
            order += places
            listed.append({room: where, talks: [{one.header: one.cells[at] for one in inside} for at in places]})
        tree.append({day: when, rooms: listed})
    renamed = [Column(room, (), ("room",))] if lifted["room"] else []
    renamed += [Column(day, (), ("start", "end"))] if lifted["day"] else []
    return {"conference": "Autumn Meeting", days: tree}, order, [*inside, *renamed]


def _is_day(column: Column) -> bool:
    """Whether the cells are days alone, as 2027-05-11."""
    return all(
        cell is None or (isinstance(cell, str) and len(cell) == 10 and cell[4:5] == "-") for cell in column.cells
    )
