"""What a page may say to Streamlit, and that the rest changes nothing for anybody on a real server."""

from __future__ import annotations

import tomllib

import pytest
from raw_visits import Visitor
from servers import ROOT, App
from streamlit.proto.BackMsg_pb2 import BackendOperationRequest, BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from session_finder.web.server.page_messages import (
    ALLOWED,
    OPERATIONS,
    WIDGETS,
    allowed,
    ends_a_run,
    overtakes,
    run_asked_for,
)

REFUSED = {
    "clear_cache", "set_run_on_save", "load_git_info", "debug_disconnect_websocket", "debug_shutdown_runtime",
}  # fmt: skip
REFUSED_OPERATIONS = {"install_skills", "dismiss_skills_nudge", "dataframe_chunk"}
APP = """
import streamlit as st
from starlette.middleware import Middleware
from session_finder.web.server.rerun_limits import RerunLimits

app = st.App("page.py", middleware=[Middleware(RerunLimits)])
"""
PAGE = """
import uuid
import streamlit as st

st.text(st.cache_data(uuid.uuid4)())
"""


def sent(message):
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def of_kind(message, name):
    """A message with nothing but this field, which may be a message itself."""
    field = message.DESCRIPTOR.fields_by_name[name]
    if field.message_type is None:
        setattr(message, name, True)
    else:
        getattr(message, name).SetInParent()
    return message


def run(text="", button=False, page="", fragment=""):
    message = BackMsg()
    message.rerun_script.page_name = page
    message.rerun_script.fragment_id = fragment
    state = {"trigger_value": True} if button else {"string_value": text}
    message.rerun_script.widget_states.widgets.add(id="box", **state)
    return message.rerun_script


def test_every_kind_of_message_that_streamlit_takes_is_known_here():
    assert {field.name for field in BackMsg.DESCRIPTOR.fields} == {*ALLOWED, *REFUSED, "backend_operation_request"}
    payloads = BackendOperationRequest.DESCRIPTOR.oneofs_by_name["payload"].fields
    assert {field.name for field in payloads} == {*OPERATIONS, *REFUSED_OPERATIONS}


@pytest.mark.parametrize("kind", sorted(ALLOWED))
def test_what_pages_need_passes(kind):
    assert allowed(sent(of_kind(BackMsg(), kind))) is not None


@pytest.mark.parametrize("kind", sorted(REFUSED))
def test_what_no_page_of_ours_says_is_dropped(kind):
    assert allowed(sent(of_kind(BackMsg(), kind))) is None


def test_of_operations_on_the_server_only_downloads_pass():
    for kind in (*OPERATIONS, *REFUSED_OPERATIONS):
        operation = of_kind(BackendOperationRequest(request_id="1"), kind)
        passed = allowed(sent(BackMsg(backend_operation_request=operation))) is not None
        assert passed == (kind in OPERATIONS), kind
    assert allowed(sent(BackMsg(backend_operation_request=BackendOperationRequest()))) is None


def test_of_two_kinds_in_one_message_the_last_counts_as_it_does_for_streamlit():
    clear, beat = (of_kind(BackMsg(), kind).SerializeToString() for kind in ("clear_cache", "app_heartbeat"))
    assert allowed({"bytes": beat + clear}) is None
    assert allowed({"bytes": clear + beat}) is not None


@pytest.mark.parametrize("message", [{"bytes": b""}, {"bytes": b"\xff\xff"}, {"bytes": None, "text": "hello"}])
def test_what_is_no_message_is_dropped(message):
    assert allowed({"type": "websocket.receive", **message}) is None


def test_a_run_with_more_widgets_than_any_page_has_is_dropped():
    message = BackMsg()
    for number in range(WIDGETS):
        message.rerun_script.widget_states.widgets.add(id=f"{number}")
    assert allowed(sent(message)) is not None
    message.rerun_script.widget_states.widgets.add()
    assert allowed(sent(message)) is None


def test_which_message_asks_for_a_run():
    assert run_asked_for(of_kind(BackMsg(), "rerun_script")) is not None
    assert run_asked_for(BackMsg(app_heartbeat=True)) is None


def test_the_message_that_ends_a_run_is_known():
    assert ends_a_run({"type": "websocket.send", "bytes": ForwardMsg(script_finished=0).SerializeToString()})
    assert not ends_a_run({"type": "websocket.send", "bytes": b""})
    assert not ends_a_run({"type": "websocket.accept"})


def test_what_is_said_only_once_is_never_overtaken():
    assert overtakes(run("tides"), run("tide"))
    assert overtakes(run("tides"), run("tide", fragment="f"))
    assert overtakes(run("tides", fragment="f"), run("tide", fragment="f"))
    assert not overtakes(run("tides"), run(button=True))
    assert not overtakes(run("tides"), run("tide", page="map"))
    assert not overtakes(run("tides", fragment="f"), run("tide"))
    assert not overtakes(run("tides", fragment="f"), run("tide", fragment="g"))


@pytest.mark.slow
def test_no_visitor_clears_the_caches_of_all_on_a_real_server(tmp_path):
    (tmp_path / "app.py").write_text(APP)
    (tmp_path / "page.py").write_text(PAGE)
    app = App(tmp_path, {}, script=tmp_path / "app.py")
    with app, Visitor(app.url) as ada, Visitor(app.url) as eve:
        cached = ada.go().texts
        for kind in sorted(REFUSED):
            eve.say(of_kind(BackMsg(), kind))
        assert eve.go().texts == cached
        assert ada.go().texts == cached


def test_a_page_run_that_fails_is_not_logged_with_its_source_in_colours():
    """It would hold the interpreter for longer than the run, and a value of another kind makes one fail."""
    settings = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert settings["logger"] == {"enableRich": False}
