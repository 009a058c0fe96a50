"""Safe access to parsed JSON: a value of the wrong type is treated as missing, and sizes are bounded."""

from __future__ import annotations

import math
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import islice
from typing import Final

from session_finder.intake.dates.moments import joined_moment
from session_finder.intake.model.columns import NAME_PARTS, spaced_name
from session_finder.intake.model.limits import MAX_COLUMNS, MAX_ROWS
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract, Value
from session_finder.intake.shared.persons import names_several
from session_finder.text.vocabulary import load

Entry = Mapping[str, object]

MAX_NAMES: Final = 1_000  # speakers or tags of one session
MAX_NAME: Final = 300  # characters; 100,000 sessions may copy one name
_NESTED: Final = 4  # lists in lists, names in names
_VOCABULARY: Final = load("session_finder.intake", "json_keys")
_NAME_KEYS: Final[tuple[str, ...]] = _VOCABULARY["texts"]
_WHOLE_NAMES: Final[tuple[str, ...]] = _VOCABULARY["persons"]["whole"]
_AROUND_PERSONS: Final[tuple[str, ...]] = _VOCABULARY["persons"]["around"]
_PARTS_OF_NAMES: Final = tuple(tuple(sorted(names)) for names in NAME_PARTS)
_LANGUAGE: Final = re.compile(r"[a-z]{2}([-_][A-Za-z]{2,4})?")


def text(value: object) -> str:
    """A scalar, or a list of one scalar, as text; "" for everything else."""
    if isinstance(value, str):  # the usual case
        return value.strip()
    for _ in range(_NESTED):
        if isinstance(value, str):
            return value.strip()
        if not isinstance(value, list) or len(value) != 1:
            break
        value = value[0]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value) if value.bit_length() <= 64 else ""  # longer ones are not ids; str() refuses very long ones
    if isinstance(value, float) and math.isfinite(value):
        return str(int(value)) if value.is_integer() and abs(value) < 2**53 else str(value)
    return ""


def named(value: object, depth: int = _NESTED) -> str:
    """The text of a scalar, of {"name": ...}, or of {"en": ..., "de": ...} (English first)."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if not isinstance(value, dict) or depth == 0:
        return text(value)
    for key in _NAME_KEYS:
        found = named(value.get(key), depth - 1) if key in value else ""
        if found:
            return _moment(value, found) if key in ("date", "dateTime") else found
    if value.keys() == {"id"} or not all(_LANGUAGE.fullmatch(key) for key in value):
        return ""
    return next((found for found in map(text, value.values()) if found), "")


def name(value: object) -> str:
    """``named`` on one line, cut to MAX_NAME characters."""
    return " ".join(named(value)[: 2 * MAX_NAME].split())[:MAX_NAME]


def _moment(value: Entry, day: str) -> str:
    """A date with the time of day and the zone beside it."""
    clock, zone = (
        next((found for key in keys if (found := text(value.get(key)))), "") for keys in (("time",), ("tz", "timeZone"))
    )
    if not clock:
        day, _, clock = day.partition("T")
    return joined_moment(day, clock, zone) if clock else day


def person(value: object, depth: int = 2) -> str:
    """The name of {"name": ...}, of {"firstName": ..., "lastName": ...}, of {"user": {...}}, or of a text.

    An object without a name is nobody: its other texts are addresses, employers and lives.
    """
    if not isinstance(value, dict):
        return name(value)
    keys = {_of_a_person(key): key for key in reversed(list(islice(value, MAX_COLUMNS)))}
    whole = next((found for part in _WHOLE_NAMES if part in keys and (found := name(value[keys[part]]))), "")
    if whole and "," not in whole:
        return whole
    parts = [next((name(value[keys[word]]) for word in words if word in keys), "") for words in _PARTS_OF_NAMES]
    if parts[0] and parts[-1]:
        return " ".join(part for part in (*parts[:-1], _in_usual_case(parts[-1])) if part)
    if whole or any(parts):
        return whole or " ".join(part for part in parts if part)
    around = (value[keys[word]] for word in _AROUND_PERSONS if depth and word in keys)
    return next((found for inner in around if isinstance(inner, dict) and (found := person(inner, depth - 1))), "")


@lru_cache(maxsize=4096)
def _of_a_person(key: str) -> str:
    """A key's words, without "speaker" and the like before them: "speaker_first-name" is a first name."""
    words = spaced_name(key[:100]).replace("-", " ").split()
    return " ".join(words[1:] if len(words) > 1 and words[0] in _AROUND_PERSONS else words)


