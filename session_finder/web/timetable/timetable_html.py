"""The timetable as HTML: the days to choose from, what narrows it, and the list. The grid has a module of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from html import escape

from session_finder.domain.sessions import Session
from session_finder.timetable import time_format
from session_finder.timetable.days import Day
from session_finder.web.i18n.locale import manner
from session_finder.web.i18n.texts import programme_messages as words
from session_finder.web.sessions.session_items import Telling, item_html
from session_finder.web.visit.timetable_address import ALL, DAY, UNSCHEDULED, VIEW, Chosen, href

CSS = """
.sf-bar { display: flex; flex-wrap: wrap; gap: .5rem; margin: 0 0 1rem; align-items: center; }
.sf-bar a { text-decoration: none; border: 1px solid var(--st-border-color); border-radius: .5rem;
  padding: .2rem .75rem; min-height: 2.25rem; display: inline-flex; align-items: center; gap: .35rem; }
.sf-bar a:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.sf-bar a[aria-current] { border: 2px solid var(--st-primary-color); font-weight: 600; }
.sf-bars { display: flex; flex-wrap: wrap; column-gap: 2rem; justify-content: space-between; }
.sf-day { margin-top: .5rem; }
.sf-panel .sf-day h2 { margin-bottom: .1rem; }
.sf-day h3 { margin: 1rem 0 .35rem; font-variant-numeric: tabular-nums; }
@media (max-width: 47.99rem) { .sf-when-wide { display: none; } }
@media (min-width: 48rem) { .sf-when-narrow { display: none; } }
"""


def days_html(days: Sequence[Day], day: Day | None, today: date, chosen: Chosen, slug: str) -> str:
    """A link for each day, one for all of them, and one for what has no time yet; ``day`` is the one shown."""
    if len(days) < 2:
        return ""
    links = [_day_link(one, day, today, chosen, slug) for one in days if one.date is not None]
    if len(links) > 1:
        current = chosen.day == ALL
        links.append(_link(escape(words.ALL_DAYS), "day", ALL, current, href(slug, **{DAY: ALL, VIEW: chosen.view})))
    links += [_day_link(one, day, today, chosen, slug) for one in days if one.date is None]
    return f'<nav class="sf-bar" aria-label="{escape(words.DAYS)}">{"".join(links)}</nav>'


def views_html(shown: str, chosen: Chosen, slug: str) -> str:
    """The switch between grid and list; ``shown`` is the one that is seen."""
    links = [
        _link(escape(name), "view", view, view == shown, href(slug, **{DAY: chosen.day, VIEW: view}))
        for view, name in (("grid", words.GRID), ("list", words.LIST))
    ]
    return f'<nav class="sf-bar" aria-label="{escape(words.VIEW)}">{"".join(links)}</nav>'


def list_html(days: Sequence[Day], most: int, tell: Telling) -> str:
    """The days one below the other, each by start, as far as the ``most``-th session."""
    parts = []
    for day in days:
        if most <= 0:
            break
        parts.append(_day_html(Day(day.date, day.sessions[:most]), day.sessions, tell))
        most -= len(day.sessions)
    return "".join(parts)


def more_html(shown: int, count: int, step: int) -> str:
    """How many are shown, and the way to more; "" when all are."""
    if shown >= count:
        return ""
    said = escape(words.SHOWN.format(shown=shown, count=count))
    more = escape(words.MORE.format(count=min(step, count - shown)))
    return f'<p>{said}</p><p class="sf-acts"><button type="button" data-act="more" data-id="">{more}</button></p>'


def day_name(day: date | None) -> str:
    """A day as headings name it."""
    return time_format.long_day(day, manner().locale) if day else str(words.UNSCHEDULED)


def counted(sessions: Iterable[Session]) -> str:
    """ "57 sessions", breaks not counted."""
    count = sum(not session.is_break for session in sessions)
    return str(words.COUNT_ONE if count == 1 else words.COUNT.format(count=count))


def heading_html(day: date | None, sessions: Sequence[Session]) -> str:
    """A day's heading, and how many sessions it has."""
    name = escape(day_name(day))
    heading = f'<time datetime="{day.isoformat()}">{name}</time>' if day else name
    return f'<h2>{heading}</h2><p class="sf-small">{escape(counted(sessions))}</p>'


def _day_html(day: Day, whole: Sequence[Session], tell: Telling) -> str:
    slots = "".join(_slot_html(start, sessions, tell) for start, sessions in day.slots)
    return f'<section class="sf-day">{heading_html(day.date, whole)}{slots}</section>'


def _slot_html(start: datetime | None, sessions: Sequence[Session], tell: Telling) -> str:
    items = f'<ul class="sf-items">{"".join(item_html(session, tell, day=False) for session in sessions)}</ul>'
    seen = time_format.in_zone(start, manner().zone)
    if seen is None:
        return items
    zone = time_format.zone_name(seen)
    clock = escape(f"{time_format.clock(seen, manner().locale)} {zone}".strip())
    return f'<h3><time datetime="{seen.isoformat()}">{clock}</time></h3>{items}'


def _day_link(one: Day, shown: Day | None, today: date, chosen: Chosen, slug: str) -> str:
    current = shown is not None and one.date == shown.date and chosen.day != ALL
    if one.date is None:
        face = f"{escape(words.UNSCHEDULED)} ({len(one.sessions)})"
        return _link(face, "day", UNSCHEDULED, current, href(slug, **{DAY: UNSCHEDULED, VIEW: chosen.view}))
    face = escape(time_format.day(one.date, manner().locale))
    if one.date == today:
        face += f' <span class="sf-kind">{escape(words.TODAY)}</span>'
    which = one.date.isoformat()
    return _link(face, "day", which, current, href(slug, **{DAY: which, VIEW: chosen.view}))


def _link(face: str, act: str, which: str, current: bool, address: str) -> str:
    mark = ' aria-current="true"' if current else ""
    return f'<a href="{escape(address)}" data-act="{act}" data-id="{which}"{mark}>{face}</a>'
