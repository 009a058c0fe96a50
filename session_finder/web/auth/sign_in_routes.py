"""The requests that set an organizer's session cookie: sign-in with the password, and the link from the terminal.

A Streamlit page run cannot set an HttpOnly cookie. Therefore the form on the page (``password_form``) posts the
password here, and the page is reloaded with the cookie.
"""

from __future__ import annotations

from functools import partial
from typing import Final

from anyio import CapacityLimiter, to_thread
from starlette.requests import Request
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Route

from session_finder.access import organizers, passwords
from session_finder.access.json_object import read_json_object
from session_finder.access.organizers import Organizer, Refused
from session_finder.access.sign_ins import SignInError
from session_finder.access.throttle import Client
from session_finder.web.auth import cookies, sign_in
from session_finder.web.i18n.texts import sign_in_messages as words

_MOST: Final = 20_000  # bytes of a request

# A check takes 64 MiB and a lot of CPU time: one at a time for unknown browsers, and one for known ones.
_unknown_limiter, _known_limiter = CapacityLimiter(1), CapacityLimiter(1)


def sign_in_routes(root: str) -> list[BaseRoute]:
    """The routes below ``root``, the base path of the pages ("" for none)."""
    return [
        Route(f"{root}/{sign_in.SIGN_IN_ADDRESS}", partial(submit_password, root=root), methods=["POST"]),
        Route(f"{root}/{sign_in.OPEN_ADDRESS}", partial(open_link, root=root), methods=["GET"]),
    ]


async def submit_password(request: Request, root: str) -> Response:
    """Check ``{"name", "password"}`` (JSON): 204 with the cookies, else an error status with ``{"wait": seconds}``.

    400: malformed. 401: wrong password. 403: sent from another site. 409: the password is not the sign-in method now.
    429: too many attempts. 503: the password cannot be read or the sign-in cannot be stored.
    """
    if not _is_same_site(request):
        return _error(403)
    said = await _body(request)
    if said is None:
        return _error(400)
    name, password = said
    try:
        if sign_in.method() != "password":
            return _error(409)
        key = sign_in.credentials_stamp()
        device = cookies.device_of(request.cookies, key)
        client = Client(request.client.host if request.client else None, device)
        left = await sign_in.throttle.admit(client)
        if left > 0:
            return _error(429, left)
        limiter = _known_limiter if sign_in.throttle.known(client) else _unknown_limiter
        if not await to_thread.run_sync(passwords.check, sign_in.folder(), password, limiter=limiter):
            return _error(401, sign_in.throttle.left(client))
        sign_in.throttle.succeeded(client)
        shown_name = organizers.name_typed(name) or words.NAMELESS
        response = _signed_in(Response(status_code=204), request, root, shown_name, key)
    except (Refused, passwords.PasswordError, SignInError):
        return _error(503)
    cookies.set_device(response, request, key, device)
    return response


async def open_link(request: Request, root: str) -> Response:
    """The link from the terminal: a valid key signs the browser in. Redirects to the organizers' page in any case."""
    response = RedirectResponse("../organize", 303)
    try:
        if sign_in.method() == "open" and sign_in.is_link_key(request.query_params.get("key", "")):
            return _signed_in(response, request, root, words.THIS_COMPUTER, sign_in.credentials_stamp())
    except (Refused, passwords.PasswordError, SignInError):
        pass  # the page shows the error
    return response


def _signed_in(response: Response, request: Request, root: str, name: str, stamp: str) -> Response:
    """Sign the browser in with a new token, and end the sign-in of its previous one."""
    token = cookies.new_token()
    sign_in.sign_ins().admit(token, Organizer(name), stamp)
    sign_in.sign_ins().end(cookies.sign_in_token(request.cookies))
    cookies.set_sign_in(response, request, root, token)
    return response


def _is_same_site(request: Request) -> bool:
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
    sent = read_json_object(content)
    name, password = sent.get("name"), sent.get("password")
    return (name, password) if isinstance(name, str) and isinstance(password, str) and password else None


def _error(status: int, wait: float = 0.0) -> Response:
    return JSONResponse({"wait": round(wait, 1)}, status, {"Cache-Control": "no-store"})
