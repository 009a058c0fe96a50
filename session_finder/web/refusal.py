"""Why an attendees' page cannot show what was asked for, said the same on all of them."""

from __future__ import annotations

import streamlit as st

from session_finder.application.library import Away, LibraryError, Unreadable
from session_finder.engine.worker import Busy
from session_finder.web import words


def show_refusal(error: Busy | LibraryError) -> None:
    """Say what is in the way, and whether to try again."""
    if isinstance(error, Busy):
        st.warning(words.BUSY, icon=":material/hourglass_top:")
    elif isinstance(error, Away):
        st.warning(words.AWAY, icon=":material/cloud_off:")
    elif isinstance(error, Unreadable):
        st.warning(words.CANNOT_BE_READ, icon=":material/healing:")
    else:
        st.warning(words.NO_SUCH_PROGRAMME)
