"""A plan and the whole programme as one HTML file for use without a network.

The file loads nothing and may run only its own script, which filters the sessions that are in the page. Labels are
passed in, in the visitor's language.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final, NamedTuple, Protocol
from zoneinfo import ZoneInfo

from babel.dates import format_date

from session_finder.domain.overlap import by_start, days_of
from session_finder.domain.sessions import Programme, Session
from session_finder.planning.plan import Plan
from session_finder.rendering.assets import asset
from session_finder.rendering.templates import template
from session_finder.timetable import time_format as times

LARGEST: Final = 8_000_000  # characters of all abstracts
STYLE: Final = asset(__name__, "css")
SCRIPT: Final = asset(__name__, "js")
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")


class Counted(Protocol):
    """A text that depends on a number."""

    def format(self, count: int, **named: object) -> str:
        """The text for that many."""


@dataclass(frozen=True, slots=True)
class Labels:
    """The texts of the file in one language; {braces} are filled in.

    ``made`` takes {day} and {time}; ``times`` {zone}; ``all`` {total}; ``some`` {shown} and {total}, of which the
    script fills in {shown}; ``gone`` {count}; all others nothing.
    """

    plan: str
    programme: str
    sections: str
    made: str
    times: str
    empty: str
    gone: Counted
    search: str
    all: str
    some: str
    none: str
    abstract: str
    left_out: str
    no_day: str
    in_plan: str
    cancelled: str
    page: str
    print: str
    print_abstracts: str
    skip: str


class _Entry(NamedTuple):
    """One session of the file: facts that are empty are left out."""

    title: str
    language: str
    mine: bool
    cancelled: bool
    hours: str
    place: list[str]
    speakers: list[str]
    about: list[str]
    paragraphs: list[str]
    url: str


class _Day(NamedTuple):
    name: str
    entries: list[_Entry]


@dataclass(frozen=True, slots=True)
class OfflineFormat:
    """The labels and their language, the locale of dates, and the time zone (None: the programme's own)."""

    labels: Labels
    language: str = "en"
    locale: str = times.PLAIN
    zone: ZoneInfo | None = None


def render_offline_page(
    programme: Programme, plan: Plan, style: OfflineFormat, now: datetime, largest: int = LARGEST
) -> str:
    """The HTML text, to be written in UTF-8; ``now`` is the time of the export.

    Only the plan's sessions have abstracts when all abstracts together are longer than ``largest`` characters.
    """
    labels, zone = style.labels, style.zone or programme.zone
    starred = plan.sessions(programme)
    mine = {session.id for session in starred}
    whole = sum(len(session.abstract) for session in programme.sessions) <= largest
    made = times.in_zone(now, zone) or now
    day = format_date(made, "long", locale=style.locale)
    head = [labels.made.format(day=day, time=times.clock(made, style.locale))]
    if clock := _clock(programme, zone):
        head.append(labels.times.format(zone=clock))
    if not whole:
        head.append(labels.left_out)
    gone, total = len(plan.gone(programme)), len(programme.sessions)
    return template(__name__).render(
        labels=labels,
        language=style.language,
        policy=POLICY,
        style=STYLE,
        script=SCRIPT,
        name=programme.name,
        head=head,
        gone=labels.gone.format(count=gone) if gone else "",
        all=labels.all.format(total=total),
        some=labels.some.format(total=total, shown="{shown}"),
        planned=list(_days(starred, style, frozenset(), mine)),
        programme=list(_days(sorted(programme.sessions, key=by_start), style, mine, None if whole else mine)),
    )


def _clock(programme: Programme, zone: ZoneInfo | None) -> str:
    """The time zone of the times: its name, else the zone of the first session, "" if unknown."""
    first = next((session.start for session in programme.sessions if session.start), None)
    return str(zone) if zone else times.zone_name(first) if first else ""


def _days(sessions: Iterable[Session], style: OfflineFormat, mine: Set[str], told: Set[str] | None) -> Iterator[_Day]:
    """The sessions by day; ``mine`` are marked as planned; ``told`` have abstracts, all if None."""
    for day, held in groupby(sessions, key=lambda session: next(iter(days_of(session, style.zone)), None)):
        entries = [_entry(one, style, one.id in mine, told is None or one.id in told) for one in held]
        yield _Day(times.long_day(day, style.locale) if day else style.labels.no_day, entries)


def _entry(session: Session, style: OfflineFormat, mine: bool, told: bool) -> _Entry:
    about = dict.fromkeys((session.track, session.level, session.format, *session.tags))
    return _Entry(
        title=session.title,
        language=session.language if _LANGUAGE_TAG.fullmatch(session.language) else "",
        mine=mine,
        cancelled=session.cancelled,
        hours=times.hours(session, style.locale, style.zone),
        place=[fact for fact in (session.room, session.code) if fact],
        speakers=[speaker for speaker in session.speakers if speaker],
        about=[fact for fact in about if fact],
        paragraphs=_paragraphs(session.abstract) if told else [],
        url=session.url if session.url.startswith(("https://", "http://")) else "",
    )


def _paragraphs(text: str) -> list[str]:
    return [" ".join(part.split()) for part in _PARAGRAPHS.split(text) if part.strip()]


def _digest(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


# Nothing is loaded or sent, and only the script above runs.
POLICY: Final = "; ".join(
    (
        "default-src 'none'",
        f"style-src {_digest(STYLE)}",
        f"script-src {_digest(SCRIPT)}",
        "img-src data:",
        "base-uri 'none'",
        "form-action 'none'",
    )
)
