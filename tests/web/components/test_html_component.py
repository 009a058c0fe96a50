"""What a panel's callback is told about a press, and what it misses."""

import streamlit as st

from session_finder.web.components.html_component import Pressed, missed, pressed


def test_a_press_on_a_panel_that_streamlit_has_forgotten_is_none_and_not_missed_for_good():
    assert "header" not in st.session_state
    assert pressed("header") == Pressed()
    assert not missed("header")
