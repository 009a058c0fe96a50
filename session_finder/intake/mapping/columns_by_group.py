"""Tell columns that group the sessions and are not called track or format, by names and values.

Names like "Session" and "PG" are ambiguous, so the values decide: a few short names that repeat are groups; numbers,
ticks and values that are unique to a session are not.
"""

from __future__ import annotations

import re
from typing import Final

from session_finder.intake.mapping.column_values import FEW, Column
from session_finder.intake.model.columns import plain_name, spaced_name
from session_finder.intake.model.header_words import is_beside
from session_finder.text.vocabulary import load, words

_MOST: Final = 150  # groups; a filter with more is of no use
_LONG: Final = 80  # characters of a group's name
_KINDS_SHARE: Final = 0.8
_BY_RANK: Final = 5e-4  # lost with each rank of a name
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


def tells_groups(column: Column) -> float:
    """Whether a column not called track groups the sessions: 1 for the surest names, nearly 1 for others, 0 if not."""
    rank = _rank(column.header)
    return 0.0 if rank is None or not _is_grouping(column) else 1.0 - rank * _BY_RANK


def tells_kinds(column: Column) -> bool:
    """Whether nearly all cells are words like "Workshop" or "Long talk (45 minutes)"."""
    if not _is_grouping(column):
        return False
    kinds = column.share(lambda text: is_kind(plain_name(text[: 2 * _LONG]).replace("-", " ")))
    return kinds >= _KINDS_SHARE


def _rank(header: str) -> int | None:
    if len(header) > _LONG:
        return None
    said = spaced_name(header).split()
    while len(said) > 1 and " ".join(said) not in _NAMES and is_beside(said[0]):  # "program session"
        said = said[1:]
    return _NAMES.get(plain_name(header), _NAMES.get(" ".join(said)))


def _is_grouping(column: Column) -> bool:
    """Whether the cells are a few short names that repeat, in at least a third of the rows."""
    if column.filled < FEW or column.filled * 3 < len(column.cells) or column.length > _LONG:
        return False
    names = {" ".join(text.split()).casefold() for text in column.texts}
    if not 2 <= len(names) <= _MOST:
        return False
    meaning = sum(map(_means_something, names))
    return len(names) * 2 <= column.filled + 1 and meaning * 5 >= len(names) * 4


def _means_something(name: str) -> bool:
    """Whether a name describes a group. "Session 3", "2B", "yes" and sentences do not."""
    bare = _NUMBERED.sub("", name).strip() or name
    letters = len(_WORD.findall(bare))
    if not 0 < len(name) <= _LONG or plain_name(name) in _ANSWERS or _ADDRESS.search(name):
        return False
    return letters > 1 if any(map(str.isdigit, bare)) else letters > 0


def is_kind(cell: str) -> bool:
    """Whether a name without case and accents says a kind of session."""
    short = len(cell) <= _LONG and len(cell.split()) <= 6
    return short and _KIND.search(cell) is not None and _OF_A_PERSON.search(cell) is None
