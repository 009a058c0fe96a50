"""A session's page: everything the programme says about it, and related sessions."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

import streamlit as st

from session_finder.rendering.assets import asset
from session_finder.search.related import RelatedSessions, related_sessions
from session_finder.web.components.html_component import show_panel
from session_finder.web.components.track_sign import track_sign
from session_finder.web.i18n.language_names import names_of_tags
from session_finder.web.i18n.texts import find_messages as find_words
from session_finder.web.i18n.texts import programme_messages as words
from session_finder.web.service.process_service import service
from session_finder.web.sessions import session_items
from session_finder.web.sessions.cards import language_attribute, star_button
from session_finder.web.sessions.downloads import session_calendar_path
from session_finder.web.sessions.session_items import ItemContext, items_html, time_html
from session_finder.web.visit import my_plan, navigation
from session_finder.web.visit import timetable_address as address
from session_finder.web.visit.page_titles import name_tab
from session_finder.web.visit.session_actions import handle_session_action

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme, Session
    from session_finder.search.loaded_conference import LoadedConference

KEY: Final = "session_page"
SHOWN: Final = 8  # sessions per list of related sessions; the rest is folded
CSS: Final = session_items.CSS + asset(__name__, "css")


def show(loaded: LoadedConference, session_id: str, several: bool) -> None:
    """Show the page of the session with that id, or say that there is none."""
    programme = loaded.programme
    slug = programme.slug if several else ""
    session = programme.by_id.get(session_id)
    if session is None:
        show_panel(
            KEY,
            f"{_back(slug)}<h1>{escape(find_words.PROGRAMME)}</h1>",
            css=CSS,
            on_action=lambda: on_action(programme),
        )
        st.info(find_words.NO_SUCH_SESSION, icon=":material/event_busy:")
        return
    name_tab(session.title or session.id, programme.name)
    starred = my_plan.my_plan(programme.slug).ids
    context = ItemContext(slug=slug, starred=starred, now=service().now(), tracks=programme.track_numbers)
    html = session_html(
        session, related_sessions(loaded.finder, session), programme.slug, context, st.context.url or ""
    )
    show_panel(KEY, html, session.title, css=CSS, on_action=lambda: on_action(programme))


def on_action(programme: Programme) -> None:
    """Handle an action in the panel: its callback."""
    done = handle_session_action(programme, KEY)
    match done.act:
        case "back":
            address.return_to_timetable()
        case "narrow":
            name, _, value = done.id.partition(":")
            if name in (*address.LINKED_FACETS, address.WORD):
                address.show_only(name, value[:300])
        case "tag":
            navigation.request_tag(done.id[:300])


def session_html(
    session: Session, around: RelatedSessions, programme: str, context: ItemContext, page: str = ""
) -> str:
    """The whole page. ``programme`` is the conference's slug, ``page`` this page's address, for the link to copy."""
    return (
        f"{_back(context.slug)}<article{language_attribute(session)}>"
        f'<h1 dir="auto" tabindex="-1" data-first>{session_items.struck(session, escape(session.title))}</h1>'
        f'<p class="sf-facts">{_facts(session, around, context)}</p>'
        f'<p class="sf-acts">{star_button(session, session.id in context.starred)}{_links(session, programme)}</p>'
        f"{_abstract(session)}{_tags(session, context)}</article>"
        f"{_around(session, around, context)}{_link_to_copy(session, programme, page)}"
    )


def _back(slug: str) -> str:
    there = escape(address.href(slug, **address.remembered_settings()))
    return f'<p><a href="{there}" data-act="back" data-id="">\u2190 {escape(words.BACK)}</a></p>'


def _facts(session: Session, around: RelatedSessions, context: ItemContext) -> str:
    """Time, room and code, speakers, and classification, one line each."""
    time = time_html(session)
    when = f"<strong>{time}</strong>" if time else escape(words.NOT_SCHEDULED)
    known = {name for name, _ in around.speakers}
    who = ", ".join(
        _narrow(address.WORD, name, context, words.SPEAKER_SESSIONS.format(name=name))
        if name in known
        else f"<bdi>{escape(name)}</bdi>"
        for name in session.speakers
    )
    track = _narrow("track", session.track, context) if session.track else ""
    track = track and track_sign(session.track, context.tracks) + track
    room = _narrow("room", session.room, context) if session.room else ""
    kind = [
        f"<bdi>{escape(fact)}</bdi>"
        for fact in (session.level, session.format, names_of_tags(session.language))
        if fact
    ]
    lines = (
        session_items.badges(session, context) + " · ".join(fact for fact in (when, room, _code(session)) if fact),
        who,
        " · ".join(fact for fact in (track, *kind) if fact),
    )
    return "<br>".join(line for line in lines if line)


def _code(session: Session) -> str:
    return f"<bdi>{escape(words.CODE.format(code=session.code))}</bdi>" if session.code else ""


def _narrow(field: str, value: str, context: ItemContext, said: str = "") -> str:
    """A fact as a link to the sessions that share it."""
    label = f' aria-label="{escape(said)}"' if said else ""
    more = {"day": address.ALL} if field != address.WORD else {}
    there = escape(address.href(context.slug, **{field: value}, **more))
    which = escape(f"{field}:{value}")
    return f'<a href="{there}" data-act="narrow" data-id="{which}"{label}><bdi>{escape(value)}</bdi></a>'


def _links(session: Session, programme: str) -> str:
    """The calendar file and the external page. Only http and https addresses become links."""
    file = escape(session_calendar_path(programme, session))
    calendar = f'<a href="{file}" download>{escape(words.CALENDAR)}</a>' if session.start else ""
    if not session.url.startswith(("https://", "http://")):
        return calendar
    outside = f'href="{escape(session.url)}" target="_blank" rel="noopener noreferrer"'
    return f"{calendar}<a {outside}>{escape(find_words.SESSION_PAGE)}</a>"


def _abstract(session: Session) -> str:
    parts = [part.strip() for part in re.split(r"\n\s*\n", session.abstract) if part.strip()]
    paragraphs = "".join(f'<p dir="auto">{escape(part)}</p>' for part in parts)
    nothing = "" if session.is_break else f"<p><em>{escape(find_words.NO_ABSTRACT)}</em></p>"
    return f'<div class="sf-abstract">{paragraphs or nothing}</div>'


def _tags(session: Session, context: ItemContext) -> str:
    """The tags as links to the sessions that share them; no search finds a break, so its tags are text."""
    if not session.tags:
        return ""
    items = "".join(
        f'<li dir="auto">{escape(tag) if session.is_break else _tag_link(tag, context.slug)}</li>'
        for tag in session.tags
    )
    return f'<ul class="sf-tags" aria-label="{escape(words.TAGS)}">{items}</ul>'


def _tag_link(tag: str, slug: str) -> str:
    there = urlencode({"tag": tag} | ({"programme": slug} if slug else {}))
    return f'<a href="./?{escape(there)}" data-act="tag" data-id="{escape(tag)}">{escape(tag)}</a>'


def _around(session: Session, around: RelatedSessions, context: ItemContext) -> str:
    """Related sessions, each list under a heading; empty lists are left out."""
    lists = [(words.REPEATS, around.repeats)]
    lists += [(words.MORE_BY.format(name=name), sessions) for name, sessions in around.speakers]
    lists += [(words.SIMILAR, around.similar), (words.MEANWHILE, around.meanwhile)]
    parts = "".join(
        _list(heading, sessions, context, opening=heading == words.SIMILAR) for heading, sessions in lists if sessions
    )
    alone = session.start is not None and not session.is_break and not around.meanwhile
    nothing = f"<h2>{escape(words.MEANWHILE)}</h2><p>{escape(words.NOTHING_MEANWHILE)}</p>" if alone else ""
    return f'<div class="sf-around">{parts}{nothing}</div>'


def _list(heading: str, sessions: tuple[Session, ...], context: ItemContext, opening: bool) -> str:
    rest = ""
    if len(sessions) > SHOWN:
        count = len(sessions) - SHOWN
        said = words.MORE_HERE.format(count=count)
        folded = items_html(sessions[SHOWN:], context, opening=opening)
        rest = f'<details data-id="{escape(heading)}"><summary>{escape(said)}</summary>{folded}</details>'
    shown = items_html(sessions[:SHOWN], context, opening=opening)
    return f'<section><h2 dir="auto">{escape(heading)}</h2>{shown}{rest}</section>'


def _link_to_copy(session: Session, programme: str, page: str) -> str:
    base = page.split("?", 1)[0].rsplit("/", 1)[0]
    own = address.href(programme, session=session.id)
    there = escape(f"{base}/{own}" if base else own)
    field = f'<input class="sf-address" readonly value="{there}" aria-label="{escape(words.LINK)}">'
    button = (
        f'<button type="button" data-copy="{there}" data-done="{escape(words.COPIED)}">{escape(words.COPY)}</button>'
    )
    return f'<p class="sf-acts">{field}{button}</p>'
