"""What a visitor liked and did not like, on the page and in its address (``?like=ID``)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from session_finder.search.results import Feedback
from session_finder.web.components.html_component import pressed
from session_finder.web.visit import my_plan, navigation

if TYPE_CHECKING:
    from session_finder.domain.sessions import Programme, Session
    from session_finder.search.finder import SessionFinder

MOST = 20  # of each kind; the oldest goes
BOX = "q"
LIKE = "like"
_LIKED, _DISLIKED, _OF = "liked", "disliked", "rated_of"


def rated(finder: SessionFinder) -> tuple[list[Session], list[Session]]:
    """The sessions of this programme that the visitor liked and disliked, in the order of the clicks."""
    slug = finder.programme.slug
    if st.session_state.get(_OF) != slug:  # another programme, or a fresh visit, perhaps with a link
        st.session_state[_OF] = slug
        st.session_state[_LIKED] = st.query_params.get_all(LIKE)[:MOST]
        st.session_state[_DISLIKED] = []
    known = finder.programme.by_id
    return (
        [known[name] for name in st.session_state[_LIKED] if name in known and not known[name].is_break],
        [known[name] for name in st.session_state[_DISLIKED] if name in known and not known[name].is_break],
    )


def feedback(liked: list[Session], disliked: list[Session]) -> Feedback:
    """The same for the finder."""
    return Feedback(tuple(session.id for session in liked), tuple(session.id for session in disliked))


def act(programme: Programme, panel: str) -> None:
    """Do what the button that was pressed in a panel says: the component's callback."""
    done = pressed(panel)
    name, session = done.act, done.id
    if name == "star":
        my_plan.toggle(programme, session)
        return
    if name == "open":
        navigation.to_session(session)
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
    if liked:
        st.query_params[LIKE] = liked[-MOST:]
    elif LIKE in st.query_params:
        del st.query_params[LIKE]
