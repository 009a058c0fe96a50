"""The query parameter of the search box, and how to write query parameters of the page's address."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import streamlit as st

BOX: Final = "q"  # also the box's key in the session state


def set_parameter(name: str, value: str | Sequence[str]) -> None:
    """Set a parameter to one value or several. An empty one removes it; one that is set already is left alone."""
    values = [value] if isinstance(value, str) and value else list(value)
    if st.query_params.get_all(name) == values:
        return
    if values:
        st.query_params[name] = values
    else:
        del st.query_params[name]
