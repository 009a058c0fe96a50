"""Export sessions as iCalendar (RFC 5545, with names and refresh intervals of RFC 7986), as a file or a subscription.

A session has the same UID in every export, so that a calendar updates its event instead of adding another. The time of
a change is unknown, so events have no LAST-MODIFIED or SEQUENCE.
"""

from __future__ import annotations

import json
import re
import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo
from functools import cache
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from session_finder.domain.overlap import to_utc
from session_finder.domain.sessions import Programme, Session
from session_finder.export.vtimezone import zone_rules

if TYPE_CHECKING:
    from icalendar import Calendar, Event, vText

LONGEST: Final = 4000  # characters of an abstract in an event; calendars truncate at 8,000
REFRESH: Final = timedelta(hours=1)  # how often a subscribed calendar may ask again
_MAKER: Final = "-//Session Finder//Session Finder//EN"
_OURS: Final = uuid.uuid5(uuid.NAMESPACE_URL, "https://session-finder.invalid/session")
# Characters that RFC 5545 forbids in TEXT, and line breaks that only some programs recognize.
_CONTROLS: Final = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")
_LINE_ENDS: Final = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
_ADDRESS: Final = re.compile(r"https?://[!-~]+")  # approximately a URI

PageOf = Callable[[Session], str]


@dataclass(frozen=True, slots=True)
class Export:
    """A calendar as bytes; ``left_out`` counts sessions without a time, which are not in it."""

    content: bytes
    left_out: int = 0


def plan_calendar(
    programme: Programme, sessions: Iterable[Session], name: str, now: datetime, page: PageOf | None = None
) -> Export:
    """Several sessions as a calendar called ``name``, for subscription.

    ``now`` is the time of the export; ``page`` returns the address of a session's page.
    """
    from icalendar import vDuration

    calendar = _calendar(programme)
    for key in ("NAME", "X-WR-CALNAME"):
        calendar.add(key, _text(one_line(name)))
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH, params={"VALUE": "DURATION"}))
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    return _with_events(calendar, programme, sessions, now, page)


def session_calendar(programme: Programme, session: Session, now: datetime, page: PageOf | None = None) -> Export:
    """One session as a calendar to import."""
    return _with_events(_calendar(programme), programme, [session], now, page)


def uid(slug: str, session_id: str) -> str:
    """The UID of a session: constant, and unique among all conferences."""
    return str(uuid.uuid5(_OURS, json.dumps([slug, session_id])))


def one_line(text: str) -> str:
    """Text for a title or place: on one line, without control characters."""
    return " ".join(_CONTROLS.sub(" ", text).split())


def several_lines(text: str) -> str:
    """Text for a description: with its line breaks, without control characters."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text)).strip()


def _calendar(programme: Programme) -> Calendar:
    from icalendar import Calendar

    calendar = Calendar()
    calendar.add("PRODID", _MAKER)
    calendar.add("VERSION", "2.0")
    calendar.add("CALSCALE", "GREGORIAN")
    if programme.timezone:
        calendar.add("X-WR-TIMEZONE", _text(programme.timezone))
    return calendar


def _with_events(
    calendar: Calendar, programme: Programme, sessions: Iterable[Session], now: datetime, page: PageOf | None
) -> Export:
    left_out = 0
    events = []
    days: dict[ZoneInfo, list[date]] = {}
    for session in sessions:
        if session.start is None:
            left_out += 1
            continue
        event = _event(programme, session, session.start, now, page)
        events.append(event)
        for moment in (event.DTSTART, event.DTEND):
            zone = moment.tzinfo if isinstance(moment, datetime) else None
            if moment is not None and isinstance(zone, ZoneInfo) and zone.key != "UTC":
                days.setdefault(zone, []).append(moment)
    for zone, when in days.items():
        calendar.add_component(zone_rules(zone, min(when), max(when)))
    for event in events:
        calendar.add_component(event)
    return Export(calendar.to_ical(), left_out)


def _event(programme: Programme, session: Session, start: datetime, now: datetime, page: PageOf | None) -> Event:
    from icalendar import Event, vCategory, vUri

    event = Event()
    event.add("UID", uid(programme.slug, session.id))
    event.add("DTSTAMP", now.astimezone(UTC).replace(microsecond=0))
    event.add("SUMMARY", _text(one_line(session.title)))
    event.add("DTSTART", _by_zone(start, programme.zone))
    if session.cancelled:
        event.add("STATUS", "CANCELLED")
    if session.end is not None and _later(session.end, start):
        event.add("DTEND", _by_zone(session.end, programme.zone))
    if room := one_line(session.room):
        event.add("LOCATION", _text(room))
    own = session.url if _ADDRESS.fullmatch(session.url) else ""
    address = page(session) if page else own
    if address:
        event.add("URL", vUri(address))
    if description := _description(session, own if address != own else ""):
        event.add("DESCRIPTION", _text(description))
    if track := one_line(session.track):
        event.add("CATEGORIES", vCategory([_text(track)]))
    return event


def _description(session: Session, address: str) -> str:
    abstract = several_lines(session.abstract)
    if len(abstract) > LONGEST:
        abstract = abstract[:LONGEST].rstrip() + " …"
    return "\n\n".join(part for part in (one_line(", ".join(session.speakers)), abstract, address) if part)


def _by_zone(moment: datetime, zone: ZoneInfo | None) -> datetime:
    """The moment in the conference's zone, else in its own, else in UTC; naive times stay as they are.

    The second of two equal hours at the end of summer time cannot be written with a zone's name, so it is in UTC.
    """
    if moment.tzinfo is None:
        return moment.replace(microsecond=0)
    known: tzinfo = zone or (moment.tzinfo if isinstance(moment.tzinfo, ZoneInfo) and moment.tzinfo.key else UTC)
    at = moment.astimezone(UTC).replace(microsecond=0)
    local = at.astimezone(known)
    return at if local.fold else local


def _later(end: datetime, start: datetime) -> bool:
    """Whether the end is after the start, as iCalendar requires; false when only one of them has a zone."""
    return (end.tzinfo is None) == (start.tzinfo is None) and to_utc(end) > to_utc(start)


def _text(text: str) -> vText:
    """A TEXT value escaped as in RFC 5545; icalendar itself mistakes a backslash before "N" for a line break."""
    return _text_type()(text)


@cache
def _text_type() -> type[vText]:
    from icalendar import vText

    class Text(vText):
        def to_ical(self) -> bytes:
            return re.sub(r"([\\;,])", r"\\\1", self).replace("\n", "\\n").encode("utf-8")

    return Text
