"""A page's session goes on in the browser that it began in: its id alone is no way back into it.

Streamlit lets whoever names a session's id go on with it, with all that its pages hold. The id stands in the address of
uploads, and so in logs. Whose session is an organizer's is noted here, and a websocket that names such a session has to
come with the same cookie; without it, it gets a session of its own.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

_MOST: Final = 10_000  # sessions; whose page ran longest ago is forgotten
_PROTOCOL: Final = b"sec-websocket-protocol"


class Owners:
    """Session id → the token of the browser that an organizer uses it in; safe to use from several threads."""

    def __init__(self, most: int = _MOST) -> None:
        self._lock = threading.Lock()
        self._most = most
        self._tokens: OrderedDict[str, str] = OrderedDict()

    def note(self, session: str, token: str) -> None:
        """Note that an organizer uses this session, in the browser with this token."""
        with self._lock:
            self._tokens[session] = token
            self._tokens.move_to_end(session)
            while len(self._tokens) > self._most:
                self._tokens.popitem(last=False)

    def owns(self, session: str, token: str) -> bool:
        """Whether the browser may go on with the session: it is nobody's, or its own."""
        return self._tokens.get(session, token) == token


class ResumeGate:
    """ASGI middleware: takes the session out of a websocket's request when ``may`` says that it is not the browser's.

    ``may`` gets the session id and the request's cookies.
    """

    def __init__(self, app: ASGIApp, may: Callable[[str, Mapping[str, str]], bool]) -> None:
        self._app, self._may = app, may

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything."""
        if scope["type"] == "websocket":
            cookies = HTTPConnection(scope).cookies
            headers = [
                (name, self._checked(value, cookies) if name == _PROTOCOL else value)
                for name, value in scope["headers"]
            ]
            scope = {**scope, "headers": headers}
        await self._app(scope, receive, send)

    def _checked(self, value: bytes, cookies: Mapping[str, str]) -> bytes:
        """The entries as Streamlit has them: the protocol, a token against forged requests, a session to go on with."""
        entries = value.decode("latin-1").split(",")
        if len(entries) > 2 and not self._may(entries[2].strip(), cookies):
            return ",".join(entries[:2]).encode("latin-1")
        return value
