"""What a visitor looked for, when they come back from another page: Streamlit empties box and address meanwhile."""

from __future__ import annotations

import streamlit as st

from session_finder.web.visit.feedback import BOX, LIKE
from session_finder.web.visit.filters_address import PARAMETERS, TAKEN

_PAGE = "page_shown"  # in the session's state: where the visitor is
_BACK = "came_back"  # whether they have just come there from another page
_LOOKED_FOR = "looked_for"  # what the address of the find page said last
_PARAMETERS = (BOX, LIKE, *PARAMETERS, *TAKEN)


def note_page(page: str) -> None:
    """Which page is shown now; the router says so in every run."""
    before = st.session_state.get(_PAGE, page)
    st.session_state[_PAGE] = page
    if before != page:
        st.session_state[_BACK] = True


def bring_back(interest_alone: bool = False) -> None:
    """Before the box is drawn: on the way back, box and address as they were left; an address that speaks decides.

    ``interest_alone``: for a page that has the box and nothing of the rest.
    """
    left: dict[str, list[str]] = st.session_state.get(_LOOKED_FOR, {})
    if interest_alone:
        left = {name: values for name, values in left.items() if name == BOX}
    came_back = st.session_state.pop(_BACK, False)
    if not came_back or not left or any(st.query_params.get_all(name) for name in _PARAMETERS):
        return
    address = {name: values for name, values in left.items() if name != BOX}
    if address:
        st.query_params.update(address)
    if BOX in left:
        st.session_state[BOX] = left[BOX][0]
        st.rerun()  # in a run that the Back button began, Streamlit lets the empty address decide about the box


def remember(interest: str, interest_alone: bool = False) -> None:
    """What is looked for now; ``interest_alone``: the rest is as the find page left it."""
    left: dict[str, list[str]] = st.session_state.get(_LOOKED_FOR, {})
    said = left if interest_alone else {name: st.query_params.get_all(name) for name in _PARAMETERS}
    said = said | {BOX: [interest]}
    st.session_state[_LOOKED_FOR] = {name: values for name, values in said.items() if any(values)}
