"""Made-up files, each by its number: sessions of a clean programme, written in another way.

A file differs from a plain one in some dimensions (file, names, start, …). Half of them differ in one dimension alone,
so that what it loses is known to come from there; one in fifty is plain. Files with an odd number have spellings of
their own, which are held out: their losses are counted and not printed.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta
from random import Random
from typing import Final

from benchmarks.intake import further, moments, people, writing
from benchmarks.intake.columns import Making
from benchmarks.intake.headers import NAMES, STYLES, Headers
from benchmarks.intake.truths import Truth, localized, window
from session_finder.domain.sessions import Session

# Dimension → options, the plain ones first, and the fields that it can lose (all where none are named).
OPTIONS: Final[dict[str, tuple[str, ...]]] = {
    "file": (*writing.TABLES, *writing.TREES),
    "names": NAMES,
    "style": STYLES,
    "start": moments.OPTIONS,
    "end": tuple(moments.DURATIONS),
    "speakers": people.OPTIONS,
    "text": further.TEXTS,
    "places": further.PLACES,
    "state": further.STATES,
    "unrelated": further.EXTRAS,
    "order": ("usual", "shuffled"),
    "top": ("header", "caption above"),
}
TOUCHED: Final = {
    "start": ("start", "end"),
    "end": ("end",),
    "speakers": ("speakers",),
    "text": ("text",),
    "places": ("room", "track"),
    "state": ("state",),
}
_ONLY_TREES: Final = {
    "start": moments.TREES,
    "speakers": frozenset(people.TREES),
    "places": frozenset({"objects", "references"}),
}
_ONLY_TABLES: Final = {
    "speakers": frozenset(people.TABLES),
    "top": frozenset({"caption above"}),
    "start": moments.WORKBOOKS,
}
_WEIGHTS: Final = {"file": 2, "names": 4, "style": 3, "start": 6, "end": 2, "speakers": 4, "state": 2}


@dataclass(frozen=True, slots=True)
class Variant:
    """A file, how it differs from a plain one (dimension → option), and what must be read from it."""

    number: int
    content: bytes
    filename: str
    timezone: str  # as the organizer chose it, "" if nobody did
    zone: str
    changes: dict[str, str]
    sessions: tuple[Session, ...]  # in the file's order, times naive and in ``zone``
    rejected: tuple[str, ...]  # titles of rows that must be left out
    headers: dict[str, tuple[str, ...]]  # field → the headers whose columns hold it


def make(number: int, truths: Sequence[Truth]) -> Variant:
    """The file of that number: the same each time, as long as the programmes that it is made of stay the same."""
    chance = Random(f"intake {number}")
    changes = _changes(number, chance)
    timed = any(changes[dimension] not in plain(dimension) for dimension in ("start", "end"))
    truth, chosen = window(truths, chance, timed=timed)
    tree = changes["file"] in writing.TREES
    rows = _fitting(chosen, changes, chance, timed=truth.timed)
    zone = truth.zone
    stays = [changes["state"] == "none" or at % 4 != 3 for at in range(len(rows))]
    example = next((row.start for row in rows if row.start), None)
    abbreviation = (localized(example, zone).tzname() if example else None) or "UTC"
    headers = Headers(number % 2, changes["names"], changes["style"], zone, abbreviation, chance)
    making = Making(rows, stays, headers, zone, chance, tree, changes["file"] == "XLSX")
    columns = [making.column("title", [row.title for row in rows], "title")]
    if any(row.abstract for row in rows):
        columns += further.text_columns(making, changes["text"])
    spoken = people.people_columns(making, changes["speakers"]) if any(row.speakers for row in rows) else []
    columns += spoken
    if truth.timed:
        columns += moments.time_columns(making, changes["start"], changes["end"])
    columns += further.place_columns(making, changes["places"])
    columns += further.state_columns(making, changes["state"])
    columns += further.unrelated_columns(making, changes["unrelated"])
    if changes["order"] == "shuffled":
        columns = further.shuffled(columns, making)
    order = list(range(len(rows)))
    if tree:
        content, filename, order, columns = writing.tree_file(columns, changes["file"], making)
    else:
        each = spoken[0] if spoken and changes["speakers"] == "a row each" else None
        caption = changes["top"] == "caption above"
        content, filename = writing.table_file(columns, changes["file"], caption=caption, repeated=each)
    held: dict[str, tuple[str, ...]] = {}
    for column in columns:
        for field in column.fields:
            held[field] = (*held.get(field, ()), column.header)
    return Variant(
        number,
        content,
        filename,
        zone if chance.random() < 0.5 else "",
        zone,
        changes,
        tuple(rows[at] for at in order if stays[at]),
        tuple(rows[at].title for at in order if not stays[at]),
        held,
    )


def ways(number: int) -> list[str]:
    """How the file of that number is written, as "start: Unix seconds", in each dimension."""
    changes = _changes(number, Random(f"intake {number}"))
    return [f"{dimension}: {option}" for dimension, option in changes.items()]


def plain(dimension: str) -> Collection[str]:
    """The options of a dimension that change nothing."""
    return ("CSV", "JSON") if dimension == "file" else OPTIONS[dimension][:1]


def changed(variant: Variant) -> tuple[str, ...]:
    """The dimensions in which a file is not plain. Cells with dates need a workbook, which is no change of its own."""
    found = [dimension for dimension, option in variant.changes.items() if option not in plain(dimension)]
    if variant.changes["start"] in moments.WORKBOOKS:
        found.remove("file")
    return tuple(found)


def _changes(number: int, chance: Random) -> dict[str, str]:
    changes = {dimension: options[0] for dimension, options in OPTIONS.items()}
    changes["file"] = chance.choice(("CSV", "CSV", "JSON"))
    if number % 50 == 0:
        return changes
    draw = chance.random()
    count = 1 if draw < 0.5 else 2 if draw < 0.7 else 3 if draw < 0.85 else chance.randint(4, len(OPTIONS))
    weights = dict.fromkeys(OPTIONS, 1) | _WEIGHTS
    chosen = sorted(OPTIONS, key=lambda dimension: chance.random() ** (1 / weights[dimension]), reverse=True)[:count]
    for dimension in OPTIONS:
        if dimension in chosen:
            changes[dimension] = chance.choice(
                [option for option in OPTIONS[dimension] if option not in plain(dimension)]
            )
    return _consistent(changes, chance)


def _consistent(changes: dict[str, str], chance: Random) -> dict[str, str]:
    """Resolve options that exclude each other. The file follows what needs a certain kind, where it is plain."""
    needs_tree = any(changes[dimension] in options for dimension, options in _ONLY_TREES.items())
    needs_table = any(changes[dimension] in options for dimension, options in _ONLY_TABLES.items())
    if changes["file"] in plain("file"):
        changes["file"] = "JSON" if needs_tree else "CSV" if needs_table else changes["file"]
    tree = changes["file"] in writing.TREES
    for dimension, options in (_ONLY_TABLES if tree else _ONLY_TREES).items():
        if changes[dimension] in options:
            changes[dimension] = OPTIONS[dimension][0]
    if changes["start"] in moments.WORKBOOKS and not tree:
        changes["file"] = "XLSX"
    if changes["file"] == "JSON, lines" or changes["file"] == "JSON, days and rooms":
        _without_references(changes)
    if changes["file"] == "JSON, days and rooms" and changes["start"] in moments.DAYS:
        changes["start"] = "day and clocks"
    if changes["start"] in (*moments.RANGES, moments.TWO_DAYS):
        changes["end"] = "end"
    if changes["style"] == "prefix" and changes["names"] != "plain":
        changes["names"] = chance.choice(("plain", "en"))
    return changes


def _without_references(changes: dict[str, str]) -> None:
    for dimension in ("places", "speakers"):
        if changes[dimension].startswith("references"):
            changes[dimension] = OPTIONS[dimension][0]


def _fitting(rows: Sequence[Session], changes: dict[str, str], chance: Random, *, timed: bool) -> list[Session]:
    """The sessions, changed so that the options can write them: encoding, one speaker, days that tell the order."""
    kind = writing.encoding(changes["file"])
    chosen = [row for row in rows if _fits(row, kind)] or list(rows[:1])
    fit: Callable[[Session], Session] = lambda row: row  # noqa: E731
    if changes["speakers"] in people.ONE_SPEAKER:
        fit = lambda row: _with(row, speakers=row.speakers[:1])  # noqa: E731
    chosen = [fit(row) for row in chosen]
    if not timed:
        return chosen
    days = chance.randint(0, 27)
    latest = max(row.start.day for row in chosen if row.start)
    if changes["start"] in moments.EITHER_ORDER:
        days = (20 - latest) % 28  # some day after the twelfth
    return [_moved(row, days) for row in chosen]


def _moved(row: Session, days: int) -> Session:
    shift = timedelta(days=days)
    return _with(row, start=row.start + shift, end=row.end + shift) if row.start and row.end else row


def _with(row: Session, **values: object) -> Session:
    known = {
        name: getattr(row, name) for name in ("id", "title", "abstract", "speakers", "track", "room", "start", "end")
    }
    return Session(**{**known, **values})


def _fits(row: Session, kind: str) -> bool:
    try:
        "\n".join((row.title, row.abstract, row.track, row.room, *row.speakers)).encode(kind)
    except UnicodeEncodeError:
        return False
    return True
