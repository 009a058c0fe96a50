"""Clients that disconnect before their request is complete, which is no server error."""

from __future__ import annotations

import logging

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

log = logging.getLogger(__name__)


class Disconnects:
    """ASGI middleware: no response and no traceback for a client that disconnected.

    A body that contradicts its headers (chunked and with a length, for example) also ends here: uvicorn refuses the
    request and closes the connection while we still read it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward the request."""
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            log.debug("A client disconnected before its request to %s was complete.", scope.get("path"))
