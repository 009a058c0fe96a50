"""Join a date, a time of day and a zone that a file gives apart."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from session_finder.intake.dates.dates import moment, stamp
from session_finder.intake.dates.zones import zone_name


def joined_moment(day: str, clock: str, zone: str = "") -> str:
    """Join ``day``, ``clock`` and ``zone`` to one text that ``stamp`` parses: "2027-05-11T10:00:00+02:00".

    ``zone``: an IANA name, or a distance from UTC like "+02:00"; others are ignored. Parts that are no date and no time
    of day are joined as they are.
    """
    date, time = stamp(day), stamp(clock)
    if date is None or date.day is None or date.clock is not None or time is None or time.clock is None or time.day:
        return " ".join(part for part in (day.strip(), clock.strip()) if part)
    named = zone_name(zone)
    distant = stamp(f"00:00 {zone.strip()[:40]}") if time.offset is None else time
    parsed = distant if distant is not None and distant.offset is not None else time
    found = moment(parsed, date.day, time.clock, ZoneInfo(named) if named else None)
    return found.isoformat() if found else f"{day.strip()} {clock.strip()}"
