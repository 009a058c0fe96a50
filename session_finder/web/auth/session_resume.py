"""Prevent session hijacking: an organizer's Streamlit session can only be resumed by the browser that it began in.

Streamlit lets any client resume a session by naming its id, with everything that the session's pages hold. The id is
part of upload addresses, and so appears in logs. Sessions used by organizers are recorded here. A websocket that names
one must present the same cookie, otherwise it gets a new session.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

_MOST: Final = 10_000  # sessions; the least recently used is dropped
_PROTOCOL: Final = b"sec-websocket-protocol"


class Owners:
    """Session id → token of the organizer's browser. Thread-safe."""

    def __init__(self, most: int = _MOST) -> None:
        self._lock = threading.Lock()
        self._most = most
        self._tokens: OrderedDict[str, str] = OrderedDict()

    def note(self, session: str, token: str) -> None:
        """Record that an organizer uses this session in the browser with this token."""
        with self._lock:
            self._tokens[session] = token
            self._tokens.move_to_end(session)
            while len(self._tokens) > self._most:
                self._tokens.popitem(last=False)

    def owns(self, session: str, token: str) -> bool:
        """Whether the browser may resume the session: it has no owner or is the browser's own."""
        return self._tokens.get(session, token) == token


class ResumeGate:
    """ASGI middleware: removes the session id from a websocket handshake unless ``may`` allows resuming it.

    ``may`` receives the session id and the request's cookies.
    """

    def __init__(self, app: ASGIApp, may: Callable[[str, Mapping[str, str]], bool]) -> None:
        self._app, self._may = app, may

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward every request, websocket handshakes after the check."""
        if scope["type"] == "websocket":
            cookies = HTTPConnection(scope).cookies
            headers = [
                (name, self._checked(value, cookies) if name == _PROTOCOL else value)
                for name, value in scope["headers"]
            ]
            scope = {**scope, "headers": headers}
        await self._app(scope, receive, send)

    def _checked(self, value: bytes, cookies: Mapping[str, str]) -> bytes:
        """Check Streamlit's entries: the protocol, the XSRF token, the id of the session to resume."""
        entries = value.decode("latin-1").split(",")
        if len(entries) > 2 and not self._may(entries[2].strip(), cookies):
            return ",".join(entries[:2]).encode("latin-1")
        return value
