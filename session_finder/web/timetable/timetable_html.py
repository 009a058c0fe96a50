"""The HTML of the timetable: day selector, view switch, list. The grid has its own module."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime
from html import escape
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.rendering.assets import asset
from session_finder.timetable import time_format
from session_finder.timetable.days import Day
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import programme_messages as words
from session_finder.web.sessions.session_items import ItemContext, item_html
from session_finder.web.visit.timetable_address import ALL, DAY, UNSCHEDULED, VIEW, ViewSettings, href

CSS: Final = asset(__name__, "css")


def days_html(days: Sequence[Day], day: Day | None, today: date, chosen: ViewSettings, slug: str) -> str:
    """A link for each day, for all days, and for unscheduled sessions. ``day`` is the current one."""
    if len(days) < 2:
        return ""
    links = [_day_link(one, day, today, chosen, slug) for one in days if one.date is not None]
    if len(links) > 1:
        current = chosen.day == ALL
        links.append(_link(escape(words.ALL_DAYS), "day", ALL, current, href(slug, **{DAY: ALL, VIEW: chosen.view})))
    links += [_day_link(one, day, today, chosen, slug) for one in days if one.date is None]
    return f'<nav class="sf-bar" aria-label="{escape(words.DAYS)}">{"".join(links)}</nav>'


def views_html(shown: str, chosen: ViewSettings, slug: str) -> str:
    """The switch between grid and list; ``shown`` is the current one."""
    links = [
        _link(escape(name), "view", view, view == shown, href(slug, **{DAY: chosen.day, VIEW: view}))
        for view, name in (("grid", words.GRID), ("list", words.LIST))
    ]
    return f'<nav class="sf-bar" aria-label="{escape(words.VIEW)}">{"".join(links)}</nav>'


def list_html(days: Sequence[Day], most: int, context: ItemContext) -> str:
    """The days as a list grouped by start time, up to ``most`` sessions."""
    parts = []
    for day in days:
        if most <= 0:
            break
        parts.append(_day_html(replace(day, sessions=day.sessions[:most]), day.all, context))
        most -= len(day.sessions)
    return "".join(parts)


def more_html(shown: int, count: int, step: int) -> str:
    """The number of sessions shown and a "show more" button; "" if all are shown."""
    if shown >= count:
        return ""
    said = escape(words.SHOWN.format(shown=shown, count=count))
    more = escape(words.MORE.format(count=min(step, count - shown)))
    return f'<p>{said}</p><p class="sf-acts"><button type="button" data-act="more" data-id="">{more}</button></p>'


def day_name(day: date | None) -> str:
    """A day as shown in headings."""
    return time_format.long_day(day, visitor_locale().locale) if day else str(words.UNSCHEDULED)


def counted(sessions: Iterable[Session]) -> str:
    """ "57 sessions", without breaks."""
    count = sum(not session.is_break for session in sessions)
    return words.COUNT.format(count=count)


def heading_html(day: date | None, sessions: Sequence[Session]) -> str:
    """A day's heading with its number of sessions."""
    name = escape(day_name(day))
    heading = f'<time datetime="{day.isoformat()}">{name}</time>' if day else name
    return f'<h2>{heading}</h2><p class="sf-small">{escape(counted(sessions))}</p>'


def _day_html(day: Day, whole: Sequence[Session], context: ItemContext) -> str:
    slots = "".join(_slot_html(start, sessions, context) for start, sessions in day.slots)
    return f'<section class="sf-day">{heading_html(day.date, whole)}{continued_html(day, context)}{slots}</section>'


def continued_html(day: Day, context: ItemContext) -> str:
    """The sessions that began on an earlier day, with their dates; "" for none."""
    if not day.continued:
        return ""
    items = "".join(item_html(session, context, day=True) for session in day.continued)
    return f'<h3>{escape(words.CONTINUED)}</h3><ul class="sf-items">{items}</ul>'


def _slot_html(start: datetime | None, sessions: Sequence[Session], context: ItemContext) -> str:
    items = f'<ul class="sf-items">{"".join(item_html(session, context, day=False) for session in sessions)}</ul>'
    seen = time_format.in_zone(start, visitor_locale().zone)
    if seen is None:
        return items
    zone = time_format.zone_name(seen)
    clock = escape(f"{time_format.clock(seen, visitor_locale().locale)} {zone}".strip())
    return f'<h3><time datetime="{seen.isoformat()}">{clock}</time></h3>{items}'


def _day_link(one: Day, shown: Day | None, today: date, chosen: ViewSettings, slug: str) -> str:
    current = shown is not None and one.date == shown.date and chosen.day != ALL
    if one.date is None:
        face = f"{escape(words.UNSCHEDULED)} ({len(one.sessions)})"
        return _link(face, "day", UNSCHEDULED, current, href(slug, **{DAY: UNSCHEDULED, VIEW: chosen.view}))
    face = escape(time_format.day(one.date, visitor_locale().locale))
    if one.date == today:
        face += f' <span class="sf-kind">{escape(words.TODAY)}</span>'
    which = one.date.isoformat()
    return _link(face, "day", which, current, href(slug, **{DAY: which, VIEW: chosen.view}))


def _link(face: str, act: str, which: str, current: bool, address: str) -> str:
    mark = ' aria-current="true"' if current else ""
    return f'<a href="{escape(address)}" data-act="{act}" data-id="{which}"{mark}>{face}</a>'
