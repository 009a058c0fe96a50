"""Find all lists of objects in a JSON tree, each object with the objects around it.

Lists with the same path of keys are one list. So are lists under keys that say more of their objects: days, rooms,
kinds ({"Hall 1": [...], "Hall 2": [...]}). A star stands for such a key in the path.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import count, islice
from typing import Final

from session_finder.intake.dates.kinds import kind_of_time
from session_finder.intake.mapping.columns_by_group import is_kind
from session_finder.intake.model.columns import plain_name, spaced_name
from session_finder.intake.model.header_words import BY_WORDS, name_votes, says_only_session
from session_finder.intake.model.limits import MAX_COLUMNS, MAX_ROWS
from session_finder.intake.shared.json_access import Entry
from session_finder.text.vocabulary import load

STAR: Final = "*"
_DEEPEST: Final = 10  # {"data": {"days": [{"rooms": [{"sessions": [...]}]}]}}
_MOST_PATHS: Final = 500
_ALIKE: Final = 0.5  # the share of common keys from which two objects are of one kind
_MOSTLY: Final = 0.8

_VOCABULARY: Final = load("session_finder.intake", "json_keys")
AROUND_SESSIONS: Final = frozenset(_VOCABULARY["around_sessions"])
OTHER_LISTS: Final = frozenset(_VOCABULARY["other_lists"])
_LANGUAGES: Final = frozenset(_VOCABULARY["languages"])
_LISTS: Final = AROUND_SESSIONS | OTHER_LISTS

Path = tuple[str, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """An object of the file. ``around``: the next object that holds it; ``key``: the key of its list that says more.

    ``grouped``: whether it is the key of a whole list. ``order``: the place of the object in the file.
    """

    entry: Entry
    path: Path
    around: Item | None = None
    key: str = ""
    grouped: bool = False
    order: int = 0


@dataclass(frozen=True, slots=True, eq=False)
class ObjectList:
    """The objects at one path. ``single``: they are values of keys, and no members of a list.

    ``telling``: the keys of these objects that say something of the objects that they hold, and are no fields.
    """

    path: Path
    single: bool
    items: list[Item] = field(default_factory=list)
    telling: set[str] = field(default_factory=set)

    @property
    def last_key(self) -> str:
        """The words of the last key of the path; "" for the whole file."""
        return next((spaced_name(key[:80]).replace("-", " ") for key in reversed(self.path) if key != STAR), "")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A value that is not examined yet. ``single``: whether it is the only one at its key."""

    value: object
    path: Path
    around: Item | None = None
    key: str = ""
    grouped: bool = False
    single: bool = True


def lists_of(tree: object) -> dict[Path, ObjectList]:
    """Return the lists of objects by path, outer before inner, their objects in the order of the file."""
    found: dict[Path, ObjectList] = {}
    counted = count()
    waiting = [_Waiting(tree, ())]
    while waiting:
        one = waiting.pop()
        if isinstance(one.value, list):
            members = islice((inner for inner in one.value if isinstance(inner, list | dict)), MAX_ROWS + 1)
            inside = [_Waiting(inner, one.path, one.around, one.key, bool(one.key), single=False) for inner in members]
        elif isinstance(one.value, dict) and (one.path in found or len(found) < _MOST_PATHS):
            item = Item(one.value, one.path, one.around, one.key, one.grouped, next(counted))
            listed = found.setdefault(one.path, ObjectList(one.path, one.single))
            if len(listed.items) <= MAX_ROWS:
                listed.items.append(item)
            inside = list(_inside(item, listed.telling)) if len(one.path) < _DEEPEST else []
        else:
            continue
        waiting += reversed(inside)
    return found


def _inside(item: Item, telling: set[str]) -> Iterator[_Waiting]:
    """Yield the lists and objects in an object. Of translations of the whole, only one is read.

    Adds to ``telling``, the keys that were found in other objects at the same path.
    """
    parts = {key: part for key, part in item.entry.items() if isinstance(part, list | dict) and part}
    if len(parts) > 1 and parts.keys() <= _LANGUAGES:
        first = "en" if "en" in parts else next(iter(parts))
        parts = {first: parts[first]}
    telling.update(_telling_keys(item, parts))
    for key, part in parts.items():
        if key in telling:
            yield _Waiting(part, (*item.path, STAR), item, key, single=False)
        else:
            yield _Waiting(part, (*item.path, key), item)


