"""iCalendar: Sched's all.ics, pretalx's schedule.ics, and exports of calendar programs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone
from typing import TYPE_CHECKING, Final
from zoneinfo import ZoneInfo

from session_finder.intake.dates.calendar_zones import CalendarZones
from session_finder.intake.dates.zones import zone_name
from session_finder.intake.files.parsing import INERT_TIMEZONE
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.records import Extract, Record, Value
from session_finder.intake.model.sources import Source
from session_finder.intake.shared.breaks import is_break, is_service
from session_finder.intake.shared.json_access import distinct, filled, helping_keys, refused, too_many, unused_keys
from session_finder.intake.shared.states import accepted, is_cancelled

if TYPE_CHECKING:
    from icalendar import Calendar, Component

NAME: Final = "iCalendar"

_TEXTS: Final = {
    "id": "UID",
    "title": "SUMMARY",
    "abstract": "DESCRIPTION",
    "room": "LOCATION",
    "url": "URL",
}
_COLUMNS: Final = {**_TEXTS, "start": "DTSTART", "end": "DTEND", "duration": "DURATION"}
_KNOWN: Final = frozenset({*_COLUMNS.values(), "CATEGORIES", "STATUS", "CLASS", "RRULE", "RDATE", "RECURRENCE-ID"})
# Technical properties that are not listed as dropped.
_HOUSEKEEPING: Final = frozenset(
    {"DTSTAMP", "CREATED", "LAST-MODIFIED", "SEQUENCE", "TRANSP", "PRIORITY", "EXDATE", "EXRULE"}
)


def read(source: Source) -> Extract | None:
    """Read the events of a calendar: recurring ones once, private ones not at all. Returns None for other files."""
    if source.calendar is None:
        return None
    events = source.calendar.walk("VEVENT")
    refusal = too_many(NAME, len(events))
    if refusal:
        return refusal
    if not events:
        advice = "The calendar has no events. Export the calendar that holds the sessions."
        return refused(NAME, 0, "empty-calendar", advice)
    categories = [_categories(event) for event in events]
    kind = "track" if all(len(found) <= 1 for found in categories) else "tags"
    masters = {_text(event, "UID") for event in events if _repeats(event)}
    zones = CalendarZones(_definitions(source.calendar))
    records = [
        _record(number, event, zones, {kind: found if kind == "tags" else found[0]} if found else {}, masters)
        for number, (event, found) in enumerate(zip(events, categories, strict=True), 1)
    ]
    records, shared = _without_shared_ids(records)
    return Extract(
        NAME,
        records,
        len(events),
        {**_COLUMNS, kind: "CATEGORIES"},
        unused_keys(events, _KNOWN | _HOUSEKEEPING),
        (*_problems(events, records), *shared),
        helping=helping_keys(events, _KNOWN, {*_COLUMNS.values(), "CATEGORIES"}),
        name=_text(source.calendar, "X-WR-CALNAME") or _text(source.calendar, "NAME"),
        timezone=_timezone(source.calendar, events),
    )


def _record(number: int, event: Component, zones: CalendarZones, values: dict[str, Value], masters: set[str]) -> Record:
    values = {**values, **{field: _text(event, key) for field, key in _TEXTS.items()}, **_times(event, zones)}
    changed_occurrence = "RECURRENCE-ID" in event and values["id"] in masters
    status, shown = _text(event, "STATUS"), not _is_private(event) and not changed_occurrence
    kinds = (kind for kind in (values.get("track", ""),) if isinstance(kind, str))
    service = is_break(str(values["title"]), *kinds) or is_service(values)
    return Record(
        number,
        filled(values),
        service=service,
        accepted=accepted(status) is not False and shown,
        cancelled=is_cancelled(status) and shown,
    )


def _without_shared_ids(records: list[Record]) -> tuple[list[Record], tuple[Problem, ...]]:
    """Drop the UID of events that share it with others of another title or time, with a note.

    Where a fifth of the events do so, no UID of the file is an id, lest the next export share others.
    """
    events: dict[str, dict[tuple[Value | None, ...], int]] = {}
    for record in records:
        if record.accepted and "id" in record.values:
            told = tuple(record.values.get(field) for field in ("title", "start", "day"))
            events.setdefault(str(record.values["id"]), {}).setdefault(told, record.line)
    shared = {uid: list(lines.values()) for uid, lines in events.items() if len(lines) > 1}
    if not shared:
        return records, ()
    count = sum(map(len, shared.values()))
    dropped = events.keys() if count * 5 > len(records) else shared.keys()
    kept = [
        replace(record, values={field: value for field, value in record.values.items() if field != "id"})
        if record.values.get("id") in dropped
        else record
        for record in records
    ]
    advice = (
        f"{count:,} events share {len(shared):,} UID{'s' if len(shared) > 1 else ''}, which are no ids then; such "
        "sessions are known by title and start."
    )
    return kept, (Problem("note", "shared-uids", advice, min(map(min, shared.values())), "UID"),)


def _times(event: Component, zones: CalendarZones) -> dict[str, Value]:
    start, end, duration = (_moment(event, key) for key in ("DTSTART", "DTEND", "DURATION"))
    if isinstance(start, date) and not isinstance(start, datetime):
        return {"day": start.isoformat()}  # an all-day event, whose DTEND is the next day
    values: dict[str, Value] = {}
    if isinstance(start, datetime):
        values["start"] = _iso_text(_localized(event, "DTSTART", zones) or start)
    if isinstance(end, datetime):
        values["end"] = _iso_text(_localized(event, "DTEND", zones) or end)
    elif isinstance(duration, timedelta) and duration > timedelta(0):
        values["duration"] = f"{int(duration.total_seconds()) // 60} min"
    return values


def _iso_text(moment: datetime) -> str:
    """Format as ISO 8601, with an offset if the zone is an IANA zone or evaluated by ``CalendarZones``."""
    if not isinstance(moment.tzinfo, ZoneInfo | timezone):
        moment = moment.replace(tzinfo=None)
    try:
        return moment.isoformat(timespec="minutes")
    except (ValueError, OverflowError):
        return ""


def _localized(event: Component, key: str, zones: CalendarZones) -> datetime | None:
    """The time by the zone that the file defines for it, None if it defines none."""
    from icalendar import vDDDTypes

    found = next((value for value in _all(event, key) if isinstance(value, vDDDTypes)), None)
    named = str(found.params.get("TZID", "")) if found is not None else ""
    return zones.localize(found.dt, named) if named and found is not None and isinstance(found.dt, datetime) else None


def _moment(event: Component, key: str) -> date | timedelta | None:
    from icalendar import vDDDTypes

    found = next((value for value in _all(event, key) if isinstance(value, vDDDTypes)), None)
    moment = found.dt if found is not None else None
    return moment if isinstance(moment, date | timedelta) else None


def _text(component: Component, key: str) -> str:
    return next((str(value).strip() for value in _all(component, key) if isinstance(value, str)), "")


def _categories(event: Component) -> tuple[str, ...]:
    from icalendar import vCategory

    found = (value.cats for value in _all(event, "CATEGORIES") if isinstance(value, vCategory))
    return distinct(" ".join(str(name).split())[:300] for names in found for name in names)


def _all(component: Component, key: str) -> Sequence[object]:
    """The values of a property, which may occur several times."""
    value = component.get(key)
    return value if isinstance(value, list) else [value]


def _repeats(event: Component) -> bool:
    return "RRULE" in event or "RDATE" in event


def _is_private(event: Component) -> bool:
    return _text(event, "CLASS").upper() in ("PRIVATE", "CONFIDENTIAL")


def _timezone(calendar: Calendar, events: Sequence[Component]) -> str:
    """The calendar's zone, else the zone of most starts, else the first zone that the file defines."""
    declared = zone_name(_text(calendar, "X-WR-TIMEZONE")) or zone_name(_text(calendar, "TIMEZONE-ID"))
    if declared:
        return declared
    starts = (_moment(event, "DTSTART") for event in events)
    zones = (start.tzinfo for start in starts if isinstance(start, datetime))
    used = Counter(found for zone in zones if isinstance(zone, ZoneInfo) and (found := zone_name(zone.key or "")))
    if used:
        return used.most_common(1)[0][0]
    names = (zone_name(_text(zone, key)) for zone in _definitions(calendar)[:20] for key in ("X-LIC-LOCATION", "TZID"))
    return next((name for name in names if name), "")


