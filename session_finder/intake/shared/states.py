"""Decide by its state whether a session is in the programme."""

from __future__ import annotations

from typing import Final

from session_finder.intake.model.columns import plain_name
from session_finder.intake.model.problems import Problem
from session_finder.text.vocabulary import load

_STATES: Final = load("session_finder.intake", "states")
_IN: Final = frozenset(_STATES["in"])
_OUT: Final = frozenset(_STATES["out"])


def accepted(state: str) -> bool | None:
    """Whether a session with this state is in the programme; True without a state, None if it is unknown."""
    folded = plain_name(state[:60]).replace("-", " ")
    if not folded or folded in _IN:
        return True
    return False if folded in _OUT else None


def unknown_state(state: str, line: int, column: str = "") -> Problem:
    """The warning for an unknown state. ``line``: the first session that has it."""
    advice = f"The state {state!r} is not known; these sessions were kept."
    return Problem("warning", "unknown-state", advice, line, column, state)
