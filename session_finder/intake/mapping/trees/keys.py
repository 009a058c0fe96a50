"""Choose the keys of session fields in a list of JSON objects, as columns are chosen in a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from session_finder.intake.dates.kinds import kind_of_time
from session_finder.intake.dates.written_forms import is_weekday
from session_finder.intake.mapping.code_column import code_column
from session_finder.intake.mapping.column_choice import choice_problems, choose_columns, is_guessed
from session_finder.intake.mapping.column_values import Column, names_people
from session_finder.intake.mapping.columns_by_group import is_kind
from session_finder.intake.mapping.further_columns import further_columns
from session_finder.intake.mapping.time_columns import settle_times
from session_finder.intake.mapping.trees.entries import Flattening, flattening_of
from session_finder.intake.mapping.trees.lists import OTHER_LISTS, Item, ObjectList
from session_finder.intake.mapping.trees.references import Named, References, parts_of, refers, without_ids
from session_finder.intake.model.columns import (
    FIELDS,
    code_candidates,
    field_and_rank,
    last_part,
    plain_name,
    spaced_name,
)
from session_finder.intake.model.header_words import BY_WORDS, is_private, name_votes, numbered_person, says_other
from session_finder.intake.model.problems import Problem
from session_finder.intake.shared.json_access import cell, keys_of
from session_finder.text.vocabulary import load

SAMPLE: Final = 1_000  # entries by which keys are chosen
_MOSTLY: Final = 0.8
_LONG_CODE: Final = 5  # characters of a code in capitals
_LONGEST_TITLE: Final = 200  # characters
_VOCABULARY: Final = load("session_finder.intake", "json_keys")
_BREAKS: Final = frozenset(_VOCABULARY["breaks"])
_CANCELLED: Final = frozenset(_VOCABULARY["cancelled"])
_KEY_FIELDS: Final = ("room", "track", "format")
_NO_IDS: Final = frozenset({"speakers", "room", "track", "format", "tags"})  # where a number would be shown as a name


@dataclass(frozen=True, slots=True)
class Keys:
    """The keys of a list of objects. ``fields``: a session field, or one of ``further_columns`` → key.

    ``instead``: further keys of a field, for objects that have nothing at the first. ``joined``: whether the persons of
    all of these speak, since no key says who does. ``named``: key → the objects that
    its ids refer to. ``nameless``: field → the key of ids that no list of the file holds. ``notes``: (field, Problem).
    ``filled``: the fields that have a text in the sample. ``breaks``, ``cancelled``: the keys of these marks.
    """

    flattening: Flattening
    fields: Mapping[str, str] = field(default_factory=dict)
    instead: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    joined: bool = False
    named: Mapping[str, Named] = field(default_factory=dict)
    nameless: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[tuple[str, Problem], ...] = ()
    every: tuple[str, ...] = ()
    filled: frozenset[str] = frozenset()
    breaks: tuple[str, ...] = ()
    cancelled: tuple[str, ...] = ()

    def flat(self, item: Item) -> dict[str, object]:
        """An object in one level, with the objects that its ids refer to."""
        return _resolved(self.flattening.flat(item), self.named)

    def is_guessed(self, name: str) -> bool:
        """Whether the key of a field was chosen by its values alone."""
        return is_guessed(name, _header(self.fields.get(name, "")))


def choose_keys(listed: ObjectList, items: Sequence[Item], references: References, *, around: bool = False) -> Keys:
    """Choose the keys of a list by a sample of its ``items``. ``around``: whether other lists are inside of them."""
    step = -(-len(items) // SAMPLE) or 1
    sample = items[::step]
    entries = [item.entry for item in sample]
    containers = {key for key in keys_of(entries) if (*listed.path, key) in references.keyed} | listed.telling
    flattening = flattening_of(entries, _key_field(listed, sample, around=around), containers)
    flat = [flattening.flat(item) for item in sample]
    every = _keys_in_order(flat)
    named = {
        key: found
        for key in every
        if (found := references.named(listed.path, key, (entry.get(key) for entry in flat))) is not None
    }
    flat = [_resolved(entry, named) for entry in flat]
    values = {key: [entry.get(key) for entry in flat] for key in every}
    bare = {key for key in every if key not in named and _holds_ids(key, values[key])}
    looks = [
        Column("" if key in bare else _header(key, values[key]), [cell(value) for value in values[key]])
        for key in every
    ]
    cells = [look.cells for look in looks]
    places = choose_columns(looks)
    title = None if "title" in places else _shorter_text(looks, places.get("abstract"))
    places |= {} if title is None else {"title": title}
    notes = [*choice_problems(looks, places, every)]
    settle_times(places, cells)
    places = {name: places[name] for name in FIELDS if name in places}
    code = _code(looks, places)
    places |= {} if code is None else {"code": code}
    filled = frozenset(name for name, place in places.items() if looks[place].filled)
    marked = {place for place, key in enumerate(every) if key in bare}
    further = further_columns(looks, places, {*places.values(), *marked})
    talks = {every.index(key) for key in parts_of(named)}
    taken = {*places.values(), *further.values(), *marked, *talks}
    instead: dict[str, tuple[str, ...]] = {
        name: tuple(every[place] for place in _others(name, looks, taken))
        for name in ("title", "speakers", "room")
        if name in places
    }
    own = places.get("id")
    if own is not None:  # {"talk": {"id": 1}} or {"break": {"id": 2}}
        last = last_part(every[own])
        instead["id"] = tuple(key for place, key in enumerate(every) if place not in taken and last_part(key) == last)
    joined = "speakers" in places and name_votes(looks[places["speakers"]].header).get("speakers", 0.0) <= BY_WORDS
    return Keys(
        flattening,
        {name: every[place] for name, place in {**places, **further}.items()},
        {name: keys for name, keys in instead.items() if keys},
        joined,
        named,
        {
            name: key
            for key in every
            if key in bare
            for name in name_votes(without_ids(last_part(key))).keys() & _NO_IDS
        },
        tuple(notes),
        tuple(every),
        filled,
        tuple(key for key in every if spaced_name(key[:80]) in _BREAKS),
        tuple(key for key in every if spaced_name(key[:80]) in _CANCELLED),
    )


def _keys_in_order(entries: Sequence[Mapping[str, object]]) -> list[str]:
    """The keys, technical ones last, without those of objects whose inner keys stand for them."""
    keys = keys_of(entries)
    outer = {key[:place] for key in keys for place, sign in enumerate(key) if sign == "."}
    hollow = {key for key in keys if key in outer and not any(entry.get(key) for entry in entries)}
    return sorted((key for key in keys if key not in hollow), key=lambda key: key.startswith(("_", "@", "$")))


def _resolved(entry: dict[str, object], named: Mapping[str, Named]) -> dict[str, object]:
    for key, objects in named.items():
        if key in entry:
            entry[key] = objects.resolve(entry[key])
    return entry


def _header(key: str, values: Sequence[object] = ()) -> str:
    """What a key says as a header of a table."""
    last = last_part(key)
    known = field_and_rank(last) is not None or code_candidates([last])
    words = without_ids(last) if refers(last) and not known else last
    if name_votes(words) or not any(isinstance(value, dict) for value in values):
        return words
    return "talk" if is_kind(plain_name(words)) else words  # {"workshop": {"name": ...}}


def _holds_ids(key: str, values: Sequence[object]) -> bool:
    """Whether a key holds ids of objects that are elsewhere: its name says so, or names are numbers or codes."""
    last = last_part(key)
    known = field_and_rank(last)
    if plain_name(last) in OTHER_LISTS and not name_votes(last).keys() & {"speakers", "tags"}:
        return True  # links, attachments, questions
    if refers(last):
        return (known is None or known[0] != "id") and not code_candidates([last])
    fields = {name for name, vote in name_votes(last).items() if vote >= BY_WORDS}
    flat = [one for value in values for one in (value if isinstance(value, list) else [value]) if one not in (None, "")]
    if fields & {"speakers", "track", "format", "tags"} and flat and all(isinstance(one, int) for one in flat):
        return not any(isinstance(one, bool) for one in flat)
    return "speakers" in fields and bool(flat) and all(isinstance(one, str) and _is_code(one) for one in flat)


def _is_code(text: str) -> bool:
    """Whether a text is no person's name but a number, or a code as "AB3XYZ"."""
    return " " not in text.strip() and (any(map(str.isdigit, text)) or (text.isupper() and len(text) >= _LONG_CODE))


