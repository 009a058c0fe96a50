"""pretalx CSV of sessions. The organizer selects the columns; their headers are in the organizer's language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Final

from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract, Record, Value
from session_finder.intake.model.sources import Row, Source
from session_finder.intake.shared.breaks import is_service
from session_finder.intake.shared.headers import Sheet, folded, names_of, sheet
from session_finder.intake.shared.joining import join_texts
from session_finder.intake.shared.states import accepted, is_cancelled
from session_finder.text.vocabulary import load, words

NAME: Final = "pretalx sessions"

_VOCABULARY: Final = load("session_finder.intake", "pretalx")
_KNOWN: Final = {field: tuple(map(folded, words(names))) for field, names in _VOCABULARY["headers"].items()} | {
    "id": ("id",),
    "state": ("proposal state",),
}
_SURE_SIGNS: Final = frozenset(map(folded, _VOCABULARY["signs"]["sure"]))
_LIKELY_SIGNS: Final = frozenset(map(folded, _VOCABULARY["signs"]["likely"]))
_PART: Final = re.compile(r"(?P<name>[^()]+) \((?P<part>[^()]+)\)")
_DATE: Final = frozenset(_VOCABULARY["parts"]["date"])
_TIME: Final = frozenset(_VOCABULARY["parts"]["time"])
_STATES: Final = _VOCABULARY["states"]
_SAMPLE: Final = 1_000  # rows
_TRANSLATED: Final = {plain_name(word): state for state, names in _STATES.items() for word in words(names)}


def read(source: Source) -> Extract | None:
    """Read the accepted and confirmed sessions of a pretalx export. Returns None for other files."""
    table = source.table
    if table is None:
        return None
    names = names_of(table.header).keys()
    if "id" not in names or not (names & _SURE_SIGNS or len(names & _LIKELY_SIGNS) > 1):
        return None
    known = sheet(table, table.header, _KNOWN)
    known = Sheet(known.header, known.rows, {**known.places, **_clocks(known), **_state(known)})
    if not known.places.keys() & {"title", "abstract", "description"}:
        return None
    unknown_states: Counter[str] = Counter()
    records = [_record(known, row, unknown_states) for row in known.rows]
    described = "abstract" not in known.places and "description" in known.places
    columns = {"abstract": known.named(known.places["description"])} if described else {}
    return known.extract(NAME, records, tuple(_problems(known, unknown_states)), **columns)


def _record(known: Sheet, row: Row, unknown_states: Counter[str]) -> Record:
    values = known.values(row)
    text = join_texts(known.cell(row, "abstract"), known.cell(row, "description"))
    if text:
        values["abstract"] = text
    for field in ("speakers", "tags"):
        if field in values:
            values[field] = _parts(known.cell(row, field))
    written = known.cell(row, "state")
    state = _TRANSLATED.get(plain_name(written), written)
    fate = accepted(state)
    if fate is None:
        unknown_states[written] += 1
    return Record(
        row.line, values, service=is_service(values), accepted=fate is not False, cancelled=is_cancelled(state)
    )


def _parts(text: str) -> Value:
    """Split a list at line ends, or at commas, as the organizer chose in pretalx."""
    parts = tuple(part for piece in text.split("\n" if "\n" in text else ", ") if (part := piece.strip()))
    return parts if len(parts) > 1 else "".join(parts)


def _clocks(known: Sheet) -> dict[str, int]:
    """The separate columns for date and time, "Beginn (Uhrzeit)", if there is none for both."""
    found: dict[str, int] = {}
    for place, cell in enumerate(known.header.cells):
        header = _PART.fullmatch(folded(cell))
        if header is None:
            continue
        field = next((field for field in ("start", "end") if header["name"] in _KNOWN[field]), "")
        if field and field not in known.places and header["part"] in _TIME:
            found.setdefault(field, place)
        elif field == "start" and field not in known.places and header["part"] in _DATE:
            found.setdefault("day", place)
    return found


def _state(known: Sheet) -> dict[str, int]:
    """Find the column of states if its header is translated: all of its values are states."""
    if "state" in known.places:
        return {}
    for place in sorted(set(range(len(known.header.cells))) - set(known.places.values())):
        cells = {row.cells[place].strip()[:60] for row in known.rows[:_SAMPLE] if place < len(row.cells)} - {""}
        if cells and all(plain_name(cell) in _TRANSLATED or plain_name(cell) in _STATES for cell in cells):
            return {"state": place}
    return {}


def _problems(known: Sheet, unknown_states: Counter[str]) -> Iterator[Problem]:
    for state, count in sorted(unknown_states.items()):
        advice = f"This state is not known; its sessions ({count}) were kept. Export accepted and confirmed ones only."
        yield Problem(
            "warning", "unknown-proposal-state", advice, column=known.named(known.places["state"]), value=state[:80]
        )
