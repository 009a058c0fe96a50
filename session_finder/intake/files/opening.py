"""Open an organizer's file as a Source: unpack it, detect its type by content, decode and parse it."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import PurePath
from typing import Final

from session_finder.intake.files.csv_table import csv_table
from session_finder.intake.files.decoding import decode
from session_finder.intake.files.parsing import calendar_tree, json_tree, xml_tree
from session_finder.intake.files.unpacking import ZIP, ZIP_ERRORS, unpack
from session_finder.intake.files.workbooks import OLE, workbook_tables
from session_finder.intake.model import limits
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.sources import Source

Opened = tuple[Source | None, list[Problem]]

_SUPPORTED: Final = "Export the programme from your tool as CSV, Excel (.xlsx), JSON or iCalendar, and upload that."
_EMPTY: Final = "The file is empty. Export the programme again, with a header row and a row a session."
# Types that people upload by mistake, by their first bytes.
_KINDS: Final = {
    b"%PDF": "a PDF",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"RIFF": "a picture or a recording",
    b"II*\0": "a picture",
    b"MM\0*": "a picture",
    b"{\\rtf": "a text document (RTF)",
    b"SQLite format 3": "a database",
    b"PAR1": "a Parquet file",
}
_INSIDE_ZIP: Final = {
    "word/": "a Word document",
    "ppt/": "a PowerPoint presentation",
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "content.xml": "an OpenDocument file",
}
# Names of streams in old Office files.
_INSIDE_OLE: Final = {
    "WordDocument": "a Word document",
    "PowerPoint Document": "a PowerPoint presentation",
    "EncryptedPackage": "a workbook protected by a password",
    "__substg1.0": "an e-mail",
}
_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|script)\b", re.IGNORECASE)
_OLD_EXCEL_XML: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_TABLE_ENDINGS: Final = (".csv", ".tsv", ".tab", ".txt")


def open_upload(
    content: bytes, filename: str, sheet: str = "", beside: Sequence[tuple[bytes, str]] = ()
) -> tuple[Source | None, list[Problem]]:
    """Open a file. Returns the Source and notes, or None and an error if it cannot be opened.

    ``sheet``: the sheet of a workbook to put first. ``beside``: more tables of the same programme, (content, name)
    each. The type is detected by content, not by file name.
    """
    source, problems = _open_file(content, filename, sheet)
    left = limits.MAX_UNPACKED - _size(source)
    for other, name in beside:
        further, found = _open_file(other, name, "")
        problems += [replace(problem, advice=f"{_file_name(name)}: {problem.advice}") for problem in found]
        left -= _size(further)
        if left < 0:
            most = f"{limits.MAX_UNPACKED:,} characters"
            advice = f"{_file_name(name)}: Together the files hold more than {most}. Upload fewer."
            return None, [*problems, Problem("error", "files-too-large-together", advice)]
        if source is None or further is None:
            source = None
        elif source.tables and further.tables:
            source = replace(source, tables=(*source.tables, *further.tables))
        else:
            advice = f"{_file_name(name)}: Only tables can be joined with one another. Upload this file by itself."
            return None, [*problems, Problem("error", "files-cannot-be-joined", advice)]
    return source, problems


def _size(source: Source | None) -> int:
    """The characters of all cells plus one for each cell, as a measure of memory."""
    tables = source.tables if source else ()
    return sum(len(cell) + 1 for table in tables for row in table.rows for cell in row.cells)


def _open_file(content: bytes, filename: str, sheet: str) -> Opened:
    if len(content) > limits.MAX_BYTES:
        advice = f"The file has more than {limits.MAX_BYTES:,} bytes, the most that are read. Split it."
        return _cannot_open("file-too-large", advice)
    found = unpack(content, _file_name(filename))
    if isinstance(found, Problem):
        return None, [found]
    content, name = found
    if not content.strip():
        return _cannot_open("empty-file", _EMPTY)
    kind = _unsupported_type(content)
    if kind:
        return _cannot_open("unsupported-file-type", f"This seems to be {kind}, which is not read here. {_SUPPORTED}")
    if content.startswith((OLE, *ZIP)):
        tables = workbook_tables(content, sheet)
        if isinstance(tables, Problem):
            return None, [tables]
        return Source(name, tables=tuple(tables), sheets=tuple(table.name for table in tables)), []
    if content.startswith((b"<\0", b"\0<")):  # XML in UTF-16 without a byte order mark
        return _xml(content, name)
    return _text(content, name)


def _text(content: bytes, name: str) -> Opened:
    text, problems = decode(content)
    text = text.lstrip("\ufeff")
    if any(problem.level == "error" for problem in problems):
        return None, problems
    start = text.lstrip()[:2000]
    if not start:
        return _cannot_open("empty-file", _EMPTY)
    if start.startswith("<"):
        return _marked_up(content, start, text, name, problems)
    if start.startswith(("{", "[")):
        tree = json_tree(text.strip())
        if not isinstance(tree, Problem):
            return Source(name, tree=tree), problems
        if not name.lower().endswith(_TABLE_ENDINGS):
            return None, [*problems, replace(tree, line=tree.line and tree.line + _lines_before(text))]
    if start[:15].upper().startswith("BEGIN:VCALENDAR"):
        calendar, found = calendar_tree(text.lstrip())
        return Source(name, calendar=calendar) if calendar is not None else None, [*problems, *found]
    return _table(text, name, problems)


def _marked_up(content: bytes, start: str, text: str, name: str, problems: list[Problem]) -> Opened:
    if _OLD_EXCEL_XML in start:
        advice = f"This seems to be an Excel XML file of 2003. Open it in Excel and save it as .xlsx. {_SUPPORTED}"
        return _cannot_open("old-excel-xml", advice)
    if _WEB_PAGE.search(start, 0, 1000):
        advice = (
            "This seems to be a web page, which is not read here. If a spreadsheet program opens it, save it there as "
            f".xlsx. {_SUPPORTED}"
        )
        return _cannot_open("web-page", advice)
    if name.lower().endswith(_TABLE_ENDINGS) and not re.match(r"<\?xml|<[\w:.-]++[^<>]*+>\s*+<", start):
        return _table(text, name, problems)
    return _xml(content, name)


def _xml(content: bytes, name: str) -> Opened:
    root, problems = xml_tree(content)
    return Source(name, xml=root) if root is not None else None, problems


def _table(text: str, name: str, problems: list[Problem]) -> Opened:
    table = csv_table(text, PurePath(name).stem)
    if isinstance(table, Problem):
        return None, [*problems, table]
    if not table.rows:
        advice = "Every cell of the file is empty. Export the programme again, with a header row."
        return None, [*problems, Problem("error", "empty-cells", advice)]
    return Source(name, tables=(table,)), problems


def _unsupported_type(content: bytes) -> str:
    """The name of a file type that is not supported, "" if the file may hold a programme."""
    for magic, kind in _KINDS.items():
        if content.startswith(magic):
            return kind
    if content.startswith(OLE):
        return next((kind for name, kind in _INSIDE_OLE.items() if name.encode("utf-16-le") in content), "")
    if not content.startswith(ZIP):
        return ""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except ZIP_ERRORS:
        return ""
    if "xl/workbook.xml" in names:
        return ""
    kinds = (kind for part, kind in _INSIDE_ZIP.items() if any(name.startswith(part) for name in names))
    return next(kinds, "an archive")


def _file_name(filename: str) -> str:
    """The name without its folder, with slashes or backslashes."""
    return PurePath(filename.replace("\\", "/")).name


def _lines_before(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")


def _cannot_open(code: str, advice: str) -> Opened:
    return None, [Problem("error", code, advice)]
