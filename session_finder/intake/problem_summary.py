"""Shorten a file's list of problems: sorted by line, with a limit for each kind."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from session_finder.intake.model.problems import Problem

MOST: Final = 50  # problems of one kind that are listed one by one


def summarize(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Sort problems by line and keep the first MOST of each kind, followed by one that counts the rest.

    Problems with the same level, column and code are of one kind.
    """
    kinds: dict[tuple[str, str, str], list[Problem]] = defaultdict(list)
    for problem in sorted(problems, key=lambda problem: problem.line):
        kinds[problem.level, problem.column, problem.code].append(problem)
    shown = [problem for kind in kinds.values() for problem in _first_and_count(kind)]
    return tuple(sorted(shown, key=lambda problem: problem.line))


def _first_and_count(kind: list[Problem]) -> list[Problem]:
    if len(kind) <= MOST + 1:
        return kind
    more = len(kind) - MOST
    rest = replace(
        kind[MOST], value="", advice=f"{more:,} more like the {MOST} before, beginning here: {kind[MOST].advice}"
    )
    return [*kind[:MOST], rest]
