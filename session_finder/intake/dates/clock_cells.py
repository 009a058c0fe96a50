"""Parse cells of a timetable: "11:00–12:00" is a start and an end."""

from __future__ import annotations

import re
from typing import Final

_CLOCK: Final = r"(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2})? ?([ap])?\.?(?:m\.?)?(?: ?uhr|h)?"
_ALONE = re.compile(_CLOCK, re.IGNORECASE)
_RANGE = re.compile(rf"{_CLOCK} ?(?:[-‐-―−~]|to|until|till|bis|à|a|al|às|tot|do) ?{_CLOCK}", re.IGNORECASE)
_LONGEST = 40


def is_clock(text: str) -> bool:
    """Whether ``text`` is a time of day without a date."""
    text = " ".join(text.split())
    return len(text) <= _LONGEST and _ALONE.fullmatch(text) is not None and (not text.isdigit() or len(text) < 3)


def clock_range(text: str) -> tuple[str, str] | None:
    """Parse "9:00 – 9:50 AM" into "09:00" and "09:50". Returns None if it is not a range of times."""
    text = " ".join(text.split())
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


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    """Minutes since midnight, None for an impossible time."""
    hours, minutes = int(hour), int(minute or 0)
    if half and not 1 <= hours <= 12:
        return None
    if half:
        hours = hours % 12 + (12 if half.casefold() == "p" else 0)
    return hours * 60 + minutes if hours < 24 and minutes < 60 else None
