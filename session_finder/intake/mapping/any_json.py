"""The last resort for JSON: the list in it that looks most like sessions, its keys known by the names of columns."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Final

from session_finder.intake.mapping.columns_by_group import grouped, notes
from session_finder.intake.mapping.columns_by_value import private
from session_finder.intake.mapping.json_lists import Listed, lists_of
from session_finder.intake.model.columns import FIELDS as COLUMN_NAMES
from session_finder.intake.model.columns import mapped, plain_name
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS, Extract, Record, Value
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.breaks import is_break, is_service
from session_finder.intake.shared.joining import joined
from session_finder.intake.shared.json_access import (
    Entry,
    distinct,
    filled,
    is_true,
    keys_of,
    listed,
    lookup,
    name,
    named,
    names,
    people,
    refused,
    text,
    too_many,
    unread,
)
from session_finder.intake.shared.states import accepted, unknown_state
from session_finder.text.vocabulary import load

NAME: Final = "JSON"

_SAMPLE: Final = 200  # entries that tell what a list is
_GROUPED: Final = 1_000  # entries by which groups are known
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
    """A list of objects, an object that holds one a few keys deep, or an object of objects.

    Of several lists the one with the most session fields is taken. Lists of people or of rooms are never taken.
    ``mapping``: field → key, as the organizer wants it; "" leaves a field out, fields that are not named are proposed.
    """
    if source.tree is None:
        return None
    lists = lists_of(source.tree)
    likeness, best = max(((_likeness(one), one) for one in lists), key=lambda pair: pair[0], default=(0, None))
    if mapping and likeness == 0:
        likeness, best = max(
            ((_named(one, mapping), one) for one in lists), key=lambda pair: pair[0], default=(0, None)
        )
    if best is None or likeness == 0:
        return _nothing(lists)
    refusal = too_many(NAME, len(best.pairs))
    if refusal:
        return refusal
    entries = best.entries()
    proposed, said = _with_groups(entries)
    keys, strangers = _corrected(proposed, keys_of(entries), mapping or {})
    strangers += tuple(note for field, note in said if field not in (mapping or {}))
    more = "description" if keys.get("abstract") not in (None, "description") else ""
    file = _File(keys, _marks(entries), _known(source.tree, keys), more)
    records = [file.record(number, entry) for number, entry in enumerate(entries, 1)]
    dropped = unread(entries, {*keys.values(), *file.marks, more})
    return Extract(NAME, records, len(entries), keys, dropped, (*strangers, *file.problems()), _title(source.tree))


@dataclass(frozen=True, slots=True)
class _File:
    """How the entries are read, and the states in them that are strangers."""

    keys: Mapping[str, str]  # field → key
    marks: Mapping[str, Sequence[str]]  # key → the folded names that it is one of: states, breaks, cancellations
    known: Mapping[str, Mapping[str, str]]  # field → id → name, where other lists of the file are referred to
    more: str  # the key of a description that stands beside an abstract, "" where there is none
    strangers: dict[str, int] = field(default_factory=dict)

    def record(self, number: int, entry: Entry) -> Record:
        values = filled({place: self._value(place, entry.get(key)) for place, key in self.keys.items()})
        abstract, more = values.get("abstract", ""), named(entry.get(self.more)) if self.more else ""
        if more and isinstance(abstract, str):
            values["abstract"] = joined(abstract, more)
        said = (value for value in (values.get("title"), values.get("format")) if isinstance(value, str))
        service = is_break(*said) or is_service(values) or self._is_marked(entry, _BREAKS)
        kept = self._is_in(number, entry) and not self._is_marked(entry, _CANCELLED)
        return Record(number, values, service=service, accepted=kept)

    def _value(self, place: str, value: object) -> Value:
        known = self.known.get(place, {})
        if isinstance(value, str) and not known:
            return value.strip()
        if place == "speakers":
            value = [known.get(text(one), one) for one in listed(value)] if isinstance(value, list) else value
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
            if stays is None and len(self.strangers) < 10:
                self.strangers.setdefault(state[:40], number)
            kept = kept and stays is not False
        return kept

    def problems(self) -> tuple[Problem, ...]:
        return tuple(unknown_state(state, line) for state, line in self.strangers.items())


def _likeness(listed: Listed) -> int:
    """How much a list looks like sessions: its entries times the fields that sessions have; 0 for anything else."""
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
        return 0  # rooms, sponsors, people: everything has a name
    return len(listed.pairs) * (2 * fields + 1)


def _keys_of(entries: Sequence[Entry]) -> dict[str, str]:
    """Field → key, by the names that columns have: "sessionTitle" is a session title."""
    keys = keys_of(entries)
    spaced = [_spaced(key) for key in keys]
    found = {place: keys[position] for place, position in mapped(spaced).items()}
    for place, also in (("day", ("day", "date")), ("duration", ("duration", "length")), ("room", ("room id",))):
        position = next((spaced.index(word) for word in also if word in spaced), None)
        if position is not None and keys[position] not in found.values():
            found.setdefault(place, keys[position])
    return found


def _with_groups(entries: Sequence[Entry]) -> tuple[dict[str, str], list[tuple[str, Problem]]]:
    """Field → key, and for keys that group the sessions under another name a note by field."""
    found, keys = _keys_of(entries), keys_of(entries)
    columns = [[named(entry.get(key)) for entry in entries[:_GROUPED]] for key in keys]
    groups = grouped([_spaced(key) for key in keys], columns, {field: keys.index(key) for field, key in found.items()})
    return found | {field: keys[place] for field, place in groups.items()}, list(notes(0, keys, groups))


def _named(listed: Listed, mapping: Mapping[str, str]) -> int:
    """How many of the entries' keys the organizer names, times the entries."""
    return len(set(mapping.values()) & set(keys_of(listed.entries(_SAMPLE)))) * len(listed.pairs)


