"""Read the tables of a Markdown document: a header, a row of dashes, and rows of cells between bars."""

from __future__ import annotations

import re
from typing import Final

from session_finder.intake.files.csv_table import too_many_rows
from session_finder.intake.files.pages.headed_tables import HeadedTable, joined_tables
from session_finder.intake.model import limits
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.sources import Row, Table

SYNTAX: Final = "Markdown"

_BAR = re.compile(r"(?<!\\)\|")
_HEADING = re.compile(r" {0,3}(#{1,6})[ \t]+([^\n]{1,300}?)[ \t]*#*[ \t]*")
_BOLD = re.compile(r"\*\*([^*\n]{1,200})\*\*:?")
_UNDERLINES: Final = {"=": 1, "-": 2}  # the level of a heading that is underlined so
_BELOW_HEADINGS: Final = 7  # the level of a line in bold
_SHORTEST_UNDERLINE: Final = 3


def markdown_tables(text: str, name: str) -> list[Table] | Problem | None:
    """Return the tables of a Markdown document, the longest first. None if it has no table.

    A table inside the quotation marks of a CSV is not one.
    """
    lines = [line.rstrip() for line in text.split("\n")]
    found: list[HeadedTable] = []
    headings: dict[int, str] = {}
    rows: list[Row] = []
    inside = False  # quotation marks
    count = 0  # rows of all tables
    for number, line in enumerate(lines, 1):
        if rows and "|" in line:
            count += 1
            if count > limits.MAX_ROWS:
                return too_many_rows(number)
            rows.append(Row(number, tuple(_cells(line)[: limits.MAX_COLUMNS + 1])))
            continue
        if rows:
            found.append(HeadedTable(rows[:1] + rows[2:], dict(headings)))
            rows = []
        if not inside and number < len(lines) and _is_header(line, lines[number]):
            rows = [Row(number, tuple(_cells(line)))]
            continue
        inside ^= bool(line.count('"') % 2)
        _take_heading(headings, line, lines[number - 2] if number > 1 else "")
    if rows:
        found.append(HeadedTable(rows[:1] + rows[2:], dict(headings)))
    filled = [table for table in found if len(table.rows) > 1]
    return joined_tables(filled, name) if filled else None


def _is_header(line: str, below: str) -> bool:
    """Whether a line is a header: a row of dashes with as many cells stands below it."""
    if "|" not in line or "-" not in below or "|" not in below or below.strip("|-: \t"):
        return False
    width = len(_cells(line))
    return width == len(_cells(below)) <= limits.MAX_COLUMNS


def _cells(line: str) -> list[str]:
    parts = _BAR.split(line.strip())
    if parts and not parts[0]:
        del parts[0]
    if parts and not parts[-1]:
        del parts[-1]
    return [part.strip().replace("\\|", "|") for part in parts]


def _take_heading(headings: dict[int, str], line: str, above: str) -> None:
    """Set the heading that a line is, or that it underlines, and drop those below its level."""
    level, text = 0, ""
    if found := _HEADING.fullmatch(line):
        level, text = len(found[1]), found[2]
    elif found := _BOLD.fullmatch(line):
        level, text = _BELOW_HEADINGS, found[1]
    elif above.strip() and len(line) >= _SHORTEST_UNDERLINE and len(set(line)) == 1:
        level, text = _UNDERLINES.get(line[0], 0), above.strip()[:300]
    if level:
        for deeper in [known for known in headings if known >= level]:
            del headings[deeper]
        headings[level] = text
