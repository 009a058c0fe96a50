"""Validate time zones that files name."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


def zone_name(text: str) -> str:
    """Return the IANA name of a zone; "" for other texts, and for UTC, which names no place."""
    written = text.strip()
    if written.upper() in ("UTC", "ETC/UTC", "GMT", "Z") or len(written) > 60:
        return ""
    try:
        return ZoneInfo(written).key if written else ""
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ""
