"""The visitor's language and clock: chosen in the header, kept in the address and the session."""

from __future__ import annotations

from typing import Final

import streamlit as st

from session_finder.web.i18n.catalogues import LANGUAGES
from session_finder.web.i18n.locale import locale_for, set_visitor_locale

LANGUAGE: Final = "lang"  # query parameter and session state key: the chosen language, "" for the browser's
_OWN: Final = "own_time"  # session state key: whether times are the visitor's own


def update_visitor_locale() -> None:
    """Set the visitor's locale. The router calls this first in every run."""
    asked = st.query_params.get(LANGUAGE, "")
    if asked in LANGUAGES:
        st.session_state[LANGUAGE] = asked
    chosen = st.session_state.get(LANGUAGE, "")
    zone = st.context.timezone if st.session_state.get(_OWN) else ""
    set_visitor_locale(locale_for(chosen, st.context.locale, zone or ""))


def choose_language(language: str) -> None:
    """Use a language from now on. One that there is not is ignored."""
    if language not in LANGUAGES:
        return
    st.session_state[LANGUAGE] = language
    if LANGUAGE in st.query_params:
        st.query_params[LANGUAGE] = language


def toggle_own_time() -> None:
    """Show times by the visitor's clock, or by the conference's again."""
    st.session_state[_OWN] = not st.session_state.get(_OWN, False)
