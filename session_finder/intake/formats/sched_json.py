"""Sched's API: a list of sessions, with the key names of several API versions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.records import Extract, Record, Value
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.breaks import is_break, is_service
from session_finder.intake.shared.json_access import (
    Entry,
    filled,
    helping_keys,
    name,
    names,
    objects,
    people,
    text,
    too_many,
    unused_keys,
)
from session_finder.text.vocabulary import load

NAME: Final = "Sched"

_KEYS: Final[dict[str, tuple[str, ...]]] = {
    "id": ("id", "event_id", "session_id", "event_key", "session_key"),
    "title": ("name", "event_name", "session_title", "event_title", "session_name", "title"),
    "abstract": ("description", "event_description", "session_description"),
    "speakers": ("speakers", "speaker", "event_speakers", "session_speakers"),
    "room": ("venue", "event_venue", "session_venue", "venue_name"),
    "start": ("event_start", "session_start", "start"),
    "end": ("event_end", "session_end", "end"),
    "tags": ("event_subtype", "session_subtype", "tags"),
    "url": ("event_url", "session_url", "url"),
}
_KINDS: Final = ("event_type", "session_type", "type")
_STARTS: Final = frozenset({"event_start", "session_start"})
_OTHERS: Final = frozenset({"event_key", "session_key", "event_type", "session_type", "event_end", "session_end"})
_FORMATS: Final = frozenset(load("session_finder.intake", "sched")["formats"])


def read(source: Source) -> Extract | None:
    """Read the active sessions. ``event_type`` is the track, or the format if most values are formats.

    Returns None for other files.
    """
    entries = objects(source.tree)
    if isinstance(source.tree, dict):
        entries = next((found for value in source.tree.values() if _is_sched(found := objects(value))), [])
    if not _is_sched(entries):
        return None
    refusal = too_many(NAME, len(entries))
    if refusal:
        return refusal
    kind = "format" if _are_formats(entries) else "track"
    keys = {**_KEYS, kind: _KINDS}
    used = {
        field: next((key for key in known if any(key in entry for entry in entries)), "")
        for field, known in keys.items()
    }
    known = {key for names in keys.values() for key in names} | {"active"}
    speakers = [one for entry in entries for one in objects(entry.get(used["speakers"]))]
    return Extract(
        NAME,
        [_record(number, entry, keys) for number, entry in enumerate(entries, 1)],
        len(entries),
        {field: key for field, key in used.items() if key},
        (*unused_keys(entries, known), *unused_keys(speakers, {"name", "id"}, "speakers.")),
        helping=helping_keys(entries, known, {*used.values()}),
    )


def _record(number: int, entry: Entry, keys: dict[str, tuple[str, ...]]) -> Record:
    values: dict[str, Value] = {}
    for field, known in keys.items():
        value = next((entry[key] for key in known if entry.get(key) not in (None, "", [], {})), None)
        if field == "speakers":
            values[field] = people(value)
        elif field == "tags":
            values[field] = names(value)
        else:
            values[field] = name(value) if field in ("room", "track", "format") else text(value)
    kind = name(next((entry[key] for key in _KINDS if entry.get(key)), ""))
    service = is_break(text(values["title"]), kind) or is_service(values)
    active = text(entry.get("active")).casefold() not in ("n", "no", "false", "0")
    return Record(number, filled(values), service=service, accepted=active)


def _is_sched(entries: Sequence[Entry]) -> bool:
    return any(_STARTS & entry.keys() and _OTHERS & entry.keys() for entry in entries[:20])


def _are_formats(entries: Sequence[Entry]) -> bool:
    """Whether most sessions' types are formats, in singular or plural."""
    kinds = [plain_name(name(entry[key])).rstrip("s") for entry in entries for key in _KINDS if name(entry.get(key))]
    known = {word.rstrip("s") for word in _FORMATS}
    return bool(kinds) and sum(kind in known for kind in kinds) * 2 > len(kinds)
