"""Columns for start and end: one or two moments, a day and clock times, a range, or a start and a duration."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from typing import Final

from babel.dates import format_date

from benchmarks.intake.columns import Cell, Column, Making
from benchmarks.intake.truths import localized

Write = Callable[[datetime, Making], Cell]


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="minutes")


def _offset(moment: datetime, making: Making) -> str:
    return localized(moment, making.zone).isoformat(timespec="seconds")


def _seconds(moment: datetime, making: Making) -> int:
    return int(localized(moment, making.zone).timestamp())


def _javascript(moment: datetime, making: Making) -> str:
    known = localized(moment, making.zone)
    return known.strftime("%a %b %d %Y %H:%M:%S GMT%z") + f" ({known.tzname()})"


def _utc(moment: datetime, making: Making) -> str:
    return localized(moment, making.zone).astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _twelve(moment: datetime) -> str:
    return f"{moment.hour % 12 or 12}:{moment.minute:02d} {'AM' if moment.hour < 12 else 'PM'}"


def _long(moment: datetime, making: Making) -> str:
    language = making.headers.language
    day = format_date(moment, "long", locale=language)
    return f"{day} {_twelve(moment)}" if language == "en" else f"{day}, {moment:%H:%M}"


def _full_day(moment: datetime, making: Making) -> str:
    return format_date(moment, "full", locale=making.headers.language)


def _object(moment: datetime, making: Making) -> Cell:
    return {"date": f"{moment:%Y-%m-%d}", "time": f"{moment:%H:%M:%S}", "tz": making.zone}


def _google(moment: datetime, making: Making) -> Cell:
    return {"dateTime": _offset(moment, making), "timeZone": making.zone}


# One cell with day and time.
MOMENTS: Final[dict[str, Write]] = {
    "ISO": lambda moment, _: _iso(moment),
    "ISO with a space and seconds": lambda moment, _: f"{moment:%Y-%m-%d %H:%M:%S}",
    "ISO with an offset": _offset,
    "ISO in UTC": _utc,
    "ISO without signs": lambda moment, _: f"{moment:%Y%m%dT%H%M%S}",
    "dd.mm.yyyy": lambda moment, _: f"{moment:%d.%m.%Y %H:%M}",
    "dd/mm/yyyy": lambda moment, _: f"{moment:%d/%m/%Y %H:%M}",
    "m/d/yyyy, 12 hours": lambda moment, _: f"{moment.month}/{moment.day}/{moment.year} {_twelve(moment)}",
    "month in words": _long,
    "weekday and month": lambda moment, making: f"{_full_day(moment, making)}, {moment:%H:%M}",
    "short month": lambda moment, _: f"{moment:%d-%b-%Y %H:%M}",
    "Unix seconds": _seconds,
    "Unix milliseconds": lambda moment, making: _seconds(moment, making) * 1000,
    "JavaScript": _javascript,
    "workbook dates": lambda moment, _: moment,
    "objects of date and time": _object,
    "objects with dateTime": _google,
}
# A day, and a clock time.
DAYS: Final[dict[str, tuple[Write, Write]]] = {
    "day and clocks": (lambda moment, _: f"{moment:%Y-%m-%d}", lambda moment, _: f"{moment:%H:%M}"),
    "day and 12 hours": (
        lambda moment, _: f"{moment:%B} {moment.day}, {moment.year}",
        lambda moment, _: _twelve(moment),
    ),
    "day and am": (
        lambda moment, _: f"{moment:%Y-%m-%d}",
        lambda moment, _: _twelve(moment).replace(" ", "").replace(":00", "").lower(),
    ),
    "day and 0920": (lambda moment, _: f"{moment:%Y-%m-%d}", lambda moment, _: f"{moment:%H%M}"),
    "day and 9.20": (lambda moment, _: f"{moment:%d.%m.%Y}", lambda moment, _: f"{moment.hour}.{moment.minute:02d}"),
    "day and 9h20": (lambda moment, _: f"{moment:%d/%m/%Y}", lambda moment, _: f"{moment.hour}h{moment.minute:02d}"),
    "day and Uhr": (lambda moment, _: f"{moment:%d.%m.%y}", lambda moment, _: f"{moment:%H:%M} Uhr"),
    "weekday and clocks": (_full_day, lambda moment, _: f"{moment:%H:%M}"),
    "workbook day and time": (lambda moment, _: moment.date(), lambda moment, _: moment.time()),
}
_DASHES: Final = (" - ", "-", " – ", "–", " to ", " — ")
RANGES: Final = ("day and range", "day and 12-hour range", "day and range in one", "range with an arrow")
PLAIN: Final = "ISO"
TREES: Final = frozenset({"objects of date and time", "objects with dateTime"})
WORKBOOKS: Final = frozenset({"workbook dates", "workbook day and time"})
TWO_DAYS: Final = "two days and two clocks"
OPTIONS: Final = (*MOMENTS, *DAYS, *RANGES, TWO_DAYS)
# Written with the day before the month or after it, which only a day after the twelfth decides.
EITHER_ORDER: Final = frozenset({"dd/mm/yyyy", "m/d/yyyy, 12 hours", "day and 9h20"})

DURATIONS: Final[dict[str, Callable[[int], Cell]]] = {
    "end": lambda minutes: minutes,  # not used
    "minutes": lambda minutes: minutes,
    "30 min": lambda minutes: f"{minutes} min",
    "30 minutes": lambda minutes: f"{minutes} minutes",
    "0:30": lambda minutes: f"{minutes // 60}:{minutes % 60:02d}",
    "00:30:00": lambda minutes: f"{minutes // 60:02d}:{minutes % 60:02d}:00",
    "PT30M": lambda minutes: (
        "PT" + (f"{minutes // 60}H" if minutes >= 60 else "") + (f"{minutes % 60}M" if minutes % 60 else "")
    ),
    "1h 30min": lambda minutes: (
        (f"{minutes // 60}h " if minutes >= 60 else "") + (f"{minutes % 60}min" if minutes % 60 else "")
    ),
    "30'": lambda minutes: f"{minutes}'",
}


def time_columns(making: Making, start: str, end: str) -> list[Column]:
    """The columns that say when the sessions are, by the options ``start`` and ``end`` (a key of DURATIONS)."""
    begins = [row.start for row in making.rows]
    if start in RANGES:
        return _ranges(making, start)
    headers = making.headers
    held = ("start",) if end == "end" else ("start", "end")  # a duration needs the start
    if start in MOMENTS:
        write = MOMENTS[start]
        names = headers.pair("moments")
        columns = [Column(names[0], _written(begins, write, making), held)]
    elif start == TWO_DAYS:
        write = DAYS["day and clocks"][1]
        days, names = headers.pair("dates"), headers.pair("clocks")
        day = DAYS["day and clocks"][0]
        ends = [row.end for row in making.rows]
        return [
            Column(days[0], _written(begins, day, making), ("start",)),
            Column(names[0], _written(begins, write, making), ("start",)),
            Column(days[1], _written(ends, day, making), ("end",)),
            Column(names[1], _written(ends, write, making), ("end",)),
        ]
    else:
        day, write = DAYS[start]
        columns = [making.column("day", _written(begins, day, making), "start", "end")]
        names = headers.pair("clocks")
        columns.append(Column(names[0], _written(begins, write, making), held))
    if end == "end":
        return [*columns, Column(names[1], _written([row.end for row in making.rows], write, making), ("end",))]
    lengths = [
        DURATIONS[end](round((row.end - row.start).total_seconds() / 60)) if row.start and row.end else None
        for row in making.rows
    ]
    return [*columns, making.column("duration", lengths, "end")]


def _written(moments: Sequence[datetime | None], write: Write, making: Making) -> list[Cell]:
    return [write(moment, making) if moment else None for moment in moments]


def _ranges(making: Making, option: str) -> list[Column]:
    pairs = [(row.start, row.end) for row in making.rows]
    dash = making.chance.choice(_DASHES)
    clock = _twelve if option == "day and 12-hour range" else lambda moment: f"{moment:%H:%M}"
    ranges = [f"{clock(start)}{dash}{clock(end)}" if start and end else None for start, end in pairs]
    if option in ("day and range", "day and 12-hour range"):
        form = making.chance.choice(("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y"))
        days = [f"{start:{form}}" if start else None for start, _ in pairs]
        return [making.column("day", days, "start", "end"), making.column("range", ranges, "start", "end")]
    if option == "range with an arrow":
        both = [f"{_en(start)} → {_twelve(end)}" if start and end else None for start, end in pairs]
    else:
        form = making.chance.choice(("%Y-%m-%d", "%d.%m.%Y", "%d %B %Y"))
        both = [f"{start:{form}} {text}" if start else None for (start, _), text in zip(pairs, ranges, strict=True)]
    return [making.column("when", both, "start", "end")]


def _en(moment: datetime) -> str:
    return f"{moment:%B} {moment.day}, {moment.year} {_twelve(moment)}"
