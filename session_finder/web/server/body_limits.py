"""How much of a request's body is taken, and for how long: nothing of this program takes more than an upload.

A body that is announced as larger is refused before any of it is read, one that turns out to be is refused then, and
one that does not come ends its request. Refusals end the connection, so that nobody keeps on sending.
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

UPLOAD: Final = MAX_BYTES + 1_000_000  # bytes of a request: the file, and what the form around it takes
OTHERS: Final = 100_000  # bytes; no other address here takes a body at all
PAUSE: Final = 20.0  # seconds without a byte
WHOLE: Final = 600.0  # seconds for all of it: an upload of 20 MB over a quarter of a megabit
NOT_ARRIVED: Final = "The rest of the request did not arrive. Send it again."
TOO_LONG: Final = f"Nothing here takes a request of more than {OTHERS:,} bytes. Send a shorter one."
PLACE: Final = ["_stcore", "upload_file"]
_LINGER: Final = 2.0  # seconds


class _Refused(OSError):
    """The body is too big or does not come. An OSError is what makes Starlette close its temporary files."""

    def __init__(self, status: int, sentence: str, more: bool) -> None:
        super().__init__(sentence)
        self.status, self.sentence, self.more = status, sentence, more


class Bodies:
    """ASGI middleware: 413 for what is too big, 408 for what does not come, whatever the address.

    ``upload`` and ``others`` bound the body in bytes; ``pause`` and ``whole`` are seconds.
    """

    def __init__(
        self, app: ASGIApp, upload: int = UPLOAD, others: int = OTHERS, pause: float = PAUSE, whole: float = WHOLE
    ) -> None:
        self._app, self._upload, self._others = app, upload, others
        self._pause, self._whole = pause, whole

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what stays within its bounds."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        if is_upload(scope["path"]):
            most, too_big = self._upload, words.TOO_BIG.format(limit=MAX_BYTES)
        else:
            most, too_big = self._others, TOO_LONG
        if _announced(scope) > most:
            await refuse(receive, send, 413, too_big, most)
        else:
            await self._bounded(scope, receive, send, most, too_big)

    async def _bounded(self, scope: Scope, receive: Receive, send: Send, most: int, too_big: str) -> None:
        """What is announced is not always what comes."""
        came, more, began = 0, True, False
        ends = asyncio.get_running_loop().time() + self._whole

        async def counted() -> Message:
            nonlocal came, more
            if not more:
                return await receive()  # whoever asks on waits for the visitor to leave
            try:
                async with asyncio.timeout_at(min(ends, asyncio.get_running_loop().time() + self._pause)):
                    message = await receive()
            except TimeoutError:
                raise _Refused(408, NOT_ARRIVED, True) from None
            came, more = came + len(message.get("body", b"")), bool(message.get("more_body", False))
            if came > most:
                raise _Refused(413, too_big, more)
            return message

        async def noted(message: Message) -> None:
            nonlocal began
            began = True
            if message["type"] == "http.response.start" and more and _of_unknown_length(scope):
                MutableHeaders(scope=message)["connection"] = "close"  # answered unread: the rest is not awaited
            await send(message)

        try:
            await self._app(scope, counted, noted)
        except _Refused as refused:
            if not began:  # else the server ends the connection
                await refuse(receive, send, refused.status, refused.sentence, most if refused.more else -1)


async def refuse(receive: Receive, send: Send, status: int, sentence: str, most: int) -> None:
    """Answer at once, then end the connection, so that nobody keeps on sending.

    What is on its way is thrown away for a moment first, at most ``most`` bytes: closed at once, the connection would
    be reset under the sender's hands, and the answer with it. Below 0 nothing more is coming.
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
            await _thrown_away(receive, most)
    await send({"type": "http.response.body", "body": b"", "more_body": False})


def is_upload(path: str) -> bool:
    """Whether a path has to do with uploads, in whatever way it is written: rather one too many than one too few."""
    parts = [part.lower() for part in path.replace("\\", "/").split("/") if part]
    return any(parts[place : place + 2] == PLACE for place in range(len(parts)))


def _announced(scope: Scope) -> int:
    """The Content-Length; 0 without one or with a strange one, which the server refuses by itself."""
    said = dict(scope["headers"]).get(b"content-length", b"")
    return int(said[:20]) if said.isdigit() else 0


def _of_unknown_length(scope: Scope) -> bool:
    return b"transfer-encoding" in dict(scope["headers"])


async def _thrown_away(receive: Receive, most: int) -> None:
    """Take what comes until it ends, or the connection does, or it is over ``most`` bytes; below 0 take nothing."""
    came, more = 0, True
    while more and came <= most:
        message = await receive()
        came += len(message.get("body", b""))
        more = bool(message.get("more_body", False))
