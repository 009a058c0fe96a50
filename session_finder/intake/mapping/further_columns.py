"""Columns beside those of the session fields: states, a second text, the day of an end."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from session_finder.intake.mapping.column_values import FEW, Column
from session_finder.intake.model.header_words import is_private, is_short_form, name_votes, says_other, says_state
from session_finder.intake.shared.states import accepted, is_state_column, takes_place

STATE: Final = "state"  # whether the session takes place
MORE_TEXT: Final = "more text"  # a description beside an abstract
SHORT_TEXT: Final = "short text"  # the short form of the abstract, for sessions without the long one
END_DAY: Final = "end day"  # the date of the end, where start and end have clock times only
_SURE: Final = 0.8
_LIKELY: Final = 0.5


def further_columns(columns: Sequence[Column], places: Mapping[str, int], taken: Collection[int]) -> dict[str, int]:
    """Map STATE, MORE_TEXT, SHORT_TEXT and END_DAY to positions, as far as there are such columns.

    ``places``: the columns of the session fields. ``taken``: the positions that are used already.
    """
    free = [place for place in range(len(columns)) if place not in taken]
    found: dict[str, int] = {}
    states = [place for place in free if _holds_states(columns[place])]
    if states:
        found[STATE] = states[0]
    end = places.get("end")
    if end is not None and columns[end].times.get("clock", 0.0) > _LIKELY:
        days = [place for place in free if columns[place].times.get("date", 0.0) > _SURE]
        days = [place for place in days if name_votes(columns[place].header).get("end", 0.0) > _LIKELY]
        found |= {END_DAY: days[0]} if days else {}
    abstract = places.get("abstract")
    if abstract is not None and abstract != places.get("title"):
        for place in (place for place in free if place not in found.values() and _is_text(columns[place])):
            short = is_short_form(columns[place].header, columns[abstract].header)
            found.setdefault(SHORT_TEXT if short else MORE_TEXT, place)
    return found


def _holds_states(column: Column) -> bool:
    """Whether the cells are states, or answers to the header's question whether the session takes place."""
    if not column.filled:
        return False
    named = says_state(column.header)
    if is_state_column(column.texts, named=named):
        return True
    asked = named or accepted(column.header) is not None
    return asked and column.share(lambda text: takes_place(text, column.header) is not None) >= _SURE


def _is_text(column: Column) -> bool:
    header = column.header
    named = name_votes(header).get("abstract", 0.0) > _LIKELY and not is_private(header) and not says_other(header)
    return named and not column.numeric and column.words > FEW
