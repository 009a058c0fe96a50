"""Fill my day: choose days, look at what is proposed and why, add it or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import streamlit as st

from session_finder.domain.sessions import Programme, Session
from session_finder.planning.gaps import day_of, days_of
from session_finder.planning.optimizer import Proposal, UnresolvedClashes, fill
from session_finder.planning.plan import Plan
from session_finder.search.finder import SessionFinder
from session_finder.search.relevance import Relevance
from session_finder.web.components.html_component import pressed, show_panel
from session_finder.web.i18n.texts import plan_messages as words
from session_finder.web.plan.filling_html import accepted_html, proposal_html, undecided_html
from session_finder.web.plan.plan_html import CSS
from session_finder.web.sessions.plan_times import short_day
from session_finder.web.visit import my_plan, navigation

KEY = "filling"
DAY: Final = "day"  # in the address, once for each day to fill
_DAYS: Final = "fill_days"
_ASKED: Final = "filling_asked"


@dataclass
class _Asked:
    """That a conference's days are to be filled, and what the visitor declined.

    ``accepted``: how many sessions were added, once a proposal was, and the plan ``after`` that.
    """

    slug: str
    declined: dict[str, None] = field(default_factory=dict)
    proposed: tuple[str, ...] = ()
    accepted: int = 0
    after: Plan | None = None


def offer_filling(
    finder: SessionFinder, plan: Plan, relevance: Relevance, possible: Sequence[Session], minutes: int
) -> None:
    """The days to choose, the button, and the proposal."""
    st.header(words.FILL_TITLE, anchor=False)
    programme = finder.programme
    days = _ask_days(days_of(possible))
    if days is None:
        st.caption(words.OVER)
        return
    st.caption(words.FILL_HELP)
    if st.button(words.FILL, key="fill", type="primary", icon=":material/auto_awesome:"):
        st.session_state[_ASKED] = _Asked(programme.slug)
    asked = _asked(programme)
    if asked is None or (asked.accepted and asked.after != plan):  # it has been changed since
        return
    if asked.accepted:
        said = words.ADDED_ONE if asked.accepted == 1 else words.ADDED.format(count=asked.accepted)
        show_panel(KEY, accepted_html(said), said, CSS, act=lambda: _act(programme))
        return
    if not relevance or not days:
        st.info(words.NO_DAYS if relevance else words.NO_WISHES, icon=":material/help:")
        return
    starred = plan.sessions(programme)
    found = fill(
        possible, starred, days, relevance.gain, lambda one: finder.leader(one.id), minutes, asked.declined.keys()
    )
    if isinstance(found, UnresolvedClashes):
        html, said = undecided_html(found), words.UNDECIDED
    else:
        asked.proposed = tuple(session.id for session in found.sessions)
        locked = [session for session in starred if day_of(session) in days]
        html, said = _proposed(found, programme, asked, relevance, locked)
    show_panel(KEY, html, said, CSS, act=lambda: _act(programme))


def _proposed(
    found: Proposal, programme: Programme, asked: _Asked, relevance: Relevance, locked: Sequence[Session]
) -> tuple[str, str]:
    fits = [fit for session in found.sessions if (fit := relevance.suggestion(session))]
    declined = [programme.by_id[name] for name in asked.declined if name in programme.by_id]
    count = len(fits)
    said = words.PROPOSED_ONE if count == 1 else words.PROPOSED.format(count=count) if count else words.PROPOSED_NONE
    return proposal_html(said, fits, locked, found.empty, declined), said


def _ask_days(days: Sequence[date]) -> list[date] | None:
    """The days to fill, the first one unless others were chosen; None when there are none to come."""
    if not days:
        return None
    names = {day.isoformat(): day for day in days}
    if _DAYS not in st.session_state:
        asked = [name for name in st.query_params.get_all(DAY) if name in names]
        st.session_state[_DAYS] = asked or [next(iter(names))]
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
    chosen = sorted(st.session_state[_DAYS])
    if chosen:
        st.query_params[DAY] = chosen
    elif DAY in st.query_params:
        del st.query_params[DAY]


def _asked(programme: Programme) -> _Asked | None:
    asked = st.session_state.get(_ASKED)
    return asked if isinstance(asked, _Asked) and asked.slug == programme.slug else None


def _act(programme: Programme) -> None:
    """Do what was pressed in the proposal."""
    done, asked = pressed(KEY), _asked(programme)
    if asked is None:
        return
    if done.act == "open":
        navigation.to_session(done.id)
    elif done.act == "decline":
        asked.declined[done.id] = None
    elif done.act == "allow":
        asked.declined.pop(done.id, None)
    elif done.act == "forget":
        del st.session_state[_ASKED]
    elif done.act == "undo":
        my_plan.undo(programme.slug)
        asked.accepted = 0
    elif done.act in ("accept", "add"):
        wanted = asked.proposed if done.act == "accept" else (done.id,)
        sessions = [programme.by_id[name] for name in wanted if name in programme.by_id]
        my_plan.change(programme.slug, my_plan.my_plan(programme.slug).adding(sessions))
        if done.act == "accept":
            asked.accepted, asked.after = len(sessions), my_plan.my_plan(programme.slug)
