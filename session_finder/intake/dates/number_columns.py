"""Decide what a column of numbers counts, by all its numbers: days, hours, clock times without a colon, minutes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, Literal

Unit = Literal["days", "hours", "clock", "dotted", "seconds", "milliseconds", ""]

_NUMBER: Final = re.compile(r"\d{1,15}(?:[.,]\d{1,17})?")
_CLOCK: Final = re.compile(r"0{1,2}|(?:[01]?\d|2[0-4])[0-5]\d")
_QUARTERS: Final = frozenset({"", "0", "00", "25", "5", "50", "75"})
_SERIALS: Final = range(36_526, 73_051)  # the years 2000 to 2100 in spreadsheet days
_EPOCH: Final = datetime(1899, 12, 30)  # noqa: DTZ001  day 0 of spreadsheets
_EARLIEST: Final = 6  # o'clock; numbers that begin lower are counters
_MOST_HOURS: Final = 4  # of a session that is given in whole hours
_SHORTEST: Final = 300  # seconds of a session


def unit_of_times(texts: Sequence[str], *, clocks: bool, dated: bool = False) -> Unit:
    """What the numbers of a column of days or times count, "" if they are none or make no sense.

    All ``texts`` must be numbers for "days" of a spreadsheet, whose fraction is the time of day, and in a column of
    times (``clocks``) for fractions alone. Where another column has the date (``dated``), numbers may be "clock" (930),
    "hours" (9.5) or "dotted" (9.3, which was 9.30).
    """
    numbers = [text for text in texts if is_number(text)]
    if not numbers:
        return ""
    values = [_value(text) for text in numbers]
    fractions = clocks and all(0 < value < 1 for value in values)
    if len(numbers) == len(texts) and (fractions or all(int(value) in _SERIALS for value in values)):
        return "days"
    return _unit_of_clocks(numbers, values) if clocks and dated else ""


def _unit_of_clocks(numbers: Sequence[str], values: Sequence[float]) -> Unit:
    if all(map(_CLOCK.fullmatch, numbers)) and any(len(text) > 2 for text in numbers):
        return "clock"
    if max(values) > 24:
        return ""
    rests = {_rest(text) for text in numbers}
    if rests <= _QUARTERS and (rests & {"5", "75"} or (rests <= {"", "0", "00"} and min(values) >= _EARLIEST)):
        return "hours"
    return (
        "dotted" if all(len(rest) <= 2 and int(rest.ljust(2, "0") or 0) < 60 for rest in rests) and any(rests) else ""
    )


def unit_of_durations(texts: Sequence[str]) -> Unit:
    """What the numbers of a column of durations count, "" for minutes and for columns with other texts."""
    if not texts or not all(map(is_number, texts)):
        return ""
    values = [_value(text) for text in texts]
    shortest, longest = min(values), max(values)
    if shortest <= 0:
        return ""
    if longest <= 0.25:
        return "days"
    if longest <= _MOST_HOURS or (longest <= 24 and any(not value.is_integer() for value in values)):
        return "hours"
    for unit, count in (("milliseconds", 60_000), ("seconds", 60)):
        short = _SHORTEST * count / 60
        if shortest >= short and longest >= 3 * short and all(value % count == 0 for value in values):
            return unit  # type: ignore[return-value]
    return ""


def time_text(text: str, unit: Unit) -> str:
    """A number of a column of days or times as an ISO date or time; other texts are returned unchanged."""
    if not unit or not is_number(text):
        return text
    if unit == "clock":
        return f"{text[:-2] or '0'}:{text[-2:].zfill(2)}"
    if unit == "dotted":
        return f"{int(_value(text))}:{_rest(text).ljust(2, '0')}"
    days = _value(text) / (24 if unit == "hours" else 1)
    found = _EPOCH + timedelta(seconds=round(days * 86_400))
    if days < 1:
        return found.strftime("%H:%M:%S")
    return found.date().isoformat() if days.is_integer() and unit == "days" else found.isoformat(sep=" ")


def duration_text(text: str, unit: Unit) -> str:
    """A number of a column of durations in minutes; other texts are returned unchanged."""
    if not unit or not is_number(text):
        return text
    minutes = {"days": 1440, "hours": 60, "seconds": 1 / 60, "milliseconds": 1 / 60_000}.get(unit, 1)
    return str(round(_value(text) * minutes))


def is_number(text: str) -> bool:
    """Whether a cell is a number of ASCII digits without a sign."""
    return len(text) <= 25 and text.isascii() and _NUMBER.fullmatch(text) is not None


def _value(text: str) -> float:
    return float(text.replace(",", "."))


def _rest(text: str) -> str:
    return text.replace(",", ".").partition(".")[2]
