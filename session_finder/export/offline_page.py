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
from datetime import date, datetime
from html import escape
from itertools import groupby
from typing import Final
from zoneinfo import ZoneInfo

from babel.dates import format_date

from session_finder.domain.overlap import by_start, days_of
from session_finder.domain.sessions import Programme, Session
from session_finder.export.offline_assets import SCRIPT, STYLE
from session_finder.planning.plan import Plan
from session_finder.timetable import time_format as times

LARGEST: Final = 8_000_000  # characters of all abstracts
_CONTROLS: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")
_LANGUAGE_TAG: Final = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_PARAGRAPHS: Final = re.compile(r"\n\s*\n")


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
    gone_one: str
    gone: str
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
    whole = sum(len(session.abstract) for session in programme.sessions) <= largest
    name = _html(programme.name)
    made = times.in_zone(now, zone) or now
    day = format_date(made, "long", locale=style.locale)
    head = [f"<p>{_html(labels.made.format(day=day, time=times.clock(made, style.locale)))}</p>"]
    if clock := _clock(programme, zone):
        head.append(f"<p>{_html(labels.times.format(zone=clock))}</p>")
    if not whole:
        head.append(f"<p>{_html(labels.left_out)}</p>")
    return "".join(
        (
            f'<!doctype html>\n<html lang="{_html(style.language)}">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n',
            '<meta name="referrer" content="no-referrer">\n<link rel="icon" href="data:,">\n',
            f"<title>{_html(labels.plan)} – {name}</title>\n<style>{STYLE}</style>\n</head>\n<body>\n",
            f'<a class="skip" href="#programme">{_html(labels.skip)}</a>\n',
            f'<header>\n<h1 dir="auto">{name}</h1>\n<div class="said">{"".join(head)}</div>\n',
            f'<nav aria-label="{_html(labels.sections)}"><ul><li><a href="#plan">{_html(labels.plan)}</a></li>',
            f'<li><a href="#programme">{_html(labels.programme)}</a></li></ul></nav>\n</header>\n<main>\n',
            *_plan(plan, programme, starred, style),
            *_programme(programme, {session.id for session in starred}, style, whole),
            f"</main>\n<script>{SCRIPT}</script>\n</body>\n</html>\n",
        )
    )


def _clock(programme: Programme, zone: ZoneInfo | None) -> str:
    """The time zone of the times: its name, else the zone of the first session, "" if unknown."""
    first = next((session.start for session in programme.sessions if session.start), None)
    return str(zone) if zone else times.zone_name(first) if first else ""


def _plan(plan: Plan, programme: Programme, starred: tuple[Session, ...], style: OfflineFormat) -> Iterator[str]:
    labels = style.labels
    yield f'<section id="plan" aria-labelledby="plan-name">\n<h2 id="plan-name">{_html(labels.plan)}</h2>\n'
    gone = len(plan.gone(programme))
    if gone:
        yield f"<p>{_html(labels.gone_one if gone == 1 else labels.gone.format(count=gone))}</p>\n"
    if starred:
        yield f'<p class="tools" hidden><button id="print" type="button">{_html(labels.print)}</button> '
        yield f'<label><input id="whole" type="checkbox"> {_html(labels.print_abstracts)}</label></p>\n'
    else:
        yield f"<p>{_html(labels.empty)}</p>\n"
    yield from _days(starred, style, frozenset(), whole=True)
    yield "</section>\n"


def _programme(programme: Programme, mine: set[str], style: OfflineFormat, whole: bool) -> Iterator[str]:
    labels, total = style.labels, len(programme.sessions)
    said = {
        "all": labels.all.format(total=total),
        "some": labels.some.format(total=total, shown="{shown}"),
        "none": labels.none,
    }
    data = " ".join(f'data-{key}="{_html(text)}"' for key, text in said.items())
    yield '<section id="programme" aria-labelledby="programme-name" tabindex="-1">\n<h2 id="programme-name">'
    yield f'{_html(labels.programme)}</h2>\n<div class="look" id="look" role="search" hidden>'
    yield f'<label for="box">{_html(labels.search)}</label><input id="box" type="search" autocomplete="off">'
    yield f'<p class="said" id="count" role="status" {data}>{_html(said["all"])}</p></div>\n'
    in_order = sorted(programme.sessions, key=by_start)
    yield from _days(in_order, style, mine, whole)
    yield "</section>\n"


def _days(sessions: Iterable[Session], style: OfflineFormat, mine: Set[str], whole: bool) -> Iterator[str]:
    """The sessions by day; ``mine`` are marked as planned; ``whole``: with abstracts."""
    for day, held in groupby(sessions, key=lambda session: _day(session, style)):
        name = times.long_day(day, style.locale) if day else style.labels.no_day
        yield f"<section>\n<h3>{_html(name)}</h3>\n"
        for session in held:
            yield _entry(session, style, session.id in mine, whole or session.id in mine)
        yield "</section>\n"


def _entry(session: Session, style: OfflineFormat, mine: bool, whole: bool) -> str:
    """One session; the class t marks the texts that are searched."""
    labels = style.labels
    language = f' lang="{session.language}"' if _LANGUAGE_TAG.fullmatch(session.language) else ""
    badge = f'<a class="badge" href="#plan">{_html(labels.in_plan)}</a>' if mine else ""
    hours = times.hours(session, style.locale, style.zone)
    when = f'<span class="when">{_html(hours)}</span>' if hours else ""
    mark = ' class="mine"' if mine else ""
    cancelled = _html(labels.cancelled) if session.cancelled else ""
    title = f"<s>{_html(session.title)}</s>" if session.cancelled else _html(session.title)
    about = (session.track, session.level, session.format, *session.tags)
    lines = [" · ".join(part for part in (cancelled, when, _facts([session.room, session.code]), badge) if part)]
    lines += [_facts(session.speakers, ", "), _facts(dict.fromkeys(about))]
    facts = "".join(f"<p>{line}</p>" for line in lines if line)
    return (
        f'<article{mark}>\n<h4 class="t" dir="auto"{language}>{title}</h4>\n'
        f"{facts}\n{_abstract(session, labels, language) if whole else ''}{_link(session, labels)}</article>\n"
    )


def _abstract(session: Session, labels: Labels, language: str) -> str:
    parts = [" ".join(part.split()) for part in _PARAGRAPHS.split(session.abstract) if part.strip()]
    if not parts:
        return ""
    paragraphs = "".join(f'<p class="t" dir="auto"{language}>{_html(part)}</p>' for part in parts)
    return f"<details><summary>{_html(labels.abstract)}</summary>{paragraphs}</details>\n"


def _link(session: Session, labels: Labels) -> str:
    if not session.url.startswith(("https://", "http://")):
        return ""
    return f'<p><a href="{_html(session.url)}" rel="noopener noreferrer">{_html(labels.page)}</a></p>\n'


def _facts(facts: Iterable[str], between: str = " · ") -> str:
    return between.join(f'<bdi class="t">{_html(fact)}</bdi>' for fact in facts if fact)


def _day(session: Session, style: OfflineFormat) -> date | None:
    return next(iter(days_of(session, style.zone)), None)


def _html(text: str) -> str:
    """Escape text for HTML, quotation marks included, without characters that HTML forbids."""
    return escape(_CONTROLS.sub("", text))


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
