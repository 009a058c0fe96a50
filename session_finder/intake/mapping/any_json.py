"""Generic JSON reader: take the list that looks most like sessions and map its keys by column names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from session_finder.intake.mapping.code_column import code_column
from session_finder.intake.mapping.columns_by_group import group_columns, group_notes
from session_finder.intake.mapping.columns_by_value import is_private
from session_finder.intake.mapping.json_lists import ObjectList, lists_of
from session_finder.intake.model.columns import FIELDS as COLUMN_NAMES
from session_finder.intake.model.columns import map_columns, plain_name
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS, Extract, Record, Value
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.breaks import is_break, is_service
from session_finder.intake.shared.joining import join_texts
from session_finder.intake.shared.json_access import (
    Entry,
    distinct,
    filled,
    is_true,
    keys_of,
    lookup,
    members,
    name,
    named,
    names,
    people,
    refused,
    text,
    too_many,
    unused_keys,
)
from session_finder.intake.shared.states import accepted, unknown_state
from session_finder.text.vocabulary import load

NAME: Final = "JSON"

_SAMPLE: Final = 200  # entries by which a list is judged
_GROUPED: Final = 1_000  # entries by which grouping keys are detected
_HUMP: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_WORDS: Final = load("session_finder.intake", "json_keys")
_STATES: Final[tuple[str, ...]] = _WORDS["states"]
_BREAKS: Final[tuple[str, ...]] = _WORDS["breaks"]
_CANCELLED: Final[tuple[str, ...]] = _WORDS["cancelled"]
_AROUND_SESSIONS: Final = frozenset(_WORDS["around_sessions"])
_OTHER_LISTS: Final = frozenset(_WORDS["other_lists"])
_OF_A_PERSON: Final = frozenset(_WORDS["of_a_person"])
_OF_A_SESSION: Final = frozenset({"abstract", "speakers", "start", "track", "format", "room", "day", "duration"})


def read(source: Source, mapping: Mapping[str, str] | None = None) -> Extract | None:
    """Read sessions from a list of objects at any place in the JSON, or from an object of objects.

    The list with the most session fields is taken, never a list of people or rooms. ``mapping``: field → key as the
    organizer chose it, "" to leave a field out; other fields are proposed. Returns None if the source is not JSON.
    """
    if source.tree is None:
        return None
    lists = lists_of(source.tree)
    likeness, best = max(((_likeness(one), one) for one in lists), key=lambda pair: pair[0], default=(0, None))
    if mapping and likeness == 0:
        likeness, best = max(
            ((_count_named(one, mapping), one) for one in lists), key=lambda pair: pair[0], default=(0, None)
        )
    if best is None or likeness == 0:
        return _nothing(lists)
    refusal = too_many(NAME, len(best.pairs))
    if refusal:
        return refusal
    entries = best.entries()
    proposed, notes = _with_groups(entries)
    keys, problems = _apply_mapping(proposed, keys_of(entries), mapping or {})
    keys |= _code_key(entries, keys) if "code" not in (mapping or {}) else {}
    problems += tuple(note for field, note in notes if field not in (mapping or {}))
    more = "description" if keys.get("abstract") not in (None, "description") else ""
    file = _File(keys, _marks(entries), _lookups(source.tree, keys), more)
    records = [file.record(number, entry) for number, entry in enumerate(entries, 1)]
    dropped = unused_keys(entries, {*keys.values(), *file.marks, more})
    return Extract(NAME, records, len(entries), keys, dropped, (*problems, *file.problems()), _title(source.tree))


@dataclass(frozen=True, slots=True)
class _File:
    """How to read the entries, and the unknown states found so far."""

    keys: Mapping[str, str]  # field → key
    marks: Mapping[str, Sequence[str]]  # key → its kind: _STATES, _BREAKS or _CANCELLED
    known: Mapping[str, Mapping[str, str]]  # field → id → name, for ids that refer to other lists of the file
    more: str  # the key of a description beside an abstract, or ""
    unknown_states: dict[str, int] = field(default_factory=dict)

    def record(self, number: int, entry: Entry) -> Record:
        values = filled({place: self._value(place, entry.get(key)) for place, key in self.keys.items()})
        abstract, more = values.get("abstract", ""), named(entry.get(self.more)) if self.more else ""
        if more and isinstance(abstract, str):
            values["abstract"] = join_texts(abstract, more)
        kinds = (value for value in (values.get("title"), values.get("format")) if isinstance(value, str))
        service = is_break(*kinds) or is_service(values) or self._is_marked(entry, _BREAKS)
        kept = self._is_in(number, entry) and not self._is_marked(entry, _CANCELLED)
        return Record(number, values, service=service, accepted=kept)

    def _value(self, place: str, value: object) -> Value:
        known = self.known.get(place, {})
        if isinstance(value, str) and not known:
            return value.strip()
        if place == "speakers":
            value = [known.get(text(one), one) for one in members(value)] if isinstance(value, list) else value
            return people(known.get(text(value), value) if known else value)
        if place == "tags":
            return names(value)
        if place in ("start", "end") and isinstance(value, int | float) and not isinstance(value, bool):
            return _since_1970(value)
        found = known.get(text(value), "") or named(value)
        return ", ".join(distinct(map(name, value[:20]))) if isinstance(value, list) and not found else found

    def _is_marked(self, entry: Entry, marks: Sequence[str]) -> bool:
        return any(is_true(entry.get(key)) for key, known in self.marks.items() if known is marks)

    def _is_in(self, number: int, entry: Entry) -> bool:
        kept = True
        for state in (named(entry.get(key)) for key, known in self.marks.items() if known is _STATES):
            stays = accepted(state)
            if stays is None and len(self.unknown_states) < 10:
                self.unknown_states.setdefault(state[:40], number)
            kept = kept and stays is not False
        return kept

    def problems(self) -> tuple[Problem, ...]:
        return tuple(unknown_state(state, line) for state, line in self.unknown_states.items())


def _likeness(listed: ObjectList) -> int:
    """Score how much a list looks like sessions: entries times session fields, 0 for other lists."""
    entries = listed.entries(_SAMPLE)
    keys = _keys_of(entries)
    filled_in = {place for place, key in keys.items() if any(named(entry.get(key)) for entry in entries)}
    filled_in |= {place for place, key in keys.items() if any(entry.get(key) for entry in entries)} & {
        "speakers",
        "tags",
    }
    inside_others = any(plain_name(key) in _OTHER_LISTS for key in listed.path)
    if inside_others or listed.last_key in _AROUND_SESSIONS or not filled_in & {"title", "abstract"}:
        return 0
    fields = len(filled_in & _OF_A_SESSION)
    about_people = any(_spaced(key) in _OF_A_PERSON for entry in entries for key in entry)
    if about_people and not filled_in & {"abstract", "start", "duration"}:
        return 0
    if not fields and plain_name(keys.get("title", "")) == "name":
        return 0  # rooms, sponsors and people have names too
    return len(listed.pairs) * (2 * fields + 1)


def _keys_of(entries: Sequence[Entry]) -> dict[str, str]:
    """Map fields to keys by the names of columns: "sessionTitle" is a session title."""
    keys = keys_of(entries)
    spaced = [_spaced(key) for key in keys]
    found = {place: keys[position] for place, position in map_columns(spaced).items()}
    for place, also in (("day", ("day", "date")), ("duration", ("duration", "length")), ("room", ("room id",))):
        position = next((spaced.index(word) for word in also if word in spaced), None)
        if position is not None and keys[position] not in found.values():
            found.setdefault(place, keys[position])
    return found


def _with_groups(entries: Sequence[Entry]) -> tuple[dict[str, str], list[tuple[str, Problem]]]:
    """Map fields to keys, including keys that group the sessions, with a note by field for these."""
    found, keys = _keys_of(entries), keys_of(entries)
    columns = [[named(entry.get(key)) for entry in entries[:_GROUPED]] for key in keys]
    groups = group_columns(
        [_spaced(key) for key in keys], columns, {field: keys.index(key) for field, key in found.items()}
    )
    return found | {field: keys[place] for field, place in groups.items()}, list(group_notes(0, keys, groups))


def _code_key(entries: Sequence[Entry], used: Mapping[str, str]) -> dict[str, str]:
    """Map "code" to the key of the codes, if one is not used for another field."""
    keys, sample = keys_of(entries), entries[:_GROUPED]

    def cells(place: int) -> list[str]:
        return [named(entry.get(keys[place])) for entry in sample]

    titles = [named(entry.get(used.get("title", ""))) for entry in sample]
    taken = {place for place, key in enumerate(keys) if key in used.values()}
    place = code_column([_spaced(key) for key in keys], cells, titles, taken)
    return {} if place is None else {"code": keys[place]}


def _count_named(listed: ObjectList, mapping: Mapping[str, str]) -> int:
    """The number of keys that the mapping names, times the number of entries."""
    return len(set(mapping.values()) & set(keys_of(listed.entries(_SAMPLE)))) * len(listed.pairs)


def _apply_mapping(
    proposed: Mapping[str, str], keys: Sequence[str], mapping: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Apply the organizer's mapping. Returns field → key, and a warning for each key that is missing or private."""
    shown = {key.strip()[:80]: key for key in keys}
    chosen: dict[str, str] = {}
    problems = []
    for place, label in mapping.items():
        if place not in FIELDS:
            continue
        if label and label not in shown:
            advice = f"No key is called {label[:80]!r} any more; {place} was chosen anew. Check the columns."
            problems.append(Problem("warning", "missing-key", advice, column=label[:80]))
        elif label and is_private(_spaced(label), addresses_only=True):
            advice = "Addresses and telephone numbers are never shown; the key was left out. Choose another."
            problems.append(Problem("warning", "private-key", advice, column=label[:80]))
            chosen[place] = ""
        else:
            chosen[place] = shown.get(label, "")
    taken = set(chosen.values())
    kept = {place: key for place, key in proposed.items() if place not in chosen and key not in taken}
    return {**kept, **{place: key for place, key in chosen.items() if key}}, tuple(problems)


