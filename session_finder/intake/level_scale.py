"""Unify levels in files that mix numbers ("300") with names ("Advanced")."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from session_finder.domain.levels import is_number, one_step
from session_finder.domain.sessions import Session
from session_finder.intake.model.problems import Problem

_SCALE: Final = {1: "Introductory", 2: "Intermediate", 3: "Advanced", 4: "Expert"}


def unify_levels(sessions: Sequence[Session], column: str) -> tuple[list[Session], tuple[Problem, ...]]:
    """Rename levels so that each step of the scale has one name, "Advanced (300)", and return a note about it.

    This applies only to files that mix numbers with names. The file's most frequent name for a step is kept. Levels
    that mean more than one step ("Beginner to intermediate") do not change.
    """
    levels = Counter(session.level for session in sessions if session.level)
    known = {level: step for level in levels if (step := one_step(level)) in _SCALE}
    names = [level for level in known if not is_number(level)]
    if not names or len(names) == len(known):
        return list(sessions), ()
    called = {step: _name(step, [level for level in names if known[level] == step], levels) for step in _SCALE}
    new = {level: called[step] for level, step in known.items() if step is not None}
    shown = ", ".join(dict.fromkeys(new[level] for level in sorted(new, key=lambda level: (known[level], level))))
    advice = f"Levels are given by number and by name; one name was taken for each: {shown}."
    return (
        [replace(session, level=new.get(session.level, session.level)) for session in sessions],
        (Problem("note", "mixed-levels", advice, column=column),),
    )


def _name(step: int, names: Sequence[str], levels: Counter[str]) -> str:
    """The file's most frequent name for a step, or else the scale's, followed by the step's number."""
    name = max(names, key=lambda level: levels[level], default=_SCALE[step])
    return name if f"{step}00" in name else f"{name} ({step}00)"