def _key_field(listed: ObjectList, sample: Sequence[Item], *, around: bool) -> str:
    """The field that the keys of an object of objects, or of lists, hold; "" without such keys."""
    keys = [item.key for item in sample if item.key]
    if not keys:
        return ""
    if sum(kind_of_time(key) in ("date", "moment") or is_weekday(key) for key in keys) >= _MOSTLY * len(keys):
        return "day"
    known = {field: name_votes(listed.last_key).get(field, 0.0) for field in _KEY_FIELDS}
    best = max(_KEY_FIELDS, key=known.__getitem__)
    if known[best] >= BY_WORDS:
        return best
    named = any("title" in name_votes(key) for key in keys_of(item.entry for item in sample))
    if len(set(keys)) == len(keys) and (named or not around) and not any(item.grouped for item in sample):
        return "id"
    if 2 * sum("day" in name_votes(key) for key in keys) > len(keys):
        return ""  # the first day, the second day
    for name in _KEY_FIELDS:
        if 2 * sum(name in name_votes(key) for key in keys) > len(keys):
            return name
    kinds = sum(is_kind(spaced_name(key)) for key in keys)
    if kinds >= _MOSTLY * len(keys):
        return "format"
    placed = any("room" in name_votes(key) for key in keys_of(item.entry for item in sample))
    days = all(item.around is not None and item.around.key for item in sample)
    return "room" if days and not placed else "track"


def _others(name: str, looks: Sequence[Column], taken: set[int]) -> Iterator[int]:
    """Yield the positions of further columns that say the same by their names."""
    for place, look in enumerate(looks):
        votes = name_votes(look.header)
        if place in taken or not look.filled or says_other(look.header) or is_private(look.header):
            continue
        numbered = name == "speakers" and numbered_person(look.header) is not None
        if (numbered or votes.get(name, 0.0) >= BY_WORDS) and (name != "speakers" or names_people(look)):
            yield place


def _shorter_text(looks: Sequence[Column], abstract: int | None) -> int | None:
    """The position of a much shorter text beside the abstract: calendars call their titles summaries."""
    if abstract is None:
        return None
    named = [place for place, look in enumerate(looks) if name_votes(look.header).get("abstract", 0.0) >= BY_WORDS]
    lines = [place for place in named if 0 < looks[place].length <= _LONGEST_TITLE and place != abstract]
    short = min(lines, key=lambda place: looks[place].length, default=None)
    return short if short is not None and 2 * looks[short].length <= looks[abstract].length else None


def _code(looks: Sequence[Column], places: Mapping[str, int]) -> int | None:
    """The position of the key of the codes, if one is not used for another field."""
    title = places.get("title")
    titles = looks[title].cells if title is not None else [""] * len(looks[0].cells if looks else ())
    return code_column([look.header for look in looks], lambda place: looks[place].cells, titles, {*places.values()})
