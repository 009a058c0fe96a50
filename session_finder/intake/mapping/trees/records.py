"""Read the sessions of JSON lists, with what they inherit from the objects around them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from session_finder.intake.cleaning.cell_lists import names_in
from session_finder.intake.cleaning.email_masking import mask_addresses
from session_finder.intake.dates.kinds import kind_of_time
from session_finder.intake.mapping.further_columns import MORE_TEXT, SHORT_TEXT, STATE
from session_finder.intake.mapping.time_columns import split_times
from session_finder.intake.mapping.trees.keys import Keys, choose_keys
from session_finder.intake.mapping.trees.lists import Item, Path
from session_finder.intake.mapping.trees.sessions import Found
from session_finder.intake.model.columns import last_part, spaced_name
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS, Record, Value
from session_finder.intake.shared.breaks import is_break, is_service
from session_finder.intake.shared.joining import join_texts
from session_finder.intake.shared.json_access import (
    cell,
    distinct,
    filled,
    is_true,
    members,
    named,
    names,
    people,
    person,
    text,
)
from session_finder.intake.shared.persons import distinct_parts
from session_finder.intake.shared.states import Fate, is_cancelled, takes_place, unknown_state
from session_finder.text.vocabulary import load

_OTHER_TYPES: Final = frozenset(load("session_finder.intake", "json_keys")["other_types"])
_INHERITED: Final = ("room", "track", "language")
_DEEPEST: Final = 20  # objects around objects
_MOST_UNKNOWN: Final = 10  # states


@dataclass(frozen=True, slots=True)
class Records:
    """Reads the records of a file. ``keys``: list → its keys, with the organizer's choice."""

    found: Found
    keys: dict[Path, Keys]
    unknown_states: dict[str, tuple[int, str]] = field(default_factory=dict)
    _around: dict[Item, tuple[dict[str, Value], Fate]] = field(default_factory=dict)

    def all(self) -> tuple[list[Record], int]:
        """The records in the order of the file, and the number of objects whose parts are the sessions."""
        chosen = {one.path for one in self.found.chosen}
        items = [item for one in self.found.chosen for item in one.listed.items if not is_other(item)]
        holding = {outer for item in items for outer in self.found.around(item) if outer.path in chosen}
        items = sorted((item for item in items if item not in holding), key=lambda item: item.order)
        return [self._record(line, item) for line, item in enumerate(items, 1)], len(holding)

    def _record(self, line: int, item: Item) -> Record:
        keys = self.keys_of(item)
        flat = keys.flat(item)
        values = values_of(keys, flat)
        if "speakers" not in values and item in self.found.people:
            values |= filled({"speakers": distinct(person(outer.entry) for outer in self.found.people[item])})
        kinds = (value for value in (values.get("title"), values.get("format")) if isinstance(value, str))
        service = is_break(*kinds) or is_service(values) or _is_marked(flat, keys.breaks)
        inherited, around = self._inherited(item)
        fate = max(around, self._fate(keys, flat, line))
        taken, cancelled = fate is Fate.TAKES_PLACE, fate is Fate.CANCELLED
        return Record(line, _with(values, inherited), service=service, accepted=taken, cancelled=cancelled)

    def keys_of(self, item: Item) -> Keys:
        """The keys of the list that an object is in."""
        known = self.keys.get(item.path)
        if known is None:
            candidate = self.found.candidates.get(item.path)
            listed = self.found.lists[item.path]
            known = candidate.keys if candidate else choose_keys(listed, listed.items[:200], self.found.references)
            self.keys[item.path] = known
        return known

    def _inherited(self, item: Item, depth: int = _DEEPEST) -> tuple[dict[str, Value], Fate]:
        """What the objects around a session give it, the nearest first, and the worst fate of them."""
        whole: dict[str, Value] = {}
        worst = Fate.TAKES_PLACE
        for outer in self.found.outer(item) if depth else ():
            given, fate = self._whole(outer, depth - 1)
            whole, worst = _with(whole, given), max(worst, fate)
        return whole, worst

    def _whole(self, outer: Item, depth: int) -> tuple[dict[str, Value], Fate]:
        """What an object and those around it give to the sessions in it."""
        if outer not in self._around:
            self._around[outer] = ({}, Fate.TAKES_PLACE)  # for objects that refer to each other
            (own, fate), (given, around) = self._given(outer), self._inherited(outer, depth)
            self._around[outer] = (_with(own, given), max(fate, around))
        return self._around[outer]

    def _given(self, outer: Item) -> tuple[dict[str, Value], Fate]:
        """What an object gives to the sessions in it. A conference gives less than a session."""
        candidate = self.found.candidates.get(outer.path)
        keys = self.keys_of(outer)
        flat = keys.flat(outer)
        values = values_of(keys, flat)
        single = {place for place, key in keys.fields.items() if not _is_several(flat.get(key))}
        given: dict[str, Value] = {place: values[place] for place in _INHERITED if place in values and place in single}
        day = str(values.get("day", "") or values.get("start", ""))
        if kind_of_time(day) in ("date", "moment", "unix"):
            given["day"] = day
        title = values.get("title", "")
        whole = candidate is not None and self.found.is_conference(candidate)
        if candidate is not None and title:
            if candidate.describes and candidate.describes != "day":
                given.setdefault(candidate.describes, title)
            elif (
                candidate.titled
                and keys.fields.get("title") not in keys.named  # a slot has the title of its talk
                and not (candidate.describes or candidate.names_people or whole)
            ):
                free = next((name for name in ("track", "format") if name not in values), "tags")
                given[free] = title
        if candidate is not None and not whole:
            given |= {name: values[name] for name in ("start", "end", "duration") if name in values}
        return given, self._fate(keys, flat, 0)

    def _fate(self, keys: Keys, flat: Mapping[str, object], line: int) -> Fate:
        marks = [last_part(key) for key in keys.cancelled if is_true(flat.get(key))]
        if marks:
            return Fate.CANCELLED if all(map(is_cancelled, marks)) else Fate.LEFT_OUT
        state = named(flat.get(keys.fields[STATE])) if STATE in keys.fields else ""
        key = last_part(keys.fields[STATE]) if state else ""
        stays = not state or takes_place(state, key)
        if line and stays is None and len(self.unknown_states) < _MOST_UNKNOWN:
            self.unknown_states.setdefault(mask_addresses(state[:40]), (line, keys.fields[STATE][:80]))
        if stays is not False:
            return Fate.TAKES_PLACE
        return Fate.CANCELLED if is_cancelled(state, key) else Fate.LEFT_OUT

    def problems(self) -> Iterator[Problem]:
        """Yield the warnings about states that are not known."""
        yield from (unknown_state(state, line, key) for state, (line, key) in self.unknown_states.items())


