"""Turn events that pages describe for search engines (JSON-LD of schema.org) into a list of sessions.

https://schema.org/Event
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from session_finder.intake.model.limits import MAX_ROWS

SYNTAX: Final = "JSON-LD"

_EVENT = re.compile(r"(?:https?://schema\.org/|schema:)?\w{0,40}(?:Event|EventSeries|Festival|Hackathon)")
_CONTEXT: Final = "schema.org"
_MOST_DEPTH: Final = 12
_INSIDE: Final = ("subEvent", "subEvents", "hasPart")
_AROUND: Final = ("@graph", "itemListElement", "item", "mainEntity", "event", "events", "itemOffered", "about")
_PEOPLE: Final = ("performer", "performers", "actor", "speaker", "contributor")
_KEPT: Final = {"name": "title", "startDate": "start", "endDate": "end", "inLanguage": "language"}

Entry = Mapping[str, object]


def events_tree(*trees: object) -> dict[str, Any] | None:
    """Return {"conference": …, "sessions": […]} of JSON-LD trees. None if they describe no events.

    An event with events inside is a conference or a block; its name is the conference's, or the track of those inside.
    """
    found = [pair for tree in trees if _names_schema(tree) for pair in _events(tree, (), _MOST_DEPTH)]
    if not found:
        return None
    outer = next((around[0] for _, around in found if around), "")
    sessions = [_session(event, around) for event, around in found[: MAX_ROWS + 1]]
    return {"conference": {"name": outer}, "sessions": sessions}


def _names_schema(tree: object) -> bool:
    first = tree[0] if isinstance(tree, list) and tree else tree
    if not isinstance(first, dict) or not first.keys() & {"@type", "@graph"}:
        return False
    return _CONTEXT in str(first.get("@context", ""))[:500]


def _events(tree: object, around: tuple[str, ...], depth: int) -> Iterator[tuple[Entry, tuple[str, ...]]]:
    """Yield the events without events inside, each with the names of those around it."""
    if depth == 0:
        return
    if isinstance(tree, list):
        for one in tree[: MAX_ROWS + 1]:
            yield from _events(one, around, depth - 1)
    if not isinstance(tree, dict):
        return
    inside = [tree[key] for key in _INSIDE if tree.get(key)]
    if _is_event(tree) and inside:
        around = (*around, _text(tree.get("name")))
    elif _is_event(tree):
        yield tree, around
    for part in (*inside, *(tree[key] for key in _AROUND if tree.get(key))):
        yield from _events(part, around, depth - 1)


def _is_event(entry: Entry) -> bool:
    kinds = entry.get("@type")
    named = kinds if isinstance(kinds, list) else [kinds]
    return any(isinstance(kind, str) and _EVENT.fullmatch(kind[:100]) for kind in named[:20])


def _session(event: Entry, around: tuple[str, ...]) -> dict[str, object]:
    """A session under the names that a JSON list of ours would have."""
    location = event.get("location")
    people = next((event[key] for key in _PEOPLE if event.get(key)), None)
    found: dict[str, object] = {
        "id": event.get("identifier") or event.get("@id"),
        **{ours: event.get(theirs) for theirs, ours in _KEPT.items()},
        "abstract": event.get("description"),
        "speakers": [_text(one) for one in people] if isinstance(people, list) else _text(people),
        "room": ", ".join(map(_text, location[:5])) if isinstance(location, list) else _text(location),
        "track": around[-1] if len(around) > 1 else "",
        "tags": event.get("keywords"),
        "url": event.get("url"),
        "status": _text(event.get("eventStatus")),
    }
    return {key: value for key, value in found.items() if value}


def _text(value: object) -> str:
    """A text, or the name of an object."""
    name = value.get("name") if isinstance(value, dict) else value
    return name if isinstance(name, str) else ""
