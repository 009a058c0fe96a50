"""Limit the number of connections of this process, and how long each may stay without a request.

With the usual limit of 1,024 open files, a process stops serving everybody once that many connections are open. The
file limit is therefore raised as far as the system allows, and connections beyond our own limit get 503 with
Retry-After (for a websocket, in response to its handshake). Only uvicorn sees a connection before its request. It
passes its configuration to the lifespan before it listens; there its protocol class is replaced by one that counts
connections and closes idle ones. Under another server nothing is limited.
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

MOST: Final = 10_000  # connections; each open page takes memory, and a process has 3 GiB (deploy/)
RESERVED: Final = 250  # files for our own use: programmes, vectors, the database, libraries, uploads
SPARE: Final = 64  # of the reserved files, for connections that get a 503
HEADER_TIMEOUT: Final = 15.0  # seconds for the head of a request
SEND_TIMEOUT: Final = 60.0  # seconds until a client that reads nothing is disconnected
READ_SIZE: Final = 16_384  # bytes per read; asyncio's 262,144 can hold 3,000 messages, parsed before anything else runs
RETRY_AFTER: Final = 10  # seconds; "Retry-After"
_FULL: Final = "session_finder.full"  # in a request's state: its connection came above the limit
_HEALTH: Final = ("/api/health", "/_stcore/health")
_BOUNDABLE: Final = ("H11Protocol", "HttpToolsProtocol")
_MESSAGE: Final = "Too many connections at the moment. Try again in a few seconds."
log = logging.getLogger(__name__)


def most_connections(most: int = MOST) -> int:
    """The number of connections to serve, at most ``most``, after raising the limit of open files."""
    files = _raise_limit()
    return most if files is None else min(most, max(files - RESERVED, files // 2))


def _raise_limit() -> int | None:
    """The number of files that this process may open after raising the limit. None if there is no known limit."""
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    enough = MOST + RESERVED if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < enough:
        with suppress(ValueError, OSError):  # macOS reports infinity but refuses it
            resource.setrlimit(resource.RLIMIT_NOFILE, (enough, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


class ConnectionLimits:
    """ASGI middleware: sets the server's connection limits at startup, and answers 503 above the limit.

    ``most`` is the number of connections; health checks are always answered. ``header_timeout`` is in seconds.
    """

    def __init__(self, app: ASGIApp, most: int = MOST, header_timeout: float = HEADER_TIMEOUT) -> None:
        self._app, self._most, self._header_timeout = app, most, header_timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward the request, or refuse it."""
        if scope["type"] == "lifespan":
            self._install(getattr(getattr(receive, "__self__", None), "config", None))
        elif _FULL in scope.get("state", ()) and not scope["path"].endswith(_HEALTH):
            headers = {"Retry-After": str(RETRY_AFTER), "Connection": "close"}
            await JSONResponse({"detail": _MESSAGE}, 503, headers)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _install(self, config: object) -> None:
        """Install the counting protocol before the server listens."""
        most = most_connections(self._most)
        base: Any = getattr(config, "http_protocol_class", None)
        if not isinstance(config, uvicorn.Config) or base.__name__ not in _BOUNDABLE:
            log.warning("Connections cannot be limited under this server. Use uvicorn or streamlit run.")
            return
        config.http_protocol_class = _limited_protocol(base, most, self._header_timeout)
        click.echo(f"  Up to {most:,} connections are served at once.")  # next to the address that Streamlit prints


def _limited_protocol(base: type[H11Protocol], most: int, header_timeout: float) -> type[asyncio.Protocol]:
    """A subclass of uvicorn's protocol that counts its connection and closes it when no request arrives."""

    class LimitedProtocol(base):  # type: ignore[misc, valid-type]  # either of the two protocols
        _waiting_since, _checks_at = 0.0, 0.0
        _last: object = None  # the request seen at the last check

        app_state: dict[str, Any]

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            _set_send_timeout(transport)
            if hasattr(transport, "max_size"):
                transport.max_size = READ_SIZE
            if len(self.connections) > most + SPARE:
                transport.abort()
                return
            if len(self.connections) > most:
                self.app_state = {_FULL: True, **self.app_state}
            self._waiting_since = self._checks_at = self.loop.time()
            self._check()

        def _check(self) -> None:
            """Check periodically for a request, until the connection is closed or becomes a websocket."""
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return
            now = self.loop.time()
            late = now - self._checks_at >= header_timeout / 4  # this process was busy: data may have arrived unread
            if late or self.cycle is not self._last or (self.cycle is not None and not self.cycle.response_complete):
                self._waiting_since = now
            self._last = self.cycle
            if now - self._waiting_since >= header_timeout:
                self.transport.close()
                return
            self._checks_at = now + header_timeout / 4
            self.loop.call_later(header_timeout / 4, self._check)

    return LimitedProtocol


def _set_send_timeout(transport: asyncio.Transport) -> None:
    """Let the operating system, where it can, close a connection whose client no longer reads."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    line = transport.get_extra_info("socket")
    if option is not None and line is not None and line.family in (socket.AF_INET, socket.AF_INET6):
        with suppress(OSError):
            line.setsockopt(socket.IPPROTO_TCP, option, int(SEND_TIMEOUT * 1000))
