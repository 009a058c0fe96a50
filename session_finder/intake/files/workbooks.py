"""Read .xlsx, .ods and .xls workbooks into tables of text: dates as ISO, integers without a point, errors as ""."""

from __future__ import annotations

import io
import math
import struct
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from session_finder.intake.files.merged_cells import filled_down
from session_finder.intake.files.ods_sheets import is_ods, ods_sheets
from session_finder.intake.files.unpacking import ZIP_ERRORS
from session_finder.intake.files.xlsx_limits import DAMAGED, MAX_CELLS, MAX_TEXT, TOO_MUCH_TEXT, check_limits
from session_finder.intake.model import limits
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.sources import Row, Table

if TYPE_CHECKING:
    from xlrd.sheet import Cell  # type: ignore[import-untyped]

OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # first bytes of .xls and all other old Office files
_MAX_SHEETS: Final = 200

Sheets = Iterator[tuple[str, Iterable[Sequence[object]]]]


def workbook_tables(content: bytes, sheet: str = "") -> list[Table] | Problem:
    """Return the sheets that are not empty: ``sheet``, or else the one with the most cells, comes first.

    Returns a Problem if the sheet does not exist, or if the workbook is damaged, protected or larger than the limits.
    """
    read = _read_xls if content.startswith(OLE) else _read_ods if _is_ods(content) else _read_xlsx
    found = read(content)
    if isinstance(found, Problem):
        return found
    if sheet and sheet not in (table.name for table in found):
        names = ", ".join(table.name[:40] for table in found[:10])
        advice = f"The workbook has no sheet called {sheet[:40]!r} that holds anything. Its sheets: {names}."
        return Problem("error", "unknown-sheet", advice)
    return sorted(found, key=lambda table: (table.name != sheet, -_count_filled(table)))


