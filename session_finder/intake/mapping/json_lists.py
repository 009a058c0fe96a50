"""Find all lists of objects in a JSON tree. Lists with the same path of keys are merged."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.limits import MAX_ROWS
from session_finder.intake.shared.json_access import Entry, name, text

_DEEPEST: Final = 6  # {"data": {"days": [{"rooms": [{"sessions": [...]}]}]}}
_MOST: Final = 50_000  # lists and objects that are examined at each depth
_MOST_PATHS: Final = 500
_DAY: Final = re.compile(r"\d{4}-\d\d-\d\d(T.{0,30})?")
_PLACES: Final = {"rooms": "room", "venues": "room", "locations": "room", "stages": "room", "tracks": "track"}
# Nested objects whose keys are moved into the entry: OpenReview's content, a slot's times.
_SPREAD: Final = ("content", "attributes", "fields", "slot", "time", "timeslot", "schedule")


@dataclass(frozen=True, slots=True)
class ObjectList:
    """A list of objects, each with what it inherits from the objects around it: day, room, track."""

    path: tuple[str, ...]
    pairs: list[tuple[Entry, Entry]] = field(default_factory=list)

    @property
    def last_key(self) -> str:
        """The last key of the path, normalized; "" for the whole file."""
        return next((plain_name(key) for key in reversed(self.path) if key != "*"), "")

    def entries(self, most: int = MAX_ROWS + 1) -> list[Entry]:
        """The first entries, with inherited values and with nested objects flattened."""
        return [_flatten(entry, around) for entry, around in self.pairs[:most]]


def lists_of(tree: object) -> list[ObjectList]:
    """Return the lists of objects, outer before inner. An object whose values are all objects counts as a list."""
    found: dict[tuple[str, ...], ObjectList] = {}
    level: list[tuple[tuple[str, ...], object, Entry]] = [((), tree, {})]
    for _ in range(_DEEPEST):
        below: list[tuple[tuple[str, ...], object, Entry]] = []
        for path, value, around in level:
            for entry in _members(value):
                if path not in found and len(found) >= _MOST_PATHS:
                    break
                pairs = found.setdefault(path, ObjectList(path)).pairs
                if len(pairs) > MAX_ROWS:
                    break
                pairs.append((entry, around))
            for one in value[:MAX_ROWS] if isinstance(value, list) else [value]:
                if isinstance(one, list | dict) and len(below) < _MOST:
                    below += islice(_inside(path, one, around), _MOST - len(below))
        level = below
    return list(found.values())


def _members(value: object) -> Iterator[Entry]:
    if isinstance(value, list):
        yield from (entry for entry in value if isinstance(entry, dict))
    elif isinstance(value, dict) and len(value) > 1 and all(isinstance(entry, dict) for entry in value.values()):
        for key, entry in value.items():
            yield entry if "id" in entry or "@" in key else {"id": key, **entry}


def _inside(path: tuple[str, ...], value: object, around: Entry) -> Iterator[tuple[tuple[str, ...], object, Entry]]:
    if isinstance(value, list):
        yield path, value, around
    if not isinstance(value, dict):
        return
    parts = [(key, part) for key, part in value.items() if isinstance(part, list | dict)]
    if parts:
        around = {**around, **_inherited(path, value)}
    for key, inner in parts:
        if _DAY.fullmatch(key):
            yield (*path, "*"), inner, {**around, "day": key[:10]}
        else:
            yield (*path, key), inner, around


def _inherited(path: tuple[str, ...], value: Entry) -> dict[str, object]:
    """The values that sessions inherit from an object around them."""
    inherited: dict[str, object] = {}
    place = _PLACES.get(path[-1].casefold(), "") if path else ""
    if place:
        inherited[place] = name(value)
    day = text(value.get("date")) or text(value.get("day"))
    if _DAY.fullmatch(day):
        inherited["day"] = day[:10]
    return inherited


def _flatten(entry: Entry, around: Entry) -> Entry:
    parts = [part for key in _SPREAD if isinstance(part := entry.get(key), dict)]
    if not parts and not around:
        return entry
    whole: dict[str, object] = {}
    for part in (around, *parts, entry):
        whole.update(part)
    return whole
