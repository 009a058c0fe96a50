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
    """Say what was read in a query and applies. Shows nothing where all of it is its subject."""
    sentences = []
    if query is not None and (said := query.said_except("exclude")):
        phrases = quoted(tuple(map(escape_markdown, said)))
        sentences.append(find_messages.READ_ONLY.format(count=len(said), words=phrases))
    if query is not None and query.filters.unsaid:
        without = tuple(map(escape_markdown, query.filters.unsaid))
        sentences.append(find_messages.LEFT_OUT_ALL.format(words=quoted(without)))
    if sentences:
        st.caption(" ".join(sentences))
