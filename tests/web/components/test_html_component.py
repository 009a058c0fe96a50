"""What a panel's callback is told about a press."""

import streamlit as st

from session_finder.web.components.html_component import Pressed, pressed


def test_a_press_on_a_panel_that_streamlit_has_forgotten_is_none():
    assert "header" not in st.session_state
    assert pressed("header") == Pressed()
