"""schedule.json and schedule.xml of frab, pentabarf, pretalx and the CCC, which have the same content."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Final

from session_finder.intake.dates.zones import zone_name
from session_finder.intake.model.limits import MAX_ROWS
from session_finder.intake.model.records import Extract, Record, Value
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.breaks import is_break, is_service
from session_finder.intake.shared.joining import join_texts
from session_finder.intake.shared.json_access import (
    Entry,
    distinct,
    filled,
    headline,
    helping_keys,
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

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_LETTERS: Final = re.compile(r"[\W_]+")
NAME: Final = "Schedule (frab, pretalx, pentabarf)"

_COLUMNS: Final = {
    "id": "guid",
    "title": "title",
    "abstract": "abstract",
    "speakers": "persons",
    "track": "track",
    "format": "type",
    "room": "room",
    "start": "date",
    "day": "day",
    "duration": "duration",
    "language": "language",
    "url": "url",
}
_KNOWN: Final = frozenset(_COLUMNS.values()) | {"code", "id", "subtitle", "description", "start", "end", "slug"}
_PEOPLE: Final = frozenset({"id", "guid", "code", "name", "public_name", "full_public_name"})
_CLOCK: Final = re.compile(r"(\d{1,2}):(\d\d)(:\d\d)?")


@dataclass(frozen=True, slots=True)
class _Event:
    """An event with the day and the room that contain it."""

    entry: Entry
    day: str
    room: str
    day_change: str  # the clock time before which an event of this day is on the next date


def read(source: Source) -> Extract | None:
    """Read the events of all days and rooms, of one or several conferences. Returns None for other files."""
    if source.xml is not None:
        if _tag(source.xml) != "schedule":
            return None
        about, events = _of_xml(source.xml)
    else:
        conferences = list(_conferences(source.tree))
        if not conferences:
            return None
        about = conferences[0]
        events = list(islice(_of_json(conferences), MAX_ROWS + 1))
    refusal = too_many(NAME, len(events))
    if refusal:
        return refusal
    if not events:
        advice = "The schedule has no events. Release a version of the schedule and export it again."
        return refused(NAME, 0, "empty-schedule", advice)
    entries = [event.entry for event in events]
    persons = (one for entry in entries for one in objects(entry.get("persons")))
    code = "code" if any(text(entry.get("code")) for entry in entries) else "id"
    return Extract(
        NAME,
        [_record(number, event, code) for number, event in enumerate(events, 1)],
        len(events),
        {**_COLUMNS, "code": code},
        (*unused_keys(entries, _KNOWN), *unused_keys(persons, _PEOPLE, "persons.")),
        name=name(about.get("title")),
        helping=helping_keys(entries, _KNOWN, {*_COLUMNS.values(), code}),
        timezone=zone_name(name(about.get("time_zone_name"))),
    )


def _record(number: int, event: _Event, code: str) -> Record:
    entry = event.entry
    title, kind = named(entry.get("title")), name(entry.get("type"))
    values: dict[str, Value] = {
        "id": text(entry.get("guid")) or text(entry.get("code")) or text(entry.get("id")),
        "title": headline(title, named(entry.get("subtitle"))),
        "abstract": join_texts(named(entry.get("abstract")), named(entry.get("description"))),
        "speakers": distinct(map(person, members(entry.get("persons")))),
        "track": name(entry.get("track")),
        "format": kind,
        "room": _room(name(entry.get("room")), event.room),
        "language": name(entry.get("language")),
        "url": text(entry.get("url")),
        "code": text(entry.get(code)),
        **_times(event),
    }
    return Record(number, filled(values), service=is_break(title, kind) or is_service(values))


def _room(named_here: str, around: str) -> str:
    """The room that an event names; the name of the room around it where the event has only its slug."""
    return (
        around
        if not named_here or _LETTERS.sub("", named_here.casefold()) == _LETTERS.sub("", around.casefold())
        else named_here
    )


def _times(event: _Event) -> dict[str, Value]:
    """Use ``date`` if it has a time, else day and clock time, moved to the next date after midnight."""
    moment, clock, end = (text(event.entry.get(key)) for key in ("date", "start", "end"))
    duration = minutes(text(event.entry.get("duration")))
    if ":" in moment:
        return {"start": moment, "duration": duration, "end": end if "-" in end and not duration else ""}
    day = moment or event.day[:10]
    if _sortable(clock) < _sortable(event.day_change):
        day = _next_day(day)
    return {"day": day, "start": clock, "duration": duration, "end": "" if duration else end}


def minutes(duration: str) -> str:
    """Convert "1:30", "24:00", "00:45:00" or "2:00:00" (days, hours, minutes) to minutes; "" for other texts.

    Three parts are hours, minutes and seconds if the first is padded to two digits; pretalx does not pad days.
    """
    parts = duration.split(":")
    if not 1 <= len(parts) <= 3 or not all(part.isascii() and part.isdigit() and len(part) <= 4 for part in parts):
        return ""
    numbers = [int(part) for part in parts]
    if len(parts) == 1:
        found = numbers[0]
    elif len(parts) == 3 and len(parts[0]) == 1 and parts[0] != "0":
        found = (numbers[0] * 24 + numbers[1]) * 60 + numbers[2]
    else:
        found = numbers[0] * 60 + numbers[1]
    return str(found) if found else ""


def _next_day(day: str) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
    except (ValueError, OverflowError):
        return day


def _sortable(clock: str) -> str:
    """Pad a clock time so that it sorts as text; "" for other texts."""
    found = _CLOCK.match(clock)
    return f"{found[1]:0>2}:{found[2]}" if found else ""


def _conferences(tree: object) -> Iterator[Entry]:
    """Yield the conferences of a schedule.json, also if its outer objects are missing, or of a list of such files."""
    for one in members(tree) if isinstance(tree, list) else [tree]:
        outer = one.get("schedule", one) if isinstance(one, dict) else None
        inner = outer.get("conference", outer) if isinstance(outer, dict) else None
        for found in inner if isinstance(inner, list) else [inner]:
            if isinstance(found, dict) and any("rooms" in day for day in objects(found.get("days"))):
                yield found


def _of_json(conferences: Iterable[Entry]) -> Iterator[_Event]:
    for conference in conferences:
        change = text(conference.get("day_change"))
        for day in objects(conference.get("days")):
            rooms = day.get("rooms")
            pairs: Iterable[tuple[str, object]] = rooms.items() if isinstance(rooms, dict) else ()
            if isinstance(rooms, list):
                pairs = ((name(room.get("name")), room.get("events") or room.get("talks")) for room in objects(rooms))
            for room, talks in pairs:
                for talk in objects(talks):
                    yield _Event(talk, text(day.get("date")), room[:300].strip(), change)


def _of_xml(root: Element) -> tuple[Entry, list[_Event]]:
    """Return the first conference's fields and the events in file order, each with the last day and room before it."""
    about: Mapping[str, object] = {}
    events: list[_Event] = []
    day = room = ""
    for element in root.iter():
        tag = _tag(element)
        if tag == "conference" and not about:
            about = _children(element)
        elif tag == "day":
            day = element.get("date") or ""
        elif tag == "room" and element.get("name") is not None:
            room = name(element.get("name"))
        elif tag == "event":
            events.append(_Event(_entry(element), day, room, text(about.get("day_change"))))
            if len(events) > MAX_ROWS:
                break
    return about, events


def _entry(event: Element) -> Entry:
    """Convert an event to the structure of schedule.json."""
    entry = _children(event)
    for key in ("guid", "code", "id"):
        entry.setdefault(key, event.get(key))
    persons = next((child for child in event if _tag(child) == "persons"), ())
    entry["persons"] = [{**_children(one), "name": _text(one)} for one in persons if _tag(one) == "person"]
    return entry


def _children(element: Element) -> dict[str, object]:
    """The text of the first child for each tag."""
    found: dict[str, object] = {}
    for child in element:
        found.setdefault(_tag(child), _text(child))
    return found


def _text(element: Element) -> str:
    """The text of an element and its children, but no deeper, which bounds the work on hostile files."""
    pieces = [element.text, *(piece for child in element for piece in (child.text, child.tail))]
    return " ".join(piece.strip() for piece in pieces if piece and piece.strip())


def _tag(element: Element) -> str:
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
