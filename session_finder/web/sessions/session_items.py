"""A session in a few words, wherever many are listed: when, what, where, who, and its star. All text is escaped."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from datetime import datetime
from html import escape

from session_finder.domain.overlap import over
from session_finder.domain.sessions import Session
from session_finder.search.word_search import NO_PHRASES, PhraseQuery
from session_finder.timetable import time_format
from session_finder.web.i18n.locale import manner
from session_finder.web.i18n.texts import programme_messages as words
from session_finder.web.sessions.cards import star_button
from session_finder.web.visit.timetable_address import href

_OPENING = 180  # characters of an abstract
_LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")
CSS = """
.sf-panel ul.sf-items { list-style: none; padding: 0; margin: 0 0 1rem; }
.sf-item { display: flex; gap: .75rem; align-items: flex-start; justify-content: space-between; margin: 0;
  padding: .5rem .25rem .5rem .75rem; border-left: 3px solid var(--st-border-color); }
.sf-item + .sf-item { margin-top: .35rem; }
.sf-item > div { min-width: 0; }
.sf-item .sf-name { font-weight: 600; margin: 0; }
.sf-item p { margin: 0; }
.sf-mine { border-left-color: var(--st-primary-color) !important; }
.sf-pause { border-left-style: dotted !important; background: var(--st-secondary-background-color); }
.sf-pause .sf-name { font-weight: 400; font-style: italic; }
.sf-kind, .sf-live { font-size: .8rem; border: 1px solid currentColor; border-radius: .75rem; padding: 0 .5rem;
  margin-inline-end: .35rem; white-space: nowrap; }
.sf-live { background: var(--st-primary-color); color: var(--st-background-color); border-color: transparent; }
.sf-small { font-size: .875rem; }
.sf-panel .sf-icon { padding: .1rem; min-height: 2.25rem; min-width: 2.25rem; border-color: transparent; flex: none; }
.sf-name a { text-decoration-color: var(--st-border-color); text-underline-offset: .15em; }
.sf-name a:hover { color: var(--st-primary-color); }
"""


@dataclass(frozen=True, slots=True)
class Telling:
    """How sessions are told to this visitor.

    ``slug`` goes into addresses, "" where there is one conference only. ``starred``: the ids of the plan. ``typed`` is
    marked. ``now``: what is on is marked. ``back_to``: the session whose link takes the focus on arrival.
    """

    slug: str = ""
    starred: Set[str] = frozenset()
    typed: PhraseQuery = NO_PHRASES
    now: datetime | None = None
    back_to: str = ""


def items_html(sessions: tuple[Session, ...], tell: Telling, day: bool = True, opening: bool = False) -> str:
    """A list of sessions; ``day``: whether each says its day, because no heading does. ``opening``: as for one."""
    items = "".join(item_html(session, tell, day, opening) for session in sessions)
    return f'<ul class="sf-items">{items}</ul>'


def item_html(session: Session, tell: Telling, day: bool = True, opening: bool = False) -> str:
    """One session of such a list; ``opening``: with how its abstract begins, where a title alone says too little."""
    text = _excerpt(session, tell.typed) or _opening(session, opening)
    facts = _joined(
        time_html(session, day),
        marked(session.room, tell.typed),
        marked(", ".join(session.speakers), tell.typed),
        marked(session.track, tell.typed),
    )
    return (
        f'<li class="sf-item{style(session, tell)}"><div>'
        f'<p class="sf-name"{language(session)}>{badges(session, tell)}{link(session, tell)}</p>'
        f'<p class="sf-small">{facts}</p>{text}</div>{star(session, tell)}</li>'
    )


def style(session: Session, tell: Telling) -> str:
    """The classes that make a break, and a session of the plan, look different."""
    return (" sf-pause" if session.is_break else "") + (" sf-mine" if session.id in tell.starred else "")


def badges(session: Session, tell: Telling) -> str:
    """That it is a break, and that it is on now: in words."""
    start = session.start
    known = tell.now is not None and start is not None and start.tzinfo is not None  # a wall clock may be anywhere
    on = known and start <= tell.now and not over(session, tell.now)  # type: ignore[operator,arg-type]
    kind = f'<span class="sf-kind" dir="auto">{escape(session.format or words.BREAK)}</span>'
    return (kind if session.is_break else "") + (f'<span class="sf-live">{escape(words.NOW)}</span> ' if on else "")


def link(session: Session, tell: Telling) -> str:
    """The title as the link to the session's page."""
    first = " data-first" if session.id == tell.back_to else ""
    return (
        f'<a href="{escape(href(tell.slug, session=session.id))}" data-act="open" data-id="{escape(session.id)}"{first}'
        f' dir="auto">{marked(session.title, tell.typed)}</a>'
    )


def star(session: Session, tell: Telling) -> str:
    """The star without its words; breaks have theirs on their own page only."""
    return "" if session.is_break else star_button(session, session.id in tell.starred, label=False)


def time_html(session: Session, day: bool = True) -> str:
    """When it is, with or without its day; "" without a start."""
    if session.start is None:
        return ""
    spoken = manner()
    told = time_format.when if day else time_format.hours
    said = told(session, spoken.locale, spoken.zone)
    return f'<time datetime="{session.start.isoformat()}">{escape(said)}</time>'


def marked(text: str, typed: PhraseQuery) -> str:
    """Escaped text, what was typed in <mark>."""
    parts = []
    done = 0
    for start, end in typed.spans(text):
        parts += [escape(text[done:start]), f"<mark>{escape(text[start:end])}</mark>"]
        done = end
    return "".join([*parts, escape(text[done:])])


def language(session: Session) -> str:
    """The attribute that lets a screen reader speak the session's language, where the programme names it so."""
    return f' lang="{session.language}"' if _LANGUAGE_TAG.fullmatch(session.language) else ""


def _excerpt(session: Session, typed: PhraseQuery) -> str:
    """Where what was typed stands, when it stands in nothing else that is shown."""
    if not typed or typed.in_any(session.title, session.room, ", ".join(session.speakers), session.track):
        return ""
    tags = ", ".join(tag for tag in session.tags if typed.spans(tag))
    said = marked(tags or typed.excerpt(session.abstract), typed)
    return f'<p class="sf-small" dir="auto">{said}</p>' if said else ""


def _opening(session: Session, wanted: bool) -> str:
    said = " ".join(session.abstract.split())
    if not said or not wanted:
        return ""
    if len(said) > _OPENING:
        end = said.rfind(" ", _OPENING // 2, _OPENING)
        said = f"{said[: end if end > 0 else _OPENING]} …"
    return f'<p class="sf-small" dir="auto"{language(session)}>{escape(said)}</p>'


def _joined(*facts: str) -> str:
    return " · ".join(f"<bdi>{fact}</bdi>" for fact in facts if fact)
