"""Merge rows of files with one row per person, and split cells with several names."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from session_finder.domain.speakers import PARTICLES
from session_finder.intake.model.records import Record, Value

_NAMED_LISTS = ("speakers", "tags")
_SHARED = ("title", "day", "start", "room")
_BETWEEN = re.compile(r"[;|\n]|<br| and | & ")
_LETTER = re.compile(r"[^\W\d_]")
_LINE_END = re.compile(r"<br\s*/?>", re.IGNORECASE)


def merge_by_key(records: Sequence[Record], key: Callable[[Record], Hashable | None]) -> list[Record]:
    """Merge records with equal keys into the first of them. Other fields than speakers and tags keep the first value.

    Records with the key None are not merged. Records with an id can set ``merges`` instead; rows.py merges them later.
    """
    groups: dict[Hashable, list[Record]] = {}
    for number, record in enumerate(records):
        shared = key(record)
        groups.setdefault(("alone", number) if shared is None else ("shared", shared), []).append(record)
    return [_merge(group) if len(group) > 1 else group[0] for group in groups.values()]


def _merge(group: Sequence[Record]) -> Record:
    values: dict[str, Value] = {}
    for record in group:
        for field, value in record.values.items():
            values.setdefault(field, value)
    for field in _NAMED_LISTS:
        parts = distinct_parts(record.values.get(field, "") for record in group)
        if parts:
            values[field] = parts if len(parts) > 1 else parts[0]
    return replace(group[0], values=values, **_fate(group))


def _fate(group: Sequence[Record]) -> dict[str, bool]:
    """A session takes place if one of its rows does, and is cancelled if all of them are."""
    return {
        "accepted": any(record.accepted for record in group),
        "cancelled": all(record.cancelled for record in group),
    }


def distinct_parts(values: Iterable[Value]) -> tuple[str, ...]:
    """The distinct parts of all values, in their order."""
    parts = (part for value in values for part in ((value,) if isinstance(value, str) else value))
    return tuple(dict.fromkeys(part for part in parts if part))


def merge_person_rows(records: Sequence[Record]) -> tuple[list[Record], int]:
    """Merge rows that repeat a session for each of its people. Returns the records and the number of merged rows.

    Rows are merged if they share the id, or without ids the title, abstract, time and room, and name one person each,
    not always the same one. A talk that is given twice stays two sessions.
    """
    groups: dict[Hashable, list[Record]] = {}
    for record in records:
        key = _session_key(record)
        if key is not None:
            groups.setdefault(key, []).append(record)
    repeated = {key: group for key, group in groups.items() if len(group) > 1 and _differ_in_people(group)}
    if not repeated:
        return list(records), 0
    with_names = [_with_single_name(record) if _session_key(record) in repeated else record for record in records]
    return merge_by_key(
        with_names,
        lambda record: None if "id" in record.values or _session_key(record) not in repeated else _session_key(record),
    ), sum(map(len, repeated.values()))


def _session_key(record: Record) -> Hashable | None:
    """The key that rows of one session share, None if a row has too few values."""
    values = record.values
    if "id" in values:
        return ("id", values["id"])
    if "title" in values and "abstract" in values:
        return tuple(str(values.get(field, "")).casefold() for field in ("title", "abstract", "day", "start", "room"))
    return None


def _differ_in_people(group: Sequence[Record]) -> bool:
    """Whether the rows differ only in their people, one in each row."""
    if any(
        len({str(record.values[field]).casefold() for record in group if field in record.values}) > 1
        for field in _SHARED
    ):
        return False
    people = [record.values.get("speakers", "") for record in group]
    names = {name if isinstance(name, str) else " ".join(name) for name in people}
    single = all(not names_several(name) if isinstance(name, str) else len(name) == 1 for name in people)
    return single and len(names - {""}) > 1


def _with_single_name(record: Record) -> Record:
    """The record with its one speaker as a tuple, so that commas in the name do not split it."""
    name = record.values.get("speakers", "")
    values = {**record.values, "speakers": (name,)} if isinstance(name, str) and name else record.values
    return replace(record, values=values, merges="id" in record.values)


def names_several(name: str) -> bool:
    """Whether a cell names more than one person. Commas do not count: they may separate last and first name."""
    return _BETWEEN.search(name) is not None


def split_line_breaks(text: str) -> Value:
    """Split names at <br>. A <br> within brackets becomes a comma again."""
    if "<br" not in text.casefold():
        return text
    parts: list[str] = []
    depth = 0
    for piece in _LINE_END.split(text):
        if depth > 0 and parts:
            parts[-1] = f"{parts[-1].rstrip()}, {piece.strip()}"
        else:
            parts.append(piece.strip())
            depth = 0
        depth += piece.count("(") - piece.count(")")
    names = tuple(part for part in parts if part)
    return names if len(names) > 1 else "".join(names)


def full_name(*parts: str) -> str:
    """Join first, middle and last name."""
    return " ".join(" ".join(parts).split())


def is_name(text: str) -> bool:
    """Whether a text is written like one person's name: one to five words that begin with a capital, no digits."""
    said = [word for word in text.split("(", maxsplit=1)[0].split() if word.casefold() not in PARTICLES]
    if not 1 <= len(said) <= 5 or any(map(str.isdigit, text)):
        return False
    return all(not word[0].islower() and _LETTER.match(word.strip(".'’\"")) is not None for word in said)


def split_authors(text: str) -> Value:
    """Split "A, B and C", as EasyChair writes authors."""
    *firsts, last = text.split(",")
    ends = re.split(r"(?<!\s)\s++and\s++", last.strip().removeprefix("and "), maxsplit=1) if last.strip() else []
    parts = tuple(name for part in (*firsts, *ends) if (name := part.strip()))
    return parts if len(parts) > 1 else "".join(parts)
