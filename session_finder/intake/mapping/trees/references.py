"""Follow ids to the objects that they stand for: speakers, rooms, tracks and talks that other lists of a file hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from typing import Final

from session_finder.intake.mapping.trees.lists import STAR, Item, ObjectList, Path
from session_finder.intake.model.columns import last_part, spaced_name
from session_finder.intake.model.header_words import name_votes, says_only_session
from session_finder.intake.model.limits import MAX_COLUMNS, MAX_ROWS
from session_finder.intake.shared.json_access import Entry, members, text
from session_finder.text.vocabulary import load

_VOCABULARY: Final = load("session_finder.intake", "json_keys")
_IDS: Final = frozenset(_VOCABULARY["ids"])
_BESIDE_IDS: Final = frozenset(_VOCABULARY["beside_ids"])
_LONGEST: Final = 100  # characters of an id
_TYPED: Final = "\x1f"  # between type and id in {"type": "speaker", "id": "27"}
_LONGEST_LIST: Final = 1_000  # characters of a text with several ids
_BETWEEN: Final = re.compile(r"[,;]")
_EXAMINED: Final = 200  # ids of a key by which its list is found
_MOST_HOLDERS: Final = 8  # lists that hold one id
_FEW: Final = 3
_DEEPEST_MAP: Final = 3  # keys above an object of names
_SOME: Final = 0.3  # the share of ids that are found where the names are alike
_MOST: Final = 0.8  # and where they are not


@dataclass(frozen=True, slots=True)
class Named:
    """The objects that the ids at one key refer to. ``missing``: ids that no object has."""

    path: Path
    holders: Mapping[str, Mapping[Path, Item]]
    missing: set[str] = field(default_factory=set)

    def items(self, value: object) -> Iterator[Item]:
        """The objects of an id, or of a list of ids."""
        for one in members(value) if isinstance(value, list) else (value,):
            found = self.holders.get(id_of(one), {}).get(self.path)
            if found is not None:
                yield found

    def resolve(self, value: object) -> object:
        """The value with objects in place of ids. Ids that no object has are left out."""
        if isinstance(value, list):
            return [found for one in members(value) if (found := self._object(one)) is not None]
        return self._object(value)

    def _object(self, value: object) -> object:
        several = list(ids_of([value])) if isinstance(value, str) and _BETWEEN.search(value) else []
        if len(several) > 1 and all(self.path in self.holders.get(known, ()) for known in several):
            return [self._object(known) for known in several]
        known = id_of(value)
        if not known:
            return value
        found = self.holders.get(known, {}).get(self.path)
        if found is not None:
            return {"name": found.key, **found.entry} if found.key and not _has_text(found.entry) else found.entry
        if " " in known:
            return value  # a name among ids
        self.missing.add(known)
        return None


@dataclass(frozen=True, slots=True)
class References:
    """All ids of a file. ``holders``: id → list → the object of that list. ``keyed``: paths of objects of objects."""

    holders: Mapping[str, Mapping[Path, Item]]
    keyed: frozenset[Path] = frozenset()

    def named(self, path: Path, key: str, values: Iterable[object]) -> Named | None:
        """The list that the ids at a key of the list at ``path`` refer to, None if they are no ids of another list."""
        last = _last(path)
        if _is_own(key, last):
            return None
        ids = set(islice(ids_of(values), _EXAMINED))
        found = Counter(
            holder for known in ids for holder in self.holders.get(known, ()) if holder[: len(path)] != path
        )
        typed = any(_TYPED in known for known in ids)
        likely = [(typed or _are_alike(key, _last(holder)), count, holder) for holder, count in found.items()]
        alike, count, holder = max(likely, default=(False, 0, ()), key=lambda one: one[:2])
        numbers = all(known.isdigit() for known in ids)
        sure = count >= _SOME * len(ids) if alike else not numbers and count >= max(_FEW, _MOST * len(ids))
        return Named(holder, self.holders) if count and sure else None


def references_of(lists: Collection[ObjectList]) -> References:
    """Collect the ids of all objects."""
    holders: dict[str, dict[Path, Item]] = {}
    for listed in lists:
        path = listed.path[:-1] if listed.single else listed.path
        last = _last(path)
        for item in listed.items if not all(id_of(item.entry) for item in listed.items[:_FEW]) else ():
            for known in _own_ids(item, last, listed.path[-1] if listed.single and last else item.key):
                held = holders.setdefault(known, {})
                if len(held) < _MOST_HOLDERS:
                    held.setdefault(path, item)
    for listed in lists:
        if (
            listed.single
            and len(listed.items) == 1
            and 0 < len(listed.path) <= _DEEPEST_MAP
            and name_votes(listed.path[-1])
        ):
            _add_names(holders, listed)
    return References(holders, frozenset(listed.path[:-1] for listed in lists if listed.path[-1:] == (STAR,)))


def _add_names(holders: dict[str, dict[Path, Item]], listed: ObjectList) -> None:
    """Add an object of names: {"rooms": {"1": "Pier", "2": "Quay"}}."""
    whole = listed.items[0]
    for key, value in islice(whole.entry.items(), MAX_ROWS):
        if isinstance(value, str) and value and len(key) <= _LONGEST:
            item = Item({"name": value}, listed.path, whole.around, order=whole.order)
            holders.setdefault(key, {}).setdefault(listed.path, item)


def _own_ids(item: Item, last: str, key: str) -> Iterator[str]:
    if key:
        yield key
    kind = text(item.entry.get("type"))
    for own, value in islice(item.entry.items(), MAX_COLUMNS):
        if not isinstance(value, dict | list) and _is_own(own, last) and (known := id_of(value)):
            yield known
            if kind and own == "id":
                yield f"{kind}{_TYPED}{known}"[:_LONGEST]


def ids_of(values: Iterable[object]) -> Iterator[str]:
    """The texts that may be ids: short scalars, also with commas between, and objects that hold an id and no more."""
    for value in values:
        for one in members(value) if isinstance(value, list) else (value,):
            if isinstance(one, str) and len(one) <= _LONGEST_LIST and _BETWEEN.search(one):
                yield from (part for part in map(str.strip, _BETWEEN.split(one)) if part)
            elif known := id_of(one):
                yield known


def id_of(value: object) -> str:
    """The id that a scalar or an object like {"type": "speaker", "id": 3} is, "" for other values."""
    if isinstance(value, dict):
        return _id_of_object(value)
    if isinstance(value, str | int) and not isinstance(value, bool):
        known = text(value)
        return known if len(known) <= _LONGEST else ""
    return ""


def _id_of_object(value: Entry) -> str:
    if not 0 < len(value) <= _FEW:
        return ""
    own = [key for key in value if _is_own(key, "")]
    if any(key not in own and spaced_name(key) not in _BESIDE_IDS for key in value):
        return ""
    known = next((known for key in own if not isinstance(value[key], dict) and (known := id_of(value[key]))), "")
    kind = text(value.get("type"))
    return f"{kind}{_TYPED}{known}"[:_LONGEST] if kind and known and "id" in value else known


def refers(key: str) -> bool:
    """Whether a key says that it holds ids of other objects: "speakerIds", "room_id"."""
    return len(_words(key)) > 1 and _words(key)[-1] in _IDS


def without_ids(key: str) -> str:
    """The words of a key without those for ids: "speaker" for "speakerIds"."""
    kept = [word for word in _words(key) if word not in _IDS]
    return " ".join(kept) or key


def parts_of(named: Mapping[str, Named]) -> dict[str, Named]:
    """The keys that refer to sessions or their times: "talkId", "papers", "timeslot"."""
    return {key: one for key, one in named.items() if _is_part(without_ids(last_part(key)))}


def _is_part(words: str) -> bool:
    return says_only_session(words) or "start" in name_votes(words)


@lru_cache(maxsize=4096)
def _words(key: str) -> Sequence[str]:
    return spaced_name(key[:_LONGEST]).replace("-", " ").replace(".", " ").strip("@$ ").split()


@lru_cache(maxsize=4096)
def _is_own(key: str, last: str) -> bool:
    """Whether a key holds the id of the object itself: "id", "_id", or "speaker_id" in a list of speakers."""
    words = _words(key)
    if not words or words[-1] not in _IDS:
        return False
    return len(words) == 1 or (len(words) == 2 and _singular(words[0]) in map(_singular, _words(last)))


@lru_cache(maxsize=4096)
def _are_alike(key: str, last: str) -> bool:
    """Whether a key and the key of a list name the same: "presenterIds" and "speakers"."""
    one, other = without_ids(last_part(key)), without_ids(last)
    if not last:
        return False
    if {*map(_singular, one.split())} & {*map(_singular, other.split())}:
        return True
    if says_only_session(one) and says_only_session(other):
        return True
    return bool(name_votes(one).keys() & name_votes(other).keys())


def _singular(word: str) -> str:
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _has_text(entry: Entry) -> bool:
    return any(key in entry for key in ("name", "title", "label"))


def _last(path: Path) -> str:
    return next((key for key in reversed(path) if key != STAR), "")
