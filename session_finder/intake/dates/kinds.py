"""Tell what kind of time a cell holds, to recognize columns of dates and times by their cells."""

from __future__ import annotations

import re
from typing import Final, Literal

from session_finder.intake.dates.clock_cells import clock_range, is_clock, split_range
from session_finder.intake.dates.dates import stamp
from session_finder.intake.dates.durations import duration_minutes
from session_finder.intake.dates.written_forms import LONGEST, unix_time

Kind = Literal["moment", "date", "clock", "range", "duration", "unix", "number", ""]

_NUMBER: Final = re.compile(r"\d{1,15}(?:[.,]\d{1,15})?")
_LETTER: Final = re.compile(r"[^\W\d_]|['’′]")
_HOUR_AND_MINUTE: Final = re.compile(r"\d{1,2}h(?:\d\d)?", re.IGNORECASE)
# Years or counts, which could be clock times too: 2015–2019, 2–3.
_UNCLEAR: Final = re.compile(r"(?:19|20)\d\d ?\W ?(?:19|20)\d\d|\d{1,2} ?\W ?\d{1,2}")
_CLOCK: Final = re.compile(r"\d{1,2}[:.]\d\d")
_LIKE_A_RANGE: Final = re.compile(r":\d\d ?-\d{1,2}:\d\d$")  # the second time may be a distance from UTC
_MOST_LETTERS: Final = 60  # JavaScript writes out the name of the zone
_LEAP_YEAR: Final = 2028


def kind_of_time(text: str) -> Kind:
    """The kind of time that a cell holds, "" for other texts.

    "moment": a date and a time of day. "date": a date, with or without a year. "clock": a time of day, as 9:30, 9 am or
    9h30, which in a column of durations is a length. "range": two times, with or without a date. "duration": a length
    with its unit, 30 min or PT30M. "unix": seconds or milliseconds since 1970. "number": any other number, which may be
    minutes, a day of a spreadsheet or a clock time as 0930.
    """
    words = " ".join(text.split()) if len(text) <= 2 * LONGEST else ""
    if not any(map(str.isdigit, words)):
        return ""
    if _NUMBER.fullmatch(words):
        return _kind_of_number(words)
    if sum(map(str.isalpha, words)) > _MOST_LETTERS or (_UNCLEAR.fullmatch(words) and not _CLOCK.fullmatch(words)):
        return ""
    if duration_minutes(words) is not None and _LETTER.search(words) and not _HOUR_AND_MINUTE.fullmatch(words):
        return "duration"
    found = stamp(words, month_first=True, year=_LEAP_YEAR) or stamp(words, month_first=False)
    unclear = found is None or (found.offset is not None and _LIKE_A_RANGE.search(words))
    if unclear and (clock_range(words) or split_range(words, month_first=True, year=_LEAP_YEAR)):
        return "range"
    if found is not None:
        return "clock" if found.day is None else "date" if found.clock is None else "moment"
    return "clock" if is_clock(words) else ""


def _kind_of_number(digits: str) -> Kind:
    if unix_time(digits):
        return "unix"
    found = stamp(digits) if len(digits) >= len("20270511") else None
    if found is None or found.day is None:
        return "number"
    return "date" if found.clock is None else "moment"
