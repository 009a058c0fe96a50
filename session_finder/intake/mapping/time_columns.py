"""Decide which of the columns of day, start and end are needed, by what their cells hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from session_finder.intake.dates.clock_cells import clock_range, is_clock
from session_finder.intake.dates.kinds import kind_of_time
from session_finder.intake.mapping.column_values import cell_value
from session_finder.intake.model.records import Value


def settle_times(places: dict[str, int], columns: Sequence[Sequence[str]]) -> None:
    """Change ``places``: moments are starts, ranges hold the end too, and starts with a date need no day."""
    if "start" not in places:
        return
    cells = columns[places["start"]]
    if "end" not in places and _share(cells, lambda text: clock_range(text) is not None) > 0.5:
        places["end"] = places["start"]
    if "day" in places and _share(cells, _has_day) > 0.5:
        del places["day"]


def are_clock_times(cells: Sequence[str]) -> bool:
    """Whether most cells are times of day, without a date."""
    return _share(cells, lambda text: is_clock(text) or clock_range(text) is not None) > 0.5


def split_times(values: dict[str, Value], *, same: bool) -> None:
    """Split a cell with start and end, unless another column has the end."""
    both = clock_range(str(values.get("start", "")))
    if both is not None and (same or "end" not in values):
        values["start"], values["end"] = both
    elif same:
        values.pop("end", None)


def _share(cells: Sequence[str], says: Callable[[str], bool]) -> float:
    filled = [text for cell in cells if (text := cell_value(cell))]
    return sum(says(text) for text in filled) / len(filled) if filled else 0.0


def _has_day(text: str) -> bool:
    kind = kind_of_time(text)
    if kind in ("", "range"):
        return re.search(r"\d{4}|\d[./-]\d{1,2}[./-]\d", text[:60]) is not None
    return kind in ("moment", "date", "unix")
