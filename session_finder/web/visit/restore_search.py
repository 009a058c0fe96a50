"""Restore the last search when the visitor returns to a page: Streamlit clears the search box and the address."""

from __future__ import annotations

import streamlit as st

from session_finder.web.visit.filters_address import OVERRIDES, PARAMETERS
from session_finder.web.visit.query_parameters import BOX
from session_finder.web.visit.relevance_feedback import LIKE

_PAGE = "page_shown"  # session state key: the current page
_BACK = "came_back"  # session state key: whether the visitor has just come from another page
_SAVED = "looked_for"  # session state key: the last query parameters of the find page
_PARAMETERS = (BOX, LIKE, *PARAMETERS, *OVERRIDES)


def note_page(page: str) -> None:
    """Record the current page. The router calls this in every run."""
    before = st.session_state.get(_PAGE, page)
    st.session_state[_PAGE] = page
    if before != page:
        st.session_state[_BACK] = True


def last_interest() -> str:
    """What was typed last in the search box of any page, "" for nothing."""
    saved: dict[str, list[str]] = st.session_state.get(_SAVED, {})
    return next(iter(saved.get(BOX, ())), "")


def forget_box() -> None:
    """Forget the search box before going to another page, which restores it.

    Streamlit would write it into the address of that page itself, as one more step for the Back button.
    """
    st.session_state.pop(BOX, None)


def current_page() -> str:
    """The path of the current page, "" for the first one."""
    return str(st.session_state.get(_PAGE, ""))


def restore_search(query_only: bool = False) -> None:
    """Restore search box and address after a page change, unless the address has a search of its own.

    Call it before the search box is drawn. ``query_only``: restore the query without the other parameters.
    """
    saved: dict[str, list[str]] = st.session_state.get(_SAVED, {})
    if query_only:
        saved = {name: values for name, values in saved.items() if name == BOX}
    came_back = st.session_state.pop(_BACK, False)
    if not came_back or not saved or any(st.query_params.get_all(name) for name in _PARAMETERS):
        return
    address = {name: values for name, values in saved.items() if name != BOX}
    if address:
        st.query_params.update(address)
    if BOX in saved:
        st.session_state[BOX] = saved[BOX][0]
        st.rerun()  # after the Back button, Streamlit would set the box from the empty address


def remember_search(interest: str, query_only: bool = False) -> None:
    """Remember the current search. ``query_only``: keep the other parameters as the find page saved them."""
    saved: dict[str, list[str]] = st.session_state.get(_SAVED, {})
    said = saved if query_only else {name: st.query_params.get_all(name) for name in _PARAMETERS}
    said = said | {BOX: [interest]}
    st.session_state[_SAVED] = {name: values for name, values in said.items() if any(values)}