def _corrected(
    proposed: Mapping[str, str], keys: Sequence[str], mapping: Mapping[str, str]
) -> tuple[dict[str, str], tuple[Problem, ...]]:
    """Field → key as the organizer wants it; a warning for each key that is not there, or holds addresses."""
    shown = {key.strip()[:80]: key for key in keys}
    chosen: dict[str, str] = {}
    problems = []
    for place, label in mapping.items():
        if place not in FIELDS:
            continue
        if label and label not in shown:
            advice = f"No key is called {label[:80]!r} any more; {place} was chosen anew. Check the columns."
            problems.append(Problem("warning", "missing-key", advice, column=label[:80]))
        elif label and private(_spaced(label), addresses_only=True):
            advice = "Addresses and telephone numbers are never shown; the key was left out. Choose another."
            problems.append(Problem("warning", "private-key", advice, column=label[:80]))
            chosen[place] = ""
        else:
            chosen[place] = shown.get(label, "")
    taken = set(chosen.values())
    kept = {place: key for place, key in proposed.items() if place not in chosen and key not in taken}
    return {**kept, **{place: key for place, key in chosen.items() if key}}, tuple(problems)


def _marks(entries: Sequence[Entry]) -> dict[str, Sequence[str]]:
    """The keys that say whether a session takes place, and whether it is a break."""
    found = {key: _spaced(key) for key in keys_of(entries)}
    kinds = (_STATES, _BREAKS, _CANCELLED)
    return {key: kind for key, words in found.items() for kind in kinds if words in kind}


def _known(tree: object, keys: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """The lists of speakers, rooms and tracks that stand beside the sessions, where sessions give only their ids."""
    beside = {plain_name(key): value for key, value in tree.items()} if isinstance(tree, dict) else {}
    lists = {"speakers": beside.get("speakers"), "room": beside.get("rooms"), "track": beside.get("tracks")}
    return {place: lookup(value) for place, value in lists.items() if place in keys and isinstance(value, list)}


def _spaced(key: str) -> str:
    return plain_name(_HUMP.sub(" ", key[:80]))


def _since_1970(count: float) -> str:
    """The moment of a Unix time in seconds or milliseconds; a number that is none stays as it is."""
    seconds = count / 1000 if 10**11 < count < 10**13 else count
    if not 10**8 < seconds < 10**10:
        return text(count)
    return datetime.fromtimestamp(seconds, UTC).isoformat(timespec="minutes")


def _title(tree: object) -> str:
    """The conference's name, where the file has one beside its list."""
    if not isinstance(tree, dict):
        return ""
    return next((found for found in map(name, (tree.get("conference"), tree.get("event"))) if found), "")


def _nothing(lists: Sequence[Listed]) -> Extract:
    """The refusal of a file without sessions; it names keys, and never a value."""
    largest = max(lists, key=lambda listed: len(listed.pairs), default=None)
    rows = len(largest.pairs) if largest else 0
    keys = unread(largest.entries(_SAMPLE), ()) if largest else ()
    advice = (
        "No list of sessions was found in this JSON file. Each session must be an object with a title or an abstract; "
        f"known names: {', '.join(COLUMN_NAMES)}. Found: {', '.join(keys[:12])[:300] or 'no objects'}."
    )
    return refused(NAME, rows, "no-session-list", advice, keys)
