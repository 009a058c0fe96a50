"""Limit the number of connections of this process, and close connections that send no request.

With the usual limit of 1,024 open files, a process stops answering everybody once it has that many connections. So the
limit is raised as far as the system allows, and further connections get 503 with Retry-After; a websocket gets it as
the response to its handshake.

Only uvicorn knows of a connection before its request arrives. uvicorn passes its configuration to the ASGI lifespan
before it listens. There we replace its protocol class by one that counts connections and has a timeout, and we limit
the size of websocket messages. Under another server, connections are not limited.
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

MAX_CONNECTIONS: Final = 10_000  # each open page takes memory, and a process has 3 GiB (deploy/)
RESERVED_FILES: Final = 250  # for our own files: programmes, vectors, the database, libraries, uploads
REFUSED_CONNECTIONS: Final = 64  # of these, connections beyond the limit that get a 503; further ones are cut off
REQUEST_TIMEOUT: Final = 15.0  # seconds for the head of a request
UNREAD_TIMEOUT: Final = 60.0  # seconds until a client that does not read its response is cut off
READ_SIZE: Final = 16_384  # bytes per read; asyncio's 262,144 can hold 3,000 messages, parsed before anyone else's
RETRY_AFTER: Final = 10  # seconds
_OVER_LIMIT: Final = "session_finder.over_limit"  # in a request's state: its connection is beyond the limit
_HEALTH: Final = ("/api/health", "/_stcore/health")
_SUPPORTED_PROTOCOLS: Final = ("H11Protocol", "HttpToolsProtocol")
_BUSY: Final = "Very many people are here at the moment. Try again in a few seconds."
log = logging.getLogger(__name__)


def connection_limit(most: int = MAX_CONNECTIONS) -> int:
    """Raise the limit of open files, and return how many connections fit beside our own files, at most ``most``."""
    files = _raise_file_limit()
    return most if files is None else min(most, max(files - RESERVED_FILES, files // 2))


def _raise_file_limit() -> int | None:
    """The number of files that this process may have open, None if there is no known limit."""
    if sys.platform == "win32":
        return None
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = MAX_CONNECTIONS + RESERVED_FILES if hard == resource.RLIM_INFINITY else hard
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):  # macOS reports infinity but allows less
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    soft, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    return None if soft == resource.RLIM_INFINITY else soft


class ConnectionLimits:
    """ASGI middleware that limits the server's connections at startup, and refuses requests beyond the limit.

    ``most``: connections; health checks are answered even beyond the limit. ``timeout``: seconds for the head of a
    request.
    """

    def __init__(self, app: ASGIApp, most: int = MAX_CONNECTIONS, timeout: float = REQUEST_TIMEOUT) -> None:
        self._app, self._most, self._timeout = app, most, timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on or refuse a request."""
        if scope["type"] == "lifespan":
            self._limit_server(getattr(getattr(receive, "__self__", None), "config", None))
        elif _OVER_LIMIT in scope.get("state", ()) and not scope["path"].endswith(_HEALTH):
            headers = {"Retry-After": str(RETRY_AFTER), "Connection": "close"}
            await JSONResponse({"detail": _BUSY, "code": "busy"}, 503, headers)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _limit_server(self, config: object) -> None:
        """Change uvicorn's configuration before the server listens."""
        most = connection_limit(self._most)
        protocol: Any = getattr(config, "http_protocol_class", None)
        if not isinstance(config, uvicorn.Config) or protocol.__name__ not in _SUPPORTED_PROTOCOLS:
            log.warning("This server's connections cannot be limited here. Run it with uvicorn or streamlit run.")
            return
        config.http_protocol_class = _limited_protocol(protocol, most, self._timeout)
        config.ws_max_size = LONGEST  # Streamlit checks its own limit only when the whole message is in memory
        click.echo(f"  Up to {most:,} connections are served at once.")  # beside the address that Streamlit prints


def _limited_protocol(base: type[H11Protocol], most: int, timeout: float) -> type[asyncio.Protocol]:
    """A subclass of uvicorn's protocol that enforces the connection limit and the request timeout."""

    class LimitedProtocol(base):  # type: ignore[misc, valid-type]  # whichever of the two is installed
        _idle_since, _next_check = 0.0, 0.0
        _last_cycle: object = None  # the request at the last check

        app_state: dict[str, Any]

        def connection_made(self, transport: asyncio.Transport) -> None:
            super().connection_made(transport)
            _set_unread_timeout(transport)
            if hasattr(transport, "max_size"):
                transport.max_size = READ_SIZE
            if len(self.connections) > most + REFUSED_CONNECTIONS:
                transport.abort()
                return
            if len(self.connections) > most:
                self.app_state = {_OVER_LIMIT: True, **self.app_state}
            self._idle_since = self._next_check = self.loop.time()
            self._check_timeout()

        def _check_timeout(self) -> None:
            """Check regularly for a request, until the connection is closed or becomes a websocket."""
            if self.transport.is_closing() or self.transport.get_protocol() is not self:
                return
            now = self.loop.time()
            late = now - self._next_check >= timeout / 4  # the process was busy: a request may still be unread
            busy = self.cycle is not None and not self.cycle.response_complete
            if late or busy or self.cycle is not self._last_cycle:
                self._idle_since = now
            self._last_cycle = self.cycle
            if now - self._idle_since >= timeout:
                self.transport.close()
                return
            self._next_check = now + timeout / 4
            self.loop.call_later(timeout / 4, self._check_timeout)

    return LimitedProtocol


def _set_unread_timeout(transport: asyncio.Transport) -> None:
    """Let the system close a connection whose client does not read, on systems that can."""
    option = getattr(socket, "TCP_USER_TIMEOUT", None)
    line = transport.get_extra_info("socket")
    if option is not None and line is not None and line.family in (socket.AF_INET, socket.AF_INET6):
        with suppress(OSError):
            line.setsockopt(socket.IPPROTO_TCP, option, int(UNREAD_TIMEOUT * 1000))
