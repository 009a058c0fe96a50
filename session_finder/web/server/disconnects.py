"""Clients that leave, or break off, before their request is whole: no fault of the server's."""

from __future__ import annotations

import logging

from starlette.requests import ClientDisconnect
from starlette.types import ASGIApp, Receive, Scope, Send

log = logging.getLogger(__name__)


class Departures:
    """ASGI middleware: nobody waits for an answer any more, so there is none, and no traceback in the log either.

    A body that is not what its headers say (chunked and of a given length at once, say) ends so too: uvicorn refuses
    the request and closes the connection while we still read it.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on everything."""
        try:
            await self._app(scope, receive, send)
        except ClientDisconnect:
            log.debug("A client left before its request to %s was whole.", scope.get("path"))
