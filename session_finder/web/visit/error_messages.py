"""Error messages shared by all attendee pages."""

from __future__ import annotations

import streamlit as st

from session_finder.domain.errors import StoreError, Unavailable, Unreadable
from session_finder.models.worker import Busy
from session_finder.web.i18n.texts import find_messages


def show_error(error: Busy | StoreError) -> None:
    """Show what went wrong, and whether to try again."""
    if isinstance(error, Busy):
        st.warning(find_messages.BUSY, icon=":material/hourglass_top:")
    elif isinstance(error, Unavailable):
        st.warning(find_messages.AWAY, icon=":material/cloud_off:")
    elif isinstance(error, Unreadable):
        st.warning(find_messages.CANNOT_BE_READ, icon=":material/healing:")
    else:
        st.warning(find_messages.NO_SUCH_PROGRAMME)
