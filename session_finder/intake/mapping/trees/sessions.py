"""Decide which lists of a JSON file hold the sessions, and what each session is part of.

The list that looks most like sessions is taken, and with it lists of the same kind, lists of talks inside of its
objects, and lists of sessions around them. Lists that refer to sessions by id, as slots of a timetable do, are around
them too. Lists of people, rooms, links and the like hold none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from session_finder.intake.mapping.columns_by_group import is_kind
from session_finder.intake.mapping.trees.keys import Keys, choose_keys
from session_finder.intake.mapping.trees.lists import AROUND_SESSIONS, OTHER_LISTS, Item, ObjectList, Path, lists_of
from session_finder.intake.mapping.trees.references import Named, References, parts_of, references_of
from session_finder.intake.model.columns import plain_name, spaced_name
from session_finder.intake.model.header_words import BY_WORDS, name_votes, says_only_session
from session_finder.text.vocabulary import load

_SAMPLE: Final = 200  # objects by which a list is judged
_VOCABULARY: Final = load("session_finder.intake", "json_keys")
_OF_A_PERSON: Final = frozenset(_VOCABULARY["of_a_person"])
_OF_OTHERS: Final = frozenset(_VOCABULARY["of_others"])
_OF_A_SESSION: Final = frozenset({"abstract", "speakers", "start", "track", "format", "room", "day", "duration"})
_OF_A_TALK: Final = frozenset({"speakers", "start", "duration"})
_OF_A_SLOT: Final = frozenset({"room", "end", "duration", "speakers"})
_ALIKE: Final = 0.5
_MOST_AROUND: Final = 40  # objects around one


@dataclass(frozen=True, slots=True, eq=False)
class Candidate:
    """A list of objects with the keys that its sessions would have, and how much it looks like sessions."""

    listed: ObjectList
    keys: Keys
    likeness: int

    @property
    def path(self) -> Path:
        """The path of the list."""
        return self.listed.path

    @property
    def titled(self) -> bool:
        """Whether a key is called title and holds titles."""
        return "title" in self.keys.filled and not self.keys.is_guessed("title")

    @property
    def may_be_sessions(self) -> bool:
        """Whether the objects could be sessions: not sponsors or rooms, nor news, which have a date and no start."""
        filled = self.keys.filled
        dated_only = "day" in filled and "start" not in filled
        return self.likeness > 0 and not dated_only and not filled.isdisjoint(_OF_A_TALK)

    @property
    def is_alone(self) -> bool:
        """Whether the list holds one object with a title."""
        return self.titled and len(self.listed.items) == 1

    @property
    def names_people(self) -> bool:
        """Whether the objects are persons who speak."""
        return name_votes(self.listed.last_key).get("speakers", 0.0) >= BY_WORDS

    @property
    def parts(self) -> Mapping[str, Named]:
        """The keys that refer to talks of another list, as a slot of a timetable does."""
        return parts_of(self.keys.named)

    @property
    def describes(self) -> str:
        """The field that the objects of the list are, as "rooms" are rooms; "" for others."""
        votes = name_votes(self.listed.last_key)
        return next((name for name in ("room", "track", "day") if votes.get(name, 0.0) >= BY_WORDS), "")


@dataclass(frozen=True, slots=True)
class Found:
    """Lists of a file. ``chosen``: those with sessions, the surest first. ``slots``: session → what refers to it.

    ``people``: session → the persons who refer to it, or who hold it.
    """

    lists: Mapping[Path, ObjectList]
    candidates: Mapping[Path, Candidate]
    references: References
    chosen: Sequence[Candidate] = ()
    slots: Mapping[Item, Item] = field(default_factory=dict)
    people: Mapping[Item, Sequence[Item]] = field(default_factory=dict)

    def is_conference(self, candidate: Candidate) -> bool:
        """Whether the only object of a list has a title and holds all sessions: it is the whole, and no part of it."""
        return candidate.is_alone and not any(outer.path == candidate.path for outer in self.slots.values())

    def outer(self, item: Item) -> Sequence[Item]:
        """The object that refers to an object, and the next one that holds it."""
        return [one for one in (self.slots.get(item), item.around) if one is not None]

    def around(self, item: Item) -> list[Item]:
        """All objects around an object, the nearest first."""
        found = dict.fromkeys(self.outer(item))
        waiting = list(found)
        while waiting and len(found) < _MOST_AROUND:
            further = [one for one in self.outer(waiting.pop(0)) if one not in found]
            found |= dict.fromkeys(further)
            waiting += further
        return list(found)


def find_sessions(tree: object, mapping: Mapping[str, str]) -> Found:
    """Find the lists with sessions. Without any, ``chosen`` is empty. A ``mapping`` may name the keys of a list."""
    lists = lists_of(tree)
    references = references_of(lists.values())
    candidates: dict[Path, Candidate] = {}
    for path, listed in sorted(lists.items(), key=lambda pair: -len(pair[0])):
        around = any(one.likeness and one.path[: len(path)] == path for one in candidates.values())
        if not listed.single:
            candidates[path] = _candidate(listed, references, around=around)
    candidates = {path: candidates[path] for path in lists if path in candidates}
    candidates = {path: _as_parts(one, candidates) for path, one in candidates.items()}
    if not any(one.likeness for one in candidates.values()):
        candidates = {path: _of_people(one, candidates) for path, one in candidates.items()}
    found = Found(lists, candidates, references)
    best = max(found.candidates.values(), key=lambda one: one.likeness, default=None)
    if mapping and (best is None or not best.likeness):
        best = max(found.candidates.values(), key=lambda one: _count_named(one, mapping), default=None)
        if best is not None and not _count_named(best, mapping):
            return found
    elif best is None or not best.likeness:
        return found
    if best is None:
        return found
    chosen = _with_others(best, found.candidates)
    slots, people = _slots(chosen, candidates), _people(chosen, candidates)
    return Found(lists, candidates, references, chosen, slots, people)


def _candidate(listed: ObjectList, references: References, *, around: bool) -> Candidate:
    keys = choose_keys(listed, listed.items[:_SAMPLE], references, around=around)
    return Candidate(listed, keys, _likeness(listed, keys))


def _as_parts(one: Candidate, candidates: Mapping[Path, Candidate]) -> Candidate:
    """A list as a candidate, if it is inside of sessions only where it holds their talks, and not files or the like."""
    outer = [other for other in candidates.values() if other.likeness and _is_inside(one.path, other.path)]
    if not one.likeness or not outer:
        return one
    words = one.listed.last_key.split()
    called = bool(words) and (says_only_session(words[-1]) or is_kind(" ".join(words)))
    filled = one.keys.filled
    told = "abstract" in filled if called else "abstract" not in outer[-1].keys.filled
    told = told or ("start" in filled and _are_alike(one.keys.every, outer[-1].keys.every))  # entries inside an entry
    is_part = _OF_OTHERS.isdisjoint(words) and one.titled and (told or (called and bool(filled & _OF_A_TALK)))
    return one if is_part else replace(one, likeness=0)


def _of_people(one: Candidate, candidates: Mapping[Path, Candidate]) -> Candidate:
    """A list of talks as a candidate, although it is inside a list of people."""
    outer = [other for other in candidates.values() if _is_inside(one.path, other.path)]
    if not outer or not outer[-1].names_people or not says_only_session(one.listed.last_key):
        return one
    return replace(one, likeness=_likeness(one.listed, one.keys, anywhere=True))


def _likeness(listed: ObjectList, keys: Keys, *, anywhere: bool = False) -> int:
    """Score how much a list looks like sessions: objects times session fields, 0 for other lists."""
    inside_others = not anywhere and any(plain_name(key) in OTHER_LISTS for key in listed.path)
    by_reference = keys.fields.get("title") in keys.named  # a slot of a talk
    if inside_others or by_reference or not keys.filled & {"title", "abstract"}:
        return 0
    grouped = bool(listed.items) and listed.items[0].grouped
    if listed.last_key in AROUND_SESSIONS and not grouped and "start" not in keys.filled:
        return 0
    fields = len(keys.filled & _OF_A_SESSION)
    is_name = keys.is_guessed("title") or plain_name(keys.fields.get("title", "")) == "name"
    about_people = any(spaced_name(key) in _OF_A_PERSON for key in keys.every)
    if about_people and not keys.filled & ({"start", "duration"} if is_name else {"abstract", "start", "duration"}):
        return 0
    if not fields and is_name:
        return 0  # rooms, sponsors and people have names too
    return len(listed.items) * (2 * fields + 1)


def _count_named(candidate: Candidate, mapping: Mapping[str, str]) -> int:
    """The number of keys that the mapping names, times the number of objects."""
    return len(set(mapping.values()) & set(candidate.keys.every)) * len(candidate.listed.items)


def _with_others(best: Candidate, candidates: Mapping[Path, Candidate]) -> list[Candidate]:
    """The best list and all others that hold sessions beside it, inside of it and around it."""
    chosen = [best]
    likely = [one for one in candidates.values() if one is not best and one.likeness and one.titled]
    for _ in range(2):
        for one in likely:
            if one not in chosen and _belongs(one, best, chosen):
                chosen.append(one)
    return chosen


def _belongs(one: Candidate, best: Candidate, chosen: Sequence[Candidate]) -> bool:
    filled = one.keys.filled
    if any(named.path == one.path for other in chosen for named in other.parts.values()):
        return True
    if any(named.path == other.path for other in chosen for named in one.parts.values()):
        return bool(filled & {"start", "abstract", "speakers"})
    if any(_is_inside(one.path, other.path) for other in chosen):
        return True
    if any(_is_inside(other.path, one.path) for other in chosen):
        told = bool(filled & {"start", "abstract", "speakers"})
        return told and not one.describes and not one.is_alone
    if _are_alike(one.keys.every, best.keys.every):
        return True
    if filled >= {"abstract", "speakers"} and (says_only_session(one.listed.last_key) or is_kind(one.listed.last_key)):
        return True
    return "start" in filled and bool(filled & _OF_A_SLOT)


def _is_inside(path: Path, outer: Path) -> bool:
    return len(path) > len(outer) and path[: len(outer)] == outer


def _are_alike(one: Sequence[str], other: Sequence[str]) -> bool:
    both = {*one} & {*other}
    return len(both) >= _ALIKE * len({*one} | {*other})


def _people(chosen: Sequence[Candidate], candidates: Mapping[Path, Candidate]) -> dict[Item, list[Item]]:
    """Session → persons, for lists of persons that hold or name what each of them speaks about."""
    paths = {one.path for one in chosen}
    people: dict[Item, list[Item]] = {}
    for one in candidates.values():
        linking = {key: named for key, named in one.parts.items() if named.path in paths} if one.names_people else {}
        for item in one.listed.items if linking else ():
            flat = one.keys.flattening.flat(item)
            for key, named in linking.items():
                for target in named.items(flat.get(key)):
                    people.setdefault(target, []).append(item)
    holding = {path for path, one in candidates.items() if one.names_people}
    for one in chosen:
        for item in one.listed.items:
            if item.around is not None and item.around.path in holding:
                people.setdefault(item, []).append(item.around)
    return people


def _slots(chosen: Sequence[Candidate], candidates: Mapping[Path, Candidate]) -> dict[Item, Item]:
    """Session → the object around it, for lists of which one refers to the other by id: slots, panels and talks."""
    slots: dict[Item, Item] = {}
    for one in candidates.values():
        linking = {
            key: named
            for key, named in one.parts.items()
            if named.path in candidates and (one in chosen or candidates[named.path] in chosen)
        }
        if any(plain_name(key) in OTHER_LISTS for key in one.path):
            continue
        for key, named in linking.items():
            pairs = _pairs(one, key, named)
            other = candidates[named.path]
            outward = other in chosen and (one not in chosen or _is_outward(one, other, pairs))
            for inner, outer in pairs if outward else ((item, target) for target, item in pairs):
                if slots.get(outer) is not inner:
                    slots.setdefault(inner, outer)
    return slots


def _pairs(one: Candidate, key: str, named: Named) -> list[tuple[Item, Item]]:
    """(object that is referred to, object that refers to it) for a key with ids."""
    return [
        (target, item)
        for item in one.listed.items
        for target in named.items(one.keys.flattening.flat(item).get(key))
        if target is not item
    ]


def _is_outward(one: Candidate, other: Candidate, pairs: Sequence[tuple[Item, Item]]) -> bool:
    """Whether the objects that refer are around those that they refer to, as a slot is around its talk.

    A paper that names its session is inside of it: many papers name one session, and the session has the time.
    """
    timed, other_timed = "start" in one.keys.filled, "start" in other.keys.filled
    told, other_told = "abstract" in one.keys.filled, "abstract" in other.keys.filled
    if timed != other_timed or told != other_told:
        return timed if timed != other_timed else other_told
    referring = {item for _, item in pairs}
    return len(referring) < len(pairs) or len({target for target, _ in pairs}) == len(pairs)
