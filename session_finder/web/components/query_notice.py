"""A notice of what was understood in a query, for pages without filters."""

from __future__ import annotations

import streamlit as st

from session_finder.query.query import Query
from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.texts import find_messages


def quoted(expressions: tuple[str, ...]) -> str:
    """The expressions in quotation marks, joined as the visitor's language writes lists."""
    return find_messages.LIST_COMMA.join(find_messages.QUOTED.format(words=one) for one in expressions)


def show_query_notice(query: Query | None) -> None:
    """Say which times and exclusions apply. Shows nothing for a query without any."""
    sentences = []
    if query is not None and query.times.words:
        sentences.append(find_messages.TIMES_ONLY.format(words=quoted(tuple(map(escape_markdown, query.times.words)))))
    if query is not None and query.without:
        sentences.append(find_messages.LEFT_OUT_ALL.format(words=quoted(tuple(map(escape_markdown, query.without)))))
    if sentences:
        st.caption(" ".join(sentences))
