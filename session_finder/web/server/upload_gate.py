"""The upload endpoint is for organizers: all others are refused before their file is read.

Streamlit takes a file for any session that is connected, whether its page shows an uploader or not, and keeps it in
memory. Its address is ``/_stcore/upload_file/SESSION/FILE`` below ``server.baseUrlPath``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Receive, Scope, Send

from session_finder.web.i18n.texts import sign_in_messages as words
from session_finder.web.server.body_limits import PLACE, UPLOAD, is_upload, refuse


class UploadGate:
    """ASGI middleware: 403 without an organizer's session, which ends the connection.

    ``may`` gets a Streamlit session and the request's cookies, and says whether the session is an organizer's and the
    request comes from the same browser: the session's id alone, which stands in the address, proves nothing.
    """

    def __init__(self, app: ASGIApp, may: Callable[[str, Mapping[str, str]], bool]) -> None:
        self._app, self._may = app, may

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass on what is no upload, and an organizer's upload."""
        if scope["type"] == "http" and is_upload(scope["path"]):
            session = session_of(scope["path"])
            if session is None or not self._may(session, HTTPConnection(scope).cookies):
                await refuse(receive, send, 403, words.NO_UPLOAD, UPLOAD)
                return
        await self._app(scope, receive, send)


def session_of(path: str) -> str | None:
    """The session in a path that is written as Streamlit's front end writes it, None for any other.

    Streamlit's route ends with these four parts, so that the last but one is the session in its eyes too.
    """
    parts = path.split("/")
    if len(parts) < 5 or parts[-4:-2] != PLACE or not all(parts[-2:]) or not all(parts[1:-4]):
        return None
    return parts[-2]
