"""Fix what Streamlit leaves undone in the document: language, ARIA labels, contrast, clipped text, reduced motion.

An invisible component at the end of every page, for attendees and organizers.
"""

from __future__ import annotations

from typing import Final

import streamlit as st

from session_finder.web.components.assets import asset
from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import find_messages

# Streamlit writes white on the primary colour even where that colour is light. "Canvas" is white in the light theme and
# nearly black in the dark one. Streamlit also clips button labels that wrap, and hides the focus outline of the page's
# body. The last rule switches its animations off for visitors who prefer reduced motion.
_CSS: Final = asset(__name__, "css")
# Streamlit recreates some of these elements, for example when the page list is opened, so labels are set again after
# each change of the document.
_JS: Final = asset(__name__, "js")


def apply_document_fixes() -> None:
    """Mount the component, with labels in the visitor's language."""
    component = st.components.v2.component("session_finder_document", css=_CSS, js=_JS, isolate_styles=False)
    component(key="document", data={"language": visitor_locale().language, "said": dict(find_messages.SURROUNDINGS)})
