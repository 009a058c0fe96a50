"""The visitor's conference: from ``?programme=``, else the one chosen before, else the first."""

from __future__ import annotations

import streamlit as st

from session_finder.domain.library import Conference

PROGRAMME = "programme"
_HERE = "conference"  # session state key: the slug of the visitor's conference


def current_conference(conferences: tuple[Conference, ...]) -> Conference:
    """The conference named by ``?programme=``, else the visitor's previous one, else the first.

    Unreadable conferences come last, so they are never the default.
    """
    by_slug = {conference.slug: conference for conference in conferences}
    asked = (st.query_params.get(PROGRAMME, ""), st.session_state.get(_HERE))
    slug = next((one for one in asked if one in by_slug), conferences[0].slug)
    st.session_state[_HERE] = slug
    return by_slug[slug]


def names_unknown(conferences: tuple[Conference, ...]) -> bool:
    """Whether the address names a conference that is not among these."""
    asked = st.query_params.get(PROGRAMME, "")
    return bool(asked) and all(conference.slug != asked for conference in conferences)


def choose_conference(slug: str) -> None:
    """Go to another conference, whose slug is then in the address."""
    st.session_state[_HERE] = st.query_params[PROGRAMME] = slug
