"""Read the sheets of an OpenDocument spreadsheet (.ods), which LibreOffice writes.

Cells and rows say how often they are repeated, so a few bytes stand for billions of cells. content.xml is parsed by
expat, once: what is repeated is measured before it is copied. The library that reads .xlsx would allocate it first, and
drops cells without a declared type and line breaks inside cells.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Final
from xml.parsers.expat import ExpatError

from session_finder.intake.files.merged_cells import Range, filled_down
from session_finder.intake.files.unpacking import open_zip, read_entry
from session_finder.intake.files.xlsx_limits import (
    DAMAGED,
    FOREIGN,
    MAX_CELLS,
    MAX_TEXT,
    MAX_UNPACKED,
    TOO_LARGE,
    TOO_MUCH_TEXT,
    RefusedError,
    parse,
    reaches_too_far,
)
from session_finder.intake.model.problems import Problem

_CONTENT: Final = "content.xml"
_MANIFEST: Final = "META-INF/manifest.xml"
_MIMETYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"
_LONGEST_MANIFEST: Final = 1_000_000  # bytes that are read
_MOST_DIGITS: Final = 9  # of a count of repeats
_DURATION = re.compile(r"PT(\d{1,6})H(\d{1,2})M(\d{1,2})(?:[.,]\d{1,12})?S")
_BREAKS: Final = {"tab": "\t", "line-break": "\n"}

Sheet = tuple[str, list[Sequence[object]]]


def is_ods(archive: zipfile.ZipFile) -> bool:
    """Whether an archive is an OpenDocument spreadsheet. Raises what the zip module raises for a damaged one."""
    names = archive.namelist()
    if _CONTENT not in names or "mimetype" not in names:
        return False
    with archive.open("mimetype") as stream:
        return stream.read(len(_MIMETYPE)) == _MIMETYPE


def is_protected(archive: zipfile.ZipFile) -> bool:
    """Whether an OpenDocument file needs a password. Raises what the zip module raises for a damaged one."""
    if _MANIFEST not in archive.namelist():
        return False
    with archive.open(_MANIFEST) as stream:
        return b"encryption-data" in stream.read(_LONGEST_MANIFEST)


def ods_sheets(content: bytes) -> list[Sheet] | Problem:
    """Return the name and rows of each sheet, with dates, times, numbers and texts as values.

    Returns a Problem if the file is damaged or beyond the limits.
    """
    archive = open_zip(content)
    if isinstance(archive, Problem):
        return archive
    with archive:
        part = read_entry(archive, archive.getinfo(_CONTENT), MAX_UNPACKED)
    if isinstance(part, Problem):
        return part
    if len(part) > MAX_UNPACKED:
        return TOO_LARGE
    if part.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in part[:100]:
        return FOREIGN
    reader = _Reader()
    try:
        parse(part, reader.start, reader.text, reader.end)
    except ExpatError:
        return DAMAGED
    except RefusedError as refused:
        return refused.problem
    sheets = zip(reader.sheets, reader.merged, strict=True)
    return [(name, list(filled_down(rows, merged))) for (name, rows), merged in sheets]


@dataclass(slots=True)
class _Cell:
    """The cell that is being read."""

    repeats: int
    attributes: Mapping[str, str]
    paragraphs: list[list[str]] = field(default_factory=list)

    def value(self) -> object:
        """A date, time, number or text; None for an empty cell and for an error of a formula."""
        text = "\n".join("".join(pieces) for pieces in self.paragraphs)
        if self.attributes.get("calcext:value-type") == "error":
            return None
        for name, convert in (("date", _date), ("time", _time), ("boolean", _boolean)):
            if (said := self.attributes.get(f"office:{name}-value")) is not None:
                found = convert(said)
                return text if found is None else found
        if self.attributes.get("office:value-type") == "float":
            return _number(self.attributes.get("office:value", "")) or text
        return text or self.attributes.get("office:string-value")


@dataclass(slots=True)
class _Reader:
    """Handlers of the parser. What is repeated and empty counts only once something filled follows it."""

    sheets: list[Sheet] = field(default_factory=list)
    merged: list[list[Range]] = field(default_factory=list)  # of each sheet
    row: list[object] = field(default_factory=list)
    row_repeats: int = 1
    empty_rows: int = 0
    empty_cells: int = 0
    widest: int = 0
    characters: int = 0
    cell: _Cell | None = None
    hidden: int = 0  # depth inside a comment of a cell

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element. Raises RefusedError for a count that is no number."""
        match name.rpartition(":")[2]:
            case "annotation":
                self.hidden += 1
            case "table":
                self.sheets.append((attributes.get("table:name", ""), []))
                self.merged.append([])
                self.empty_rows = self.widest = 0
            case "table-row":
                self.row, self.empty_cells = [], 0
                self.row_repeats = _count(attributes, "table:number-rows-repeated")
            case "table-cell" | "covered-table-cell":
                self.cell = _Cell(_count(attributes, "table:number-columns-repeated"), attributes)
            case "p" if self.cell and not self.hidden:
                self.cell.paragraphs.append([])
            case "s":
                blanks = _count(attributes, "text:c")
                self._count_text(blanks)
                self.text(" " * blanks)
            case kind if kind in _BREAKS:
                self.text(_BREAKS[kind])

    def text(self, value: str) -> None:
        """Handle text."""
        if self.cell and self.cell.paragraphs and not self.hidden:
            self.cell.paragraphs[-1].append(value)

    def end(self, name: str) -> None:
        """Handle the end of an element. Raises RefusedError as soon as the sheets are too large."""
        match name.rpartition(":")[2]:
            case "annotation":
                self.hidden -= 1
            case "table-cell" | "covered-table-cell" if self.cell:
                self._add_cell(self.cell)
                self.cell = None
            case "table-row" if self.sheets:
                self._add_row(self.sheets[-1][1])

    def _add_cell(self, cell: _Cell) -> None:
        value = cell.value()
        if value is None or value == "":
            self.empty_cells += cell.repeats
            return
        begin = len(self.row) + self.empty_cells
        width = begin + cell.repeats
        if width > MAX_CELLS:
            raise RefusedError(reaches_too_far(1, width))
        self._count_text(len(value) * cell.repeats if isinstance(value, str) else 0)
        if self.sheets and (height := _count(cell.attributes, "table:number-rows-spanned")) > 1:
            top = len(self.sheets[-1][1]) + self.empty_rows
            self.merged[-1].append(((top, begin), (top + height - 1, begin)))
        self.row += [None] * self.empty_cells + [value] * cell.repeats
        self.empty_cells = 0

    def _add_row(self, rows: list[Sequence[object]]) -> None:
        if not self.row:
            self.empty_rows += self.row_repeats
            return
        height = len(rows) + self.empty_rows + self.row_repeats
        self.widest = max(self.widest, len(self.row))
        if height * self.widest > MAX_CELLS:
            raise RefusedError(reaches_too_far(height, self.widest))
        if self.row_repeats > 1:
            self._count_text(sum(len(value) for value in self.row if isinstance(value, str)) * (self.row_repeats - 1))
        rows += [[]] * self.empty_rows + [self.row] * self.row_repeats
        self.empty_rows = 0

    def _count_text(self, characters: int) -> None:
        self.characters += characters
        if self.characters > MAX_TEXT:
            raise RefusedError(TOO_MUCH_TEXT)


def _count(attributes: Mapping[str, str], name: str) -> int:
    said = attributes.get(name, "1")
    if not (said.isascii() and said.isdigit() and len(said) <= _MOST_DIGITS):
        raise RefusedError(FOREIGN)
    return int(said)


def _date(said: str) -> date | None:
    try:
        return datetime.fromisoformat(said) if "T" in said else date.fromisoformat(said)
    except ValueError:
        return None


def _time(said: str) -> time | timedelta | None:
    """A time of day, or a span of 24 hours and more."""
    found = _DURATION.fullmatch(said)
    if not found:
        return None
    hours, minutes, seconds = map(int, found.groups())
    if hours < 24 and minutes < 60 and seconds < 60:
        return time(hours, minutes, seconds)
    return timedelta(hours=hours, minutes=minutes, seconds=seconds)


def _boolean(said: str) -> bool | None:
    return {"true": True, "false": False}.get(said)


def _number(said: str) -> float | None:
    try:
        return float(said)
    except ValueError:
        return None
