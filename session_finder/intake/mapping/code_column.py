"""Find the column with the number or code that the programme prints beside each title ("HC-15", "P-001")."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from typing import Final

from session_finder.intake.mapping.column_values import cell_value, is_number
from session_finder.intake.model.columns import code_candidates

_LONGEST: Final = 40  # characters
_MOST_WORDS: Final = 3
_CODES_SHARE: Final = 0.8  # of the cells look like codes
_OWN_SHARE: Final = 0.9  # of the numbers belong to one session; other numbers count seats or minutes
_CONTACT: Final = re.compile(r"@|://")


def code_column(
    headers: Sequence[str], cells: Callable[[int], Sequence[str]], titles: Sequence[str], taken: Collection[int]
) -> int | None:
    """The position of the column with the codes, None if there is none. Positions in ``taken`` are not considered.

    ``cells`` returns the cells below the header at a position, ``titles`` are the titles of the same rows. Among
    several columns, the one that tells most sessions apart is chosen, then the one with the best name. The talks of a
    block may share a code.
    """
    free = [place for place in code_candidates(headers) if place not in taken]
    shares = {place: _own_share(cells(place), titles) for place in free}
    return max((place for place in free if shares[place] > 0), key=lambda place: shares[place], default=None)


def _own_share(column: Sequence[str], titles: Sequence[str]) -> float:
    """The number of different codes per session that has one, 0 if the cells are no codes."""
    sessions = {(code, title) for cell, title in zip(column, titles, strict=True) if (code := cell_value(cell))}
    codes = {code for code, _ in sessions}
    if sum(map(_is_code, codes)) < _CODES_SHARE * len(codes) or (len(codes) == 1 < len(sessions)) or not codes:
        return 0.0
    share = len(codes) / len(sessions)
    numbers = all(map(is_number, codes))
    return share if share >= _OWN_SHARE or not numbers else 0.0


def _is_code(cell: str) -> bool:
    """Whether a cell is short and has a digit, or is in capital letters only."""
    short = len(cell) <= _LONGEST and len(cell.split()) <= _MOST_WORDS and not _CONTACT.search(cell)
    return short and (any(map(str.isdigit, cell)) or cell.isupper())
