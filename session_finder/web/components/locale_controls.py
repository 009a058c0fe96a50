"""Determine the visitor's locale at the start of each page run, and offer the controls that change it."""

from __future__ import annotations

import streamlit as st

from session_finder.domain.sessions import Programme
from session_finder.timetable.time_format import place, zone_name
from session_finder.web.components.document_fixes import apply_document_fixes
from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.locale import LANGUAGES, locale_for, set_visitor_locale, visitor_locale
from session_finder.web.i18n.texts import find_messages

LANGUAGE = "lang"  # query parameter and session state key: the chosen language, "" for the browser's
_OWN = "own_time"


def update_visitor_locale() -> None:
    """Set the visitor's locale. The router calls this first in every run."""
    asked = st.query_params.get(LANGUAGE, "")
    if asked in LANGUAGES:
        st.session_state[LANGUAGE] = asked
    chosen = st.session_state.get(LANGUAGE, "")
    zone = st.context.timezone if st.session_state.get(_OWN) else ""
    set_visitor_locale(locale_for(chosen, st.context.locale, zone or ""))


def offer_own_time(programme: Programme) -> None:
    """Offer to switch between the conference's clock and the visitor's. Shows nothing where both agree."""
    first = next((session.start for session in programme.sessions if session.start and session.start.tzinfo), None)
    own = locale_for("", None, st.context.timezone or "").zone
    if first is None or own is None or first.astimezone(own).utcoffset() == first.utcoffset():
        return
    shown = visitor_locale().zone
    if shown is None:
        current, other = programme.timezone or zone_name(first), str(own)
        said, offer = find_messages.TIMES_OF_CONFERENCE, find_messages.SHOW_OWN_TIMES
    else:
        current, other = str(shown), programme.timezone or zone_name(first)
        said, offer = find_messages.TIMES_OF_OWN, find_messages.SHOW_CONFERENCE_TIMES
    with st.container(horizontal=True, vertical_alignment="center", key="times"):
        st.caption(said.format(zone=escape_markdown(place(current, visitor_locale().locale))), width="content")
        label = offer.format(zone=escape_markdown(place(other, visitor_locale().locale)))
        st.button(label, key="own_time_button", type="tertiary", on_click=_toggle_own_time)


def show_footer() -> None:
    """Show the language selector at the end of the page, and apply the document fixes."""
    visitor = visitor_locale().language
    st.session_state["language_box"] = visitor
    with st.container(horizontal=True, horizontal_alignment="right", key="foot"):
        st.selectbox(
            find_messages.LANGUAGE,
            list(LANGUAGES),
            format_func=LANGUAGES.__getitem__,
            key="language_box",
            on_change=_choose_language,
            width=160,
        )
    apply_document_fixes()


def _toggle_own_time() -> None:
    st.session_state[_OWN] = not st.session_state.get(_OWN, False)


def _choose_language() -> None:
    st.session_state[LANGUAGE] = st.session_state["language_box"]
    if LANGUAGE in st.query_params:
        st.query_params[LANGUAGE] = st.session_state[LANGUAGE]
