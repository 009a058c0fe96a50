"""When a session starts: the forms in which files say it, and the zone it is meant in."""

from __future__ import annotations

from datetime import datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

_LONGEST = 40
_YEARS = range(1900, 2200)  # others are slips of the pen, and moving them between zones could overflow
# Forms that mean one thing only. Day-month against month-day (3/4/2027) is not guessed here.
_FORMS = (
    "%Y-%m-%d %H:%M",
    "%Y/%m/%d %H:%M",
    "%Y-%b-%d %H:%M",
    "%d.%m.%Y %H:%M",
    "%d %b %Y %H:%M",
    "%d %B %Y %H:%M",
    "%d %b %Y %I:%M %p",
    "%d %B %Y %I:%M %p",
    "%b %d, %Y %I:%M %p",
    "%B %d, %Y %I:%M %p",
    "%b %d, %Y %H:%M",
)


def moment(text: str, zone: ZoneInfo | None) -> datetime | None:
    """The date and time that ``text`` names, or None when it is not understood.

    A time with an offset is moved into ``zone``; one without is taken to be in ``zone``; with no zone it stays naive.
    """
    if len(text) > _LONGEST:
        return None
    found = _written(" ".join(text.split()))
    if found is None or found.year not in _YEARS:
        return None
    if zone is None:
        return found
    return found.replace(tzinfo=zone) if found.tzinfo is None else found.astimezone(zone)


@lru_cache(maxsize=4096)  # a programme repeats few moments many times, and trying all forms is slow
def _written(words: str) -> datetime | None:
    found = _iso(words)
    for form in _FORMS:
        if found is not None:
            break
        try:
            found = datetime.strptime(words, form)  # noqa: DTZ007  the zone follows
        except ValueError:
            continue
    return found


def _iso(words: str) -> datetime | None:
    if len(words) < len("2027-05-11T9") or not words[:4].isdigit():
        return None  # a date alone is no start
    try:
        return datetime.fromisoformat(words)
    except ValueError:
        return None