def _telling_keys(item: Item, parts: Mapping[str, object]) -> Collection[str]:
    """The keys that say something of what they hold, and are no name of a list or of a field."""
    dates = [key for key in parts if _is_date(key)]
    if dates:
        return dates
    if _name_fields(parts):
        return ()
    names = {key for key in islice(parts, MAX_COLUMNS) if plain_name(key) in _LISTS}
    if len(parts) == len(item.entry) and all(isinstance(part, dict) for part in parts.values()) and not names:
        return parts if _are_keyed(parts) else ()
    shapes = {
        key: shape
        for key, part in parts.items()
        if key not in names
        and not _names_a_list(key)
        and _is_talk(shape := _shape(part, 0 if isinstance(part, dict) else 3))
    }
    if len(shapes) == 1:  # the only room on this day
        ((key, _),) = shapes.items()
        return shapes if item.key and isinstance(parts[key], list) and not says_only_session(key) else ()
    return shapes if _are_alike(list(shapes.values())) else ()


@lru_cache(maxsize=4096)
def _is_date(key: str) -> bool:
    return any(map(str.isdigit, key[:40])) and kind_of_time(key) in ("date", "moment")


def _are_keyed(parts: Mapping[str, object]) -> bool:
    """Whether all values are objects of one kind. A single one is a talk under a key with a number: "talk1"."""
    if len(parts) == 1:
        ((key, only),) = parts.items()
        return any(map(str.isdigit, key)) and isinstance(only, dict) and _is_talk(list(islice(only, MAX_COLUMNS)))
    return _are_alike([_shape(part) for part in parts.values()])


def _names_a_list(key: str) -> bool:
    """Whether a key is written as programs write it and ends with a word for sessions, but for no kind: "slots"."""
    words = spaced_name(key[:80])
    return key[:1].islower() and " " not in key and says_only_session(words.rsplit(" ", 1)[-1]) and not is_kind(words)


def _shape(value: object, depth: int = 3) -> frozenset[str]:
    """The keys of the first object in a value, which for objects of objects is an inner one."""
    if isinstance(value, list):
        inner = next((one for one in value[:MAX_COLUMNS] if isinstance(one, dict | list)), None)
        return _shape(inner, depth - 1) if inner is not None and depth else frozenset()
    if not isinstance(value, dict):
        return frozenset()
    keys = list(islice(value, MAX_COLUMNS))
    if not depth or any(not isinstance(value[key], dict | list) for key in keys):
        return frozenset(keys)
    return next((shape for key in keys[:3] if (shape := _shape(value[key], depth - 1))), frozenset(keys))


def _are_alike(shapes: list[frozenset[str]]) -> bool:
    """Whether most objects have the keys of the first that has any."""
    known = [shape for shape in shapes if shape]
    alike = sum(len(shape & known[0]) >= _ALIKE * len(shape | known[0]) for shape in known)
    return bool(known) and alike >= _MOSTLY * len(known)


def _is_talk(keys: Collection[str]) -> bool:
    """Whether an object with these keys is a session rather than a person or a room."""
    fields = {field for key in keys for field, vote in name_votes(key).items() if vote >= BY_WORDS}
    return "title" in fields and bool(fields & {"start", "speakers", "duration", "abstract"})


def _name_fields(keys: Collection[str]) -> bool:
    """Whether many keys are names of different fields, such as "rooms" and "tracks"."""
    fields = [best for key in islice(keys, MAX_COLUMNS) if (best := _field_of(key))]
    return len(set(fields)) > 1 and 2 * len(fields) >= min(len(keys), MAX_COLUMNS)


def _field_of(key: str) -> str:
    votes = name_votes(key)
    best = max(votes, key=votes.__getitem__, default="")
    return best if best and votes[best] >= BY_WORDS else ""
