"""Parse dates and times of day, and combine them to a moment in the conference's zone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache
from typing import Final
from zoneinfo import ZoneInfo

from session_finder.intake.dates.written_forms import LONGEST, MONTHS, unix_time, usual_form
from session_finder.intake.model.columns import plain_name

_YEARS: Final = range(1900, 2200)  # other years are typos, and converting them between zones could overflow
_WORD: Final = r"[^\W\d_]{3,12}"
_DATE: Final = (
    rf"(?:(?P<y1>\d{{4}})[-/.](?P<m1>\d{{1,2}}|{_WORD})[-/.](?P<d1>\d{{1,2}})"
    r"|(?P<d2>\d{1,2})\.\s?(?P<m2>\d{1,2})\.\s?(?P<y2>\d{4}|\d{2})"
    r"|(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y3>\d{4}|\d{2})"
    rf"|(?P<d4>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-](?:de\s)?(?P<m4>{_WORD})\.?,?[\s-](?:de\s)?(?P<y4>\d{{4}}|\d{{2}})"
    rf"|(?P<m5>{_WORD})\.?\s(?P<d5>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<y5>\d{{4}})"
    # without a year
    rf"|(?P<d6>\d{{1,2}})(?:st|nd|rd|th|\.)?[\s-](?:de\s)?(?P<m6>{_WORD})\.?"
    rf"|(?P<m7>{_WORD})\.?\s(?P<d7>\d{{1,2}})(?:st|nd|rd|th)?"
    r"|(?P<d8>\d{1,2})\.\s?(?P<m8>\d{1,2})\.)"
)
_CLOCK: Final = (
    r"(?P<hour>\d{1,2})(?:(?:[:.h](?P<minute>\d{2}))(?::(?P<second>\d{2})(?:[.,]\d{1,9})?)?|(?=\s?[aph]|\suhr))"
    r"(?:\s?(?P<half>[ap])\.?m\.?)?(?:\s?(?:uhr|hrs)|h)?"
    r"(?:\s?\(?(?:(?:utc|gmt)?(?P<offset>[+-]\d{1,2}(?::?\d{2})?))\)?|\s?\(?(?P<letters>(?-i:[A-Z]{1,5}))\)?)?"
)
_GAP: Final = r"(?:,?\s(?:at\s|um\s|[-–]\s)?|t)"
_WHOLE: Final = re.compile(rf"(?:[^\W\d_]{{2,12}}\.?,?\s)?{_DATE}(?:{_GAP}{_CLOCK})?", re.IGNORECASE)
_ALONE: Final = re.compile(_CLOCK, re.IGNORECASE)
_SLASHED: Final = re.compile(r"(?:[^\W\d_]{2,12}\.?,?\s)?(\d{1,2})[/-](\d{1,2})[/-](\d{4}|\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A parsed cell: a day, a time of day, or both. ``offset`` and ``letters``: the zone, if the cell names one."""

    day: date | None = None
    clock: time | None = None
    offset: tzinfo | None = None
    letters: str = ""


def stamp(text: str, month_first: bool | None = None, year: int | None = None) -> Stamp | None:
    """Parse a date or time, or a Unix time. Returns None if ``text`` is neither.

    ``month_first`` decides what 3/4/2027 means; None accepts only unambiguous dates like 3/31/2027. ``year`` is the
    year of dates that name none, like 14 October; None accepts no such dates.
    """
    if not text or len(text) > LONGEST:
        return None
    found = _stamp(" ".join(text.split()), month_first, year)
    return None if found is None or (found.day is not None and found.day.year not in _YEARS) else found


def slashed_date(text: str) -> tuple[int, int, int] | None:
    """The two numbers, in their order, and the year of "3/4/2027" or "3-4-27". Returns None for other texts."""
    found = _SLASHED.match(" ".join(text.split())) if len(text) <= LONGEST and text.isascii() else None
    return (int(found[1]), int(found[2]), _year(found[3])) if found else None


