"""Opened files: tables, a JSON or XML tree, or a calendar. Format modules read these and never bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from icalendar import Calendar


NEAR: Final = 2  # rows shown before and after a line


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and the line of the file (or row of the sheet) on which it begins, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file or one sheet of a workbook, without empty rows. The first row usually is the header.

    ``name`` is the sheet's, or the file's name without its ending. ``parts``: of a table joined from several, each
    one's name and the number of lines before it; () for others.
    """

    name: str
    rows: tuple[Row, ...]
    parts: tuple[tuple[str, int], ...] = ()

    @property
    def header(self) -> Row:
        """The first row; Row(1, ()) if the table is empty."""
        return self.rows[0] if self.rows else Row(1, ())

    def place_of(self, line: int) -> tuple[str, int]:
        """The name of the part that holds a line, and the line in that part; ("", line) without parts."""
        return next(((name, line - before) for name, before in reversed(self.parts) if line > before), ("", line))

    def around(self, line: int) -> tuple[Row, ...]:
        """The row that contains a line of the file, with up to NEAR rows before and after it."""
        at = max((place for place, row in enumerate(self.rows) if row.line <= line), default=0)
        return self.rows[max(0, at - NEAR) : at + NEAR + 1]

    def below(self, header: Row) -> Iterator[Row]:
        """The rows after ``header``."""
        return (row for row in self.rows if row.line > header.line)


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file.

    Exactly one of these is set: ``tables`` (the chosen sheet first, then the other sheets and the files beside it),
    ``tree`` (parsed JSON or YAML), ``xml`` (the root element), ``calendar``. ``sheets``: the names of a workbook's
    sheets, () for other files. ``filename`` has no folder. ``syntax``: a name for people, "YAML", if a tree was not
    JSON.
    """

    filename: str
    tables: Sequence[Table] = ()
    tree: object = None
    xml: Element | None = None
    calendar: Calendar | None = None
    sheets: tuple[str, ...] = ()
    syntax: str = ""

    @property
    def table(self) -> Table | None:
        """The chosen table, None if the file is not a table."""
        return self.tables[0] if self.tables else None
