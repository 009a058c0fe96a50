"""The upload endpoint is for organizers: all others are refused before their file is read.

Streamlit takes a file for any session that is connected, whether its page shows an uploader or not, and keeps it in
memory. Its address is ``/_stcore/upload_file/SESSION/FILE`` below ``server.baseUrlPath``.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import Final

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from session_finder.application.intake.limits import MAX_BYTES
from session_finder.web import door_words as words

MOST: Final = MAX_BYTES + 1_000_000  # bytes of a request: the file, and what the form around it takes
_PLACE: Final = ["_stcore", "upload_file"]
_LINGER: Final = 2.0  # seconds


class _TooBig(OSError):
    """More came than was announced or is allowed. An OSError is what makes Starlette close its temporary files."""


class UploadGate:
    """ASGI middleware: 403 without an organizer's session, 413 for what is too big; both end the connection.

    ``may`` gets a Streamlit session and the request's cookies, and says whether the session is an organizer's and the
    request comes from the same browser: the session's id alone, which stands in the address, proves nothing. ``most``
    bounds the body in bytes.
    """

    def __init__(self, app: ASGIApp, may: Callable[[str, Mapping[str, str]], bool], most: int = MOST) -> None:
        self._app, self._may, self._most = app, may, most

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no upload, and an organizer's upload while it is within its bounds."""
        if scope["type"] != "http" or not is_upload(scope["path"]):
            await self._app(scope, receive, send)
            return
        session = session_of(scope["path"])
        if session is None or not self._may(session, HTTPConnection(scope).cookies):
            await self._refuse(receive, send, 403, words.NO_UPLOAD)
        elif _announced(scope) > self._most:
            await self._refuse(receive, send, 413, words.TOO_BIG.format(limit=MAX_BYTES))
        else:
            await self._bounded(scope, receive, send)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send) -> None:
        """The upload itself; what is announced is not always what comes."""
        came, more, began = 0, True, False

        async def counted() -> Message:
            nonlocal came, more
            message = await receive()
            came, more = came + len(message.get("body", b"")), bool(message.get("more_body", False))
            if came > self._most:
                raise _TooBig
            return message

        async def noted(message: Message) -> None:
            nonlocal began
            began = True
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except _TooBig:
            if not began:
                await self._refuse(receive, send, 413, words.TOO_BIG.format(limit=MAX_BYTES), more)

    async def _refuse(self, receive: Receive, send: Send, status: int, sentence: str, more: bool = True) -> None:
        """Answer at once, then end the connection, so that nobody keeps on sending.

        What is on its way is thrown away for a moment first: closed at once, the connection would be reset under the
        sender's hands, and the answer with it.
        """
        answer = json.dumps({"detail": sentence}).encode()
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(answer)).encode()),
            (b"connection", b"close"),
        ]
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": answer, "more_body": True})
        with suppress(TimeoutError):
            async with asyncio.timeout(_LINGER):
                await _thrown_away(receive, self._most if more else -1)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def is_upload(path: str) -> bool:
    """Whether a path has to do with uploads, in whatever way it is written: rather one too many than one too few."""
    parts = [part.lower() for part in path.replace("\\", "/").split("/") if part]
    return any(parts[place : place + 2] == _PLACE for place in range(len(parts)))


def session_of(path: str) -> str | None:
    """The session in a path that is written as Streamlit's front end writes it, None for any other.

    Streamlit's route ends with these four parts, so that the last but one is the session in its eyes too.
    """
    parts = path.split("/")
    if len(parts) < 5 or parts[-4:-2] != _PLACE or not all(parts[-2:]) or not all(parts[1:-4]):
        return None
    return parts[-2]


def _announced(scope: Scope) -> int:
    """The Content-Length; 0 without one or with a strange one, which the server refuses by itself."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said[:20]) if said.isdigit() else 0


async def _thrown_away(receive: Receive, most: int) -> None:
    """Take what comes until it ends, or the connection does, or it is over ``most`` bytes; below 0 take nothing."""
    came, more = 0, True
    while more and came <= most:
        message = await receive()
        came += len(message.get("body", b""))
        more = bool(message.get("more_body", False))
