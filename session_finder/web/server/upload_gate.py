"""Restrict the upload endpoint to organizers. Other requests are refused before the file is read.

Streamlit accepts a file for any connected session, whether or not its page shows an uploader, and keeps it in memory.
The endpoint is ``/_stcore/upload_file/SESSION/FILE`` below ``server.baseUrlPath``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from session_finder.web.i18n.texts import sign_in_messages as words
from session_finder.web.server.body_limits import UPLOAD, UPLOAD_PATH, is_upload, refuse


class UploadGate:
    """ASGI middleware: 403 without an organizer's session, which closes the connection.

    ``may`` receives a Streamlit session id and the request's cookies. It returns whether the session is an organizer's
    and the request comes from the same browser: the session id alone is part of the address and proves nothing.
    """

    def __init__(self, app: ASGIApp, may: Callable[[str, Mapping[str, str]], bool]) -> None:
        self._app, self._may = app, may

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward all other requests, and uploads by organizers."""
        if scope["type"] == "http" and is_upload(scope["path"]):
            session = session_of(scope["path"])
            if session is None or not self._may(session, HTTPConnection(scope).cookies):
                await refuse(receive, send, 403, words.NO_UPLOAD, UPLOAD)
                return
        await self._app(scope, receive, send)


def session_of(path: str) -> str | None:
    """The session id in an upload path as Streamlit's front end writes it. None for any other path.

    Streamlit's route ends with these four parts, so it reads the last but one as the session too.
    """
    parts = path.split("/")
    if len(parts) < 5 or parts[-4:-2] != UPLOAD_PATH or not all(parts[-2:]) or not all(parts[1:-4]):
        return None
    return parts[-2]
