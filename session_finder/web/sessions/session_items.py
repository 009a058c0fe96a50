"""A session as a short list item: time, title, room, people and star. All text is escaped."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from datetime import datetime
from html import escape
from typing import Final

from session_finder.domain.overlap import over
from session_finder.domain.sessions import Session
from session_finder.rendering.assets import asset
from session_finder.search.word_search import NO_PHRASES, PhraseQuery
from session_finder.timetable import time_format
from session_finder.web.components.track_sign import track_sign
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import programme_messages as words
from session_finder.web.sessions.cards import NO_TRACKS, language_attribute, star_button
from session_finder.web.sessions.marks import mark_spans
from session_finder.web.visit.timetable_address import href

_OPENING = 180  # characters of an abstract
CSS: Final = asset(__name__, "css")


@dataclass(frozen=True, slots=True)
class ItemContext:
    """The context for rendering sessions.

    ``slug`` goes into links, "" if there is only one conference. ``starred``: the ids in the plan. ``typed``: the words
    to mark. ``now``: to mark running sessions. ``back_to``: the id of the session whose link takes the focus on
    arrival. ``tracks``: the numbers of the programme's tracks.
    """

    slug: str = ""
    starred: Set[str] = frozenset()
    typed: PhraseQuery = NO_PHRASES
    now: datetime | None = None
    back_to: str = ""
    tracks: Mapping[str, int] = field(default_factory=lambda: NO_TRACKS)


def items_html(sessions: tuple[Session, ...], context: ItemContext, day: bool = True, opening: bool = False) -> str:
    """A list of sessions. ``day`` and ``opening`` as in ``item_html``."""
    items = "".join(item_html(session, context, day, opening) for session in sessions)
    return f'<ul class="sf-items">{items}</ul>'


def item_html(session: Session, context: ItemContext, day: bool = True, opening: bool = False) -> str:
    """One list item. ``day``: whether to include the date. ``opening``: whether to show the start of the abstract."""
    text = _excerpt(session, context.typed) or _opening(session, opening)
    facts = _joined(
        time_html(session, day),
        marked(session.room, context.typed),
        marked(", ".join(session.speakers), context.typed),
        track_sign(session.track, context.tracks) + marked(session.track, context.typed),
    )
    return (
        f'<li class="sf-item{style(session, context)}"><div>'
        f'<p class="sf-name"{language_attribute(session)}>{badges(session, context)}{link(session, context)}</p>'
        f'<p class="sf-small">{facts}</p>{text}</div>{star(session, context)}</li>'
    )


def style(session: Session, context: ItemContext) -> str:
    """The CSS classes of breaks and of sessions in the plan."""
    return (" sf-pause" if session.is_break else "") + (" sf-mine" if session.id in context.starred else "")


def badges(session: Session, context: ItemContext) -> str:
    """Labels for breaks, for cancelled sessions, and for sessions that are on now."""
    start = session.start
    known = context.now is not None and start is not None and start.tzinfo is not None  # else the time zone is unknown
    on = known and not session.cancelled and start <= context.now and not over(session, context.now)  # type: ignore[operator,arg-type]
    named = words.CANCELLED if session.cancelled else session.format or words.BREAK
    kind = f'<span class="sf-kind" dir="auto">{escape(named)}</span>'
    return (kind if session.is_break else "") + (f'<span class="sf-live">{escape(words.NOW)}</span> ' if on else "")


def link(session: Session, context: ItemContext) -> str:
    """The title as a link to the session's page."""
    first = " data-first" if session.id == context.back_to else ""
    there = escape(href(context.slug, session=session.id))
    return (
        f'<a href="{there}" data-act="open" data-id="{escape(session.id)}"{first}'
        f' dir="auto">{struck(session, marked(session.title, context.typed))}</a>'
    )


def struck(session: Session, html: str) -> str:
    """A title as HTML, struck through if the session is cancelled."""
    return f"<s>{html}</s>" if session.cancelled else html


def star(session: Session, context: ItemContext) -> str:
    """The star without text. Breaks, and cancelled sessions without a star, can be starred on their own page only."""
    hidden = session.is_break and not (session.cancelled and session.id in context.starred)
    return "" if hidden else star_button(session, session.id in context.starred, label=False)


def time_html(session: Session, day: bool = True) -> str:
    """The time, with or without the date; "" without a start."""
    if session.start is None:
        return ""
    visitor = visitor_locale()
    format_time = time_format.when if day else time_format.hours
    said = format_time(session, visitor.locale, visitor.zone)
    return f'<time datetime="{session.start.isoformat()}">{escape(said)}</time>'


def marked(text: str, typed: PhraseQuery) -> str:
    """Escaped text with the typed words in <mark>."""
    return mark_spans(text, typed.spans(text))


def _excerpt(session: Session, typed: PhraseQuery) -> str:
    """The code and tags, or the excerpt of the abstract, with the typed words if nothing else on display has them."""
    if not typed or typed.in_any(session.title, session.room, ", ".join(session.speakers), session.track):
        return ""
    named = ", ".join(name for name in (session.code, *session.tags) if typed.spans(name))
    said = marked(named or typed.excerpt(session.abstract), typed)
    return f'<p class="sf-small" dir="auto">{said}</p>' if said else ""


def _opening(session: Session, wanted: bool) -> str:
    said = " ".join(session.abstract.split())
    if not said or not wanted:
        return ""
    if len(said) > _OPENING:
        end = said.rfind(" ", _OPENING // 2, _OPENING)
        said = f"{said[: end if end > 0 else _OPENING]} …"
    return f'<p class="sf-small" dir="auto"{language_attribute(session)}>{escape(said)}</p>'


def _joined(*facts: str) -> str:
    return " · ".join(f"<bdi>{fact}</bdi>" for fact in facts if fact)
