"""A visitor without a browser: Streamlit's websocket, message by message, and requests byte by byte."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from http.client import HTTPResponse
from pathlib import Path
from urllib.parse import urlsplit

import httpx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import connect

ROOT = Path(__file__).resolve().parents[1]


@contextmanager
def served(settings, log, *options):
    """The address of a real server in a process of its own, at whose pages nobody has looked yet."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("SESSION_FINDER_")}
    environment |= {f"SESSION_FINDER_{name}": str(value) for name, value in settings.items()} | {"HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true"]
    command += ["--server.address", "127.0.0.1", "--server.port", str(port), *options]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + 120
        while not _listens(port):
            assert time.monotonic() < end, log.read_text()
            assert process.poll() is None, log.read_text()
            time.sleep(0.1)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()


def _listens(port):
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


class Visitor:
    """One session: ``go`` opens a page, ``said`` is all that the server ever sent, ``shown`` what the last run drew."""

    def __init__(self, url, origin=None, headers=()):
        self.url, self.page = url, ""
        self._socket = connect(
            "ws" + url.removeprefix("http") + "/_stcore/stream",
            origin=origin or url,
            subprotocols=["streamlit"],
            additional_headers=dict(headers),
            max_size=None,
        )
        self.session, self.said, self.shown, self.navigation = "", "", [], None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._socket.close()

    def go(self, page="", **states):
        """Run a page; ``states`` are (kind, value) of widgets, by their ids."""
        message = BackMsg()
        message.rerun_script.page_name = page
        for name, (kind, value) in states.items():
            state = message.rerun_script.widget_states.widgets.add()
            state.id = name
            setattr(state, kind, value)
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

    def sign_in(self, password, name):
        """Fill in the form at the door and send it."""
        boxes = {part.text_input.label: part.text_input.id for part in self.shown if part.HasField("text_input")}
        button = next(part.button.id for part in self.shown if part.HasField("button"))
        values = dict(zip(boxes.values(), (name, password), strict=True))
        states = {box: ("string_value", value) for box, value in values.items()}
        return self.go(self.page, **states, **{button: ("trigger_value", True)})

    def press(self, label):
        button = next(part.button.id for part in self.shown if part.HasField("button") and part.button.label == label)
        return self.go(self.page, **{button: ("trigger_value", True)})


def upload(url, session, content=b"title\nTides\n", method="PUT", path="/_stcore/upload_file/{session}/file-1"):
    """Send a file as the front end does: its status and what was said."""
    with httpx.Client(base_url=url, timeout=30) as client:
        client.get("/_stcore/health")
        token = client.cookies.get("_streamlit_xsrf", "")
        answer = client.request(
            method,
            path.format(session=session),
            files={"file": ("programme.csv", content)} if method == "PUT" else None,
            headers={"X-Xsrftoken": token},
        )
    return answer.status_code, answer.text


def half_sent(url, path, announced=10_000_000, sent=1000, method="PUT", head=""):
    """The status and body for a request of which most never comes. Raises TimeoutError when it waits for that."""
    parts = urlsplit(url)
    with socket.create_connection((parts.hostname, parts.port), timeout=20) as line:
        line.sendall(
            f"{method} {path} HTTP/1.1\r\nHost: {parts.netloc}\r\nContent-Type: multipart/form-data; boundary=b\r\n"
            f"{head or f'Content-Length: {announced}'}\r\n\r\n".encode()
        )
        line.sendall(b"x" * sent)
        answer = HTTPResponse(line)
        answer.begin()
        return answer.status, json.loads(answer.read())
