"""Parse how long a session lasts: "45", "0:45", "1 h 30" or "PT45M"."""

from __future__ import annotations

import re
from typing import Final

_LONGEST: Final = 31 * 24 * 60  # minutes
_HOURS = re.compile(r"(\d{1,4}):(\d{2})(?::\d{2})?(?: ?(?:h|hrs?|hours?|std|stunden?)\.?)?", re.IGNORECASE)
_UNITS = re.compile(
    r"(?:(\d{1,3}(?:[.,]\d{1,2})?)\s?(?:h|hrs?|hours?|std|stunden?|heures?|horas?|ora|ore|uur|uren|時間)\.?)?"
    r"\s?(?:(\d{1,5})\s?(?:['’′]|m|mins?|minutes?|minuten?|minutos?|minuto|minuti|minuut|分間?)?\.?)?",
    re.IGNORECASE,
)
_ISO = re.compile(r"P(?:(\d{1,2})D)?(?:T(?:(\d{1,3})H)?(?:(\d{1,5})M)?(?:\d{1,6}(?:\.\d{1,6})?S)?)?", re.IGNORECASE)


def duration_minutes(text: str) -> int | None:
    """Parse "45", "45 min", "0:45", "1:30:00", "1h30", "1.5 hours" or "PT1H30M" into minutes.

    Returns None for other texts, and for more than a month.
    """
    words = " ".join(text.split()) if len(text) <= 40 else ""
    if not words or not all(mark.isascii() for mark in words if mark.isdigit()):
        return None
    iso, clock = _ISO.fullmatch(words), _HOURS.fullmatch(words)
    if iso is not None:
        if not any(iso.groups()):
            return None
        days, hours, minutes = (int(part or 0) for part in iso.groups())
        found = (days * 24 + hours) * 60 + minutes
    elif clock is not None:
        found = int(clock[1]) * 60 + int(clock[2])
    else:
        units = _UNITS.fullmatch(words)
        if units is None or (units[1] is None and units[2] is None):
            return None
        found = round(float((units[1] or "0").replace(",", ".")) * 60) + int(units[2] or 0)
    return found if found <= _LONGEST else None