def _definitions(calendar: Calendar) -> list[Component]:
    return [*calendar.walk("VTIMEZONE"), *calendar.walk(INERT_TIMEZONE)]


def _problems(events: Sequence[Component], records: Sequence[Record]) -> Iterator[Problem]:
    """Yield one problem of each kind, at the first event that has it."""
    repeated = [number for number, event in enumerate(events, 1) if _repeats(event)]
    if repeated:
        advice = f"Repeated events: {len(repeated)}, each kept once, at its first date. Enter the others one by one."
        yield Problem("note", "repeated-events", advice, repeated[0], "RRULE")
    private = [number for number, event in enumerate(events, 1) if _is_private(event)]
    if private:
        advice = f"Events marked as private: {len(private)}; they were left out. Make them public to show them."
        yield Problem("note", "private-events", advice, private[0], "CLASS")
    whole_days = [record.line for record in records if "day" in record.values]
    if whole_days:
        advice = f"Events that take the whole day: {len(whole_days)}; they have a date and no time."
        yield Problem("note", "whole-day-events", advice, whole_days[0], "DTSTART")
    timeless = [record.line for record in records if not record.values.keys() & {"day", "start"}]
    if timeless:
        advice = f"Events without a start that is understood: {len(timeless)}. Write 20270511T143000."
        yield Problem("warning", "events-without-start", advice, timeless[0], "DTSTART")
