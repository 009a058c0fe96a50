"""Small .xlsx and .ods files, written part by part so that tests can claim in them whatever they like."""

from __future__ import annotations

import io
import zipfile
from typing import Final
from xml.sax.saxutils import escape

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_LINKS = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_RELS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Looks: 0 as it is, 1 a day, 2 a day and a time, 3 a time, 4 a span of hours.
_STYLES = (
    f'<styleSheet {_MAIN}><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts>'
    '<cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="20"/>'
    '<xf numFmtId="164"/></cellXfs></styleSheet>'
)


def text_cell(address: str, text: str) -> str:
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def number_cell(address: str, number: float, look: int = 0) -> str:
    return f'<c r="{address}" s="{look}"><v>{number}</v></c>'


def row(number: int, *cells: str) -> str:
    return f'<row r="{number}">{"".join(cells)}</row>'


def text_rows(*rows: tuple[str, ...]) -> str:
    return "".join(
        row(line, *(text_cell(f"{chr(65 + place)}{line}", text) for place, text in enumerate(cells)))
        for line, cells in enumerate(rows, 1)
    )


def workbook(sheets: dict[str, str], shared: list[str] | None = None, merged: tuple[str, ...] = ()) -> bytes:
    """An .xlsx with the rows of each sheet as XML, the texts that cells may share, and the merged cells of each."""
    names = list(sheets)
    listed = "".join(f'<sheet name="{escape(n)}" sheetId="{i}" r:id="rId{i}"/>' for i, n in enumerate(names, 1))
    links = "".join(
        f'<Relationship Id="rId{i}" Type="{_KIND}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    links += f'<Relationship Id="rIdS" Type="{_KIND}/styles" Target="styles.xml"/>'
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" '
        'ContentType="application/xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{_RELS}"><Relationship Id="rId1" Type="{_KIND}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"<workbook {_MAIN} {_LINKS}><sheets>{listed}</sheets></workbook>",
        "xl/styles.xml": _STYLES,
    }
    if shared is not None:
        links += f'<Relationship Id="rIdT" Type="{_KIND}/sharedStrings" Target="sharedStrings.xml"/>'
        texts = "".join(f"<si><t>{escape(text)}</t></si>" for text in shared)
        parts["xl/sharedStrings.xml"] = f"<sst {_MAIN}>{texts}</sst>"
    parts["xl/_rels/workbook.xml.rels"] = f'<Relationships xmlns="{_RELS}">{links}</Relationships>'
    ranges = "".join(f'<mergeCell ref="{one}"/>' for one in merged)
    behind = f"<mergeCells>{ranges}</mergeCells>" if merged else ""
    for number, rows in enumerate(sheets.values(), 1):
        sheet = f"<worksheet {_MAIN}><sheetData>{rows}</sheetData>{behind}</worksheet>"
        parts[f"xl/worksheets/sheet{number}.xml"] = sheet
    return zipped({name: text.encode() for name, text in parts.items()})


def zipped(files: dict[str, bytes]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, inside in files.items():
            archive.writestr(name, inside)
    return content.getvalue()


_OPEN: Final = "urn:oasis:names:tc:opendocument:xmlns"
ODS_TYPE: Final = b"application/vnd.oasis.opendocument.spreadsheet"


def ods_cell(text: str = "", **attributes: str) -> str:
    """A cell; an attribute "office_value_type" is written as office:value-type."""
    said = "".join(f' {name.replace("_", ":", 1).replace("_", "-")}="{value}"' for name, value in attributes.items())
    return f"<table:table-cell{said}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def ods_row(*cells: str, repeats: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeats}">{"".join(cells)}</table:table-row>'


def ods(sheets: dict[str, str], **more: bytes) -> bytes:
    """An .ods with the rows of each sheet as XML."""
    spaces = "".join(f' xmlns:{name}="{_OPEN}:{name}:1.0"' for name in ("office", "table", "text"))
    tables = "".join(f'<table:table table:name="{name}">{rows}</table:table>' for name, rows in sheets.items())
    content = (
        f"<office:document-content{spaces}><office:body><office:spreadsheet>{tables}</office:spreadsheet>"
        "</office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS_TYPE, "content.xml": content.encode(), **more})
