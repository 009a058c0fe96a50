"""Correct the column mapping of an upload."""

from __future__ import annotations

import streamlit as st

from session_finder.domain.library import Conference
from session_finder.web.i18n.texts import organize_messages as words
from session_finder.web.organize.upload import ReadFiles, mapping_key


def ask_mapping(conference: Conference, upload: ReadFiles) -> None:
    """A form with a column selector per field; expanded if neither title nor abstract was recognized."""
    reading = upload.reading
    if not reading.headers:
        return
    slug = conference.slug
    with (
        st.expander(words.MAPPING, expanded=not {"title", "abstract"} & reading.columns.keys()),
        st.form(f"mapping_{upload.key}", border=False),
    ):
        st.caption(words.MAPPING_HELP)
        chosen: dict[str, str] = {}
        for place, (field, label) in enumerate(words.FIELDS.items()):
            if not place % 2:  # a new row of columns per pair, so that a phone keeps this order
                columns = st.columns(2)
            used = reading.columns.get(field, "")
            options = ["", *dict.fromkeys([*reading.headers, *([used] if used else [])])]
            with columns[place % 2]:
                chosen[field] = st.selectbox(
                    label,
                    options,
                    index=options.index(used),
                    format_func=lambda header: header or words.LEAVE_OUT,
                    key=f"map_{upload.key}_{field}",
                )
        with st.container(horizontal=True):
            again = st.form_submit_button(words.UNDERSTOOD)
            back = st.form_submit_button(words.AS_PROPOSED)
    if again:
        st.session_state[mapping_key(slug)] = chosen
        st.rerun()
    if back:
        st.session_state[mapping_key(slug)] = {}
        st.rerun()
