"""The visitor's conference: from ``?programme=``, else the one chosen before, else the first."""

from __future__ import annotations

import streamlit as st

from session_finder.bootstrap.service import NotReady
from session_finder.domain.library import Conference
from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.texts import find_messages
from session_finder.web.service.process_service import service

PROGRAMME = "programme"
_HERE = "conference"  # session state key: the slug of the visitor's conference


def several() -> bool:
    """Whether there are several conferences to choose from; False while the model loads."""
    try:
        return len(service().conferences) > 1
    except NotReady:
        return False


def choose_conference(conferences: tuple[Conference, ...]) -> Conference:
    """The conference named by ``?programme=``, else the visitor's previous one, else the first.

    Unreadable conferences come last, so they are never the default. The selector is shown only for several conferences.
    ``bind="query-params"`` would write the conference's name into the address; the slug survives a renaming.
    """
    by_slug = {conference.slug: conference for conference in conferences}
    asked = st.query_params.get(PROGRAMME, "")
    slug = next((one for one in (asked, st.session_state.get(_HERE)) if one in by_slug), conferences[0].slug)
    st.session_state[_HERE] = slug
    with st.container():  # one element, so that the selector keeps its position when the warning disappears
        if asked and asked not in by_slug:
            st.warning(find_messages.NO_SUCH_PROGRAMME, icon=":material/search_off:")
        if len(conferences) == 1 or st.context.is_embedded:  # a box in a conference's own site shows that one
            st.caption(escape_markdown(by_slug[slug].name))
        else:
            st.session_state[PROGRAMME] = slug
            st.selectbox(
                find_messages.CHOOSE_PROGRAMME,
                list(by_slug),
                format_func=lambda slug: by_slug[slug].name,
                key=PROGRAMME,
                on_change=_programme_into_address,
            )
    return by_slug[slug]


def _programme_into_address() -> None:
    st.session_state[_HERE] = st.query_params[PROGRAMME] = st.session_state[PROGRAMME]
