"""Parse cells of a timetable: "11:00–12:00" is a start and an end, and so is "11 May 2027, 11:00–12:00"."""

from __future__ import annotations

import re
from typing import Final

from session_finder.intake.dates.dates import stamp
from session_finder.intake.dates.written_forms import LONGEST, usual_form

_CLOCK: Final = r"(\d{1,2})(?:[:.h]?(\d{2}))?(?::\d{2})? ?([ap])?\.?(?:m\.?)?(?: ?(?:uhr|hrs)|h)?"
_ALONE = re.compile(_CLOCK, re.IGNORECASE)
_BETWEEN: Final = r"(?:[-‐-―−~～〜→/]|to|until|till|bis|à|a|al|às|tot|do)"
_RANGE = re.compile(rf"{_CLOCK} ?{_BETWEEN} ?{_CLOCK}", re.IGNORECASE)
_GAPS = re.compile(rf"(?<=[\dhmrst.Z)分時]) ?{_BETWEEN} ?(?=[\w(])", re.IGNORECASE)
_EXACT = re.compile(r"\dT\d|\d:\d\d:\d\d")
_HALF = re.compile(r"[ap]\.?m\b\.?", re.IGNORECASE)
_LONGEST = 40
_LEAP_YEAR: Final = 2028


def is_clock(text: str) -> bool:
    """Whether ``text`` is a time of day without a date."""
    text = " ".join(text.split())
    return len(text) <= _LONGEST and _ALONE.fullmatch(text) is not None and (not text.isdigit() or len(text) < 3)


def clock_range(text: str) -> tuple[str, str] | None:
    """Parse "9:00 – 9:50 AM" into "09:00" and "09:50". Returns None if it is not a range of times."""
    text = " ".join(text.split()) if text.isascii() or len(text) > _LONGEST else usual_form(text)
    found = _RANGE.fullmatch(text) if len(text) <= _LONGEST else None
    if found is None:
        return None
    hour, minute, half, last_hour, last_minute, last_half = found.groups()
    end = _minutes(last_hour, last_minute, last_half)
    start = _minutes(hour, minute, half or last_half)
    if start is None or end is None:
        return None
    if not half and last_half and start > end:  # "11:30-12:30 PM" begins in the morning
        start -= 12 * 60
    return f"{start // 60:02}:{start % 60:02}", f"{end // 60:02}:{end % 60:02}"


def split_range(text: str, month_first: bool | None = None, year: int | None = None) -> tuple[str, str] | None:
    """Split "11 May 2027, 9:00 – 9:50 AM" into "11 May 2027, 9:00 AM" and "9:50 AM". Returns None for other texts.

    Both parts have a time of day; the first may have a day, and the second too if the first has. See ``stamp`` for the
    other arguments.
    """
    text = " ".join(text.split()) if len(text) <= 2 * LONGEST else ""
    for gap in _GAPS.finditer(text):
        first, second = text[: gap.start()], text[gap.end() :]
        end = stamp(second, month_first, year)
        if end is None or end.clock is None:
            continue
        half = _HALF.search(second)
        for start in (f"{first} {half[0]}", first) if half else (first,):
            begin = stamp(start, month_first, year)
            if begin is None or begin.clock is None or (end.day is not None and begin.day is None):
                continue
            if gap[0] == "-" and (end.clock < begin.clock or _EXACT.search(first)):
                continue  # 2027-05-11 09:00-05:00 is five hours from UTC
            late = start != first and end.day is None and begin.clock > end.clock
            return (first if late else start), second
    return None


def lacks_year(text: str) -> bool:
    """Whether ``text`` is a date, with or without a time or two, that names no year: "14 Oct"."""
    if stamp(text, month_first=True) is not None:
        return False
    if stamp(text, month_first=True, year=_LEAP_YEAR) is not None:
        return True
    both = split_range(text, month_first=True, year=_LEAP_YEAR)
    return both is not None and split_range(text, month_first=True) is None


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    """Minutes since midnight, None for an impossible time."""
    hours, minutes = int(hour), int(minute or 0)
    if half and not 1 <= hours <= 12:
        return None
    if half:
        hours = hours % 12 + (12 if half.casefold() == "p" else 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None
