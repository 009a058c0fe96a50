"""What a file is once it is opened: tables, a tree, or a calendar. Formats read these and never bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from icalendar import Calendar


NEAR: Final = 2  # rows shown before and behind a line


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row, and the line of the file (the row of the sheet) on which it begins, counted from 1."""

    line: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A CSV file or one sheet of a workbook: its rows without the empty ones; the first is most often the header.

    ``name`` is the sheet's, or the file's name without its ending.
    """

    name: str
    rows: tuple[Row, ...]

    @property
    def header(self) -> Row:
        """The first row; Row(1, ()) of an empty table."""
        return self.rows[0] if self.rows else Row(1, ())

    def around(self, line: int) -> tuple[Row, ...]:
        """The row on which a line of the file is, with up to NEAR rows before and behind it."""
        at = max((place for place, row in enumerate(self.rows) if row.line <= line), default=0)
        return self.rows[max(0, at - NEAR) : at + NEAR + 1]

    def below(self, header: Row) -> Iterator[Row]:
        """The rows after ``header``."""
        return (row for row in self.rows if row.line > header.line)


@dataclass(frozen=True, slots=True)
class Source:
    """An opened file, of one kind.

    Exactly one is there: ``tables`` (the chosen sheet first, then the others and the tables of files given beside it),
    ``tree`` (parsed JSON), ``xml`` (its root, entities resolved safely), ``calendar``. ``sheets``: the names of a
    workbook's sheets, () for every other file.

    ``filename`` is for people and for telling formats apart; its folder is not in it.
    """

    filename: str
    tables: Sequence[Table] = ()
    tree: object = None
    xml: Element | None = None
    calendar: Calendar | None = None
    sheets: tuple[str, ...] = ()

    @property
    def table(self) -> Table | None:
        """The chosen table, None when this is no table."""
        return self.tables[0] if self.tables else None
