"""Time zones as files name them: an IANA name that this machine knows, or nothing."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_name(text: str) -> str:
    """``text`` when it is the IANA name of a place's zone, "" otherwise: UTC says how times are written, not where."""
    written = text.strip()
    if written.upper() in ("UTC", "ETC/UTC", "GMT", "Z") or len(written) > 60:
        return ""
    try:
        return ZoneInfo(written).key if written else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
