"""Levels that a file writes by number and by name, "300" here and "Advanced" there, become one value each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from session_finder.domain.levels import is_number, one_step
from session_finder.domain.sessions import Session
from session_finder.intake.model.problems import Problem

_SCALE: Final = {1: "Introductory", 2: "Intermediate", 3: "Advanced", 4: "Expert"}


def on_one_scale(sessions: Sequence[Session], column: str) -> tuple[list[Session], tuple[Problem, ...]]:
    """The sessions with one name for each step of the scale, "Advanced (300)", and a note that says so.

    Only where a file mixes numbers with names; its own most frequent name for a step stays. Without a mixture, and
    for levels that say more than their step ("Beginner to intermediate"), nothing changes.
    """
    levels = Counter(session.level for session in sessions if session.level)
    known = {level: step for level in levels if (step := one_step(level)) in _SCALE}
    names = [level for level in known if not is_number(level)]
    if not names or len(names) == len(known):
        return list(sessions), ()
    called = {step: _name(step, [level for level in names if known[level] == step], levels) for step in _SCALE}
    new = {level: called[step] for level, step in known.items() if step is not None}
    told = ", ".join(dict.fromkeys(new[level] for level in sorted(new, key=lambda level: (known[level], level))))
    advice = f"Levels are given by number and by name; one name was taken for each: {told}."
    return (
        [replace(session, level=new.get(session.level, session.level)) for session in sessions],
        (Problem("note", "mixed-levels", advice, column=column),),
    )


def _name(step: int, names: Sequence[str], levels: Counter[str]) -> str:
    """The file's most frequent name for a step, else the scale's, with its number."""
    name = max(names, key=lambda level: levels[level], default=_SCALE[step])
    return name if f"{step}00" in name else f"{name} ({step}00)"
