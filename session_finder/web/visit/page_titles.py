"""The names of the pages, and what a browser's tab says: "Programme · Harbour 2027"."""

from __future__ import annotations

from typing import Final

import streamlit as st

from session_finder.web.i18n.locale import Table, VisitorLocale

START: Final = ""  # the find page, which is the first
# For each page, by its path: the message table and the message that names it.
_NAMES: Final = {
    START: ("find", "FIND"),
    "programme": ("find", "PROGRAMME"),
    "plan": ("find", "MY_PLAN"),
    "map": ("find", "MAP"),
    "everywhere": ("everywhere", "TITLE"),
    "organize": ("sign_in", "TITLE"),
}
PAGES: Final = tuple(_NAMES)
PRODUCT: Final = "Session Finder"
_LONGEST: Final = 150  # characters of a part of a title


def page_name(page: str, visitor: VisitorLocale | None = None) -> str:
    """A page's name in the language of the page run's visitor, or of ``visitor``. ``page`` is one of PAGES."""
    table, name = _NAMES[page]
    return str(getattr(Table(table, visitor), name))


def tab_title(what: str, conference: str = PRODUCT) -> str:
    """A page's name or a session's title, and where it belongs."""
    parts = (" ".join(part[: 2 * _LONGEST].split())[:_LONGEST] for part in (what, conference))
    return " · ".join(part for part in parts if part)


def name_tab(what: str, conference: str = PRODUCT) -> None:
    """Show that title in the browser's tab."""
    st.set_page_config(page_title=tab_title(what, conference))