def _in_usual_case(last_name: str) -> str:
    """A last name that is written in capitals only, as in lists of authors, as others are."""
    return last_name.title() if last_name.isupper() and len(last_name) > 3 else last_name


def people(value: object) -> Value:
    """Names as a tuple if the file gives a list, otherwise as text."""
    if isinstance(value, dict) and not person(value):
        value = [inner for inner in value.values() if isinstance(inner, dict)]
    if isinstance(value, list):
        found = distinct(map(person, members(value)))
        return found[0] if len(found) == 1 and names_several(found[0]) else found
    return person(value) if isinstance(value, dict) else text(value)


def names(value: object) -> Value:
    """The names of a list as a tuple, otherwise the text."""
    return distinct(map(name, members(value))) if isinstance(value, list) else named(value)


def cell(value: object, depth: int = _NESTED) -> str:
    """Any value as the text of one cell: persons and names of a list with semicolons between them."""
    if isinstance(value, list):
        return "; ".join(distinct(cell(one, depth - 1) for one in value[:MAX_NAMES])) if depth else ""
    return person(value) or named(value) if isinstance(value, dict) else text(value)


def distinct(found: Iterable[str]) -> tuple[str, ...]:
    """The texts without repeats and without empty ones."""
    return tuple(dict.fromkeys(text for text in found if text))


def members(value: object) -> list[object]:
    """The items of a list or the values of an object, at most MAX_NAMES; [] for anything else."""
    found = value if isinstance(value, list) else value.values() if isinstance(value, dict) else ()
    return list(islice(found, MAX_NAMES))


def objects(value: object) -> list[Entry]:
    """The objects of a list, at most MAX_ROWS + 1; [] for anything else."""
    return [entry for entry in value[: MAX_ROWS + 1] if isinstance(entry, dict)] if isinstance(value, list) else []


def lookup(value: object) -> dict[str, str]:
    """Map id (or code) to name, for a list of objects that others refer to."""
    found = {}
    for entry in objects(value):
        key = text(entry.get("id")) or text(entry.get("code"))
        if key:
            found[key] = person(entry) or name(entry)
    return found


def is_true(value: object) -> bool:
    """Whether a value means yes: true, 1, "Y", "yes"."""
    return text(value).casefold() in ("true", "1", "y", "yes")


def filled(values: Mapping[str, Value]) -> dict[str, Value]:
    """The values that are not empty."""
    return {field: value for field, value in values.items() if value}


def headline(title: str, subtitle: str) -> str:
    """Title and subtitle on one line."""
    if not title or not subtitle or subtitle.casefold() in title.casefold():
        return title or subtitle
    return f"{title} {subtitle}" if title[-1] in ":?!.…–-" else f"{title}: {subtitle}"


def keys_of(entries: Iterable[Entry]) -> list[str]:
    """The keys of all entries in the file's order, at most MAX_COLUMNS.

    Keys with an @ are left out: in an address book the keys are private data.
    """
    found: dict[str, None] = {}
    for entry in entries:
        for key in entry:
            if key not in found and "@" not in key and key.strip():
                found[key] = None
        if len(found) >= MAX_COLUMNS:
            break
    return list(found)[:MAX_COLUMNS]


def unused_keys(entries: Iterable[Entry], known: Collection[str], prefix: str = "") -> tuple[str, ...]:
    """The keys that are not ``known``, shortened for display."""
    return tuple(prefix + key.strip()[:80] for key in keys_of(entries) if key not in known)


def helping_keys(entries: Iterable[Entry], known: Collection[str], used: Collection[str]) -> tuple[str, ...]:
    """The ``known`` keys that are read for no field of ``used``: states, marks of breaks, second texts."""
    return tuple(key[:80] for key in keys_of(entries) if key in known and key not in used)


def refused(format_name: str, rows: int, code: str, advice: str, dropped: Sequence[str] = ()) -> Extract:
    """Return an Extract without records and with one error."""
    return Extract(format_name, (), rows, dropped=dropped, problems=(Problem("error", code, advice),))


def too_many(format_name: str, rows: int) -> Extract | None:
    """Return an Extract with an error if there are more than MAX_ROWS entries, else None."""
    if rows <= MAX_ROWS:
        return None
    advice = f"The file has more than {MAX_ROWS:,} entries, the most that are read. Split it."
    return refused(format_name, rows, "too-many-entries", advice)