def is_other(item: Item) -> bool:
    """Whether a graph of linked data says that an object is a person, a place and the like."""
    kinds = item.entry.get("@type")
    return kinds is not None and any(
        spaced_name(text(kind)[:80]) in _OTHER_TYPES for kind in (members(kinds) or [kinds])
    )


def values_of(keys: Keys, flat: Mapping[str, object]) -> dict[str, Value]:
    """The values of the session fields of one object."""
    values: dict[str, Value] = {}
    for place, key in keys.fields.items():
        if place in FIELDS:
            among = [_value(place, flat.get(one)) for one in (key, *keys.instead.get(place, ()))]
            if place == "speakers" and keys.joined:
                values[place] = distinct_parts(names_in(one) if isinstance(one, str) else one for one in among)
            else:
                values[place] = next((value for value in among if value), "")
    values = filled(values)
    split_times(values, same=keys.fields.get("start", "") == keys.fields.get("end"))
    more = _text(flat.get(keys.fields.get(MORE_TEXT, "")))
    if more:
        values["abstract"] = join_texts(str(values["abstract"]), more) if "abstract" in values else more
    return values | filled({"abstract": values.get("abstract", "") or _text(flat.get(keys.fields.get(SHORT_TEXT, "")))})


def _value(place: str, value: object) -> Value:
    if isinstance(value, str):
        return value.strip()
    if place == "speakers":
        return people(value)
    if place == "tags":
        return names(value)
    if place == "abstract":
        return _text(value)
    if place == "url":  # a list of links is not the session's own
        return (
            next((found for key in ("url", "href") if (found := text(value.get(key)))), "")
            if isinstance(value, dict)
            else ""
        )
    return ", ".join(distinct(map(cell, value[:20]))) if isinstance(value, list) else cell(value)


def _text(value: object) -> str:
    return "\n\n".join(distinct(map(named, members(value)))) if isinstance(value, list) else named(value)


def _with(own: dict[str, Value], given: Mapping[str, Value]) -> dict[str, Value]:
    """The values with those that are inherited where there are none. Times are inherited together."""
    timed = bool(own.keys() & {"start", "end"})
    dated = "day" in given and kind_of_time(str(own.get("start", ""))) in ("moment", "unix")
    kept = {
        place: value
        for place, value in given.items()
        if not (timed and place in ("start", "end", "duration")) and not (dated and place == "day")
    }
    return {**kept, **own}


def _is_several(value: object) -> bool:
    """Whether a value is a list of which a session has one: all rooms, beside the list of sessions."""
    return isinstance(value, list) and len(value) > 1


def _is_marked(flat: Mapping[str, object], marks: Iterable[str]) -> bool:
    return any(is_true(flat.get(key)) for key in marks)
