"""Navigate after a component callback.

Streamlit forbids ``st.switch_page`` inside callbacks, so the request is stored and carried out by the next run.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st

from session_finder.web.visit.conference_choice import PROGRAMME

SESSION = "session"  # query parameter of the programme page: the id of the session to show
_PENDING = "going_to"  # session state key: the page, and its query parameters


def request_page(name: str) -> None:
    """Request a page by the name of its script."""
    st.session_state[_PENDING] = (f"{name}.py", {})


def request_session(session_id: str, slug: str = "") -> None:
    """Request a session's page. ``slug`` names its conference, "" for the current one."""
    st.session_state[_PENDING] = ("programme.py", {SESSION: session_id} | ({PROGRAMME: slug} if slug else {}))


def request_programme(query: Mapping[str, Sequence[str]]) -> None:
    """Request the programme page with filters (see filters_address.as_query)."""
    st.session_state[_PENDING] = ("programme.py", {name: list(values) for name, values in query.items()})


def request_tag(tag: str) -> None:
    """Request the find page with the sessions that have a tag."""
    st.session_state[_PENDING] = ("find.py", {"tag": tag})


def navigate() -> None:
    """Carry out a pending request. Every page and fragment calls this first."""
    pending = st.session_state.pop(_PENDING, None)
    if pending is not None:
        page, query = pending
        st.switch_page(page, query_params=query)
