"""Columns for the speakers: lists in a cell, columns of names, rows for each person, objects and references."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from benchmarks.intake.columns import Cell, Column, Making

_PLACES: Final = (
    "University of Harlow Bay", "Tidewater Labs", "Institut Brise", "Moorland Trust", "Lantern Ltd.", "Hafenwerk",
)  # fmt: skip
Write = Callable[[Sequence[str]], str]


def _turned(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return f"{last}, {first}"


def _at(place: int, name: str) -> str:
    return _PLACES[(place + len(name)) % len(_PLACES)]


LISTS: Final[dict[str, Write]] = {
    "commas": ", ".join,
    "semicolons": "; ".join,
    "and": lambda names: " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names),
    "ampersands": " & ".join,
    "line breaks": "\n".join,
    "slashes": " / ".join,
    "bars": " | ".join,
    "affiliations in brackets": lambda names: ", ".join(f"{name} ({_at(at, name)})" for at, name in enumerate(names)),
    "affiliations after commas": lambda names: "; ".join(f"{name}, {_at(at, name)}" for at, name in enumerate(names)),
    "Last, First": lambda names: "; ".join(map(_turned, names)),
}
TABLES: Final = ("first and last name", "a column each", "a row each", "numbered first and last")
TREES: Final = ("objects", "first and last objects", "references", "references to a map", "numbered keys")
PLAIN: Final = "commas"
OPTIONS: Final = (*LISTS, *TABLES, *TREES)
ONE_SPEAKER: Final = frozenset({"first and last name"})
_MOST: Final = 6


def people_columns(making: Making, option: str) -> list[Column]:
    """The columns of the speakers. For "a row each", the cells are tuples that the writer repeats rows for."""
    names = [row.speakers for row in making.rows]
    if option in LISTS:
        if making.tree and option == PLAIN:
            return [making.column("speakers", [list(people) for people in names], "speakers")]
        return [making.column("speakers", [LISTS[option](people) if people else None for people in names], "speakers")]
    if option in ("objects", "first and last objects", "references", "references to a map"):
        return [_objects(making, option, names)]
    if option == "first and last name":
        pair = making.headers.pair("names")
        parts = [people[0].rpartition(" ") if people else ("", "", "") for people in names]
        return [Column(pair[at // 2], [part[at] for part in parts], ("speakers",)) for at in (0, 2)]
    if option == "a row each":
        return [making.column("speakers", [list(people) for people in names], "speakers")]
    count = min(max(map(len, names)), _MOST) or 1
    if option in ("a column each", "numbered keys"):
        headers = making.headers.numbered("numbered", count)
        return [
            Column(header, [_nth(people, at) for people in names], ("speakers",)) for at, header in enumerate(headers)
        ]
    columns = []
    for at in range(count):
        for part, place in (("First Name", 0), ("Last Name", 2)):
            cells = [_nth(people, at).rpartition(" ")[place] for people in names]
            columns.append(Column(f"Speaker {at + 1} {part}", cells, ("speakers",)))
    return columns


def _nth(people: Sequence[str], at: int) -> str:
    return people[at] if at < len(people) else ""


def _objects(making: Making, option: str, names: Sequence[Sequence[str]]) -> Column:
    everyone = list(dict.fromkeys(name for people in names for name in people))
    if option in ("objects", "first and last objects"):
        cells: list[Cell] = [[_object(option, everyone.index(name), name) for name in people] for people in names]
    else:
        ids = {name: f"p{100 + at}" for at, name in enumerate(everyone)}
        listed = [{"id": ids[name], "name": name, "bio": "Likes the sea."} for name in everyone]
        making.beside["speakers"] = {str(one["id"]): one for one in listed} if option.endswith("map") else listed
        cells = [[ids[name] for name in people] for people in names]
        part = making.chance.choice(("speakers", "speakerIds", "speaker_ids"))
        return Column(part, cells, ("speakers",))
    return making.column("speakers", cells, "speakers")


def _object(option: str, number: int, name: str) -> dict[str, object]:
    if option == "objects":
        return {"id": number, "name": name, "organisation": _at(number, name)}
    first, _, last = name.rpartition(" ")
    return {"id": number, "firstName": first, "lastName": last, "company": _at(number, name)}
