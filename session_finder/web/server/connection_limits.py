"""How many connections this process serves, and how long each may keep it waiting.

At the usual limit of 1,024 open files a process stands still for everybody once so many connections are open. So the
limit is raised as far as the system lets us, and what comes beyond is told to come back: 503 with Retry-After, for a
websocket as an answer to its handshake. Only uvicorn knows of a connection before its request is there. It hands its
configuration to the lifespan, before it listens; there its protocol is replaced by one that counts and does not wait
for ever, and messages of websockets are bounded. Under another server nothing is counted.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import sys
from contextlib import suppress
from typing import Any, Final

import click
import uvicorn
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.protocols.http.h11_impl import H11Protocol

from session_finder.web.server.page_messages import LONGEST

MOST: Final = 10_000  # connections; each open page takes memory, and a process has 3 GiB (deploy/)
RESERVED: Final = 250  # files of our own: programmes, vectors, the database, libraries, uploads
SPARE: Final = 64  # of these, connections that are told to come back
PATIENCE: Final = 15.0  # seconds for the head of a request
UNREAD: Final = 60.0  # seconds until a client that takes nothing of what it is sent is given up
AT_ONCE: Final = 16_384  # bytes read in one go; asyncio's 262,144 can be 3,000 messages, parsed before all others
AGAIN: Final = 10  # seconds; "Retry-After"
_FULL: Final = "session_finder.full"  # in a request's state: its connection came when all places were taken
_HEALTH: Final = ("/api/health", "/_stcore/health")
_BOUNDABLE: Final = ("H11Protocol", "HttpToolsProtocol")
_SENTENCE: Final = "Very many people are here at the moment. Try again in a few seconds."
log = logging.getLogger(__name__)


def most_connections(most: int = MOST) -> int:
    """So many can be served beside our own files, after the limit was raised as far as it goes, ``most`` at most."""
    files = _raise_limit()
    return most if files is None else min(most, max(files - RESERVED, files // 2))


def _raise_limit() -> int | None:
    """How many files this process may have open; None for no limit that we know."""
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = MOST + RESERVED if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < enough:
        with suppress(ValueError, OSError):  # macOS says infinity and means less
            resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


class ConnectionLimits:
    """ASGI middleware: bounds the server's connections at the start, and refuses what comes when all are taken.

    ``most`` connections; health is answered all the same. ``patience``: seconds for the head of a request.
    """

    def __init__(self, app: ASGIApp, most: int = MOST, patience: float = PATIENCE) -> None:
        self._app, self._most, self._patience = app, most, patience

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on, or refuse."""
        if scope["type"] == "lifespan":
            self._bound(getattr(getattr(receive, "__self__", None), "config", None))
        elif _FULL in scope.get("state", ()) and not scope["path"].endswith(_HEALTH):
            headers = {"Retry-After": str(AGAIN), "Connection": "close"}
            await JSONResponse({"detail": _SENTENCE, "code": "busy"}, 503, headers)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _bound(self, config: object) -> None:
        """Before the server listens."""
        most = most_connections(self._most)
        base: Any = getattr(config, "http_protocol_class", None)
        if not isinstance(config, uvicorn.Config) or base.__name__ not in _BOUNDABLE:
            log.warning("This server's connections cannot be counted here. Run it with uvicorn or streamlit run.")
            return
        config.http_protocol_class = _bounded(base, most, self._patience)
        config.ws_max_size = LONGEST  # Streamlit's own bound is asked only when all of a message is in memory
        click.echo(f"  Up to {most:,} connections are served at once.")  # beside the address that Streamlit tells


def _bounded(base: type[H11Protocol], most: int, patience: float) -> type[asyncio.Protocol]:
    """The same protocol for one connection, which counts itself and does not wait for ever."""

    class Bounded(base):  # type: ignore[misc, valid-type]  # whichever of the two is installed
        _waiting_since, _looks_at = 0.0, 0.0
        _last: object = None  # the request that was seen at the last look

        app_state: dict[str, Any]

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            _give_up_unread(transport)
            if hasattr(transport, "max_size"):
                transport.max_size = AT_ONCE
            if len(self.connections) > most + SPARE:
                transport.abort()
                return
            if len(self.connections) > most:
                self.app_state = {_FULL: True, **self.app_state}
            self._waiting_since = self._looks_at = self.loop.time()
            self._look()

        def _look(self) -> None:
            """Look once in a while, until it is closed or a websocket, whether there is a request."""
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return
            now = self.loop.time()
            late = now - self._looks_at >= patience / 4  # this process was busy: what came may not have been read yet
            if late or self.cycle is not self._last or (self.cycle is not None and not self.cycle.response_complete):
                self._waiting_since = now
            self._last = self.cycle
            if now - self._waiting_since >= patience:
                self.transport.close()
                return
            self._looks_at = now + patience / 4
            self.loop.call_later(patience / 4, self._look)

    return Bounded


def _give_up_unread(transport: asyncio.Transport) -> None:
    """Let the system end a connection whose other end takes nothing any more; where it can."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    line = transport.get_extra_info("socket")
    if option is not None and line is not None and line.family in (socket.AF_INET, socket.AF_INET6):
        with suppress(OSError):
            line.setsockopt(socket.IPPROTO_TCP, option, int(UNREAD * 1000))
