"""Check the limits of an .xlsx before the library allocates memory for its cells.

A workbook of a few kilobytes can contain one cell a million rows down, repeat one long text in every cell, or unpack
to gigabytes. The library would allocate memory for all of that and end the process if there is none.

The parts are parsed by expat, a streaming parser with linear run time. XML that is not well-formed is refused, because
nobody knows how much of it the library would read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final
from xml.parsers.expat import ExpatError, ParserCreate, XMLParserType

from session_finder.intake.files.unpacking import open_zip, read_entry
from session_finder.intake.model import limits
from session_finder.intake.model.problems import Problem

MAX_CELLS: Final = 2_000_000  # of a sheet, including empty ones up to its last row and column
MAX_TEXT: Final = 3 * limits.MAX_BYTES  # of all cells; shared texts are counted each time they are used
DAMAGED: Final = Problem(
    "error",
    "damaged-workbook",
    "The workbook is damaged and cannot be read. Open it, save it again as .xlsx, and upload that.",
)
TOO_MUCH_TEXT: Final = Problem(
    "error", "too-much-text", f"The workbook's text has more than {MAX_TEXT:,} characters. Split the file."
)
FOREIGN: Final = Problem(
    "error", "foreign-workbook", "The workbook is written in a way that is not read here. Save it again as .xlsx."
)
MAX_UNPACKED: Final = 4 * limits.MAX_BYTES  # the XML of sheets is several times longer than its text
TOO_LARGE: Final = Problem(
    "error",
    "unpacked-workbook-too-large",
    f"Unpacked, the workbook has more than {MAX_UNPACKED:,} bytes. Save the sheet alone, as CSV.",
)
_ADDRESS: Final = re.compile(r"([A-Za-z]{1,4})([0-9]{1,9})")
_NUMBER: Final = re.compile(r"[0-9]{1,9}")
_DIGITS: Final = 20  # characters of a number that are read, including blanks around it

OnStart = Callable[[str, Mapping[str, str]], object]


class RefusedError(Exception):
    """Raised out of the parser; carries the Problem that the organizer sees."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(problem.advice)
        self.problem = problem


def check_limits(content: bytes) -> Problem | None:
    """Return a Problem if an .xlsx is damaged, protected, of another type or beyond the limits, else None."""
    archive = open_zip(content)
    if isinstance(archive, Problem):
        return archive
    with archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
            advice = "The workbook is of a kind that is not read here. Save it as .xlsx or CSV."
            return Problem("error", "unsupported-workbook", advice)
        try:
            return _check_parts(archive)
        except ExpatError:
            return DAMAGED
        except RefusedError as refused:
            return refused.problem


def _check_parts(archive: zipfile.ZipFile) -> Problem | None:
    lengths: list[int] = []
    sheets: list[tuple[bytes, int]] = []
    left = MAX_UNPACKED
    for info in archive.infolist():
        part = read_entry(archive, info, left)  # read to its end, so that the checksum is verified
        if isinstance(part, Problem):
            return part
        left -= len(part)
        if left < 0:
            return TOO_LARGE
        if part.startswith((b"\xff\xfe", b"\xfe\xff")) or (
            b"\0" in part[:100] and info.filename.endswith((".xml", ".rels"))
        ):
            return FOREIGN
        if b"sheetData" in part:
            sheet = _Sheet()
            parse(part, sheet.start)
            sheets.append((part, sheet.shared))
        elif b"si>" in part and b"<" in part:
            lengths += _shared_text_lengths(part)
    _check_texts(sheets, lengths)
    return None


