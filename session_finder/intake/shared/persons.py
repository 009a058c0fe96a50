"""Files with one row per person: rows of one session become one record that names everybody."""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace

from session_finder.intake.model.records import Record, Value

_NAMED_LISTS = ("speakers", "tags")
_SHARED = ("title", "day", "start", "room")
_BETWEEN = re.compile(r"[;|\n]|<br| and | & ")
_LINE_END = re.compile(r"<br\s*/?>", re.IGNORECASE)


def gathered(records: Sequence[Record], key: Callable[[Record], Hashable | None]) -> list[Record]:
    """Records of one key as one, in the place of the first; the first that has a value gives it.

    A key of None stands for itself. This is for records without an id of their own: those that have one may say
    ``merges`` and are put together later.
    """
    groups: dict[Hashable, list[Record]] = {}
    for number, record in enumerate(records):
        shared = key(record)
        groups.setdefault(("alone", number) if shared is None else ("shared", shared), []).append(record)
    return [_together(group) if len(group) > 1 else group[0] for group in groups.values()]


def _together(group: Sequence[Record]) -> Record:
    values: dict[str, Value] = {}
    for record in group:
        for field, value in record.values.items():
            values.setdefault(field, value)
    for field in _NAMED_LISTS:
        parts = listed(record.values.get(field, "") for record in group)
        if parts:
            values[field] = parts if len(parts) > 1 else parts[0]
    return replace(group[0], values=values, accepted=any(record.accepted for record in group))


def listed(values: Iterable[Value]) -> tuple[str, ...]:
    """The different parts of all values, in the order in which they come."""
    parts = (part for value in values for part in ((value,) if isinstance(value, str) else value))
    return tuple(dict.fromkeys(part for part in parts if part))


def one_per_row(records: Sequence[Record]) -> tuple[list[Record], int]:
    """The records put together where rows repeat a session for each of its people, and how many rows that were.

    Rows of one id, or without ids of one title and abstract, at one time in one room, that name one person each, and
    not always the same: a talk that is given twice stays two sessions.
    """
    groups: dict[Hashable, list[Record]] = {}
    for record in records:
        key = _said_again(record)
        if key is not None:
            groups.setdefault(key, []).append(record)
    repeated = {key: group for key, group in groups.items() if len(group) > 1 and _differ_in_people(group)}
    if not repeated:
        return list(records), 0
    with_names = [_merging(record) if _said_again(record) in repeated else record for record in records]
    return gathered(
        with_names,
        lambda record: None if "id" in record.values or _said_again(record) not in repeated else _said_again(record),
    ), sum(map(len, repeated.values()))


def _said_again(record: Record) -> Hashable | None:
    """What rows of one session have in common, None where a row says too little."""
    values = record.values
    if "id" in values:
        return ("id", values["id"])
    if "title" in values and "abstract" in values:
        return tuple(str(values.get(field, "")).casefold() for field in ("title", "abstract", "day", "start", "room"))
    return None


def _differ_in_people(group: Sequence[Record]) -> bool:
    """Whether only the people differ, one in each row."""
    if any(
        len({str(record.values[field]).casefold() for record in group if field in record.values}) > 1
        for field in _SHARED
    ):
        return False
    people = [record.values.get("speakers", "") for record in group]
    names = {name if isinstance(name, str) else " ".join(name) for name in people}
    single = all(not several(name) if isinstance(name, str) else len(name) == 1 for name in people)
    return single and len(names - {""}) > 1


def _merging(record: Record) -> Record:
    """The record with its one name as a name, whatever commas it has."""
    name = record.values.get("speakers", "")
    values = {**record.values, "speakers": (name,)} if isinstance(name, str) and name else record.values
    return replace(record, values=values, merges="id" in record.values)


def several(name: str) -> bool:
    """Whether a cell names more than one person; a comma may stand between last and first name."""
    return _BETWEEN.search(name) is not None


def broken_lines(text: str) -> Value:
    """Names parted by <br>; a <br> within brackets was a comma before the page was made."""
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
    """First, middle and last name as one."""
    return " ".join(" ".join(parts).split())


def as_listed(text: str) -> Value:
    """ "A, B and C", as EasyChair writes its authors, one by one."""
    *firsts, last = text.split(",")
    ends = re.split(r"(?<!\s)\s++and\s++", last.strip().removeprefix("and "), maxsplit=1) if last.strip() else []
    parts = tuple(name for part in (*firsts, *ends) if (name := part.strip()))
    return parts if len(parts) > 1 else "".join(parts)
