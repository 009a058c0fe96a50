"""Open a text file as a Source: decode it, detect its type by content, and parse it.

Each reader returns None for a text of another type; the first that knows the text reads it. A table is the last.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import PurePath
from typing import Any, Final

from session_finder.intake.files.csv_table import csv_table
from session_finder.intake.files.decoding import decode
from session_finder.intake.files.javascript import SYNTAX as JAVASCRIPT
from session_finder.intake.files.javascript import javascript_tree
from session_finder.intake.files.pages.html_page import SYNTAX as PAGE
from session_finder.intake.files.pages.html_page import HtmlPage, html_page, session_tables
from session_finder.intake.files.pages.linked_data import SYNTAX as LINKED_DATA
from session_finder.intake.files.pages.linked_data import events_tree
from session_finder.intake.files.pages.markdown_tables import SYNTAX as MARKDOWN
from session_finder.intake.files.pages.markdown_tables import markdown_tables
from session_finder.intake.files.parsing import calendar_tree, json_tree, xml_tree
from session_finder.intake.files.yaml_tree import yaml_source
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.sources import Source

Opened = tuple[Source | None, list[Problem]]

SUPPORTED: Final = "Export the programme from your tool as CSV, Excel (.xlsx), JSON or iCalendar, and upload that."
EMPTY: Final = Problem(
    "error", "empty-file", "The file is empty. Export the programme again, with a header row and a row a session."
)
_WEB_PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body|table|div|script)\b", re.IGNORECASE)
_OLD_EXCEL_XML: Final = "urn:schemas-microsoft-com:office:spreadsheet"
_TABLE_ENDINGS: Final = (".csv", ".tsv", ".tab", ".txt")
_START: Final = 2_000  # characters by which XML is told from a table


def open_text(content: bytes, name: str) -> Opened:
    """Open a text file. Returns the Source and notes, or None and an error if it cannot be opened."""
    if content.startswith((b"<\0", b"\0<")):  # XML in UTF-16 without a byte order mark
        return _xml(content, name)
    text, problems = decode(content)
    text = text.lstrip("\ufeff")
    if any(problem.level == "error" for problem in problems):
        return None, problems
    start = text.lstrip()[:_START]
    if not start:
        return None, [EMPTY]
    if _is_xml(start, name):
        return _xml(content, name)
    found = next(one for reader in _READERS if (one := reader(text, name)) is not None)
    if isinstance(found, Problem):
        return None, [*problems, found]
    return found, problems


def _is_xml(start: str, name: str) -> bool:
    if not start.startswith("<") or _OLD_EXCEL_XML in start or _WEB_PAGE.search(start, 0, 1000):
        return False
    is_table = name.lower().endswith(_TABLE_ENDINGS)
    return not is_table or re.match(r"<\?xml|<[\w:.-]++[^<>]*+>\s*+<", start) is not None


def _xml(content: bytes, name: str) -> Opened:
    root, problems = xml_tree(content)
    return Source(name, xml=root) if root is not None else None, problems


def _old_excel(text: str, _: str) -> Source | Problem | None:
    start = text.lstrip()[:_START]
    if not start.startswith("<") or _OLD_EXCEL_XML not in start:
        return None
    advice = f"This seems to be an Excel XML file of 2003. Open it in Excel and save it as .xlsx. {SUPPORTED}"
    return Problem("error", "old-excel-xml", advice)


def _web_page(text: str, name: str) -> Source | Problem | None:
    start = text.lstrip()[:_START]
    if not start.startswith("<") or not _WEB_PAGE.search(start, 0, 1000):
        return None
    page = html_page(text)
    if page.problem:
        return page.problem
    events = _page_events(page)
    count = len(events["sessions"]) if events else 0
    tables = session_tables(page, PurePath(name).stem)
    if tables and len(tables[0].rows) > count:
        return Source(name, tables=tables, syntax=PAGE)
    if count > 1:  # one is the conference itself
        return Source(name, tree=events, syntax=LINKED_DATA)
    advice = (
        "This seems to be a web page, which is not read here. If a spreadsheet program opens it, save it there as "
        f".xlsx. {SUPPORTED}"
    )
    return Problem("error", "web-page", advice)


def _page_events(page: HtmlPage) -> dict[str, Any] | None:
    """The events that the scripts of a page describe."""
    trees = (json_tree(script.strip()) for script in page.linked_data)
    return events_tree(*(tree for tree in trees if not isinstance(tree, Problem)))


def _json(text: str, name: str) -> Source | Problem | None:
    if not text.lstrip().startswith(("{", "[")):
        return None
    tree = json_tree(text.strip())
    if not isinstance(tree, Problem):
        events = events_tree(tree)
        return Source(name, tree=tree) if events is None else Source(name, tree=events, syntax=LINKED_DATA)
    if name.lower().endswith(_TABLE_ENDINGS):
        return None
    literal = javascript_tree(text)
    if literal is not None and not isinstance(literal, Problem):
        return Source(name, tree=literal, syntax=JAVASCRIPT)
    return replace(tree, line=tree.line and tree.line + _lines_before(text))


def _calendar(text: str, name: str) -> Source | Problem | None:
    if not text.lstrip()[:15].upper().startswith("BEGIN:VCALENDAR"):
        return None
    calendar, problems = calendar_tree(text.lstrip())
    return problems[0] if calendar is None else Source(name, calendar=calendar)


def _javascript(text: str, name: str) -> Source | Problem | None:
    tree = javascript_tree(text)
    return tree if tree is None or isinstance(tree, Problem) else Source(name, tree=tree, syntax=JAVASCRIPT)


def _yaml(text: str, name: str) -> Source | Problem | None:
    tree = yaml_source(text, name)
    if tree is not None and not isinstance(tree, Problem):
        return Source(name, tree=tree, syntax="YAML")
    return _markdown(text, name) or tree  # a Markdown page may begin with YAML


def _markdown(text: str, name: str) -> Source | Problem | None:
    tables = markdown_tables(text, PurePath(name).stem)
    return tables if tables is None or isinstance(tables, Problem) else Source(name, tables=tables, syntax=MARKDOWN)


def _table(text: str, name: str) -> Source | Problem | None:
    table = csv_table(text, PurePath(name).stem)
    if isinstance(table, Problem):
        return table
    if not table.rows:
        advice = "Every cell of the file is empty. Export the programme again, with a header row."
        return Problem("error", "empty-cells", advice)
    return Source(name, tables=(table,))


_READERS: Final[tuple[Callable[[str, str], Source | Problem | None], ...]] = (
    *(_old_excel, _web_page, _json, _calendar, _javascript, _yaml, _table),
)


def _lines_before(text: str) -> int:
    return text[: len(text) - len(text.lstrip())].count("\n")
