"""Parse CSV text into a table: detect the delimiter and keep the line on which each row begins."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Final

from session_finder.intake.model import limits
from session_finder.intake.model.header_words import fields_in
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.sources import Row, Table

_MAX_LINES: Final = 1_000_000  # including empty lines and lines inside cells
_SAMPLE: Final = 100_000  # characters by which the delimiter is detected
_SAMPLE_ROWS: Final = 60
_DELIMITERS: Final = ",;\t|"
_SEPARATOR = re.compile(r'"?sep=(.)"?[,;\t|]*')  # the first line that Excel writes
_LONE_RETURN: Final = "\u2028"  # replaces a CR inside a cell during parsing; neither csv nor split ends a row there


def csv_table(text: str, name: str) -> Table | Problem:
    """Parse the rows of a CSV text that are not empty. The delimiter is a comma, semicolon, tab or bar.

    Returns a Problem for an unclosed quotation mark, for more than limits.MAX_ROWS rows below the first, and for more
    than limits.MAX_COLUMNS columns in the first. Later rows are cut one cell after that limit.
    """
    if text.count("\n") + text.count("\r") > 2 * _MAX_LINES:
        return _too_many_lines()
    lines = _lines(text)
    if len(lines) > _MAX_LINES:
        return _too_many_lines()
    first = next((place for place, line in enumerate(lines) if line.strip("\ufeff \t")), 0)
    declared = _SEPARATOR.fullmatch(lines[first].strip("\ufeff ")) if lines else None
    if declared:
        lines[first] = ""
    rows: list[Row] = []
    for row in _rows(lines, declared[1] if declared else delimiter_of(lines)):
        if isinstance(row, Problem):
            return row
        rows.append(row)
    return Table(name, tuple(rows))


def delimiter_of(lines: Sequence[str]) -> str:
    """Detect the delimiter by the first rows; comma if in doubt.

    The best delimiter yields the most known column names in one row, or, if there are none, the most even row length.
    """
    return max(_DELIMITERS, key=lambda delimiter: _fitness(_sample(lines, delimiter)))


def _fitness(rows: Sequence[Sequence[str]]) -> tuple[int, float, int]:
    """Rank a delimiter: known names in the likely header, share of rows as wide (one column counts half), width."""
    if not rows:  # every cell is empty; no other delimiter would show that
        return limits.MAX_COLUMNS, 1.0, 0
    names = [len(fields_in(row[: limits.MAX_COLUMNS])) for row in rows]
    known = max(names)
    widths = Counter(len(row) for row in rows)
    several = {width: count for width, count in widths.items() if width > 1}
    if known:
        place = names.index(known)
        width = len(rows[place])
        share = sum(len(row) == width for row in rows[place:]) / (len(rows) - place)
        return known, share, width
    width = max(several, key=lambda width: (several[width], width), default=1)
    share = widths[width] / len(rows)
    return 0, share / 2 if width == 1 else share, width


def _sample(lines: Sequence[str], delimiter: str) -> list[list[str]]:
    def beginning() -> Iterator[str]:
        left = _SAMPLE
        for line in lines:
            yield line[:left] + "\n"
            left -= len(line) + 1
            if left <= 0:
                return

    found: list[list[str]] = []
    reader = csv.reader(beginning(), delimiter=delimiter)
    try:
        for row in reader:
            if any(cell.strip() for cell in row):
                found.append(row)
            if len(found) == _SAMPLE_ROWS:
                return found
    except csv.Error:
        pass  # a cell over the limit of other code; the rows before it suffice
    cut = len(found) > 1 and reader.line_num < len(lines)
    return found[:-1] if cut else found


def _lines(text: str) -> list[str]:
    """The text's lines without line ends. A CR ends a line only if most lines end with CR (old Macs)."""
    text = text.replace("\r\n", "\n")
    returns = text.count("\r")
    if returns:
        text = text.replace("\r", "\n" if returns > text.count("\n") else _LONE_RETURN)
    lines = text.split("\n")
    if not lines[-1]:
        lines.pop()
    return lines


def _rows(lines: Sequence[str], delimiter: str) -> Iterator[Row | Problem]:
    """Yield the rows with the line on which each begins. A Problem ends the iteration."""
    csv.field_size_limit(max(limits.MAX_BYTES, csv.field_size_limit()))  # global to the process: raised, never lowered
    reader = csv.reader(chain((line + "\n" for line in lines), [""]), delimiter=delimiter, strict=False)
    count = 0
    line = 1
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            advice = f"The row cannot be read ({error}). Export the programme again."
            yield Problem("error", "unreadable-row", advice, line)
            return
        if cells and reader.line_num > len(lines):  # the row includes the empty line that we appended
            advice = "A quotation mark in this row is opened and never closed. Close it, or double it if it is meant."
            yield Problem("error", "unclosed-quotation-mark", advice, line, value=cells[-1].strip()[:80])
            return
        if any(cell.strip() for cell in cells):
            count += 1
            if count == 1 and len(cells) > limits.MAX_COLUMNS:
                advice = f"The file has {len(cells):,} columns; at most {limits.MAX_COLUMNS} are read."
                yield Problem("error", "too-many-columns", advice, line)
                return
            if count > limits.MAX_ROWS + 1:
                yield too_many_rows(line)
                return
            kept = cells[: limits.MAX_COLUMNS + 1]  # one extra cell shows that the row is too long
            if any(_LONE_RETURN in cell for cell in kept):
                kept = [cell.replace(_LONE_RETURN, "\n") for cell in kept]
            yield Row(line, tuple(kept))
        line = reader.line_num + 1


def too_many_rows(line: int) -> Problem:
    """The Problem of a table with more than limits.MAX_ROWS rows. ``line``: where the first row too many begins."""
    return Problem("error", "too-many-rows", f"More than {limits.MAX_ROWS:,} rows. Split the file.", line)


def _too_many_lines() -> Problem:
    return Problem("error", "too-many-lines", f"The file has more than {_MAX_LINES:,} lines. Split it.")
