"""A query parameter has the values that were set last, or is not in the address."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def script():
    import streamlit as st

    from session_finder.web.visit.query_parameters import set_parameter

    set_parameter("day", st.session_state["value"])


@pytest.mark.parametrize("before", [[], ["Monday"], ["Tuesday", "Wednesday"]])
@pytest.mark.parametrize(
    ("value", "after"),
    [
        ("", []),
        ([], []),
        ("Monday", "Monday"),
        (["Tuesday", "Wednesday"], ["Tuesday", "Wednesday"]),
    ],
)
def test_a_parameter_is_set_replaced_and_removed(before, value, after):
    page = AppTest.from_function(script)
    page.session_state["value"] = value
    if before:
        page.query_params["day"] = before
    page.query_params["q"] = "tides"
    page.run()
    assert not page.exception
    assert page.query_params.get("day", []) == after
    assert page.query_params["q"] == "tides"
