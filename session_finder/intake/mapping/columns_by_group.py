"""Find columns that group the sessions if none is called track or format, by names and values.

Names like "Session" and "PG" are ambiguous, so the values decide: a few short names that repeat are groups; numbers,
ticks and values that are unique to a session are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from session_finder.intake.mapping.column_values import cell_value
from session_finder.intake.model.columns import plain_name, spaced_name
from session_finder.intake.model.header_words import is_beside, is_private
from session_finder.intake.model.problems import Problem
from session_finder.text.vocabulary import load, words

_FEW: Final = 4  # filled cells that are needed to detect groups
_MOST: Final = 150  # groups; a filter with more is of no use
_LONG: Final = 80  # characters of a group's name
_KINDS_SHARE: Final = 0.8
_VOCABULARY: Final = load("session_finder.intake", "groups")
# Names of such columns, folded, and their ranks: the surest is 0.
_NAMES: Final = {plain_name(name): rank for rank, name in enumerate(words(_VOCABULARY["names"]))}
# Words that say what kind of session it is.
_KIND: Final = re.compile(rf"\b(?:{'|'.join(words(_VOCABULARY['kinds']))})\b")
_OF_A_PERSON: Final = re.compile(
    r"\b(speakers?|presenters?|moderators?|chairs?|authors?|panell?ists?|hosts?|attendees?)\b"
)
_NUMBERED: Final = re.compile(r"\b(sessions?|blocks?|groups?|sections?|panels?|parts?|days?|slots?|rooms?|no|nr)\b\W*")
_ANSWERS: Final = frozenset(words(_VOCABULARY["answers"]))
_WORD: Final = re.compile(r"[^\W\d_]")
_ADDRESS: Final = re.compile(r"@|://|\d\d:\d\d")


def group_columns(
    headers: Sequence[str], columns: Sequence[Sequence[str]], places: Mapping[str, int]
) -> dict[str, int]:
    """Find positions for "track" and "format" if ``places`` has none. Columns of other fields are not considered.

    ``columns``: a sample of the cells below each header.
    """
    taken = set(places.values())
    free = [place for place in range(len(headers)) if place not in taken and not is_private(headers[place])]
    kinds = [place for place in free if 0 < len(headers[place].split()) <= 3 and _tells_kinds(columns[place])]
    named = sorted((rank, place) for place in free if (rank := _rank(headers[place])) is not None)
    found: dict[str, int] = {}
    if "format" not in places and kinds:
        found["format"] = kinds[0]
    if "track" not in places:
        groups = [place for _, place in named if place not in found.values() and _is_grouping(columns[place])]
        found |= {"track": groups[0]} if groups else {}
    return found


def group_notes(header_line: int, headers: Sequence[str], found: Mapping[str, int]) -> Iterator[tuple[str, Problem]]:
    """Yield (field, note) for each column that was found."""
    for field, place in found.items():
        what = "puts the sessions into groups" if field == "track" else "says what kind of session each is"
        advice = f"No column is called {field}; this one {what} and was taken. Check it."
        yield field, Problem("note", "guessed-group", advice, header_line, " ".join(headers[place].split())[:80])


def _rank(header: str) -> int | None:
    if len(header) > _LONG:
        return None
    said = spaced_name(header).split()
    while len(said) > 1 and " ".join(said) not in _NAMES and is_beside(said[0]):  # "program session"
        said = said[1:]
    return _NAMES.get(plain_name(header), _NAMES.get(" ".join(said)))


def _is_grouping(column: Sequence[str]) -> bool:
    """Whether the cells are a few short names that repeat, in at least a third of the rows."""
    cells = [" ".join(text.split()) for cell in column if (text := cell_value(cell))]
    names = {cell.casefold() for cell in cells}
    if len(cells) < _FEW or len(cells) * 3 < len(column) or not 2 <= len(names) <= _MOST:
        return False
    meaning = sum(map(_means_something, names))
    return len(names) * 2 <= len(cells) and meaning * 5 >= len(names) * 4


def _means_something(name: str) -> bool:
    """Whether a name describes a group. "Session 3", "2B", "yes" and sentences do not."""
    bare = _NUMBERED.sub("", name).strip() or name
    letters = len(_WORD.findall(bare))
    if not 0 < len(name) <= _LONG or plain_name(name) in _ANSWERS or _ADDRESS.search(name):
        return False
    return letters > 1 if any(map(str.isdigit, bare)) else letters > 0


def _tells_kinds(column: Sequence[str]) -> bool:
    """Whether nearly all cells are words like "Workshop" or "Long talk (45 minutes)"."""
    cells = [plain_name(text[: 2 * _LONG]).replace("-", " ") for cell in column if (text := cell_value(cell))]
    if not _is_grouping(column):
        return False
    return sum(map(is_kind, cells)) >= _KINDS_SHARE * len(cells)


def is_kind(cell: str) -> bool:
    """Whether a name without case and accents says a kind of session."""
    short = len(cell) <= _LONG and len(cell.split()) <= 6
    return short and _KIND.search(cell) is not None and _OF_A_PERSON.search(cell) is None
