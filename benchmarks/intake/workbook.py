"""A workbook with one sheet; dates and times are numbers with a look, as Excel writes them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Final
from xml.sax.saxutils import escape

from benchmarks.intake.columns import Cell

_DAY_ZERO: Final = datetime(1899, 12, 30)  # noqa: DTZ001  a workbook knows no zones
_BASE: Final = "http://schemas.openxmlformats.org"
_MAIN: Final = f'xmlns="{_BASE}/spreadsheetml/2006/main"'
_OFFICE: Final = f"{_BASE}/officeDocument/2006/relationships"
_RELATIONS: Final = f'<Relationships xmlns="{_BASE}/package/2006/relationships">'
_TYPES: Final = f'<Types xmlns="{_BASE}/package/2006/content-types">'
# Looks: 0 as it is, 1 a day, 2 a day and a time, 3 a time.
_LOOKS: Final = '<xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/>'
_PARTS: Final = {
    "[Content_Types].xml": f'{_TYPES}<Default Extension="xml" ContentType="application/xml"/></Types>',
    "_rels/.rels": f'{_RELATIONS}<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>",
    "xl/workbook.xml": f'<workbook {_MAIN} xmlns:r="{_OFFICE}"><sheets><sheet name="Sessions" sheetId="1" r:id="r1"/>'
    "</sheets></workbook>",
    "xl/_rels/workbook.xml.rels": f'{_RELATIONS}<Relationship Id="r1" Type="{_OFFICE}/worksheet" '
    f'Target="worksheets/sheet1.xml"/><Relationship Id="r2" Type="{_OFFICE}/styles" Target="styles.xml"/>'
    "</Relationships>",
    "xl/styles.xml": f'<styleSheet {_MAIN}><cellXfs count="4">{_LOOKS}</cellXfs></styleSheet>',
}


def workbook(rows: Sequence[Sequence[Cell]]) -> bytes:
    """The rows as an .xlsx."""
    lines = "".join(
        f'<row r="{line}">{"".join(_cell(f"{_letters(at)}{line}", cell) for at, cell in enumerate(row))}</row>'
        for line, row in enumerate(rows, 1)
    )
    sheet = f"<worksheet {_MAIN}><sheetData>{lines}</sheetData></worksheet>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in {**_PARTS, "xl/worksheets/sheet1.xml": sheet}.items():
            archive.writestr(name, part)
    return written.getvalue()


def _cell(address: str, cell: Cell) -> str:
    if cell is None or cell == "":
        return ""
    if isinstance(cell, str | list | dict):
        text = "".join(sign for sign in str(cell) if sign >= " " or sign in "\n\t")
        return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'
    number, look = _number(cell)
    return f'<c r="{address}" s="{look}"><v>{number!r}</v></c>'


def _number(cell: float | datetime | date | time) -> tuple[float, int]:
    """The number that stands for a cell, and its look."""
    if isinstance(cell, datetime):
        return _days(cell), 2
    if isinstance(cell, date):
        return _days(datetime.combine(cell, time())), 1
    if isinstance(cell, time):
        return _days(datetime.combine(_DAY_ZERO, cell)), 3
    return float(cell), 0


def _days(moment: datetime) -> float:
    return (moment - _DAY_ZERO).total_seconds() / 86_400


def _letters(at: int) -> str:
    return chr(65 + at) if at < 26 else _letters(at // 26 - 1) + chr(65 + at % 26)
