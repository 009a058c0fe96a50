"""Signing in with the password, or with the link from the terminal: the requests that hand out an organizer's cookie.

A page run of Streamlit's can set no cookie that scripts cannot read, so the form on the page sends the password here
(``door_form``), and the page is loaded anew with the cookie.
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

# A check takes 64 MiB and much of the processor: one for strangers at a time, and one for those who are known.
_strangers, _known = CapacityLimiter(1), CapacityLimiter(1)


def door_routes(root: str) -> list[BaseRoute]:
    """The routes below ``root``, the path under which the pages stand ("" for none)."""
    return [
        Route(f"{root}/{doors.SIGN_IN_ADDRESS}", partial(sign_in, root=root), methods=["POST"]),
        Route(f"{root}/{doors.OPEN_ADDRESS}", partial(open_door, root=root), methods=["GET"]),
    ]


async def sign_in(request: Request, root: str) -> Response:
    """``{"name", "password"}`` as JSON: 204 with the cookies, else a status and ``{"wait": seconds}``.

    401: not the password. 429: too many tries. 409: no password opens this door now. 503: the password cannot be read,
    or the sign-in not be kept. 403: sent by another site's page.
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
    """The link from the terminal: with its key the browser is this computer's organizer; all come to the page."""
    answer = RedirectResponse("../organize", 303)
    try:
        if doors.way() == "open" and doors.is_key(request.query_params.get("key", "")):
            return _admitted(answer, request, root, words.THIS_COMPUTER, doors.door())
    except (Refused, passwords.PasswordError, SignInError):
        pass  # the page says so
    return answer


def _admitted(answer: Response, request: Request, root: str, name: str, door: str) -> Response:
    """Let the browser in under a new token; the one that it had before ends."""
    token = cookies.new_token()
    doors.sign_ins().admit(token, Organizer(name), door)
    doors.sign_ins().end(cookies.sign_in_token(request.cookies))
    cookies.give_sign_in(answer, request, root, token)
    return answer


def _of_this_site(request: Request) -> bool:
    """Whether a page of this server sent it: a form of another site can neither say JSON nor this origin."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    origin = request.headers.get("origin", "")
    return kind == "application/json" and (not origin or origin.partition("://")[2] == request.headers.get("host"))


async def _body(request: Request) -> tuple[str, str] | None:
    """The name and the password that were typed, None for anything else."""
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