def moment(parsed: Stamp, day: date, clock: time, zone: ZoneInfo | None) -> datetime | None:
    """Combine ``day`` and ``clock`` to a moment in ``zone``.

    If ``parsed`` has an offset, the moment is converted to ``zone``; otherwise it is local time of ``zone``. Without a
    zone it is naive. Returns None if ``parsed`` names another zone by its letters.
    """
    naive = datetime.combine(day, clock)
    if parsed.offset is not None:
        exact = naive.replace(tzinfo=parsed.offset)
        return exact if zone is None else exact.astimezone(zone)
    if zone is None:
        return naive
    local = naive.replace(tzinfo=zone)
    return (
        local
        if not parsed.letters or _without_season(parsed.letters) == _without_season(local.tzname() or "")
        else None
    )


def is_earlier(one: datetime, other: datetime) -> bool:
    """Whether ``one`` is before ``other``. Compares timestamps, because clock times repeat when summer time ends."""
    return one.timestamp() < other.timestamp() if one.tzinfo and other.tzinfo else one < other


def add_minutes(start: datetime, minutes: int) -> datetime:
    """The moment ``minutes`` after ``start``, in the zone of ``start``."""
    if start.tzinfo is None:
        return start + timedelta(minutes=minutes)
    return (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(start.tzinfo)


@lru_cache(maxsize=4096)  # a programme repeats the same times
def _stamp(words: str, month_first: bool | None, year: int | None) -> Stamp | None:
    words = usual_form(words)
    ascii_digits = all(mark.isascii() for mark in words if mark.isdigit())
    if not ascii_digits:
        return None
    since_1970 = unix_time(words)
    found = Stamp(since_1970.date(), since_1970.time(), UTC) if since_1970 else _iso(words)
    if found is not None:
        return found
    match = _ALONE.fullmatch(words)
    if match is not None:
        return _with_clock(Stamp(), match)
    match = _WHOLE.fullmatch(words)
    if match is None:
        return None
    day = _day(match, month_first, year)
    if day is None:
        return None
    return Stamp(day) if match["hour"] is None else _with_clock(Stamp(day), match)


def _iso(words: str) -> Stamp | None:
    if len(words) < len("20270511") or not words[:4].isdigit():
        return None
    try:
        return Stamp(date.fromisoformat(words))
    except ValueError:
        pass
    try:
        found = datetime.fromisoformat(words)
    except ValueError:
        return None
    return Stamp(found.date(), found.time(), found.tzinfo)


def _day(match: re.Match[str], month_first: bool | None, missing_year: int | None) -> date | None:
    if match["a"]:
        first, second = int(match["a"]), int(match["b"])
        if first > 12 or second > 12:
            month_first = first <= 12
        elif month_first is None and first != second:
            return None
        month, day, year = (first, second, match["y3"]) if month_first else (second, first, match["y3"])
    else:
        form = next(form for form in "1245678" if match[f"d{form}"])
        month, day, year = _month(match[f"m{form}"]), int(match[f"d{form}"]), match[f"y{form}"] if form < "6" else ""
    try:
        if not year and missing_year is None:
            return None
        return date(_year(year) if year else missing_year or 0, month, day)
    except ValueError:
        return None


def _with_clock(parsed: Stamp, match: re.Match[str]) -> Stamp | None:
    hour, minute, second = (int(match[part] or 0) for part in ("hour", "minute", "second"))
    half = (match["half"] or "").casefold()
    if half and hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    elif half == "a":
        return None
    day = parsed.day
    if (hour, minute, second) == (24, 0, 0):
        hour = 0
        day = day and day + timedelta(days=1)
    letters = (match["letters"] or "").upper()
    offset = UTC if letters in ("Z", "UTC", "GMT") else _offset(match["offset"])
    try:
        return Stamp(day, time(hour, minute, second), offset, "" if offset else letters)
    except ValueError:
        return None


def _offset(text: str | None) -> tzinfo | None:
    if not text:
        return None
    digits = text[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    away = timedelta(hours=min(hours, 23), minutes=min(minutes, 59))
    return timezone(-away if text[0] == "-" else away)


def _month(text: str) -> int:
    return int(text) if text.isdigit() else MONTHS.get(plain_name(text), 0)


def _year(text: str) -> int:
    return int(text) + (2000 if len(text) == 2 else 0)


def _without_season(letters: str) -> str:
    """Remove the season: EST, EDT and ET are one zone, and people write either all year round."""
    return re.sub("[SD](?=T$)", "", letters)
