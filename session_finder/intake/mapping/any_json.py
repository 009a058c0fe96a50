"""Generic JSON reader: find the lists of sessions, and read their keys like the columns of a table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from session_finder.intake.cleaning.email_masking import mask_addresses
from session_finder.intake.dates.kinds import kind_of_time
from session_finder.intake.dates.zones import zone_name
from session_finder.intake.mapping.trees.keys import Keys, choose_keys
from session_finder.intake.mapping.trees.lists import Item, ObjectList, Path
from session_finder.intake.mapping.trees.records import Records, is_other, values_of
from session_finder.intake.mapping.trees.sessions import Found, find_sessions
from session_finder.intake.model.columns import FIELDS as COLUMN_NAMES
from session_finder.intake.model.columns import matching, spaced_name
from session_finder.intake.model.header_words import is_private
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import FIELDS, Extract, Record
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.json_access import name, refused, text, too_many, unused_keys
from session_finder.text.vocabulary import load

NAME: Final = "JSON"

_SAMPLE: Final = 200  # objects whose keys are named where nothing is found
_WORDS: Final = load("session_finder.intake", "json_keys")
_ZONES: Final[tuple[str, ...]] = _WORDS["zones"]
_CONFERENCES: Final[tuple[str, ...]] = _WORDS["conferences"]
_DURING: Final = ("start", "end", "duration")


def read(source: Source, mapping: Mapping[str, str] | None = None) -> Extract | None:
    """Read sessions from the lists of objects at any place in the JSON, or from objects of objects.

    ``mapping``: field → key as the organizer chose it, "" to leave a field out; other fields are proposed. Returns None
    if the source is not JSON.
    """
    if source.tree is None:
        return None
    found = find_sessions(source.tree, mapping or {})
    if not found.chosen:
        return _nothing([listed for listed in found.lists.values() if not listed.single])
    count = sum(len(one.listed.items) for one in found.chosen)
    refusal = too_many(NAME, count)
    if refusal:
        return refusal
    keys, problems = _chosen_keys(found, mapping or {})
    reader = Records(found, keys)
    records, holding = reader.all()
    records, without_days = _without_dayless_times(records, found, keys)
    unused, other_lists = _unused(found, keys)
    return Extract(
        format=NAME,
        records=records,
        rows=len(records) + holding,
        columns=_columns(found, keys),
        dropped=_dropped(found, keys),
        problems=(
            *problems,
            *without_days,
            *reader.problems(),
            *_nameless(found, keys),
            *_holding_note(holding),
        ),
        name=_title(source.tree, found, keys),
        timezone=_zone(found),
        helping=_helping(found, keys),
        left_out={"entries-of-sessions": holding},
        unused=unused,
        other_lists=other_lists,
    )


def _chosen_keys(found: Found, mapping: Mapping[str, str]) -> tuple[dict[Path, Keys], list[Problem]]:
    """The keys of each chosen list, with the organizer's mapping and the problems about both."""
    keys = {one.path: one.keys for one in found.chosen}
    for one in found.chosen:
        if len(one.listed.items) > _SAMPLE:
            around = any(len(path) > len(one.path) and path[: len(one.path)] == one.path for path in keys)
            keys[one.path] = choose_keys(one.listed, one.listed.items, found.references, around=around)
    problems = {note: None for own in keys.values() for field, note in own.notes if field not in mapping}
    wanted = {field: label for field, label in mapping.items() if field in FIELDS}
    known = {key for own in keys.values() for key in own.every}
    chosen: dict[str, str] = {}
    for field, label in wanted.items():
        key = _key_called(label, known)
        if label and not key:
            advice = f"No key is called {label[:80]!r} any more; {field} was chosen anew. Check the columns."
            problems[Problem("warning", "missing-key", advice, column=label[:80])] = None
        elif label and is_private(spaced_name(key), addresses_only=True):
            advice = "Addresses and telephone numbers are never shown; the key was left out. Choose another."
            problems[Problem("warning", "private-key", advice, column=label[:80])] = None
            chosen[field] = ""
        else:
            chosen[field] = key
    return {path: _with_choice(own, chosen) for path, own in keys.items()}, list(problems)


def _key_called(label: str, known: set[str]) -> str:
    """The key that a label means, as it is shown."""
    shown = {key.strip()[:80]: key for key in known}
    return shown.get(matching(label, shown), "")


def _with_choice(keys: Keys, chosen: Mapping[str, str]) -> Keys:
    """The keys of one list with the organizer's choice. A key that the list does not have leaves its own."""
    taken = set(chosen.values())
    own = {field: key for field, key in chosen.items() if not key or key in keys.every}
    fields = {field: key for field, key in keys.fields.items() if field not in own and key not in taken}
    instead = {field: others for field, others in keys.instead.items() if field not in own}
    return replace(keys, fields=fields | {field: key for field, key in own.items() if key}, instead=instead)


def _columns(found: Found, keys: Mapping[Path, Keys]) -> dict[str, str]:
    whole: dict[str, str] = {}
    for one in found.chosen:
        whole = {**keys[one.path].fields, **whole}
    return {field: whole[field] for field in (*COLUMN_NAMES, "code") if field in whole}


def _helping(found: Found, keys: Mapping[Path, Keys]) -> tuple[str, ...]:
    """The keys that are read and are no field's first: states, marks of breaks, a second text, further persons."""
    fields = set(_columns(found, keys).values())
    helping: dict[str, None] = {}
    for one in found.chosen:
        helping |= dict.fromkeys(key for key in _used(keys[one.path]) if key not in fields)
    return tuple(helping)


