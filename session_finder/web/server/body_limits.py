"""Limit the size of request bodies and the time they may take. Nothing accepts more than an upload.

A body whose announced length is too large is refused before it is read; one that turns out too large is refused while
it is read; one that stops arriving ends its request. A refusal closes the connection, so that clients stop sending.
"""

from __future__ import annotations

import asyncio
import json
from contextlib import suppress
from typing import Final

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from session_finder.intake.model.limits import MAX_BYTES
from session_finder.web.i18n.texts import sign_in_messages as words

UPLOAD: Final = MAX_BYTES + 1_000_000  # bytes of an upload request: the file and the form around it
OTHERS: Final = 100_000  # bytes of any other request; none of them needs a larger body
READ_TIMEOUT: Final = 20.0  # seconds without a byte
TOTAL_TIMEOUT: Final = 600.0  # seconds for the whole body: an upload of 20 MB at a quarter of a megabit per second
NOT_ARRIVED: Final = "The rest of the request did not arrive. Send it again."
TOO_LONG: Final = f"Requests may have at most {OTHERS:,} bytes. Send a shorter one."
UPLOAD_PATH: Final = ["_stcore", "upload_file"]
_LINGER: Final = 2.0  # seconds


class _BodyRefused(OSError):
    """The body is too large or stopped arriving. An OSError makes Starlette close its temporary files."""

    def __init__(self, status: int, detail: str, more: bool) -> None:
        super().__init__(detail)
        self.status, self.detail, self.more = status, detail, more


class BodyLimits:
    """ASGI middleware: 413 for a body that is too large, 408 for one that stops arriving, at every address.

    ``upload`` and ``others`` limit the body in bytes; ``read_timeout`` and ``total_timeout`` are seconds.
    """

    def __init__(
        self,
        app: ASGIApp,
        upload: int = UPLOAD,
        others: int = OTHERS,
        read_timeout: float = READ_TIMEOUT,
        total_timeout: float = TOTAL_TIMEOUT,
    ) -> None:
        self._app, self._upload, self._others = app, upload, others
        self._read_timeout, self._total_timeout = read_timeout, total_timeout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward requests within the limits, refuse the others."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if is_upload(scope["path"]):
            most, too_big = self._upload, words.TOO_BIG.format(limit=MAX_BYTES)
        else:
            most, too_big = self._others, TOO_LONG
        if _content_length(scope) > most:
            await refuse(receive, send, 413, too_big, most)
        else:
            await self._bounded(scope, receive, send, most, too_big)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send, most: int, too_big: str) -> None:
        """Enforce the limits on the body that actually arrives, whatever length was announced."""
        received, more, started = 0, True, False
        deadline = asyncio.get_running_loop().time() + self._total_timeout

        async def limited_receive() -> Message:
            nonlocal received, more
            if not more:
                return await receive()  # the body is complete: what follows is the disconnect
            try:
                async with asyncio.timeout_at(min(deadline, asyncio.get_running_loop().time() + self._read_timeout)):
                    message = await receive()
            except TimeoutError:
                raise _BodyRefused(408, NOT_ARRIVED, True) from None
            received, more = received + len(message.get("body", b"")), bool(message.get("more_body", False))
            if received > most:
                raise _BodyRefused(413, too_big, more)
            return message

        async def watched_send(message: Message) -> None:
            nonlocal started
            started = True
            if message["type"] == "http.response.start" and more and _of_unknown_length(scope):
                MutableHeaders(scope=message)["connection"] = "close"  # answered early: do not wait for the rest
            await send(message)

        try:
            await self._app(scope, limited_receive, watched_send)
        except _BodyRefused as refused:
            if not started:  # otherwise the server closes the connection
                await refuse(receive, send, refused.status, refused.detail, most if refused.more else -1)


async def refuse(receive: Receive, send: Send, status: int, detail: str, most: int) -> None:
    """Send a refusal, then close the connection, so that the client stops sending.

    For a moment, up to ``most`` bytes that are still arriving are read and discarded first: closing at once would reset
    the connection, and the client would lose the response. A negative ``most`` means that nothing more is coming.
    """
    answer = json.dumps({"detail": detail}).encode()
    headers = [
        (b"content-type", b"application/json"),
        (b"content-length", str(len(answer)).encode()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": answer, "more_body": True})
    with suppress(TimeoutError):
        async with asyncio.timeout(_LINGER):
            await _discard(receive, most)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def is_upload(path: str) -> bool:
    """Whether a path addresses the upload endpoint in any spelling. Rather matches too many paths than too few."""
    parts = [part.lower() for part in path.replace("\\", "/").split("/") if part]
    return any(parts[place : place + 2] == UPLOAD_PATH for place in range(len(parts)))


def _content_length(scope: Scope) -> int:
    """The Content-Length; 0 if missing or malformed (the server rejects malformed ones itself)."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said[:20]) if said.isdigit() else 0


def _of_unknown_length(scope: Scope) -> bool:
    return b"transfer-encoding" in dict(scope["headers"])


async def _discard(receive: Receive, most: int) -> None:
    """Read and discard until the body or the connection ends or ``most`` bytes are exceeded; nothing if negative."""
    received, more = 0, True
    while more and received <= most:
        message = await receive()
        received += len(message.get("body", b""))
        more = bool(message.get("more_body", False))
