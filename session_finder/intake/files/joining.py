"""Join files that belong together: tables with tables, trees with trees, calendars with calendars."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Final

from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.limits import MAX_COLUMNS
from session_finder.intake.model.sources import Row, Source, Table

_KEYS: Final = 200  # keys of an object by which lists are compared


def kind_of(source: Source) -> str:
    """The name of the field that is set: tables, calendar, xml or tree."""
    if source.tables:
        return "tables"
    return "calendar" if source.calendar is not None else "xml" if source.xml is not None else "tree"


def join(sources: Sequence[Source], paths: Sequence[str] = ()) -> Source | None:
    """Return one Source for several of one kind, named like the first. None if they cannot be joined.

    Tables with the same columns become one table, lists of similar objects one list. ``paths``: where the files lay in
    an archive. Objects of one folder become a list under the folder's name.
    """
    if len(sources) == 1:
        return sources[0]
    kinds = {kind_of(source) for source in sources}
    joined = _JOINED.get(kinds.pop()) if len(kinds) == 1 else None
    return joined(sources, paths or [source.filename for source in sources]) if joined else None


def join_tables(tables: Sequence[Table]) -> list[Table]:
    """Join the tables that have the same columns, in whatever order. The rows of later ones are counted on."""
    found: list[Table] = []
    places: dict[frozenset[str], int] = {}
    for table in tables:
        names = frozenset(plain_name(cell) for cell in table.header.cells[:MAX_COLUMNS])
        place = places.setdefault(names, len(found))
        if place == len(found) or len(names) < 2:
            found.append(table)
        else:
            found[place] = _appended(found[place], table)
    return found


def _tables(sources: Sequence[Source], _: Sequence[str]) -> Source:
    return replace(sources[0], tables=tuple(join_tables([table for source in sources for table in source.tables])))


def _appended(table: Table, other: Table) -> Table:
    """A table and the rows of another with the same columns, counted on from its last line."""
    order = [plain_name(cell) for cell in other.header.cells]
    at = [order.index(plain_name(cell)) for cell in table.header.cells]
    same = at == list(range(len(order)))
    last = table.rows[-1].line

    def cells(row: Row) -> tuple[str, ...]:
        return row.cells if same else tuple(row.cells[place] if place < len(row.cells) else "" for place in at)

    rows = (*table.rows, *(Row(last + row.line, cells(row)) for row in other.rows[1:]))
    return Table(table.name, rows, (*(table.parts or ((table.name, 0),)), (other.name, last)))


def _trees(sources: Sequence[Source], paths: Sequence[str]) -> Source:
    lists: dict[str, list[object]] = {}
    shapes: dict[str, frozenset[str]] = {}
    for source, path in zip(sources, paths, strict=True):
        where = PurePosixPath(path)
        if isinstance(source.tree, list):
            name = _fitting(shapes, _shape(source.tree)) or where.stem
            shapes.setdefault(name, _shape(source.tree))
            lists.setdefault(name, []).extend(source.tree)
        elif isinstance(source.tree, dict):
            lists.setdefault(where.parent.name, []).append(_with_id(source.tree, where.stem))
    whole: object = next(iter(lists.values())) if len(lists) == 1 else dict(lists)
    return replace(sources[0], tree=whole)


def _shape(tree: Sequence[object]) -> frozenset[str]:
    first = next((entry for entry in tree if isinstance(entry, dict)), {})
    return frozenset(list(first)[:_KEYS])


def _fitting(shapes: Mapping[str, frozenset[str]], shape: frozenset[str]) -> str | None:
    """The name of a list whose objects have at least half of the keys that either has."""
    return next(
        (name for name, known in shapes.items() if known and 2 * len(known & shape) >= len(known | shape)), None
    )


def _with_id(entry: Mapping[str, object], stem: str) -> dict[str, object]:
    """An object with the name of its file as id, unless it has one or holds a list of objects."""
    has_list = any(isinstance(value, list) and value and isinstance(value[0], dict) for value in entry.values())
    return dict(entry) if "id" in entry or has_list else {"id": stem, **entry}


def _calendars(sources: Sequence[Source], _: Sequence[str]) -> Source:
    first = sources[0].calendar
    for other in sources[1:]:
        if first is not None and other.calendar is not None:
            first.subcomponents.extend(other.calendar.subcomponents)
    return sources[0]


_JOINED: Final[Mapping[str, Callable[[Sequence[Source], Sequence[str]], Source]]] = {
    "tables": _tables,
    "tree": _trees,
    "calendar": _calendars,
}
