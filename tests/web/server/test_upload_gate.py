"""The upload gate and the bounds of bodies in front of an application that notes what reaches it."""

from __future__ import annotations

import asyncio
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from waiting import nobody_is_held

from session_finder.web.i18n.texts import sign_in_messages as words
from session_finder.web.server import body_limits
from session_finder.web.server.asgi_stack import middleware
from session_finder.web.server.body_limits import UPLOAD, BodyLimits, is_upload
from session_finder.web.server.upload_gate import UploadGate, session_of

MINE = "/_stcore/upload_file/mine/file"


class Endpoint:
    """Reads the whole body, as Streamlit does, and says how long it was."""

    def __init__(self):
        self.read = []

    async def __call__(self, scope, receive, send):
        length, more = 0, True
        while more:
            message = await receive()
            length += len(message["body"])
            more = message.get("more_body", False)
        self.read.append((scope["path"], length))
        await send({"type": "http.response.start", "status": 204, "headers": []})
        await send({"type": "http.response.body", "body": b""})


def may(session, cookies):
    return (session, cookies) == ("mine", {"token": "hers"})


def ask(path, chunks=(b"x",), method="PUT", headers=(), most=100, cookie=b"token=hers"):
    """The status, what was said, what the endpoint read, and how many chunks were taken before the answer."""
    endpoint, sent, taken, before = Endpoint(), [], 0, 0

    async def receive():
        nonlocal taken
        taken += 1
        return {"type": "http.request", "body": chunks[taken - 1], "more_body": taken < len(chunks)}

    async def send(message):
        nonlocal before
        before = before if sent else taken
        sent.append(message)

    scope = {"type": "http", "path": path, "method": method, "headers": [(b"cookie", cookie), *headers]}
    asyncio.run(UploadGate(BodyLimits(endpoint, most), may)(scope, receive, send))
    body = b"".join(message.get("body", b"") for message in sent)
    return sent[0]["status"], json.loads(body or b"null"), endpoint.read, before


def test_an_organizer_s_file_passes():
    assert ask(MINE, (b"ab", b"c")) == (204, None, [(MINE, 3)], 2)
    assert ask("/below/here" + MINE, method="DELETE") == (204, None, [("/below/here" + MINE, 1)], 1)


def test_the_session_s_id_alone_proves_nothing():
    for cookie in (b"", b"token=his", b"token=hers; other=x"):
        assert ask(MINE, cookie=cookie) == (403, {"detail": words.NO_UPLOAD}, [], 0)


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE", "OPTIONS", "GET", "PATCH", "anything"])
def test_nobody_else_s_does_whatever_the_method_and_nothing_of_it_is_read(method):
    assert ask("/_stcore/upload_file/other/file", method=method) == (403, {"detail": words.NO_UPLOAD}, [], 0)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/upload_file",
        "/_stcore/upload_file/",
        "/_stcore/upload_file/mine",
        "/_stcore/upload_file/mine/",
        "/_stcore/upload_file/mine/file/",
        "/_stcore/upload_file//mine/file",
        "/_stcore//upload_file/mine/file",
        "//_stcore/upload_file/mine/file",
        "/_STCORE/upload_file/mine/file",
        "/_stcore/Upload_File/mine/file",
        "/_stcore/upload_file/mine/other/file",
        "/_stcore/upload_file/other/mine/_stcore/upload_file",
        "/_stcore/upload_file/mine/_stcore/upload_file/other/file",
        "\\_stcore\\upload_file\\mine\\file",
        "_stcore/upload_file/mine/file",
        "/_stcore/upload_file/MINE/file",
        "/_stcore/upload_file/mine\n/file",
    ],
)
def test_an_address_that_is_written_otherwise_is_refused(path):
    assert ask(path) == (403, {"detail": words.NO_UPLOAD}, [], 0)


@pytest.mark.parametrize("path", ["/", "/api/search", "/_stcore/health", "/_stcore/stream", "/upload_file/mine/file"])
def test_what_is_no_upload_passes_whoever_asks(path):
    assert ask(path, (b"x" * 500,)) == (204, None, [(path, 500)], 1)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["_stcore", "upload_file", "mine", "other", "", "x"]), max_size=8))
def test_whatever_streamlit_s_route_would_take_is_the_session_that_was_asked_about(parts):
    from starlette.routing import compile_path

    path = "/" + "/".join(parts)
    for base in ("", "/x", "/_stcore/upload_file"):
        match = compile_path(base + "/_stcore/upload_file/{session_id}/{file_id}")[0].match(path)
        if match:
            assert is_upload(path)
            assert session_of(path) in (match["session_id"], None)


def test_what_is_announced_as_too_big_is_refused_unread():
    status, said, read, taken = ask(MINE, headers=[(b"content-length", b"101")])
    assert (status, read, taken) == (413, [], 0)
    assert said == {"detail": words.TOO_BIG.format(limit=20_000_000)}
    assert ask(MINE, headers=[(b"content-length", b"9" * 5000)])[0] == 413
    assert ask(MINE, (b"x" * 100,), headers=[(b"content-length", b"100")])[0] == 204


def test_what_is_too_big_without_saying_so_is_refused_once_it_is():
    status, said, read, taken = ask(MINE, (b"x" * 60, b"x" * 60, b"x" * 60))
    assert (status, read, taken) == (413, [], 2)
    assert said == {"detail": words.TOO_BIG.format(limit=20_000_000)}
    assert ask(MINE, (b"x" * 200,), headers=[(b"content-length", b"5")])[0] == 413


@pytest.mark.parametrize("sender", ["stops", "leaves", "goes on for ever"])
def test_a_refusal_is_whole_at_once_and_ends_the_connection_whatever_the_sender_does(sender, monkeypatch):
    monkeypatch.setattr(body_limits, "_LINGER", 0.05)
    sent, taken = [], 0

    async def receive():
        nonlocal taken
        taken += 1
        if sender == "stops":
            await asyncio.sleep(60)
        if sender == "leaves":
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": b"x" * 1_000_000, "more_body": True}

    async def send(message):
        sent.append((taken, message))

    scope = {"type": "http", "path": "/_stcore/upload_file/other/file", "method": "PUT", "headers": []}
    with nobody_is_held():
        asyncio.run(UploadGate(Endpoint(), lambda *_: False)(scope, receive, send))
    assert (b"connection", b"close") in sent[0][1]["headers"]
    assert (sent[1][0], json.loads(sent[1][1]["body"])) == (0, {"detail": words.NO_UPLOAD})
    assert sent[-1][1] == {"type": "http.response.body", "body": b"", "more_body": False}
    assert taken <= 22


def test_websockets_pass():
    seen = []

    async def application(scope, receive, send):
        seen.append(scope["path"])

    asyncio.run(UploadGate(application, lambda *_: False)({"type": "websocket", "path": MINE}, None, None))
    assert seen == [MINE]


def test_the_server_has_the_gate_with_room_for_the_largest_file():
    layers = [layer.cls for layer in middleware()]
    assert layers.index(UploadGate) < layers.index(BodyLimits)
    assert UPLOAD == 21_000_000