@dataclass(slots=True)
class _Sheet:
    """Measures of a sheet: the area that its cells span, and how many of them refer to a shared text.

    A cell counts if an element begins inside it; a cell with formatting and no content does not.
    """

    row: int = 0
    column: int = 0
    cells: int = 0
    shared: int = 0
    lowest: int = 0
    first: int = 1 << 30
    last: int = 0
    open: tuple[int, int] | None = None

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        """Handle the start of an element. Raises RefusedError as soon as the sheet is too large."""
        kind = name.rpartition(":")[2]
        if kind == "c":
            self.open = self._place(attributes.get("r"))
            self.shared += attributes.get("t") == "s"
        elif kind == "row":
            self.open = None
            self.row = self._number(attributes.get("r"))
            self.column = 0
        elif kind == "mergeCell":
            self._count(self.lowest, self.last)  # needs as much memory as a cell
        elif self.open:
            self._count(*self.open)
            self.open = None

    def _number(self, value: str | None) -> int:
        if value is None:
            return self.row + 1
        if not _NUMBER.fullmatch(value):
            raise RefusedError(FOREIGN)
        return int(value)

    def _place(self, value: str | None) -> tuple[int, int]:
        """Row and column, counted from 1. A cell without an address follows the previous one."""
        if value is None:
            self.column += 1
            return max(self.row, 1), self.column
        found = _ADDRESS.fullmatch(value)
        if not found:
            raise RefusedError(FOREIGN)
        self.column = _column_number(found[1])
        return int(found[2]), self.column

    def _count(self, row: int, column: int) -> None:
        self.cells += 1
        self.lowest = max(self.lowest, row)
        self.first, self.last = min(self.first, column), max(self.last, column)
        if self.cells > MAX_CELLS:
            advice = f"A sheet of the workbook holds more than {MAX_CELLS:,} cells. Split the file."
            raise RefusedError(Problem("error", "too-many-sheet-cells", advice))
        if self.lowest * (self.last - self.first + 1) > MAX_CELLS:
            raise RefusedError(reaches_too_far(self.lowest, self.last))


def reaches_too_far(row: int, column: int) -> Problem:
    """The Problem of a sheet whose last filled row and column span more than MAX_CELLS cells."""
    advice = (
        f"A sheet of the workbook reaches to row {row:,} and column {column:,}; at most {MAX_CELLS:,} cells are read. "
        "Delete what stands far from the sessions, or save the sheet as CSV."
    )
    return Problem("error", "sheet-reaches-too-far", advice)


def parse(
    part: bytes,
    start: OnStart,
    text: Callable[[str], object] | None = None,
    end: Callable[[str], object] | None = None,
) -> None:
    """Parse a whole part. Raises ExpatError, RefusedError for a document type, and whatever the handlers raise."""
    parser = _parser(start)
    if text:
        parser.buffer_text = True
        parser.CharacterDataHandler = text
    if end:
        parser.EndElementHandler = end
    parser.Parse(part, True)


def _parser(start: OnStart) -> XMLParserType:
    parser = ParserCreate("utf-8")  # ignore the declared encoding, as the library does
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    return parser


def _refuse_doctype(*_: object) -> None:
    raise RefusedError(FOREIGN)


def _shared_text_lengths(part: bytes) -> list[int]:
    """The length in bytes of each shared text, including markup."""
    starts: list[int] = []

    def start(name: str, _: Mapping[str, str]) -> None:
        if name.rpartition(":")[2] == "si":
            starts.append(parser.CurrentByteIndex)

    parser = _parser(start)
    parser.Parse(part, True)
    return [end - begin for begin, end in zip(starts, [*starts[1:], len(part)], strict=False)]


def _check_texts(sheets: list[tuple[bytes, int]], lengths: list[int]) -> None:
    """Check that shared texts, counted for each use, are within MAX_TEXT. Exact only near the limit.

    Raises RefusedError if they are not.
    """
    longest = max(lengths, default=0)
    total = 0
    for part, uses in sheets:
        total += uses * longest if uses * longest <= MAX_TEXT - total else _used_text_length(part, lengths, longest)
        if total > MAX_TEXT:
            raise RefusedError(TOO_MUCH_TEXT)


def _used_text_length(part: bytes, lengths: list[int], longest: int) -> int:
    """The bytes of the shared texts that a sheet uses. An invalid index counts as the longest text."""
    numbers: list[str] = []
    shared = reading = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal shared, reading
        kind = name.rpartition(":")[2]
        shared = attributes.get("t") == "s" if kind == "c" else shared
        reading = shared and kind == "v"
        if reading:
            numbers.append("")

    def text(value: str) -> None:
        if reading:
            numbers[-1] = (numbers[-1] + value)[:_DIGITS]

    parse(part, start, text)
    found = [int(number) if _NUMBER.fullmatch(number.strip()) else -1 for number in numbers]
    return sum(longest if number < 0 else lengths[number] if number < len(lengths) else 0 for number in found)


def _column_number(letters: str) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
