"""Bring an object of JSON into one level: the texts of inner objects become keys of their own, as "content.title"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice
from typing import Final

from session_finder.intake.dates.kinds import kind_of_time
from session_finder.intake.mapping.trees.lists import Item
from session_finder.intake.mapping.trees.references import id_of
from session_finder.intake.model.columns import spaced_name
from session_finder.intake.model.header_words import BY_WORDS, name_votes
from session_finder.intake.model.limits import MAX_COLUMNS
from session_finder.intake.shared.json_access import MAX_NAMES, Entry, keys_of, named, person, text
from session_finder.text.vocabulary import load

_VOCABULARY: Final = load("session_finder.intake", "json_keys")
_LANGUAGES: Final = frozenset(_VOCABULARY["languages"])
_CALLED: Final[tuple[str, ...]] = _VOCABULARY["pairs"]["called"]
_HELD: Final = frozenset(_VOCABULARY["pairs"]["held"])
_IN_A_LANGUAGE: Final = re.compile(r"(.{2,60}?)(?:[-_ .]?([A-Z]{2})|[-_ .]([a-z]{2}))")
_TIMES: Final = frozenset({"start", "end", "day", "duration"})
_OF_A_TALK: Final = frozenset({"start", "speakers", "duration", "abstract"})
_OF_ITS_OWN: Final = frozenset({"speakers", "room", "track", "level", "tags", "language", "url"})
_DEEPEST: Final = 3


@dataclass(frozen=True, slots=True)
class Flattening:
    """How the objects of one list are brought into one level.

    ``titled``: whether they have titles of their own; otherwise an inner object may be the session. ``languages``: key
    → the key without the code of the language at its end, and that code. ``key_field``: what the key of an object in
    an object of objects is, "" for nothing. ``containers``: the keys of inner objects of objects, which are lists.
    """

    titled: bool = True
    languages: Mapping[str, tuple[str, str]] | None = None
    key_field: str = ""
    containers: frozenset[str] = frozenset()

    def flat(self, item: Item) -> dict[str, object]:
        """The object of an item in one level."""
        whole: dict[str, object] = {}
        if self.key_field and item.key and "@" not in item.key:
            whole[self.key_field] = item.key
        self._spread(item.entry, "", whole, _DEEPEST)
        return self._in_one_language(whole) if self.languages else whole

    def _spread(self, entry: Entry, before: str, whole: dict[str, object], depth: int) -> None:
        for key, given in islice(entry.items(), 2 * MAX_COLUMNS):
            if not before and key in self.containers:
                continue
            pairs = _pairs(given) if isinstance(given, list) and depth else {}
            if pairs:
                whole |= {f"{before}{key}.{name}": value for name, value in pairs.items()}
                continue
            value = _bare(given)
            if isinstance(value, dict) and depth and not id_of(value):
                if self._is_spread(key, value):
                    self._spread(value, f"{before}{key}.", whole, depth - 1)
                    continue
                times = {own: value[own] for own in islice(value, MAX_COLUMNS) if _fields_of(own) & _TIMES}
                if times and not {"time", "dateTime"} & times.keys():
                    self._spread(times, f"{before}{key}.", whole, depth - 1)
                    if _fields_of(key) & _TIMES:
                        continue
            whole[before + key] = value

    def _is_spread(self, key: str, inner: Entry) -> bool:
        """Whether the keys of an inner object say more than its name."""
        called = cell_text(inner)
        if not called or (kind_of_time(called) and not _fields_of(key) & _TIMES and not _tells_times_only(inner)):
            return True  # without a name; a date beside other things is none
        if self.titled or _fields_of(key) & _OF_ITS_OWN:
            return False
        fields = {field for own in islice(inner, MAX_COLUMNS) for field in _fields_of(own)}
        return "title" in fields and bool(fields & _OF_A_TALK)

    def _in_one_language(self, whole: dict[str, object]) -> dict[str, object]:
        languages = self.languages or {}
        joined: dict[str, object] = {}
        for key, value in whole.items():
            bare, code = languages.get(key, (key, ""))
            texts = joined.setdefault(bare, {}) if code else None
            if isinstance(texts, dict):
                texts[code] = value
            else:
                joined[key] = value
        return joined


def _bare(value: object) -> object:
    """What a value with a needless level holds.

    That is the only object of a list, if it has no name and no lists of objects; the content of {"value": [...]}; the
    keys of {"p1": true}. Two times are a range: ["09:00", "10:00"].
    """
    if isinstance(value, list):
        if len(value) == 2 and all(isinstance(one, str) and kind_of_time(one) in ("clock", "moment") for one in value):
            return " - ".join(value)
        only = value[0] if len(value) == 1 else None
        if not isinstance(only, dict) or cell_text(only) or any(map(_holds_objects, only.values())):
            return value
        value = only
    if isinstance(value, dict) and len(value) == 1:
        only = next(iter(value.values()))
        value = only if isinstance(only, list | dict) else value
    if isinstance(value, dict) and value and all(one is True for one in value.values()):
        return list(islice(value, MAX_NAMES))
    return value


def _pairs(values: Sequence[object]) -> dict[str, object]:
    """Custom fields as keys of their own: [{"name": "Track", "value": "Harbours"}]. {} for other lists."""
    found: dict[str, object] = {}
    for entry in values[:MAX_COLUMNS]:
        if not isinstance(entry, dict):
            return {}
        called = next((text(entry[key]) for key in _CALLED if key in entry), "")
        held = [entry[key] for key in entry if _holds_a_value(key)] if called else []
        if len(held) != 1:
            return {}
        found[called[:80]] = held[0]
    return found


@lru_cache(maxsize=4096)
def _holds_a_value(key: str) -> bool:
    return spaced_name(key[:40]) in _HELD


def _holds_objects(value: object) -> bool:
    return isinstance(value, list) and bool(value) and isinstance(value[0], dict)


def flattening_of(entries: Sequence[Entry], key_field: str, containers: Collection[str] = ()) -> Flattening:
    """Decide by a sample of the entries how they are brought into one level. ``containers``: see Flattening."""
    keys = keys_of(entries)
    titled = any(
        "title" in _fields_of(key) and any(not isinstance(entry.get(key), dict | None) for entry in entries)
        for key in keys
    )
    rough = Flattening(titled, None, key_field, frozenset(containers))
    flat = keys_of(rough.flat(Item(entry, ())) for entry in entries)
    return replace(rough, languages=_languages_of(flat))


def _languages_of(keys: Iterable[str]) -> dict[str, tuple[str, str]]:
    """Key → (key without the code of its language, code), for keys of which there are several languages."""
    by_name: dict[str, dict[str, str]] = {}
    for key in keys:
        found = _IN_A_LANGUAGE.fullmatch(key)
        code = (found[2] or found[3]).casefold() if found else ""
        if found and code in _LANGUAGES:
            by_name.setdefault(found[1], {}).setdefault(code, key)
    several = {bare: codes for bare, codes in by_name.items() if len(codes) > 1}
    return {key: (bare, code) for bare, codes in several.items() for code, key in codes.items()}


def _tells_times_only(inner: Entry) -> bool:
    return all(_fields_of(own) & _TIMES for own in islice(inner, MAX_COLUMNS))


def cell_text(value: Entry) -> str:
    """The name of an object, "" if it has none."""
    return person(value) or named(value)


@lru_cache(maxsize=4096)
def _fields_of(key: str) -> frozenset[str]:
    return frozenset(field for field, vote in name_votes(key).items() if vote >= BY_WORDS)
