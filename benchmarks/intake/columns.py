"""A column of a made-up file, and the rows that it is made for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time
from random import Random
from typing import Final

from benchmarks.intake.headers import Headers
from session_finder.domain.sessions import Session
from session_finder.intake.model.problems import Problem

FIELDS: Final = ("title", "text", "speakers", "start", "end", "room", "track", "state")
Cell = str | int | float | bool | datetime | date | time | dict[str, object] | list[object] | None


@dataclass(frozen=True, slots=True)
class Column:
    """A header, its cell in each row, and the fields whose values stand in it."""

    header: str
    cells: Sequence[Cell]
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Making:
    """What the makers of columns need: the rows (sessions that stay and others), headers, zone, chance, file family.

    ``beside`` collects lists that a JSON file has beside its sessions, as the people that they refer to.
    """

    rows: Sequence[Session]
    stays: Sequence[bool]
    headers: Headers
    zone: str
    chance: Random
    tree: bool
    workbook: bool
    beside: dict[str, object] = field(default_factory=dict)

    def column(self, part: str, cells: Sequence[Cell], *fields: str) -> Column:
        """A column called as a part of spellings.toml says."""
        return Column(self.headers.one(part), cells, fields)


def named_columns(problems: Iterable[Problem]) -> set[str]:
    """The columns that problems speak of. One problem may speak of several, as "First + Last" or "speakers, track"."""
    columns = [problem.column for problem in problems if problem.column]
    return {*columns, *(part for column in columns for part in re.split(r" \+ |, ", column))}
