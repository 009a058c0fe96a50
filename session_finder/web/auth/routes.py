"""The requests that set an organizer's session cookie: sign-in with the password, and the link from the terminal.

A Streamlit page run cannot set an HttpOnly cookie. Therefore the form on the page (``password_form``) posts the
password here, and the page is reloaded with the cookie.
"""

from __future__ import annotations

import json
from functools import partial
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from session_finder.access import organizers, passwords
from session_finder.access.organizers import Organizer, Refused
from session_finder.access.sign_ins import SignInError
from session_finder.access.throttle import Client
from session_finder.web.auth import cookies
from session_finder.web.auth import sign_in as doors
from session_finder.web.i18n.texts import sign_in_messages as words

_MOST: Final = 20_000  # bytes of a request

# A check takes 64 MiB and a lot of CPU time: one at a time for unknown browsers, and one for known ones.
_strangers, _known = CapacityLimiter(1), CapacityLimiter(1)


def door_routes(root: str) -> list[BaseRoute]:
    """The routes below ``root``, the base path of the pages ("" for none)."""
    return [
        Route(f"{root}/{doors.SIGN_IN_ADDRESS}", partial(sign_in, root=root), methods=["POST"]),
        Route(f"{root}/{doors.OPEN_ADDRESS}", partial(open_door, root=root), methods=["GET"]),
    ]


async def sign_in(request: Request, root: str) -> Response:
    """Check ``{"name", "password"}`` (JSON): 204 with the cookies, else an error status with ``{"wait": seconds}``.

    400: malformed. 401: wrong password. 403: sent from another site. 409: the password is not the sign-in method now.
    429: too many attempts. 503: the password cannot be read or the sign-in cannot be stored.
    """
    if not _of_this_site(request):
        return _refused(403)
    said = await _body(request)
    if said is None:
        return _refused(400)
    name, password = said
    try:
        if doors.way() != "password":
            return _refused(409)
        key = doors.door()
        device = cookies.device_of(request.cookies, key)
        client = Client(request.client.host if request.client else None, device)
        left = await doors.tries.admit(client)
        if left > 0:
            return _refused(429, left)
        limiter = _known if doors.tries.known(client) else _strangers
        if not await to_thread.run_sync(passwords.check, doors.folder(), password, limiter=limiter):
            return _refused(401, doors.tries.left(client))
        doors.tries.succeeded(client)
        answer = _admitted(Response(status_code=204), request, root, organizers.name_typed(name) or words.NAMELESS, key)
    except (Refused, passwords.PasswordError, SignInError):
        return _refused(503)
    cookies.give_device(answer, request, key, device)
    return answer


async def open_door(request: Request, root: str) -> Response:
    """The link from the terminal: a valid key signs the browser in. Redirects to the organizers' page in any case."""
    answer = RedirectResponse("../organize", 303)
    try:
        if doors.way() == "open" and doors.is_key(request.query_params.get("key", "")):
            return _admitted(answer, request, root, words.THIS_COMPUTER, doors.door())
    except (Refused, passwords.PasswordError, SignInError):
        pass  # the page shows the error
    return answer


def _admitted(answer: Response, request: Request, root: str, name: str, door: str) -> Response:
    """Sign the browser in with a new token, and end the sign-in of its previous one."""
    token = cookies.new_token()
    doors.sign_ins().admit(token, Organizer(name), door)
    doors.sign_ins().end(cookies.sign_in_token(request.cookies))
    cookies.give_sign_in(answer, request, root, token)
    return answer


def _of_this_site(request: Request) -> bool:
    """Whether a page of this server sent the request. Another site's form can send neither JSON nor this origin."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    origin = request.headers.get("origin", "")
    return kind == "application/json" and (not origin or origin.partition("://")[2] == request.headers.get("host"))


async def _body(request: Request) -> tuple[str, str] | None:
    """The submitted name and password, None for anything malformed."""
    content = bytearray()
    async for chunk in request.stream():
        content += chunk
        if len(content) > _MOST:
            return None
    try:
        said = json.loads(content)
    except (ValueError, RecursionError):
        return None
    if not isinstance(said, dict):
        return None
    name, password = said.get("name"), said.get("password")
    return (name, password) if isinstance(name, str) and isinstance(password, str) and password else None


def _refused(status: int, wait: float = 0.0) -> Response:
    return JSONResponse({"wait": round(wait, 1)}, status, {"Cache-Control": "no-store"})
