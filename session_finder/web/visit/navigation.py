"""Going to another page from a component's button: callbacks may not switch, the page run after them does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from session_finder.web.visit.conference import PROGRAMME

SESSION = "session"  # in the address of the programme page: the id of the session that is shown
_TO = "going_to"  # in the session's state: what the address of the programme page is to say


def to_session(session_id: str, slug: str = "") -> None:
    """Show a session's page next; ``slug``: of which conference, "" for the one where the visitor is."""
    st.session_state[_TO] = {SESSION: session_id} | ({PROGRAMME: slug} if slug else {})


def to_programme(query: Mapping[str, Sequence[str]]) -> None:
    """Show the programme next, filtered as ``query`` says (filters_address.as_query)."""
    st.session_state[_TO] = {name: list(values) for name, values in query.items()}


def go() -> None:
    """Go where the last button leads, if it leads anywhere. Pages begin with it, and fragments too."""
    query = st.session_state.pop(_TO, None)
    if query is not None:
        st.switch_page("programme.py", query_params=query)
