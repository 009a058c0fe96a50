"""Fill my day: choose days, review the proposal, add it or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import streamlit as st

from session_finder.domain.sessions import Programme, Session
from session_finder.planning.gaps import days_of
from session_finder.planning.optimizer import Proposal, UnresolvedClashes, fill
from session_finder.planning.plan import Plan
from session_finder.search.finder import SessionFinder
from session_finder.search.relevance import Relevance
from session_finder.web.components.html_component import show_panel
from session_finder.web.i18n.texts import plan_messages as words
from session_finder.web.plan.day_proposal_html import accepted_html, proposal_html, undecided_html
from session_finder.web.plan.plan_html import CSS
from session_finder.web.sessions.plan_times import short_day
from session_finder.web.visit import my_plan
from session_finder.web.visit.query_parameters import set_parameter
from session_finder.web.visit.session_actions import handle_session_action

KEY = "filling"
DAY: Final = "day"  # query parameter, repeated for each day to fill
_DAYS: Final = "fill_days"
_REQUEST: Final = "filling_asked"


@dataclass
class _FillRequest:
    """A request to fill days of a conference, with the sessions that the visitor declined.

    After a proposal was accepted, ``accepted`` is the number of sessions added, and ``after`` the resulting plan.
    """

    slug: str
    declined: dict[str, None] = field(default_factory=dict)
    proposed: tuple[str, ...] = ()
    accepted: int = 0
    after: Plan | None = None


def offer_filling(
    finder: SessionFinder, plan: Plan, relevance: Relevance, possible: Sequence[Session], minutes: int
) -> None:
    """Show the day selector, the button and the proposal."""
    st.header(words.FILL_TITLE, anchor=False)
    programme = finder.programme
    days = _ask_days(days_of(possible))
    if days is None:
        st.caption(words.OVER)
        return
    st.caption(words.FILL_HELP)
    if st.button(words.FILL, key="fill", type="primary", icon=":material/auto_awesome:"):
        st.session_state[_REQUEST] = _FillRequest(programme.slug)
    request = _current_request(programme)
    if request is None or (request.accepted and request.after != plan):  # the plan has changed since
        return
    if request.accepted:
        said = words.ADDED.format(count=request.accepted)
        show_panel(KEY, accepted_html(said), said, CSS, on_action=lambda: _on_action(programme))
        return
    if not relevance or not days:
        st.info(words.NO_DAYS if relevance else words.NO_WISHES, icon=":material/help:")
        return
    starred = plan.sessions(programme)
    found = fill(
        possible, starred, days, relevance.gain, lambda one: finder.leader(one.id), minutes, request.declined.keys()
    )
    if isinstance(found, UnresolvedClashes):
        html, said = undecided_html(found), words.UNDECIDED
    else:
        request.proposed = tuple(session.id for session in found.sessions)
        locked = [session for session in starred if session.day in days]
        html, said = _proposal(found, programme, request, relevance, locked)
    show_panel(KEY, html, said, CSS, on_action=lambda: _on_action(programme))


def _proposal(
    found: Proposal, programme: Programme, request: _FillRequest, relevance: Relevance, locked: Sequence[Session]
) -> tuple[str, str]:
    fits = [fit for session in found.sessions if (fit := relevance.suggestion(session))]
    declined = [programme.by_id[name] for name in request.declined if name in programme.by_id]
    count = len(fits)
    said = words.PROPOSED.format(count=count) if count else words.PROPOSED_NONE
    return proposal_html(said, fits, locked, found.empty, declined), said


def _ask_days(days: Sequence[date]) -> list[date] | None:
    """The days to fill, by default the first one; None if no day is left."""
    if not days:
        return None
    names = {day.isoformat(): day for day in days}
    if _DAYS not in st.session_state:
        request = [name for name in st.query_params.get_all(DAY) if name in names]
        st.session_state[_DAYS] = request or [next(iter(names))]
    st.session_state[_DAYS] = [name for name in st.session_state[_DAYS] if name in names]
    chosen = st.pills(
        words.DAYS,
        list(names),
        selection_mode="multi",
        format_func=lambda name: short_day(names[name]),
        key=_DAYS,
        on_change=_days_into_address,
    )
    return sorted(names[name] for name in chosen)


def _days_into_address() -> None:
    set_parameter(DAY, sorted(st.session_state[_DAYS]))


def _current_request(programme: Programme) -> _FillRequest | None:
    request = st.session_state.get(_REQUEST)
    return request if isinstance(request, _FillRequest) and request.slug == programme.slug else None


def _on_action(programme: Programme) -> None:
    """Handle an action in the proposal."""
    done, request = handle_session_action(programme, KEY), _current_request(programme)
    if request is None:
        return
    if done.act == "decline":
        request.declined[done.id] = None
    elif done.act == "allow":
        request.declined.pop(done.id, None)
    elif done.act == "forget":
        del st.session_state[_REQUEST]
    elif done.act == "undo":
        my_plan.undo(programme.slug)
        request.accepted = 0
    elif done.act in ("accept", "add"):
        wanted = request.proposed if done.act == "accept" else (done.id,)
        sessions = [programme.by_id[name] for name in wanted if name in programme.by_id]
        my_plan.change(programme.slug, my_plan.my_plan(programme.slug).adding(sessions))
        if done.act == "accept":
            request.accepted, request.after = len(sessions), my_plan.my_plan(programme.slug)
