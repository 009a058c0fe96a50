"""What a page may send to Streamlit over its websocket, and what the messages that ask for a page run mean.

Streamlit takes every kind of message from everybody: an anonymous visitor could clear its caches, for all sessions. So
kinds are allowed in by name, and all others, of later versions too, are dropped before Streamlit sees them.
"""

from __future__ import annotations

from typing import Final

from google.protobuf.message import DecodeError  # type: ignore[import-untyped]
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ClientState_pb2 import ClientState
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState

ALLOWED: Final = frozenset({"rerun_script", "stop_script", "app_heartbeat", "file_urls_request"})
OPERATIONS: Final = frozenset({"deferred_file"})  # of "backend_operation_request": a download that is made when wanted
LONGEST: Final = 500_000  # bytes of a message; 500 aliases, or a plan of 500 titles, can take half of it
WIDGETS: Final = 500  # in a message, far more than a page has; they are gone through several times, in Python
_ONCE: Final = frozenset(  # said once only, such as a button that was pressed
    field.name
    for field in WidgetState.DESCRIPTOR.fields
    if field.name.endswith("trigger_value") or field.name == "chat_input_value"
)
_SHORT: Final = 500  # bytes; the message that a run has ended is about 100


def allowed(message: Message) -> BackMsg | None:
    """What a page says; None for what cannot be read, and for what no page of ours says."""
    said = BackMsg()
    try:
        said.ParseFromString(message.get("bytes") or b"")
    except DecodeError:
        return None
    kind = said.WhichOneof("type")
    if kind == "backend_operation_request":
        return said if said.backend_operation_request.WhichOneof("payload") in OPERATIONS else None
    return said if kind in ALLOWED and len(said.rerun_script.widget_states.widgets) <= WIDGETS else None


def run_asked_for(said: BackMsg) -> ClientState | None:
    """The page run that a message asks for, if it does."""
    return said.rerun_script if said.HasField("rerun_script") else None


def in_full(message: Message, said: BackMsg) -> Message:
    """The same message, asking for a run of the whole page where it asks for one of a fragment.

    A page that lost its process, and connects to another one, goes on with the fragments that it shows. The other
    process has not drawn them and would ignore the message, and with it what the visitor typed.
    """
    if not said.rerun_script.fragment_id:
        return message
    said.rerun_script.fragment_id = ""
    return {**message, "bytes": said.SerializeToString()}


def ends_a_run(message: Message) -> bool:
    """Whether Streamlit tells a page with this message that its run has ended."""
    sent = message.get("bytes") or b""
    if not 0 < len(sent) < _SHORT:
        return False
    said = ForwardMsg()
    said.ParseFromString(sent)
    return said.WhichOneof("type") == "script_finished"


def overtakes(newer: ClientState, older: ClientState) -> bool:
    """Whether nothing is lost when only the newer of two runs of a page takes place.

    A run carries all that its page holds. What is said once only, such as a button that was pressed, and what is
    said on another page must take place.
    """
    same_page = (newer.page_script_hash, newer.page_name) == (older.page_script_hash, older.page_name)
    if not same_page or newer.fragment_id not in ("", older.fragment_id):
        return False
    return not any(state.WhichOneof("value") in _ONCE for state in older.widget_states.widgets)
