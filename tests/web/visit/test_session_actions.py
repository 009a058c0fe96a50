"""A press in a panel of sessions stars a session or leads to its page; a browser may report anything else."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest


def script():
    import streamlit as st

    from session_finder.domain.sessions import Programme, Session
    from session_finder.web.visit import my_plan
    from session_finder.web.visit.session_actions import handle_session_action

    programme = Programme("boats", "Boats", (Session("1", "Ropes"),))
    done = handle_session_action(programme, "panel")
    st.text([done.act, done.id, sorted(my_plan.my_plan("boats").ids), st.session_state.get("going_to")])


@pytest.mark.parametrize(
    ("act", "shown"),
    [
        ({"act": "star", "id": "1"}, ["star", "1", ["1"], None]),
        ({"act": "star", "id": "2"}, ["star", "2", [], None]),
        ({"act": "open", "id": "1"}, ["open", "1", [], ("programme.py", {"session": "1"})]),
        ({"act": "swap", "id": "1"}, ["swap", "1", [], None]),
        (None, ["", "", [], None]),
        (["star", "1"], ["", "", [], None]),
    ],
)
def test_stars_and_pages_are_handled_and_all_else_is_returned(act, shown):
    page = AppTest.from_function(script)
    page.session_state["panel"] = {"act": act}
    page.run()
    assert not page.exception
    assert page.text[0].value == str(shown)