def _is_ods(content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return is_ods(archive)
    except ZIP_ERRORS:
        return False


def cell_text(value: object) -> str:
    """Format a cell: "2027-05-11 14:30", "2027-05-11", "09:00", "1:30" for a time span, "12", "true", "" for None."""
    match value:
        case str():
            return value.replace("_x000D_", "") if "_x000D_" in value else value  # Excel's escape of a CR
        case bool():
            return "true" if value else "false"
        case float() if value.is_integer() and abs(value) < 1e15:
            return str(int(value))
        case float():
            return repr(value) if math.isfinite(value) else ""
        case datetime():
            return _without_seconds(_whole_second(value).isoformat(sep=" "))
        case date():
            return value.isoformat()
        case time():
            return _without_seconds(value.replace(microsecond=0).isoformat())
        case timedelta():
            return _without_seconds(str(timedelta(seconds=round(value.total_seconds()))))
    return "" if value is None else str(value)


def _read_ods(content: bytes) -> list[Table] | Problem:
    sheets = ods_sheets(content)
    return sheets if isinstance(sheets, Problem) else _tables(iter(sheets))


def _read_xlsx(content: bytes) -> list[Table] | Problem:
    """Read an .xlsx after checking its limits: the library allocates memory for every cell up to the last."""
    from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum

    refusal = check_limits(content)
    if refusal is not None:
        return refusal
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        names = [about.name for about in workbook.sheets_metadata if about.typ == SheetTypeEnum.WorkSheet]
        sheets = (workbook.get_sheet_by_name(name) for name in names[: _MAX_SHEETS + 1])
        return _tables((one.name, filled_down(one.iter_rows(), one.merged_cell_ranges or ())) for one in sheets)
    except (CalamineError, OSError, ValueError, OverflowError):
        return DAMAGED
    except BaseException as error:  # a panic of the Rust library is not an Exception, and its class cannot be imported
        if type(error).__name__ != "PanicException":
            raise
        return DAMAGED


def _read_xls(content: bytes) -> list[Table] | Problem:
    """Read an .xls cell by cell, so that a damaged cell address costs no memory."""
    import xlrd  # type: ignore[import-untyped]

    try:
        workbook = xlrd.open_workbook(
            file_contents=content,
            logfile=io.StringIO(),
            on_demand=True,
            ragged_rows=True,
            ignore_workbook_corruption=False,
        )
        names = workbook.sheet_names()[: _MAX_SHEETS + 1]
        return _tables((name, _xls_rows(workbook, name)) for name in names)
    except (xlrd.XLRDError, xlrd.compdoc.CompDocError, struct.error, AssertionError, ArithmeticError):
        return DAMAGED
    except (LookupError, ValueError, TypeError, AttributeError, NameError, RuntimeError, OSError, MemoryError):
        return DAMAGED  # raised by the library for damaged records


def _xls_rows(workbook: object, name: str) -> Iterator[Sequence[object]]:
    sheet = workbook.sheet_by_name(name)  # type: ignore[attr-defined]
    days = workbook.datemode  # type: ignore[attr-defined]
    for place in range(sheet.nrows):
        yield [_xls_value(cell, days) for cell in sheet.row(place)]


def _xls_value(cell: Cell, days: int) -> object:
    """Convert an .xls cell, which stores dates as numbers with a format and errors as codes."""
    import xlrd

    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return bool(cell.value)
    if cell.ctype == xlrd.XL_CELL_DATE:
        try:
            moment: datetime = xlrd.xldate_as_datetime(cell.value, days)
        except (ValueError, OverflowError):
            return cell.value
        if cell.value < 1:
            return _whole_second(moment).time()
        return moment.date() if cell.value == int(cell.value) else moment
    return None if cell.ctype == xlrd.XL_CELL_ERROR else cell.value


def _tables(sheets: Sheets) -> list[Table] | Problem:
    found = []
    cells = text = 0
    for count, (name, rows) in enumerate(sheets, 1):
        if count > _MAX_SHEETS:
            advice = f"The workbook has more than {_MAX_SHEETS} sheets. Save the one with the sessions alone."
            return Problem("error", "too-many-sheets", advice)
        kept: list[Row] = []
        for line, values in enumerate(rows, 1):
            row = tuple(map(cell_text, values))
            cells += len(row)
            if not any(cell.strip() for cell in row):
                continue
            text += sum(map(len, row))
            kept.append(Row(line, row[: limits.MAX_COLUMNS + 1] if kept else row))
            refusal = _limit_reached(name, kept, cells, text)
            if refusal is not None:
                return refusal
        if kept:
            found.append(Table(name, tuple(kept)))
    advice = "Every cell of the workbook is empty. Export the programme again, with a header row."
    return found or Problem("error", "empty-workbook", advice)


def _limit_reached(name: str, kept: Sequence[Row], cells: int, text: int) -> Problem | None:
    """The Problem if a limit is exceeded, else None."""
    sheet, line = name[:40], kept[-1].line
    if len(kept) == 1 and len("".join(kept[0].cells[limits.MAX_COLUMNS :])):
        advice = f"The sheet {sheet!r} has {len(kept[0].cells):,} columns; at most {limits.MAX_COLUMNS} are read."
        return Problem("error", "too-many-sheet-columns", advice, line)
    if len(kept) > limits.MAX_ROWS + 1:
        advice = f"The sheet {sheet!r} has more than {limits.MAX_ROWS:,} rows. Split the file."
        return Problem("error", "too-many-sheet-rows", advice, line)
    if cells > 2 * MAX_CELLS:
        advice = f"The workbook has more than {2 * MAX_CELLS:,} cells. Save the sheet with the sessions alone."
        return Problem("error", "too-many-cells", advice)
    if text > MAX_TEXT:
        return TOO_MUCH_TEXT
    return None


def _count_filled(table: Table) -> int:
    return sum(1 for row in table.rows for cell in row.cells if cell)


def _whole_second(moment: datetime) -> datetime:
    """Round to seconds: workbooks count days in floating point, so 14:30 may be slightly earlier."""
    rest = timedelta(microseconds=moment.microsecond)
    try:
        return moment - rest + timedelta(seconds=rest >= timedelta(milliseconds=500))
    except OverflowError:
        return moment.replace(microsecond=0)


def _without_seconds(text: str) -> str:
    return text[:-3] if text.endswith(":00") and text.count(":") > 1 else text
