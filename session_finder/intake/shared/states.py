"""Decide by its state, or by a mark in its title, whether a session takes place."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import IntEnum
from typing import Final

from session_finder.intake.cleaning.placeholders import is_empty_value
from session_finder.intake.model.columns import plain_name, spaced_name
from session_finder.intake.model.problems import Problem
from session_finder.text.vocabulary import load, words

_STATES: Final = load("session_finder.intake", "states")
_IN, _OUT, _NOT, _CANCELLED = (frozenset(words(_STATES[part])) for part in ("in", "out", "not", "cancelled"))
_IN_TITLES: Final = _CANCELLED | frozenset(words(_STATES["cancelled_in_titles"]))
_YES, _NO = (frozenset(map(plain_name, _STATES["answers"][part])) for part in ("yes", "no"))
_LONGEST: Final = 60  # characters of a state
_MOST_WORDS: Final = 6
_SIGNS: Final = re.compile(r"[-/()\[\]:;,.–—|*!?]+")
_BRACKETED: Final = re.compile(r"[\[(【（]([^\[\]()【】（）]{2,30})[\])】）]")
_SEPARATOR: Final = re.compile(r"\s?[:：]\s?|\s[-–—|/]\s|[–—]\s|\s?\|\s?|!\s")


class Fate(IntEnum):
    """What becomes of a session, the best first. Of a session and what is around it, the worst counts."""

    TAKES_PLACE = 0
    CANCELLED = 1
    LEFT_OUT = 2


def accepted(state: str) -> bool | None:
    """Whether a session with this state is in the programme; True without a state, None if it is unknown.

    An address like https://schema.org/EventCancelled or a path counts by its last part, a text by the states it holds.
    """
    folded = _folded(state)
    if not folded or folded in _IN:
        return True
    if folded in _OUT:
        return False
    parts = folded.split()
    if len(parts) > _MOST_WORDS:
        return None
    runs = _runs(parts)
    if runs & _OUT:
        return False
    if not runs & _IN:
        return None
    return _NOT.isdisjoint(parts)


def is_cancelled(cell: str, header: str = "") -> bool:
    """Whether a cell below a header says that a planned session is cancelled, as a tick below "Cancelled" does.

    A session that was rejected, withdrawn or is on a waiting list is not: it never was in the programme.
    """
    said = header if _answer(cell) else cell
    parts = _folded(said).split()
    return len(parts) <= _MOST_WORDS and accepted(said) is False and not _CANCELLED.isdisjoint(_runs(parts))


def _folded(state: str) -> str:
    if "/" in state and " " not in state:
        state = state.rstrip("/").rsplit("/", 1)[-1].removeprefix("Event")
    return " ".join(_SIGNS.sub(" ", spaced_name(state[:_LONGEST]).replace("-", " ")).split())


def _runs(parts: Sequence[str]) -> frozenset[str]:
    """All texts of words that stand together."""
    ends = range(len(parts) + 1)
    return frozenset(" ".join(parts[start:end]) for start in ends for end in range(start + 1, len(parts) + 1))


def takes_place(cell: str, header: str = "", *, ticked: bool = False) -> bool | None:
    """``accepted`` for a cell below a header, which may ask a question: "Accepted?", "Cancelled". None if unknown.

    ``ticked``: the column's filled cells all say yes, so that an empty one says no.
    """
    answer = _answer(cell)
    if answer is None and not (ticked and not cell.strip()):
        return accepted(cell)
    asked = accepted(header) is not False
    return asked if answer else not asked


def is_ticked(cells: Sequence[str]) -> bool:
    """Whether the filled cells of a column all say yes, and some are empty."""
    return all(_answer(cell) for cell in cells if cell.strip()) and len({bool(cell.strip()) for cell in cells}) > 1


def _answer(cell: str) -> bool | None:
    folded = plain_name(cell[:_LONGEST])
    return True if folded in _YES else False if folded in _NO else None


def is_state_column(cells: Sequence[str], *, named: bool = False) -> bool:
    """Whether the cells of a column are states: nearly all, or in one that is ``named`` so most, or one that is out.

    In a column of another name there must be two different states, one of them of sessions in the programme.
    """
    filled = [text for cell in cells if (text := cell.strip()) and not is_empty_value(text)]
    fates = {text: accepted(text) for text in {*filled}}
    known = sum(fates[text] is not None for text in filled)
    if named:  # among many states of its own, one that keeps a session out is enough: rejected ones must not be shown
        return 2 * known > len(filled) or False in fates.values()
    return len(fates) > 1 and True in fates.values() and 10 * known >= 9 * len(filled)


def without_cancellation(title: str) -> str | None:
    """The title without the mark that the session is cancelled, None for titles without such a mark.

    The mark stands before a separator ("CANCELLED: …", "Annulé – …"), in brackets at either end ("… (abgesagt)"), or in
    capital letters behind a dash. A word in a sentence ("Cancelled culture: …") is no mark.
    """
    title = " ".join(title.split())
    for found in _BRACKETED.finditer(title):
        at_an_end = found.start() == 0 or found.end() == len(title)
        if at_an_end and _is_mark(found[1]):
            return (title[: found.start()] + title[found.end() :]).strip(" :–—-")
    found_first = _SEPARATOR.search(title[:_LONGEST])
    if found_first is not None and _is_mark(title[: found_first.start()]):
        return title[found_first.end() :].strip()
    last = title.rpartition(" - ") if " - " in title else title.rpartition(" – ")
    if last[2].isupper() and _is_mark(last[2]):
        return last[0]
    return None


def unknown_state(state: str, line: int, column: str = "") -> Problem:
    """The warning for an unknown state. ``line``: the first session that has it."""
    advice = f"The state {state!r} is not known; these sessions were kept."
    return Problem("warning", "unknown-state", advice, line, column, state)


def _is_mark(text: str) -> bool:
    return plain_name(text).strip(" !*.-") in _IN_TITLES
