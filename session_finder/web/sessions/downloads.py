"""Downloads of a plan: links to the API's files, and the address for calendar subscriptions."""

from __future__ import annotations

from html import escape
from typing import Final
from urllib.parse import quote, urlencode, urlsplit

import streamlit as st

from session_finder.domain.sessions import Programme, Session
from session_finder.planning.plan import Plan, Star
from session_finder.planning.plan_address import as_address
from session_finder.rendering.assets import asset
from session_finder.web.components.html_component import show_panel
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import takeaway_messages as words

KEY: Final = "takeaway"
_PAGE: Final = "plan"  # the path of the page that shows this panel
_LOCAL: Final = frozenset({"localhost", "127.0.0.1", "::1", ""})
_CSS: Final = asset(__name__, "css")


def show_takeaway(programme: Programme, plan: Plan) -> None:
    """Show the downloads of a plan, or a hint if it is empty."""
    show_panel(KEY, takeaway_html(programme, plan, _server(st.context.url or "")), css=_CSS)


def takeaway_html(programme: Programme, plan: Plan, server: str = "") -> str:
    """The panel's HTML. ``server`` is the base address of the pages ("https://finder.example/"), "" if unknown."""
    sessions = plan.sessions(programme)
    head = f"<h2>{words.TITLE}</h2>"
    if not sessions:
        return f"{head}<p>{words.NOTHING}</p>"
    visitor = visitor_locale()
    asked = {"programme": programme.slug, "plan": as_address(plan), "lang": visitor.language}
    zone = {"zone": visitor.zone.key} if visitor.zone else {}
    page = {**asked, "locale": visitor.locale, **zone}
    timeless = sum(session.start is None for session in sessions)
    files = (
        _link("plan.ics", asked, words.CALENDAR, "download") if timeless < len(sessions) else "",
        _link("plan.html", page, words.FILE, "download"),
        _link("plan.html", {**page, "print": "true"}, words.PRINT, 'target="_blank" rel="noopener"'),
        _link("plan.csv", {name: asked[name] for name in ("programme", "plan")}, words.TABLE, "download"),
    )
    links = "".join(f"<li>{link}</li>" for link in files if link)
    return (
        f'{head}<ul class="sf-files">{links}</ul><p>{words.WHAT_FILE}</p>'
        f"{_timeless(timeless)}{_subscription(programme, plan, server)}"
    )


def subscription_path(slug: str, plan: Plan) -> str:
    """The subscription address relative to the pages. It depends on the session ids only, not on their times."""
    known = Plan(tuple(Star(star.id) for star in plan.stars))
    return (
        f"api/plan.ics?{urlencode({'programme': slug, 'plan': as_address(known), 'lang': visitor_locale().language})}"
    )


def session_calendar_path(slug: str, session: Session) -> str:
    """The address of a session's calendar file, relative to the pages."""
    if "/" in session.id:  # such an id cannot be part of a path: use a plan with one session
        return subscription_path(slug, Plan.of([session]))
    return f"api/sessions/{quote(session.id, safe='')}.ics?{urlencode({'programme': slug})}"


def _link(name: str, parameters: dict[str, str], face: str, attributes: str) -> str:
    return f'<a href="{escape(f"api/{name}?{urlencode(parameters)}")}" {attributes}>{escape(face)}</a>'


def _timeless(count: int) -> str:
    if not count:
        return ""
    return f"<p>{words.TIMELESS.format(count=count)}</p>"


def _subscription(programme: Programme, plan: Plan, server: str) -> str:
    """Folded instructions for subscribing; "" if the server's address is unknown."""
    if not server:
        return ""
    address = server + subscription_path(programme.slug, plan)
    webcal = "webcal://" + address.partition("://")[2]
    only_here = f"<p>{words.ONLY_HERE}</p>" if urlsplit(server).hostname in _LOCAL else ""
    return (
        f'<details data-id="subscribe"><summary>{words.SUBSCRIBE}</summary><p>{words.HOW_TO_SUBSCRIBE}</p>{only_here}'
        f'<label>{words.ADDRESS}<input class="sf-address" readonly value="{escape(address)}"></label>'
        f'<ul class="sf-files"><li><a href="{escape(webcal)}">{words.OPEN_CALENDAR}</a></li></ul></details>'
    )


def _server(url: str) -> str:
    """The base address of the pages, from the address of this page."""
    return url.removesuffix("/").removesuffix(f"/{_PAGE}") + "/" if url else ""
