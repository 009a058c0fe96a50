"""What was read in a query, where a page has no filters to show it in."""

from __future__ import annotations

import streamlit as st

from session_finder.query.query import Query
from session_finder.web.components.escape import as_typed
from session_finder.web.i18n.texts import find_messages


def quoted(said: tuple[str, ...]) -> str:
    """Expressions in quotation marks, one after the other, as the visitor's language writes that."""
    return find_messages.LIST_COMMA.join(find_messages.QUOTED.format(words=one) for one in said)


def show_query_notice(query: Query | None) -> None:
    """That times and exclusions count; nothing for a query without them."""
    told = []
    if query is not None and query.times.words:
        told.append(find_messages.TIMES_ONLY.format(words=quoted(tuple(map(as_typed, query.times.words)))))
    if query is not None and query.without:
        told.append(find_messages.LEFT_OUT_ALL.format(words=quoted(tuple(map(as_typed, query.without)))))
    if told:
        st.caption(" ".join(told))