def _used(keys: Keys) -> list[str]:
    others = (key for several in keys.instead.values() for key in several)
    return [*keys.fields.values(), *others, *keys.breaks, *keys.cancelled]


def _dropped(found: Found, keys: Mapping[Path, Keys]) -> tuple[str, ...]:
    """The keys of the sessions that are not read."""
    inside = {path[depth] for path in keys for depth in range(len(path))}
    dropped: dict[str, None] = {}
    for one in found.chosen:
        own = keys[one.path]
        used = {*_used(own), *inside}
        flat = dict.fromkeys(own.every, "")
        dropped |= dict.fromkeys(unused_keys([flat], used))
    return tuple(dropped)


def _without_dayless_times(
    records: list[Record], found: Found, keys: Mapping[Path, Keys]
) -> tuple[list[Record], list[Problem]]:
    """Leave out times of day if no session has a day, with one note for all of them."""
    starts = [str(record.values["start"]) for record in records if "start" in record.values]
    if len(starts) < 3 or any("day" in record.values for record in records):
        return records, []
    if not all(kind_of_time(start) == "clock" for start in starts):
        return records, []
    advice = "The column says the time but none says the day; times were left out. Add a column called date."
    note = Problem("note", "times-without-days", advice, column=keys[found.chosen[0].path].fields.get("start", ""))
    without = [
        replace(record, values={field: value for field, value in record.values.items() if field not in _DURING[:2]})
        for record in records
    ]
    return without, [note]


def _nameless(found: Found, keys: Mapping[Path, Keys]) -> Iterator[Problem]:
    """Yield a note for ids that no list of the file holds."""
    told: dict[str, None] = {}
    for one in found.chosen:
        own = keys[one.path]
        told |= dict.fromkeys(key for field, key in own.nameless.items() if field not in own.fields)
        told |= dict.fromkeys(key for key in own.fields.values() if key in own.named and own.named[key].missing)
    for key in told:
        advice = "The file has only ids here, and no list of the objects that they stand for; they were left out."
        yield Problem("note", "ids-without-objects", advice, column=key[:80])


def _holding_note(count: int) -> Iterator[Problem]:
    if count:
        several, its = (f"{count:,} entries hold", "their") if count > 1 else ("1 entry holds", "its")
        advice = f"{several} sessions, which are shown in {its} place with {its} day, room and title."
        yield Problem("note", "entries-of-sessions", advice)


def _unused(found: Found, keys: Mapping[Path, Keys]) -> tuple[dict[str, int], frozenset[str]]:
    """The lists that are neither sessions, nor around or inside of them, nor referred to, with their lengths.

    Also returns those of them that plainly hold something else than sessions.
    """
    own = {one.path: keys[one.path] for one in found.chosen}
    known = {*own, *(named.path for chosen in own.values() for named in chosen.named.values())}
    known |= {outer.path for persons in found.people.values() for outer in persons}
    known |= {outer.path for outer in found.slots.values()}
    around = {outer.path for one in found.chosen for item in one.listed.items[:1] for outer in found.around(item)}
    left: dict[Path, int] = {}
    for path, listed in found.lists.items():
        outer = any(path[: len(inside)] == inside for inside in (*known, *left))
        if not listed.single and path not in around and not outer:
            left[path] = len(listed.items)
    others = {one.path: sum(map(is_other, one.listed.items)) for one in found.chosen}
    left |= {path: count for path, count in others.items() if count}
    plain = (path for path in left if path in others or not found.candidates[path].may_be_sessions)
    return {_shown(path): count for path, count in left.items()}, frozenset(map(_shown, plain))


def _shown(path: Path) -> str:
    return mask_addresses(".".join(path)[:80]) or "*"


def _zone(found: Found) -> str:
    """The time zone that an object around the sessions names."""
    for item in _outermost(found):
        for key, value in item.entry.items():
            if spaced_name(key[:80]) in _ZONES and (zone := zone_name(text(value))):
                return zone
    return ""


def _title(tree: object, found: Found, keys: Mapping[Path, Keys]) -> str:
    """The conference's name, if an object around the sessions or beside them has one."""
    beside = [tree, *(value for value in tree.values() if isinstance(value, dict))] if isinstance(tree, dict) else []
    for entry in (one for one in beside if isinstance(one, dict)):
        for key in entry:
            called = name(entry[key]) if spaced_name(key[:80]) in _CONFERENCES else ""
            if called:
                return called
    for item in reversed(_outermost(found)):
        candidate = found.candidates.get(item.path)
        if candidate is None:
            called = next((called for key in ("name", "title") if (called := name(item.entry.get(key)))), "")
        elif found.is_conference(candidate) and not candidate.describes:
            called = name(values_of(candidate.keys, candidate.keys.flat(item)).get("title", ""))
        else:
            break
        if called:
            return called
    return ""


def _outermost(found: Found) -> Sequence[Item]:
    """The objects around the first session."""
    return found.around(found.chosen[0].listed.items[0])


def _nothing(lists: Sequence[ObjectList]) -> Extract:
    """Return an Extract with an error that lists keys, but never values."""
    largest = max(lists, key=lambda listed: len(listed.items), default=None)
    rows = len(largest.items) if largest else 0
    keys = unused_keys([item.entry for item in largest.items[:_SAMPLE]], ()) if largest else ()
    advice = (
        "No list of sessions was found in this JSON file. Each session must be an object with a title or an abstract; "
        f"known names: {', '.join(COLUMN_NAMES)}. Found: {', '.join(keys[:12])[:300] or 'no objects'}."
    )
    return refused(NAME, rows, "no-session-list", advice, keys)
