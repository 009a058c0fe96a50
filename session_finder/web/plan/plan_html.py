"""The HTML of a plan: a list for each day, with clashes and free time.

All programme text is escaped here; see cards.py.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date
from html import escape
from typing import Final

from session_finder.domain.sessions import Session
from session_finder.planning.advice import Entry, FreeTime
from session_finder.planning.alternatives import Alternative
from session_finder.planning.plan import Moved, Star
from session_finder.rendering.assets import asset
from session_finder.search.relevance import Suggestion
from session_finder.web.i18n.texts import find_messages as shared
from session_finder.web.i18n.texts import plan_messages as words
from session_finder.web.sessions.cards import session_link, when
from session_finder.web.sessions.marks import evidence_html
from session_finder.web.sessions.plan_times import clock, day_seen, hours, long_day, moment

CSS: Final = asset(__name__, "css")


def plan_html(entries: Sequence[Entry | FreeTime], count: int, nothing: str, undoable: bool) -> str:
    """The days of a plan with ``count`` sessions. ``nothing`` is shown for free time without a suggestion."""
    undo = f'<p class="sf-acts">{button("undo", "", words.UNDO)}</p>' if undoable else ""
    if not count:
        return undo
    days: dict[date | None, list[str]] = {}
    for entry in entries:
        if isinstance(entry, FreeTime):
            days.setdefault(day_seen(entry.slot.start, entry.slot.sessions[0]), []).append(_free_html(entry, nothing))
        else:
            start = entry.session.start
            day = day_seen(start, entry.session) if start else None
            days.setdefault(day, []).append(_entry_html(entry))
    title = words.PLAN.format(count=count)
    return f'<p class="sf-label">{title}</p>{undo}' + "".join(day_html(day, rows) for day, rows in days.items())


def day_html(day: date | None, rows: Sequence[str], style: str = "") -> str:
    """A day's heading and its rows as a list."""
    name = escape(long_day(day)) if day else words.NO_TIME
    return f'<h2 class="sf-day-name">{name}</h2><ol class="sf-day{style}">{"".join(rows)}</ol>'


def changes_html(moved: Sequence[Moved], gone: Sequence[tuple[Star, str]]) -> str:
    """What changed for starred sessions; ``gone`` ones come with their stored titles. "" if nothing changed."""
    if not (moved or gone):
        return ""
    rows = "".join(f"<li>{text}</li>" for text in [*map(_moved_html, moved), *(_gone_html(*one) for one in gone)])
    noted = f'<p class="sf-acts">{button("noted", "", words.NOTED)}</p>'
    return f'<section class="sf-news"><h2>{words.CHANGED}</h2><ul>{rows}</ul>{noted}</section>'


def place_html(session: Session, full: bool = False) -> str:
    """A session's time and room. ``full``: with the date."""
    time = escape(when(session) if full else hours(session))
    room = f"<bdi>{escape(session.room)}</bdi>" if session.room else ""
    return " · ".join(part for part in (f"<strong>{time}</strong>" if time else "", room) if part)


def title_link(session: Session) -> str:
    """A session's title as a link to its page."""
    return session_link(session, f"<bdi>{escape(session.title)}</bdi>")


def quoted(session: Session) -> str:
    """A session's title in quotation marks, for use within a sentence."""
    return words.QUOTED.format(title=f"<bdi>{escape(session.title)}</bdi>")


def head_html(session: Session, full: bool = False) -> str:
    """A session's time, room and title: the start of a list item."""
    return f'<p>{place_html(session, full)}</p><h3 dir="auto">{title_link(session)}</h3>'


def reason_html(fit: Suggestion) -> str:
    """Why a session is proposed: the interest, the closeness, and the matching sentence."""
    if fit.like is not None:
        reason = words.FITS_STAR.format(star=quoted(fit.like))
    else:
        closeness = shared.CLOSENESS[fit.closeness]
        reason = words.FITS_INTEREST.format(closeness=closeness, interest=f"<bdi>{escape(fit.interest)}</bdi>")
    if not fit.evidence:
        return f"<p>{reason}</p>"
    return f"<p>{reason}</p>{evidence_html(fit.evidence, fit.terms)}"


