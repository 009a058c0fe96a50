"""Read what a web page says of sessions: its tables, and the events that it describes for search engines (JSON-LD).

One pattern finds the tags, so that a page takes linear time however damaged it is. The text of a cell is cleaned like
an abstract in HTML.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from session_finder.intake.cleaning.html_text import without_html
from session_finder.intake.files.csv_table import too_many_rows
from session_finder.intake.files.pages.headed_tables import HeadedTable, joined_tables
from session_finder.intake.model import limits
from session_finder.intake.model.header_words import fields_in
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.sources import Row, Table

SYNTAX: Final = "Web page"

_TAG = re.compile(
    r"<!--(?:[^-]|-(?!->))*+(?:-->)?|<(/?)(table|caption|tr|td|th|h[1-6]|script|style|template)\b([^<>]*+)>",
    re.IGNORECASE,
)
_SPAN = re.compile(r"\b(rowspan|colspan)\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE)
_LINKED_DATA = re.compile(r"application/ld\+json", re.IGNORECASE)
_CLOCK = re.compile(r"\s*\d{1,2}(?:[:.h]\d\d|\s?[ap]\.?m)", re.IGNORECASE)
_CAPTION_LEVEL: Final = 7  # below h1 to h6
_MOST_CELLS: Final = 500_000
_AMONG: Final = 5  # rows in which the header is searched
_MOST_NESTED: Final = 20
_MOST_HEADINGS: Final = 20_000  # further ones are not read
# The ends of elements that show nothing.
_HIDDEN: Final = {
    "script": re.compile("</script", re.IGNORECASE),
    "style": re.compile("</style", re.IGNORECASE),
    "template": re.compile("</template", re.IGNORECASE),
}


@dataclass(slots=True)
class HtmlPage:
    """The tables of a page, each with its headings, and the texts of its JSON-LD scripts."""

    tables: list[HeadedTable] = field(default_factory=list)
    linked_data: list[str] = field(default_factory=list)
    problem: Problem | None = None


def session_tables(page: HtmlPage, name: str) -> list[Table]:
    """Return the tables that could hold sessions, the longest first: with known column names, or a timetable grid."""
    return joined_tables([table for table in page.tables if _may_hold_sessions(table)], name)


def _may_hold_sessions(table: HeadedTable) -> bool:
    rows = table.rows
    if len(rows) < 2 or len(rows[0].cells) < 2:
        return False
    known = (fields_in(row.cells[: limits.MAX_COLUMNS]) for row in rows[:_AMONG])
    if any(len(found) > 1 and found.keys() & {"title", "abstract"} for found in known):
        return True
    times = sum(bool(_CLOCK.match(row.cells[0])) for row in rows[1:] if row.cells)
    return 2 * times > len(rows) - 1 and not _CLOCK.match(rows[0].cells[0])


def html_page(text: str) -> HtmlPage:
    """Read a page. ``problem`` is set if its tables are beyond the limits."""
    reader = _Reader(text)
    for tag in _TAG.finditer(text):
        if tag[2]:
            reader.take(tag)
        if reader.page.problem:
            break
    return reader.page


@dataclass(slots=True)
class _Table:
    """An open table. Of tables in one another, only the innermost are read: the others arrange the page."""

    rows: list[Row] = field(default_factory=list)
    row: list[str] = field(default_factory=list)
    line: int = 0
    spans: dict[int, tuple[int, str]] = field(default_factory=dict)  # column → rows to come, and their text
    wide: list[tuple[int, int, int]] = field(default_factory=list)  # row, first column and end of cells across columns
    begun: bool = False  # a row
    arranges: bool = False

    def add(self, text: str, columns: int, rows: int) -> None:
        self._fill()
        self.begun = True
        if columns > 1:
            self.wide.append((len(self.rows), len(self.row), len(self.row) + columns))
        for _ in range(min(columns, limits.MAX_COLUMNS + 1 - len(self.row))):
            if rows > 1:
                self.spans[len(self.row)] = (rows - 1, text)
            self.row.append(text)

    def end_row(self) -> None:
        if not self.begun:
            return
        self._fill()
        if any(self.row):
            self.rows.append(Row(self.line, tuple(self.row)))
        self.row, self.begun = [], False

    def finished(self) -> list[Row]:
        """The rows. In a table with titles, a cell across columns stands in one: that of the titles, or its first."""
        place = fields_in(self.rows[0].cells).get("title") if self.rows else None
        for number, begin, end in self.wide if place is not None else ():
            if 0 < number < len(self.rows):
                kept = place if place is not None and begin <= place < end else begin
                cells = enumerate(self.rows[number].cells)
                blanked = tuple("" if begin <= at < end and at != kept else cell for at, cell in cells)
                self.rows[number] = Row(self.rows[number].line, blanked)
        return self.rows

    def _fill(self) -> None:
        """Add the cells that reach down from rows above."""
        while span := self.spans.pop(len(self.row), None):
            left, text = span
            if left > 1:
                self.spans[len(self.row)] = (left - 1, text)
            self.row.append(text)


@dataclass(slots=True)
class _Reader:
    text: str
    page: HtmlPage = field(default_factory=HtmlPage)
    open: list[_Table] = field(default_factory=list)
    headings: dict[int, str] = field(default_factory=dict)
    cell: tuple[int, int, int] | None = None  # where the text of the open cell begins, its columns and rows
    heading: tuple[int, int] | None = None  # where the text of the open heading begins, and its level
    skipped: int = 0  # up to the end of a script
    counted: int = 0  # up to where line ends were counted
    lines: int = 1
    line: int = 0  # of the current row, higher than that of the row before
    cells: int = 0
    rows: int = 0
    named: int = 0  # headings that were read

    def take(self, tag: re.Match[str]) -> None:
        """Handle a tag."""
        if tag.start() < self.skipped:
            return
        closes, name = bool(tag[1]), tag[2].lower()
        if name in _HIDDEN:
            if not closes:
                self._skip(tag, name)
        elif name == "table":
            self._end_row(tag.start())
            if closes:
                self._end_table()
            else:
                self._begin_table()
        elif name == "tr":
            self._end_row(tag.start())
            self.lines += self.text.count("\n", self.counted, tag.start())
            self.counted = tag.start()
            if self.open and not closes:
                self.line = max(self.line + 1, self.lines)  # a page may have all rows on one line
                self.open[-1].line, self.open[-1].begun = self.line, True
        elif name in ("td", "th"):
            self._end_cell(tag.start())
            if not closes and self.open:
                spans = {kind.lower(): max(1, int(count)) for kind, count in _SPAN.findall(tag[3][:500])}
                self.cell = tag.end(), spans.get("colspan", 1), spans.get("rowspan", 1)
        elif closes:
            self._end_heading(tag.start())
        else:
            self.heading = tag.end(), _CAPTION_LEVEL if name == "caption" else int(name[1])

    def _skip(self, tag: re.Match[str], name: str) -> None:
        end = _HIDDEN[name].search(self.text, tag.end())
        self.skipped = end.start() if end else len(self.text)
        if name == "script" and _LINKED_DATA.search(tag[3][:500]):
            self.page.linked_data.append(self.text[tag.end() : self.skipped])

    def _begin_table(self) -> None:
        if self.open:
            self.open[-1].arranges = True
        if len(self.open) < _MOST_NESTED:
            self.open.append(_Table(line=self.line))

    def _end_table(self) -> None:
        if not self.open:
            return
        table = self.open.pop()
        if table.rows and not table.arranges:
            self.page.tables.append(HeadedTable(table.finished(), dict(self.headings)))
        self.headings.pop(_CAPTION_LEVEL, None)

    def _end_row(self, place: int) -> None:
        self._end_cell(place)
        if not self.open:
            return
        table = self.open[-1]
        self.rows += table.begun
        self.cells += len(table.row)
        table.end_row()
        self._check_limits()

    def _check_limits(self) -> None:
        if self.rows > limits.MAX_ROWS:
            self.page.problem = too_many_rows(self.line)
        elif self.cells > _MOST_CELLS:
            advice = f"The tables of the web page hold more than {_MOST_CELLS:,} cells. Save the programme alone."
            self.page.problem = Problem("error", "too-many-page-cells", advice, self.line)

    def _end_cell(self, place: int) -> None:
        self.cells += 1
        self._check_limits()
        if self.cell and self.open and not self.open[-1].arranges:
            begin, columns, rows = self.cell
            self.open[-1].add(_text_of(self.text[begin:place]), columns, rows)
        self.cell = None

    def _end_heading(self, place: int) -> None:
        self.named += 1
        if not self.heading or self.named > _MOST_HEADINGS:
            return
        begin, level = self.heading
        self.heading = None
        for deeper in [known for known in self.headings if known >= level]:
            del self.headings[deeper]
        if text := " ".join(_text_of(self.text[begin:place][:1_000]).split()):
            self.headings[level] = text


def _text_of(inner: str) -> str:
    """The text of a cell, with a line for each line that the page shows."""
    if "<" not in inner and "&" not in inner:
        return " ".join(inner.split())
    lines = (" ".join(line.split()) for line in without_html(f"<p>{inner}</p>").split("\n"))
    return "\n".join(line for line in lines if line)
