"""The two cookies of an organizer's browser. Attendees get none from us.

- ``session_finder_sign_in``: a random token, made anew at each sign-in (``access.sign_ins``). It ends with the
  browser, with the sign-out, and after the hours that an organizer may be idle.
- ``session_finder_device``: that this browser signed in before, which lets it try the password whatever strangers do.
  It is signed with a key that a new password replaces, and is sent to the sign-in's own address only.

Scripts cannot read either (HttpOnly), no other site's page sends them (SameSite=Strict), and on HTTPS nothing else
carries them (Secure). With a sign-in provider the cookie that proves the browser is Streamlit's own.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from typing import Final

from itsdangerous import BadSignature, TimestampSigner
from starlette.requests import HTTPConnection
from starlette.responses import Response
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

SIGN_IN: Final = "session_finder_sign_in"
DEVICE: Final = "session_finder_device"
_DEVICE_AGE: Final = 400 * 86_400  # seconds; browsers keep no cookie for longer


def new_token() -> str:
    """A token that nobody can guess."""
    return secrets.token_urlsafe(32)


def sign_in_token(cookies: Mapping[str, str]) -> str:
    """The token of our own sign-in; "" without one."""
    return cookies.get(SIGN_IN, "")


def provider_token(cookies: Mapping[str, str]) -> str:
    """Streamlit's cookie for somebody whom a provider vouches for; it may come in several pieces. "" without one."""
    pieces = sorted(name for name in cookies if name == USER_COOKIE_NAME or name.startswith(f"{USER_COOKIE_NAME}__"))
    return "".join(f"{name}={cookies[name]};" for name in pieces)


def device_of(cookies: Mapping[str, str], key: str) -> str | None:
    """The device's name, when this browser signed in before with the password that ``key`` belongs to."""
    try:
        return _signer(key).unsign(cookies.get(DEVICE, ""), max_age=_DEVICE_AGE).decode()
    except BadSignature:
        return None


def give_sign_in(answer: Response, request: HTTPConnection, root: str, token: str) -> None:
    """Let the browser keep ``token`` until it is closed. ``root`` is the path under which the pages stand."""
    answer.set_cookie(SIGN_IN, token, path=f"{root}/", secure=_on_https(request), httponly=True, samesite="strict")


def give_device(answer: Response, request: HTTPConnection, key: str, device: str | None) -> None:
    """Let the browser be known from now on, by the name that it has or by a new one.

    Without a path the cookie is for the folder of the request's own address, whatever a proxy puts before it.
    """
    signed = _signer(key).sign(device or secrets.token_hex(16)).decode()
    answer.set_cookie(
        DEVICE, signed, _DEVICE_AGE, path=None, secure=_on_https(request), httponly=True, samesite="strict"
    )


def _signer(key: str) -> TimestampSigner:
    return TimestampSigner(key, salt="session_finder.device")


def _on_https(request: HTTPConnection) -> bool:
    return request.url.scheme in ("https", "wss")
