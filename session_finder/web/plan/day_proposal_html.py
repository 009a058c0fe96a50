"""The HTML of "Fill my day": the proposal with reasons, free time that stays empty, clashes to resolve first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from session_finder.domain.sessions import Session
from session_finder.planning.clashes import timed
from session_finder.planning.gaps import Slot
from session_finder.planning.optimizer import UnresolvedClashes
from session_finder.search.relevance import Suggestion
from session_finder.web.i18n.texts import plan_messages as words
from session_finder.web.plan.plan_html import button, head_html, quoted, reason_html
from session_finder.web.sessions.plan_times import clock, day_seen, long_day, short_day


def undecided_html(undecided: UnresolvedClashes) -> str:
    """The starred sessions that overlap."""
    rows = "".join(
        f"<li>{words.UNDECIDED_PAIR.format(first=quoted(clash.first), second=quoted(clash.second))}</li>"
        for clash in undecided.clashes
    )
    return f'<p>{words.UNDECIDED}</p><ul class="sf-plain">{rows}</ul>'


def accepted_html(said: str) -> str:
    """A confirmation that the proposal was added, with an undo button."""
    return f'<p>{said}</p><p class="sf-acts">{button("undo", "", words.UNDO_ADDED)}</p>'


def proposal_html(
    said: str,
    fits: Sequence[Suggestion],
    locked: Sequence[Session],
    empty: Sequence[Slot],
    declined: Sequence[Session],
) -> str:
    """The proposed sessions by day, with reasons, among the starred (``locked``) ones. ``said`` is the heading.

    Below it, the slots that stay empty and the declined sessions.
    """
    days: dict[date, list[str]] = {}
    rows = [(session, _locked_html(session)) for session in locked] + [(fit.session, _row_html(fit)) for fit in fits]
    for start, _, session in timed(session for session, _ in rows):
        html = next(html for one, html in rows if one is session)
        days.setdefault(day_seen(session.start or start, session), []).append(html)
    listed = "".join(
        f'<h3 class="sf-day-name">{escape(long_day(day))}</h3><ol class="sf-day">{"".join(rows)}</ol>'
        for day, rows in days.items()
    )
    add = words.ADD_ONLY if len(fits) == 1 else words.ADD_ALL.format(count=len(fits))
    accept = f'<button type="button" class="sf-first" data-act="accept">{add}</button>' if fits else ""
    acts = f'<p class="sf-acts">{accept}{button("forget", "", words.FORGET)}</p>'
    return f"<h2>{said}</h2>{listed}{_empty_html(empty)}{_declined_html(declined)}{acts}"


def _row_html(fit: Suggestion) -> str:
    session = fit.session
    add = button("add", session.id, words.ADD, session.title)
    decline = button("decline", session.id, words.NOT_THIS, session.title)
    return f'<li>{head_html(session)}{reason_html(fit)}<p class="sf-acts">{add}{decline}</p></li>'


def _locked_html(session: Session) -> str:
    return f'<li class="sf-free"><p class="sf-label">{words.LOCKED}</p>{head_html(session)}</li>'


def _empty_html(slots: Sequence[Slot]) -> str:
    if not slots:
        return ""
    rows = "".join(
        "<li>"
        + words.LEFT_EMPTY_SLOT.format(
            day=escape(short_day(day_seen(slot.start, slot.sessions[0]))),
            start=escape(clock(slot.start)),
            end=escape(clock(slot.end)),
        )
        + "</li>"
        for slot in slots
    )
    return f'<p>{words.LEFT_EMPTY}</p><ul class="sf-plain">{rows}</ul>'


def _declined_html(sessions: Sequence[Session]) -> str:
    if not sessions:
        return ""
    rows = "".join(f"<li>{quoted(one)} {button('allow', one.id, words.ALLOW, one.title)}</li>" for one in sessions)
    return f'<p>{words.DECLINED}</p><ul class="sf-plain">{rows}</ul>'
