"""Relevance feedback: the sessions that a visitor liked and disliked, also in the address (``?like=ID``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from session_finder.filters.filters import FACETS
from session_finder.search.results import Feedback
from session_finder.web.visit.filters_address import add_filter
from session_finder.web.visit.query_parameters import BOX, set_parameter
from session_finder.web.visit.session_actions import handle_session_action

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme, Session

MOST = 20  # of each kind; the oldest is dropped
LIKE = "like"
_LIKED, _DISLIKED, _OF = "liked", "disliked", "rated_of"


def rated_sessions(programme: Programme) -> tuple[list[Session], list[Session]]:
    """The sessions of this programme that the visitor liked and disliked, in the order of the clicks."""
    slug = programme.slug
    if st.session_state.get(_OF) != slug:  # another programme, or a new visit, perhaps through a link
        st.session_state[_OF] = slug
        st.session_state[_LIKED] = st.query_params.get_all(LIKE)[:MOST]
        st.session_state[_DISLIKED] = []
    known = programme.by_id
    return (
        [known[name] for name in st.session_state[_LIKED] if name in known and not known[name].is_break],
        [known[name] for name in st.session_state[_DISLIKED] if name in known and not known[name].is_break],
    )


def feedback(liked: list[Session], disliked: list[Session]) -> Feedback:
    """The same as the finder's input."""
    return Feedback(tuple(session.id for session in liked), tuple(session.id for session in disliked))


def on_action(programme: Programme, panel: str) -> None:
    """Handle a press in a panel of results: the panel's callback."""
    done = handle_session_action(programme, panel)
    name, session = done.act, done.id
    if name in ("star", "open"):
        return
    if name == "filter":
        facet, _, value = session.partition("|")
        if facet in FACETS:
            add_filter(facet, [value])
        return
    liked, disliked = list(st.session_state.get(_LIKED, [])), list(st.session_state.get(_DISLIKED, []))
    without = [[other for other in ids if other != session] for ids in (liked, disliked)]
    if name == "similar":
        liked, disliked = [session], []
        st.session_state[BOX] = ""
    elif name == "up":
        liked, disliked = [*without[0], session], without[1]
    elif name == "down":
        liked, disliked = without[0], [*without[1], session]
    elif name == "undo":
        liked, disliked = without
    elif name == "reset":
        liked, disliked = [], []
    st.session_state[_LIKED], st.session_state[_DISLIKED] = liked[-MOST:], disliked[-MOST:]
    set_parameter(LIKE, liked[-MOST:])