def button(act: str, which: str, label: str, about: str = "") -> str:
    """A button. ``about``, a session's title, is added to its accessible name."""
    name = f' aria-label="{escape(f"{label}: {about}")}"' if about else ""
    return f'<button type="button" data-act="{act}" data-id="{escape(which)}"{name}>{label}</button>'


def _entry_html(entry: Entry) -> str:
    session = entry.session
    notes = [
        f'<p class="sf-note">{words.OVERLAPS.format(title=quoted(other), hours=escape(hours(other)))}</p>'
        for other in entry.clashing
    ]
    notes += [f'<p class="sf-quiet">{_tight_html(change.before, change.minutes)}</p>' for change in entry.tight]
    said, swap = _alternative_html(session, entry.instead) if entry.instead else ("", "")
    acts = f'<p class="sf-acts">{swap}{button("remove", session.id, words.REMOVE, session.title)}</p>'
    return f"<li>{head_html(session)}{''.join(notes)}{said}{acts}</li>"


def _tight_html(before: Session, minutes: int) -> str:
    said = words.TIGHT if minutes else words.TIGHT_NONE
    return said.format(minutes=minutes, room=f"<bdi>{escape(before.room)}</bdi>", title=quoted(before))


def _alternative_html(session: Session, instead: Alternative) -> tuple[str, str]:
    """The sentence about an alternative, and the button that takes it."""
    other = instead.session
    place = place_html(other, full=True)
    if instead.repeat:
        said, label = words.REPEATED.format(when=place), words.REPEATED_TAKE
    else:
        said, label = words.SIMILAR.format(title=title_link(other), when=place), words.SIMILAR_TAKE
    swap = button("swap", json.dumps([session.id, other.id]), label, other.title)
    return f'<p class="sf-quiet">{said}</p>', swap


def _free_html(free: FreeTime, nothing: str) -> str:
    slot, fit = free.slot, free.suggestion
    time = words.FREE.format(start=escape(clock(slot.start)), end=escape(clock(slot.end)))
    if fit is None:
        said = f"<p>{nothing}</p>"
    else:
        title = title_link(fit.session)
        if fit.like is not None:
            best = words.BEST_LIKE.format(star=quoted(fit.like), title=title)
        else:
            best = words.BEST_FOR.format(interest=f"<bdi>{escape(fit.interest)}</bdi>", title=title)
            best += f" · {shared.CLOSENESS[fit.closeness]}"
        add = button("add", fit.session.id, words.ADD, fit.session.title)
        said = f'<p dir="auto">{best}</p><p>{place_html(fit.session)}</p><p class="sf-acts">{add}</p>'
    return f'<li class="sf-free"><p class="sf-label">{time}</p>{said}</li>'


def _moved_html(moved: Moved) -> str:
    session = moved.session
    title, room = title_link(session), f"<bdi>{escape(session.room)}</bdi>" if session.room else words.NO_ROOM
    if not moved.time:
        return words.OTHER_ROOM.format(title=title, room=room)
    before = escape(moment(moved.start)) if moved.start else words.TIME_NOT_SAID
    after = escape(moment(session.start)) if session.start else words.TIME_NOT_SAID
    said = words.MOVED_AND_ROOM if moved.room else words.MOVED
    return said.format(title=title, before=before, after=after, room=room)


def _gone_html(star: Star, title: str) -> str:
    said = words.GONE.format(title=words.QUOTED.format(title=f"<bdi>{escape(title)}</bdi>")) if title else ""
    return said or words.GONE_UNKNOWN.format(id=f"<bdi>{escape(star.id)}</bdi>")
