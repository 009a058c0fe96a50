"""Focus the search box on arrival. Streamlit's text input has no such option."""

from __future__ import annotations

from typing import Final

import streamlit as st

from session_finder.web.components.assets import asset

# A focus that the visitor moved is left alone. An example's button disappears together with the focus once its answer
# arrives. On a phone the box is not focused again then, because the keyboard would cover the answer.
_JS: Final = asset(__name__, "js")


def focus_search_box(example: int) -> None:
    """Mount the component. It acts on arrival, and again when ``example``, the number of examples clicked, changes."""
    st.components.v2.component("session_finder_focus", js=_JS)(key="focus", data={"example": example})
