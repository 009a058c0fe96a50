"""Recognize the format of a file. Readers are tried in turn, the most specific first, the generic ones last."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Final

from session_finder.intake.cleaning.email_masking import mask_addresses
from session_finder.intake.files.joining import join_tables
from session_finder.intake.formats import (
    conferia,
    easychair,
    frab,
    guidebook,
    ical,
    miniconf,
    own_export,
    pretalx_json,
    pretalx_table,
    sched_json,
    sessionize_json,
    sessionize_table,
    swapcard,
    whova,
)
from session_finder.intake.mapping import any_json, any_table
from session_finder.intake.mapping.grid import is_unclear_grid, unpivoted
from session_finder.intake.mapping.headerless import with_names
from session_finder.intake.mapping.table_proposal import header_of
from session_finder.intake.mapping.wide_table import unfolded
from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract
from session_finder.intake.model.sources import Source, Table
from session_finder.intake.shared.json_access import refused
from session_finder.intake.shared.speakers_in_titles import with_speakers_of_titles

Reader = Callable[[Source], Extract | None]

_TABLES: Final[tuple[Reader, ...]] = (
    own_export.read,
    *(sessionize_table.read, pretalx_table.read, whova.read, easychair.read, guidebook.read, swapcard.read),
    *(conferia.read, miniconf.read),
)
_TREES: Final[tuple[Reader, ...]] = (frab.read, sessionize_json.read, pretalx_json.read, sched_json.read)
_LONGEST: Final = 200  # characters; a longer cell is not a column name


@dataclass(frozen=True, slots=True)
class Recognized:
    """A file as a format read it. ``headers``: what a mapping may use, () if not needed; ``table``: the one read."""

    extract: Extract
    headers: tuple[str, ...] = ()
    table: Table | None = None


def recognize(source: Source, mapping: Mapping[str, str] | None = None, *, chosen: bool = False) -> Recognized:
    """Read a source with the first format that recognizes it.

    With a ``mapping`` (field → header) only the generic readers are used. Unless the organizer has ``chosen`` a sheet,
    all sheets of a workbook are tried. If nothing fits, the Extract holds an error.
    """
    found = _recognize(source, mapping, chosen=chosen)
    found = found if chosen else replace(found, extract=_with_unread_sheets(found, source))
    found = replace(found, extract=with_speakers_of_titles(found.extract, mapping or {}))
    if source.syntax and found.extract.format in (any_table.NAME, any_json.NAME):
        return replace(found, extract=replace(found.extract, format=source.syntax))
    return found


def _with_unread_sheets(found: Recognized, source: Source) -> Extract:
    """The extract with the rows of sheets that have the columns of the one that was read: they are not used."""
    read = next((one for one in source.tables if found.table and source.sheets and one.name == found.table.name), None)
    if read is None or (found.table and found.table.parts):
        return found.extract
    names = _names(read)
    others = [one for one in source.tables if one is not read and _names(one) == names]
    rows = {one.name: sum(row.line > header_of(one).line for row in one.rows) for one in others}
    return replace(found.extract, unused={**found.extract.unused, **rows})


def _names(table: Table) -> frozenset[str]:
    return frozenset(name for cell in header_of(table).cells if (name := plain_name(cell)))


def _recognize(source: Source, mapping: Mapping[str, str] | None, *, chosen: bool) -> Recognized:
    if source.tables:
        return _recognize_table(source, mapping, chosen=chosen)
    if source.calendar is not None or source.xml is not None:
        advice = "This XML is no schedule (schedule.xml of frab or pretalx). Export the programme as CSV or Excel."
        extract = _first((ical.read, frab.read), source)
        return Recognized(
            _without_fields(extract, mapping or {}) if extract else refused("XML", 0, "unknown-xml", advice)
        )
    extract = None if mapping else _first(_TREES, source)
    if extract is not None:
        return Recognized(extract)
    extract = any_json.read(source, mapping)
    if extract is None:
        advice = "This JSON file holds a single value and no list. Export the programme again."
        return Recognized(refused("JSON", 0, "json-without-list", advice))
    keys = dict.fromkeys((*extract.columns.values(), *extract.helping, *extract.dropped))
    return Recognized(extract, tuple(key for key in keys if _is_header(key)))


def _recognize_table(source: Source, mapping: Mapping[str, str] | None, *, chosen: bool) -> Recognized:
    orders = [source] if chosen else [_with_first(source, table) for table in source.tables]
    for one in () if mapping else orders:
        extract = _first(_TABLES, one)
        if extract is not None:
            return Recognized(extract, (), one.table)
    named = [with_names(table) for table in source.tables]
    grids = [unpivoted(table) for table in (source.tables[:1] if chosen else source.tables)]
    turned = join_tables([grid for grid in grids if grid])  # a sheet for each day
    rest = [
        unfolded(table) or name or table for table, name, grid in zip_longest(source.tables, named, grids) if not grid
    ]
    source = replace(source, tables=(*turned, *rest) if grids[0] else (*rest, *turned))
    orders = [source] if chosen else [_with_first(source, table) for table in source.tables]
    anyhow = [(any_table.read(one, mapping), one.table) for one in (orders[:1] if mapping else orders)]
    fitting = next((pair for pair in anyhow if pair[0] and not _has_error(pair[0])), anyhow[0])
    extract, table = fitting
    if table is not None and not mapping and is_unclear_grid(table):
        advice = (
            "This is a timetable grid, and it is not clear where its titles and rooms stand. Export one row a session, "
            "or name the rooms in the first row."
        )
        return Recognized(refused(any_table.NAME, len(table.rows) - 1, "timetable-grid", advice))
    if extract is None or table is None:
        advice = "The file has no rows. Export the programme again, with a header row."
        return Recognized(refused("Table", 0, "no-rows", advice))
    if table in named and not mapping:
        advice = (
            "The first row holds a session and no header. Add a row with the columns' names above it, such as title, "
            "speakers and start, or choose the columns by hand: they are called Column A, Column B and so on."
        )
        extract = replace(extract, records=(), problems=(Problem("error", "no-header-row", advice),))
    header = header_of(table, [label for label in (mapping or {}).values() if label])
    names = (" ".join(cell.split()) for cell in header.cells)
    return Recognized(extract, tuple(dict.fromkeys(name for name in names if _is_header(name))), table)


def _without_fields(extract: Extract, mapping: Mapping[str, str]) -> Extract:
    """An extract whose format has fixed names, without the fields that the organizer leaves out ("id=")."""
    left = {field for field, label in mapping.items() if not label}
    records = [
        replace(record, values={field: value for field, value in record.values.items() if field not in left})
        for record in extract.records
    ]
    return replace(extract, records=records, columns={f: name for f, name in extract.columns.items() if f not in left})


def _first(readers: tuple[Reader, ...], source: Source) -> Extract | None:
    return next((extract for reader in readers if (extract := reader(source)) is not None), None)


def _with_first(source: Source, table: Table) -> Source:
    return replace(source, tables=(table, *(other for other in source.tables if other is not table)))


def _has_error(extract: Extract) -> bool:
    return any(problem.level == "error" for problem in extract.problems)


def _is_header(name: str) -> bool:
    """Whether a cell may be shown as a column name. In a file without a header it could be private data."""
    return 0 < len(name) <= _LONGEST and mask_addresses(name) == name
