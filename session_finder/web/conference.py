"""Which conference a visitor is at: chosen by ``?programme=``, else where they were, else the first."""

from __future__ import annotations

import streamlit as st

from session_finder.application.library import Conference
from session_finder.web import words
from session_finder.web.as_typed import as_typed
from session_finder.web.shared import service
from session_finder.wiring import NotReady

PROGRAMME = "programme"
_HERE = "conference"  # in the session's state: the slug of the conference where the visitor is


def several() -> bool:
    """Whether visitors may choose between conferences; nobody knows while the model loads."""
    try:
        return len(service().conferences) > 1
    except NotReady:
        return False


def choose_conference(conferences: tuple[Conference, ...]) -> Conference:
    """The conference that ``?programme=`` names, else where the visitor was, else the first.

    Those that cannot be read come last, so that nobody is led to them who does not ask. A choice is shown only when
    there are several. ``bind="query-params"`` would write the conference's name into the address; a slug stays when a
    name changes.
    """
    by_slug = {conference.slug: conference for conference in conferences}
    asked = st.query_params.get(PROGRAMME, "")
    slug = next((one for one in (asked, st.session_state.get(_HERE)) if one in by_slug), conferences[0].slug)
    st.session_state[_HERE] = slug
    with st.container():  # one element, so that the box below keeps its place when the warning goes
        if asked and asked not in by_slug:
            st.warning(words.NO_SUCH_PROGRAMME, icon=":material/search_off:")
        if len(conferences) == 1:
            st.caption(as_typed(by_slug[slug].name))
        else:
            st.session_state[PROGRAMME] = slug
            st.selectbox(
                words.CHOOSE_PROGRAMME,
                list(by_slug),
                format_func=lambda slug: by_slug[slug].name,
                key=PROGRAMME,
                on_change=_programme_into_address,
            )
    return by_slug[slug]


def _programme_into_address() -> None:
    st.session_state[_HERE] = st.query_params[PROGRAMME] = st.session_state[PROGRAMME]
