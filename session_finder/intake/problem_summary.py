"""The problems of a file as a person reads them: in the order of its lines, and the hundredth of a kind is counted."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from session_finder.intake.model.problems import Problem

MOST: Final = 50  # of one kind that are shown
_WORDS: Final = 5  # of an advice; with level and column they tell its kind, and what follows may name values
_VALUES = re.compile(r"\d[\d,.]*|'[^']*'|\"[^\"]*\"")


def told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by line; of each kind the first MOST, and of the others one that says how many there are."""
    kinds: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for problem in sorted(problems, key=lambda problem: problem.line):
        kinds[_kind(problem)].append(problem)
    shown = [problem for kind in kinds.values() for problem in _counted(kind)]
    return tuple(sorted(shown, key=lambda problem: problem.line))


def _counted(kind: list[Problem]) -> list[Problem]:
    if len(kind) <= MOST + 1:
        return kind
    more = len(kind) - MOST
    rest = replace(
        kind[MOST], value="", advice=f"{more:,} more like the {MOST} before, beginning here: {kind[MOST].advice}"
    )
    return [*kind[:MOST], rest]


def _kind(problem: Problem) -> tuple[str, str, str]:
    words = _VALUES.sub("#", problem.advice[:200]).split()
    return problem.level, problem.column, " ".join(words[:_WORDS])
