"""A notice of what was understood in a query, for pages without filters."""

from __future__ import annotations

import streamlit as st

from session_finder.query.query import Query
from session_finder.web.components.escape import as_typed
from session_finder.web.i18n.texts import find_messages


def quoted(said: tuple[str, ...]) -> str:
    """The expressions in quotation marks, joined as the visitor's language writes lists."""
    return find_messages.LIST_COMMA.join(find_messages.QUOTED.format(words=one) for one in said)


def show_query_notice(query: Query | None) -> None:
    """Say which times and exclusions apply. Shows nothing for a query without any."""
    told = []
    if query is not None and query.times.words:
        told.append(find_messages.TIMES_ONLY.format(words=quoted(tuple(map(as_typed, query.times.words)))))
    if query is not None and query.without:
        told.append(find_messages.LEFT_OUT_ALL.format(words=quoted(tuple(map(as_typed, query.without)))))
    if told:
        st.caption(" ".join(told))
