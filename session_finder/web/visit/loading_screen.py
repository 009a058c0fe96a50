"""The loading screen for early visitors, and the error screen after a failed start."""

from __future__ import annotations

import streamlit as st

from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.texts import find_messages
from session_finder.web.service.process_service import service


@st.fragment(run_every=1.0)
def show_loading() -> None:
    """Show the loading progress, polled every second; rerun the page once the model is ready."""
    status = service().status
    if status.stage == "ready":
        st.rerun()
    if status.stage == "failed":
        st.error(find_messages.FAILED, icon=":material/error:")
        st.caption(find_messages.FAILED_ADVICE)
        st.text(status.doing)
        return
    st.info(find_messages.WARMING, icon=":material/hourglass_top:")
    if status.total:
        text = find_messages.WARMING_PROGRESS.format(
            name=escape_markdown(status.name), done=status.done, total=status.total
        )
        st.progress(status.done / status.total, text=text)