def _marks(entries: Sequence[Entry]) -> dict[str, Sequence[str]]:
    """The keys that tell whether a session takes place and whether it is a break."""
    found = {key: _spaced(key) for key in keys_of(entries)}
    kinds = (_STATES, _BREAKS, _CANCELLED)
    return {key: kind for key, words in found.items() for kind in kinds if words in kind}


def _lookups(tree: object, keys: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """Names by id for speakers, rooms and tracks, from lists beside the sessions."""
    beside = {plain_name(key): value for key, value in tree.items()} if isinstance(tree, dict) else {}
    lists = {"speakers": beside.get("speakers"), "room": beside.get("rooms"), "track": beside.get("tracks")}
    return {place: lookup(value) for place, value in lists.items() if place in keys and isinstance(value, list)}


def _spaced(key: str) -> str:
    return plain_name(_HUMP.sub(" ", key[:80]))


def _since_1970(count: float) -> str:
    """Convert a Unix time in seconds or milliseconds to ISO 8601; other numbers are returned as text."""
    seconds = count / 1000 if 10**11 < count < 10**13 else count
    if not 10**8 < seconds < 10**10:
        return text(count)
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes")


def _title(tree: object) -> str:
    """The conference's name, if the file has one beside the list."""
    if not isinstance(tree, dict):
        return ""
    return next((found for found in map(name, (tree.get("conference"), tree.get("event"))) if found), "")


def _nothing(lists: Sequence[ObjectList]) -> Extract:
    """Return an Extract with an error that lists keys, but never values."""
    largest = max(lists, key=lambda listed: len(listed.pairs), default=None)
    rows = len(largest.pairs) if largest else 0
    keys = unused_keys(largest.entries(_SAMPLE), ()) if largest else ()
    advice = (
        "No list of sessions was found in this JSON file. Each session must be an object with a title or an abstract; "
        f"known names: {', '.join(COLUMN_NAMES)}. Found: {', '.join(keys[:12])[:300] or 'no objects'}."
    )
    return refused(NAME, rows, "no-session-list", advice, keys)
