"""Going to another page from a component's button: callbacks may not switch, the page run after them does."""

from __future__ import annotations

import streamlit as st

SESSION = "session"  # in the address of the programme page: the id of the session that is shown
_TO = "going_to"


def to_session(session_id: str) -> None:
    """Show a session's page next."""
    st.session_state[_TO] = session_id


def go() -> None:
    """Go where the last button leads, if it leads anywhere. Pages begin with it, and fragments too."""
    session_id = st.session_state.pop(_TO, None)
    if session_id is not None:
        st.switch_page("programme.py", query_params={SESSION: session_id})
