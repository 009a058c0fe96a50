"""A visitor without a browser: Streamlit's websocket, message by message, and requests byte by byte."""

from __future__ import annotations

import json
import re
import socket
from http.client import HTTPResponse
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from waiting import until
from websockets.sync.client import connect


class Visitor:
    """One session: ``go`` opens a page, ``said`` is all that the server ever sent, ``shown`` what the last run drew."""

    def __init__(self, url, origin=None, headers=(), cookies=None, session=None):
        self.url, self.page = url, ""
        self._origin, self._headers, self.cookies = origin or url, dict(headers), dict(cookies or {})
        self.session, self.said, self.shown, self.navigation = "", "", [], None
        self._connect(session)

    def _connect(self, session=None):
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self._socket = connect(
            "ws" + self.url.removeprefix("http") + "/_stcore/stream",
            origin=self._origin,
            subprotocols=["streamlit", *(["PLACEHOLDER_AUTH_TOKEN", session] if session else [])],
            additional_headers=self._headers | ({"Cookie": cookie} if cookie else {}),
            max_size=None,
            open_timeout=60,
        )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def go(self, page="", **states):
        """Run a page; ``states`` are (kind, value) of widgets, by their ids."""
        message = BackMsg()
        message.rerun_script.page_name = page
        for name, (kind, value) in states.items():
            message.rerun_script.widget_states.widgets.add(id=name, **{kind: value})
        self.say(message)
        self.page, self.shown = page, []
        while True:
            got = ForwardMsg()
            got.ParseFromString(self._socket.recv(timeout=30))
            self.said += str(got)
            kind = got.WhichOneof("type")
            if kind == "new_session":
                self.session = got.new_session.initialize.session_id
            elif kind == "navigation":
                self.navigation = got.navigation
            elif kind == "delta" and got.delta.HasField("new_element"):
                self.shown.append(got.delta.new_element)
            elif kind == "script_finished":
                return self

    def say(self, message):
        """Send a message and wait for nothing."""
        self._socket.send(message.SerializeToString())

    @property
    def texts(self):
        """What can be read on the page."""
        bodies = (getattr(part, part.WhichOneof("type")) for part in self.shown)
        return [body.body for body in bodies if hasattr(body, "body")]

    def sign_in(self, password, name="Ada"):
        """Send the form at the door, and load the page anew with the cookies that it gave."""
        self.answer = sign_in(self.url, password, name, self.cookies, self._headers)
        self.cookies |= self.answer.cookies
        self._socket.close()
        self._connect()
        return self.go(self.page)

    def press(self, label):
        button = next(part.button.id for part in self.shown if part.HasField("button") and part.button.label == label)
        return self.go(self.page, **{button: ("trigger_value", True)})


def sign_in(url, password, name="Ada", cookies=None, headers=()):
    """The answer to a password that is sent to the door."""
    return httpx.post(
        f"{url}/door/sign-in",
        json={"name": name, "password": password},
        cookies=cookies,
        headers={"Origin": url, **dict(headers)},
        timeout=30,
    )


def way_in(url, log):
    """The cookies that the link in the server's terminal gives, without the one by which nginx knows a visitor."""
    said = re.search(r"http://localhost:\d+(\S*/door/open\?key=\S+)", log.read_text())
    given = httpx.get(url + said[1], timeout=30).cookies
    return {name: value for name, value in given.items() if name != "session_finder"}


def upload(
    url, session, content=b"title\nTides\n", method="PUT", path="/_stcore/upload_file/{session}/file-1", cookies=None
):
    """Send a file as the front end does: its status and what was said."""
    with httpx.Client(base_url=url, timeout=30, cookies=cookies) as client:
        client.get("/_stcore/health")
        token = client.cookies.get("_streamlit_xsrf", "")
        answer = client.request(
            method,
            path.format(session=session),
            files={"file": ("programme.csv", content)} if method == "PUT" else None,
            headers={"X-Xsrftoken": token},
        )
    return answer.status_code, answer.text


def assert_refused(url, session, cookies=None):
    """Assert that an upload is refused behind nginx.

    After a 403 nginx asks the next process, whose page it might be. It says 502 while it takes that one for dead, as
    it does for three seconds after a connection that failed.
    """
    said = []
    until(lambda: said.append(upload(url, session, cookies=cookies)[0]) or said[-1] == 403, "the upload being refused")
    assert {*said} <= {403, 502}


def half_sent(
    url,
    path,
    announced=10_000_000,
    sent=1000,
    method="PUT",
    head="",
    cookies=None,
    kind="multipart/form-data; boundary=b",
    patience=20.0,
):
    """The status and body for a request of which most never comes. Raises TimeoutError when it waits for that.

    After ``patience`` seconds without an answer the connection is broken off.
    """
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=patience) as line:
        line.sendall(
            f"{method} {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: {kind}\r\n"
            f"Cookie: {'; '.join(f'{name}={value}' for name, value in (cookies or {}).items())}\r\n"
            f"{head or f'Content-Length: {announced}'}\r\n\r\n".encode()
        )
        line.sendall(b"x" * sent)
        answer = HTTPResponse(line)
        answer.begin()
        return answer.status, json.loads(answer.read())
