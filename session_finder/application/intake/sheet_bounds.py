"""How far the sheets of an .xlsx reach and how much text they hold, found out before anything takes memory for it.

A workbook of a few kilobytes can name one cell a million rows down, repeat one long text in every cell, or unpack to
gigabytes; the library that reads it would set aside room for all of that, and end the process where there is none.
"""

from __future__ import annotations

import re
import zipfile
from dataclasses import dataclass
from typing import Final

from session_finder.application.intake import limits
from session_finder.application.intake.problems import Problem
from session_finder.application.intake.unpacking import opened_zip, read_entry

MAX_CELLS: Final = 2_000_000  # of a sheet, empty ones up to its last row and column included
MAX_TEXT: Final = 3 * limits.MAX_BYTES  # of all cells; texts that are used many times are counted each time
_MAX_UNPACKED: Final = 4 * limits.MAX_BYTES  # sheets are wordy: they unpack to several times their text

_PREFIX = rb"<(?:[^\s<>/:]+:)?"
# A cell that holds something, and its address where it names one. Cells with a look and no content do not count.
_CELL = re.compile(_PREFIX + rb"c(?=[\s>])(?:\s(?:[^<>]*?\s)?r\s*=\s*[\"']([A-Za-z]{1,4})(\d{1,9})[\"'])?[^<>]*(?<!/)>")
_ROW = re.compile(_PREFIX + rb"row\s(?:[^<>]*?\s)?r\s*=\s*[\"'](\d{1,9})[\"']")
_ANY_ADDRESS = re.compile(rb"\sr\s*=")
_TEXT = re.compile(_PREFIX + rb"si[\s>]")
_SHARED = re.compile(rb"\st\s*=\s*[\"']s[\"']")
_SHARED_NUMBER = re.compile(rb"\st=\"s\"[^<>]*><v>(\d{1,9})</v>")


@dataclass(slots=True)
class _Reach:
    """The part of a sheet that its cells span."""

    row: int = 0
    first: int = 1 << 30
    last: int = 0
    count: int = 0

    @property
    def cells(self) -> int:
        return self.row * max(0, self.last - self.first + 1)


def too_large(content: bytes) -> Problem | None:
    """Why an .xlsx must not be read (damaged, protected, another kind, beyond the limits); None when it may."""
    archive = opened_zip(content)
    if isinstance(archive, Problem):
        return archive
    with archive:
        names = set(archive.namelist())
        if "xl/workbook.xml" not in names or names & {"content.xml", "xl/workbook.bin"}:
            return _error("The workbook is of a kind that is not read here. Save it as .xlsx or CSV.")
        return _checked(archive)


def _checked(archive: zipfile.ZipFile) -> Problem | None:
    lengths: list[int] = []
    sheets: list[bytes] = []
    left = _MAX_UNPACKED
    for info in archive.infolist():
        part = read_entry(archive, info, left)  # to its end, so that its checksum is compared
        if isinstance(part, Problem):
            return part
        left -= len(part)
        if left < 0:
            return _error(
                f"Unpacked, the workbook has more than {_MAX_UNPACKED:,} bytes. Save the sheet alone, as CSV."
            )
        if part.startswith((b"\xff\xfe", b"\xfe\xff")) or (
            b"\0" in part[:100] and info.filename.endswith((".xml", ".rels"))
        ):
            return _error("The workbook is written in a way that is not read here. Save it again as .xlsx.")
        starts = [match.start() for match in _TEXT.finditer(part)]
        lengths += [end - start for start, end in zip(starts, [*starts[1:], len(part)], strict=False)]
        if b"sheetData" in part or _CELL.search(part):
            refusal = _sheet_too_large(part)
            if refusal is not None:
                return refusal
            sheets.append(part)
    return _texts_too_long(sheets, lengths)


def _sheet_too_large(part: bytes) -> Problem | None:
    reach = _Reach()
    columns: dict[bytes, int] = {}
    nameless = 0
    for cell in _CELL.finditer(part):
        letters, digits = cell.groups()
        if letters is None:
            tag = cell[0]
            if _ANY_ADDRESS.search(tag) or tag.count(b'"') % 2 or tag.count(b"'") % 2:
                return _error("The workbook is written in a way that is not read here. Save it again as .xlsx.")
            nameless += 1
            continue
        columns.setdefault(letters, 0)
        reach.row = max(reach.row, int(digits))
    if nameless:
        reach.row = max([reach.row, *(int(row[1]) for row in _ROW.finditer(part))]) + part.count(b"row")
        reach.first, reach.last = 1, max(piece.count(b"c") for piece in part.split(b"row"))
    for letters in columns:
        number = _column(letters)
        reach.first, reach.last = min(reach.first, number), max(reach.last, number)
    if reach.cells > MAX_CELLS:
        advice = (
            f"A sheet of the workbook reaches to row {reach.row:,} and column {reach.last:,}; at most {MAX_CELLS:,} "
            "cells are read. Delete what stands far from the sessions, or save the sheet as CSV."
        )
        return _error(advice)
    return None


def _texts_too_long(sheets: list[bytes], lengths: list[int]) -> Problem | None:
    """Whether the shared texts, each as often as cells use it, are more than MAX_TEXT; exact only where it is near."""
    longest = max(lengths, default=0)
    total = 0
    for part in sheets:
        uses = sum(1 for _ in _SHARED.finditer(part))
        if uses * longest <= MAX_TEXT - total:
            total += uses * longest
            continue
        for use in _SHARED_NUMBER.finditer(part):
            number = int(use[1])
            uses -= 1
            total += lengths[number] if number < len(lengths) else 0
        total += max(uses, 0) * longest
        if total > MAX_TEXT:
            return _error(f"The workbook's text has more than {MAX_TEXT:,} characters. Split the file.")
    return None


def _column(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _error(advice: str) -> Problem:
    return Problem("error", 0, "", "", advice)
