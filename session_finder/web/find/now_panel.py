"""A panel of what is on now and next, shown without a query; or of what is on at the times in the query."""

from __future__ import annotations

from collections.abc import Iterable, Set
from datetime import datetime
from html import escape
from typing import Final

from session_finder.domain.sessions import Programme, Session
from session_finder.filters.filters import Filters
from session_finder.rendering.assets import asset
from session_finder.timetable import time_format
from session_finder.timetable.now_next import NowNext, now_and_next
from session_finder.web.components.html_component import show_panel
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import find_messages
from session_finder.web.service.process_service import service
from session_finder.web.sessions.cards import session_link, star_button
from session_finder.web.visit import my_plan
from session_finder.web.visit.session_actions import handle_session_action

KEY = "now"
_MOST_THEN = 60  # sessions listed for the requested times; the filters link to all of them in the programme
_FIRST = 8  # sessions that are not folded
_CSS: Final = asset(__name__, "css")


def show_now_and_next(programme: Programme, filters: Filters) -> None:
    """Show the panel while the conference is on. ``filters`` exclude sessions."""
    now = service().now()
    held = [one for one in programme.sessions if not one.cancelled]
    sessions = held if filters.empty else [one for one in held if one.is_break or filters.allow(one)]
    shown = now_and_next(sessions, now)
    if shown.empty or all(session.is_break for session in (*shown.on, *shown.next)):
        return
    html = now_html(shown, _local_now(now, programme, shown), my_plan.my_plan(programme.slug).ids)
    show_panel(KEY, html, css=_CSS, on_action=lambda: handle_session_action(programme, KEY))


def now_html(shown: NowNext, now: datetime, starred: Set[str]) -> str:
    """Both lists. ``now`` is in the time zone of the displayed times."""
    clock = time_format.clock(now, visitor_locale().locale)
    on = _list(find_messages.ON_NOW.format(time=clock), shown.on, starred, "on") if shown.on else ""
    later = _list(find_messages.UP_NEXT, shown.next, starred, "next") if shown.next else ""
    return f'<div class="sf-now">{on}{later}</div>'


def _list(heading: str, sessions: Iterable[Session], starred: Set[str], which: str, days: bool = False) -> str:
    """A heading with its sessions. ``days``: whether to include dates."""
    all_of_them = list(sessions)
    rows = [_row(session, session.id in starred, days) for session in all_of_them[:_MOST_THEN]]
    more = ""
    if len(rows) > _FIRST:
        said = escape(find_messages.NOW_MORE.format(count=len(all_of_them) - _FIRST))
        more = f'<details data-id="now-{which}"><summary>{said}</summary><ul>{"".join(rows[_FIRST:])}</ul></details>'
    return f"<h2>{escape(heading)}</h2><ul>{''.join(rows[:_FIRST])}</ul>{more}"


def _row(session: Session, starred: bool, days: bool = False) -> str:
    visitor = visitor_locale()
    time = (time_format.when if days else time_format.hours)(session, visitor.locale, visitor.zone)
    hours = f'<span class="sf-hours">{escape(time)}</span>'
    title = f"<bdi>{escape(session.title)}</bdi>"
    room = f" · <bdi>{escape(session.room)}</bdi>" if session.room else ""
    if session.is_break:
        return f'<li>{hours}<span class="sf-what">{title}{room} · <em>{escape(find_messages.BREAK)}</em></span></li>'
    what = f'<span class="sf-what">{session_link(session, title)}{room}</span>'
    return f"<li>{hours}{what}{star_button(session, starred)}</li>"


def _local_now(now: datetime, programme: Programme, shown: NowNext) -> datetime:
    """Now in the visitor's time zone if chosen, else in the programme's."""
    first = next(iter((*shown.on, *shown.next))).start
    zone = visitor_locale().zone or programme.zone or (first.tzinfo if first else None)
    return now.astimezone(zone)
