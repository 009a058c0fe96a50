"""Restore the last search when the visitor returns to a page: Streamlit clears the search box and the address."""

from __future__ import annotations

import streamlit as st

from session_finder.web.visit.feedback import BOX, LIKE
from session_finder.web.visit.filters_address import PARAMETERS, TAKEN

_PAGE = "page_shown"  # session state key: the current page
_BACK = "came_back"  # session state key: whether the visitor has just come from another page
_LOOKED_FOR = "looked_for"  # session state key: the last query parameters of the find page
_PARAMETERS = (BOX, LIKE, *PARAMETERS, *TAKEN)


def note_page(page: str) -> None:
    """Record the current page. The router calls this in every run."""
    before = st.session_state.get(_PAGE, page)
    st.session_state[_PAGE] = page
    if before != page:
        st.session_state[_BACK] = True


def bring_back(interest_alone: bool = False) -> None:
    """Restore search box and address after a page change, unless the address has a search of its own.

    Call it before the search box is drawn. ``interest_alone``: restore the query without the other parameters.
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
        st.rerun()  # after the Back button, Streamlit would set the box from the empty address


def remember(interest: str, interest_alone: bool = False) -> None:
    """Remember the current search. ``interest_alone``: keep the other parameters as the find page left them."""
    left: dict[str, list[str]] = st.session_state.get(_LOOKED_FOR, {})
    said = left if interest_alone else {name: st.query_params.get_all(name) for name in _PARAMETERS}
    said = said | {BOX: [interest]}
    st.session_state[_LOOKED_FOR] = {name: values for name, values in said.items() if any(values)}
