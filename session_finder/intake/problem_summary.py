"""Shorten a file's list of problems: sorted by line, with a limit for each kind, and what all rows have told once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from session_finder.intake.model.problems import Problem

# Problems of single times, which are one problem of the column where most rows have them.
_OF_TIMES: Final = frozenset(
    {"unreadable-time", "unreadable-date", "unreadable-duration", "time-without-day", "end-before-start", "two-dates"}
)
_FEW: Final = 3  # problems that are listed one by one, however many rows there are
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


def told_once(problems: Sequence[Problem], rows: int) -> list[Problem]:
    """The problems of a file's ``rows``; those of a column of times that half of the rows have are told once."""
    kinds: dict[tuple[str, str], list[Problem]] = defaultdict(list)
    for problem in problems:
        if problem.code in _OF_TIMES:
            kinds[problem.code, problem.column].append(problem)
    many = {kind: found for kind, found in kinds.items() if len(found) > _FEW and 2 * len(found) >= rows}
    first = {id(found[0]): len(found) for found in many.values()}
    return [
        replace(problem, advice=f"{first[id(problem)]:,} rows, the first here: {problem.advice}")
        if id(problem) in first
        else problem
        for problem in problems
        if (problem.code, problem.column) not in many or id(problem) in first
    ]


def _first_and_count(kind: list[Problem]) -> list[Problem]:
    if len(kind) <= MOST + 1:
        return kind
    more = len(kind) - MOST
    rest = replace(
        kind[MOST], value="", advice=f"{more:,} more like the {MOST} before, beginning here: {kind[MOST].advice}"
    )
    return [*kind[:MOST], rest]
