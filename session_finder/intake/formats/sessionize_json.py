"""Sessionize's API: "all data", with lists that refer to each other by id, and the views "sessions" and "grid"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract, Record, Value
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.breaks import is_break, is_service
from session_finder.intake.shared.categories import field_of
from session_finder.intake.shared.json_access import (
    MAX_NAMES,
    Entry,
    distinct,
    filled,
    helping_keys,
    is_true,
    lookup,
    members,
    name,
    named,
    objects,
    person,
    refused,
    text,
    too_many,
    unused_keys,
)
from session_finder.intake.shared.states import accepted, is_cancelled, unknown_state

NAME: Final = "Sessionize JSON"

_SIGNS: Final = frozenset({"startsAt", "endsAt", "isServiceSession", "isPlenumSession", "categoryItems"})
_COLUMNS: Final = {
    "id": "id",
    "title": "title",
    "abstract": "description",
    "speakers": "speakers",
    "room": "room",
    "start": "startsAt",
    "end": "endsAt",
}
# Live and recording addresses are not read: often they are meetings that anybody could join.
_KNOWN: Final = frozenset(
    {*_COLUMNS.values(), "roomId", "categories", "categoryItems", "isServiceSession", "isPlenumSession"}
    | {"status", "isConfirmed", "isInformed", "questionAnswers"}
)
_PEOPLE: Final = frozenset({"id", "name", "firstName", "lastName", "fullName", "sessions", "questionAnswers"})


def read(source: Source) -> Extract | None:
    """Read the sessions of "all data" or of a view. Returns None for other files.

    The view of speakers only gives an Extract with an error.
    """
    whole = source.tree if isinstance(source.tree, dict) else {}
    sessions = objects(whole.get("sessions")) if whole else list(_of_view(objects(source.tree)))
    if not any(_SIGNS & entry.keys() for entry in sessions[:20]):
        return _wall_of_speakers(objects(source.tree))
    refusal = too_many(NAME, len(sessions))
    if refusal:
        return refusal
    file = _File(lookup(whole.get("speakers")), lookup(whole.get("rooms")), _categories(whole.get("categories")))
    records = [file.record(number, entry) for number, entry in enumerate(sessions, 1)]
    dropped = (
        *unused_keys(sessions, _KNOWN),
        *unused_keys(objects(whole.get("speakers")), _PEOPLE, "speakers."),
        *_question_titles(objects(whole.get("questions")), sessions),
        *sorted(file.left_out),
    )
    columns = {**_COLUMNS, **file.columns}
    helping = helping_keys(sessions, _KNOWN, {*columns.values()})
    problems = _problems(sessions, file.unknown_states)
    return Extract(NAME, records, len(sessions), columns, dropped, problems, helping=helping)


@dataclass(frozen=True, slots=True)
class _File:
    """Names that the sessions refer to, and what was found while reading them."""

    speakers: dict[str, str]
    rooms: dict[str, str]
    categories: dict[str, tuple[str, str]]  # id of an item → title of its category, name of the item
    columns: dict[str, str] = field(default_factory=dict)
    left_out: set[str] = field(default_factory=set)
    unknown_states: dict[str, int] = field(default_factory=dict)  # states that are not known → the first entry with it

    def record(self, number: int, entry: Entry) -> Record:
        values: dict[str, Value] = {found: named(entry.get(key)) for found, key in _COLUMNS.items()}
        values["speakers"] = self._speakers(entry.get("speakers"))
        values["room"] = name(entry.get("room")) or self.rooms.get(text(entry.get("roomId")), "")
        values.update(self._chosen(entry))
        state = text(entry.get("status"))
        stays = accepted(state)
        if stays is None:
            self.unknown_states.setdefault(state[:40], number)
        service = is_true(entry.get("isServiceSession")) or is_break(text(values["title"])) or is_service(values)
        return Record(
            number, filled(values), service=service, accepted=stays is not False, cancelled=is_cancelled(state)
        )

    def _speakers(self, value: object) -> tuple[str, ...]:
        return distinct(
            person(one) if isinstance(one, dict) else self.speakers.get(text(one), "") for one in members(value)
        )

    def _chosen(self, entry: Entry) -> dict[str, Value]:
        """The items of the session's categories by field. Titles of private categories are noted as dropped."""
        chosen: dict[str, dict[str, None]] = {}
        for title, item in self._items(entry):
            place = field_of(title)
            if not place:
                self.left_out.add(title[:80])
            elif item:
                self.columns.setdefault(place, title[:80])
                chosen.setdefault(place, {})[item] = None
        return {place: tuple(items) if place == "tags" else ", ".join(items) for place, items in chosen.items()}

    def _items(self, entry: Entry) -> Iterator[tuple[str, str]]:
        for key in map(text, members(entry.get("categoryItems"))):
            if key in self.categories:
                yield self.categories[key]
        for category in objects(entry.get("categories"))[:MAX_NAMES]:
            for item in objects(category.get("categoryItems"))[:MAX_NAMES]:
                yield name(category.get("name") or category.get("title")), name(item)


def _categories(value: object) -> dict[str, tuple[str, str]]:
    """Map item ids to (category, name). Categories of speakers are private and not read."""
    return {
        text(item.get("id")): (name(category.get("title")), name(item))
        for category in objects(value)
        if text(category.get("type")) in ("", "session")
        for item in objects(category.get("items"))
        if text(item.get("id"))
    }


def _of_view(groups: Sequence[Entry]) -> Iterator[Entry]:
    """Yield each session of the views "sessions" (groups) and "grid" (days, rooms, time slots) once."""
    seen: set[str] = set()
    for group in groups:
        for entry in (*objects(group.get("sessions")), *_of_grid(group), *((group,) if _SIGNS & group.keys() else ())):
            key = text(entry.get("id"))
            if not key or key not in seen:
                seen.add(key)
                yield entry


def _of_grid(day: Entry) -> Iterator[Entry]:
    rooms = objects(day.get("rooms"))
    for room in rooms:
        yield from objects(room.get("sessions"))
    for slot in objects(day.get("timeSlots")):
        yield from (found for room in objects(slot.get("rooms")) if isinstance(found := room.get("session"), dict))


def _question_titles(questions: Sequence[Entry], sessions: Sequence[Entry]) -> tuple[str, ...]:
    """The titles of questions to speakers, to be listed as dropped. Answers are never read."""
    within = (question for entry in sessions for question in objects(entry.get("questionAnswers")))
    found = distinct(name(question.get("question"))[:80] for question in (*questions, *within))
    return tuple(question for question in found[:100] if "@" not in question)


def _problems(sessions: Sequence[Entry], unknown_states: dict[str, int]) -> tuple[Problem, ...]:
    found = [unknown_state(state, line, "status") for state, line in list(unknown_states.items())[:10]]
    talks = [entry for entry in sessions if not is_true(entry.get("isServiceSession"))]
    open_ones = sum(text(entry.get("isConfirmed")) == "false" for entry in talks)
    if open_ones:
        advice = f"Sessions that their speakers have not confirmed: {open_ones} of {len(talks)}; they were kept."
        found.append(Problem("note", "not-confirmed", advice, column="isConfirmed"))
    return tuple(found)


def _wall_of_speakers(entries: Sequence[Entry]) -> Extract | None:
    if not any({"fullName", "sessions"} <= entry.keys() or "isTopSpeaker" in entry for entry in entries[:20]):
        return None
    advice = 'This is Sessionize\'s list of speakers, without sessions. Export the view "All data" or "Sessions".'
    return refused(NAME, len(entries), "speakers-without-sessions", advice, unused_keys(entries, ()))
