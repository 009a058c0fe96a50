"""Read real files of organizers: the time it takes, what is found, and what is lost without a word."""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from benchmarks import report
from benchmarks.intake.columns import named_columns
from benchmarks.intake.truths import SHARED
from session_finder.domain.sessions import Session
from session_finder.intake.files.opening import open_upload
from session_finder.intake.mapping.table_proposal import header_of
from session_finder.intake.mapping.trees.lists import ObjectList, lists_of
from session_finder.intake.model.sources import Source
from session_finder.intake.reading import Reading, read_programme
from session_finder.intake.shared.json_access import keys_of

_KINDS: Final = (".csv", ".tsv", ".json", ".xlsx", ".xls", ".xml", ".ics", ".gz")
_FIELDS: Final = ("title", "abstract", "speakers", "start", "end", "room", "track")
# What a column that plainly holds a field is called, or what stands in most of its cells.
_CALLED: Final = {
    "abstract": re.compile(r"abstract|description|summary", re.IGNORECASE),
    "speakers": re.compile(r"speaker|presenter|authors?\b|instructor", re.IGNORECASE),
    "start": re.compile(r"\b(start|begin|time)\b", re.IGNORECASE),
    "room": re.compile(r"\b(room|venue|location)\b", re.IGNORECASE),
    "track": re.compile(r"\b(track|topic|theme)\b", re.IGNORECASE),
}
_CLOCK: Final = re.compile(r"\d{1,2}[:h]\d\d")
_EMPTY: Final = frozenset({"", "NA", "N/A", "-", "None"})
_CELLS: Final = 500  # of a column that are looked at


def table() -> tuple[str, list[str]]:
    """The table for people, and lines with the columns that nobody accounts for."""
    rows, lines = [], []
    for path in sorted(SHARED.rglob("*")) if SHARED.is_dir() else ():
        if path.suffix not in _KINDS:
            continue
        content = path.read_bytes()
        began = time.perf_counter()
        reading = read_programme(content, path.name)
        seconds = time.perf_counter() - began
        columns = _columns(content, path.name)
        silent = _unaccounted(reading, columns)
        lost = list(_lost(reading, columns))
        sessions = reading.programme.sessions if reading.programme else ()
        found = f"{len(sessions):,}" if reading.programme else "refused"
        shares = [_share(sessions, field) for field in _FIELDS]
        rows.append((path.name, f"{seconds:.2f}", found, *shares, len(columns), len(silent), "; ".join(lost) or "–"))
        lines += [f"{path.name}: {', '.join(silent)}"] if silent else []
    header = ("file", "s", "sessions", *_FIELDS, "columns", "unaccounted", "fields lost")
    return report.table(header, rows), lines


def _share(sessions: Sequence[Session], field: str) -> str:
    return f"{100 * sum(bool(getattr(one, field)) for one in sessions) / len(sessions):.0f}%" if sessions else "–"


def _columns(content: bytes, name: str) -> dict[str, list[str]]:
    """The columns or keys of the file, with some of their cells."""
    source, _ = open_upload(content, name)
    if source is None:
        return {}
    entries = list(_entries(source))
    headers = dict.fromkeys(key for entry in entries for key in entry)
    return {
        header: [value for entry in entries if (value := entry.get(header, "")) not in _EMPTY] for header in headers
    }


def _entries(source: Source) -> Iterator[Mapping[str, str]]:
    if source.table is not None:
        header = header_of(source.table)
        names = [" ".join(cell.split()) for cell in header.cells]
        for row in list(source.table.below(header))[:_CELLS]:
            yield dict.fromkeys(filter(None, names), "") | {n: c for n, c in zip(names, row.cells, strict=False) if n}
    elif source.tree is not None:
        largest = max(lists_of(source.tree).values(), key=_size, default=None)
        for entry in (item.entry for item in largest.items[:_CELLS]) if largest else ():
            yield {key: str(value) if value not in (None, [], {}) else "" for key, value in entry.items()}
    elif source.xml is not None:
        tags = Counter(element.tag for element in source.xml.iter() if len(element) > 3)
        repeated = tags.most_common(1)[0][0] if tags else ""
        for element in list(source.xml.iter(repeated))[:_CELLS] if repeated else ():
            yield {child.tag: "".join(child.itertext()).strip() for child in element}


def _size(listed: ObjectList) -> tuple[bool, int]:
    """Lists with titles are larger than lists of people."""
    keys = keys_of(item.entry for item in listed.items[:_CELLS])
    return "title" in keys, len(listed.items) * len(keys)


def _unaccounted(reading: Reading, columns: Mapping[str, list[str]]) -> list[str]:
    """Columns with values that are neither used nor listed as dropped."""
    used = {part for label in reading.columns.values() for part in (label, *label.split(" + "))}
    known = used | {*reading.dropped_columns, *reading.helping_columns}
    return [name for name, cells in columns.items() if cells and name[:80] not in known]


def _lost(reading: Reading, columns: Mapping[str, list[str]]) -> Iterator[str]:
    """Fields that no session has, that some column plainly holds, and that no problem speaks of."""
    sessions = reading.programme.sessions if reading.programme else ()
    spoken = named_columns(reading.problems)
    for field, called in _CALLED.items():
        if not sessions or any(getattr(session, field) for session in sessions):
            continue
        for name, cells in columns.items():
            clocks = 2 * sum(bool(_CLOCK.search(cell[:60])) for cell in cells) > len(cells)
            if (
                cells
                and name not in spoken
                and called.search(re.sub(r"[_-]", " ", name))
                and (clocks or field != "start")
            ):
                yield f"{field} ({name})"
                break
