"""The problems of a file as a person reads them: in the order of its lines, and the hundredth of a kind is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from session_finder.intake.model.problems import Problem

MOST: Final = 50  # of one kind that are shown


def told(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """The problems by line; of each kind the first MOST, and of the others one that says how many there are."""
    kinds: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for problem in sorted(problems, key=lambda problem: problem.line):
        kinds[problem.level, problem.column, problem.code].append(problem)
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
