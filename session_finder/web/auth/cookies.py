"""The two cookies of an organizer's browser. Attendees get none from us.

- ``session_finder_sign_in``: the session cookie, a random token for each sign-in (``access.sign_ins``). It ends with
  the browser session, the sign-out, or the idle timeout.
- ``session_finder_device``: marks a browser that has signed in before. Its password attempts are not throttled because
  of strangers. It is signed with a key that changes with the password, and is sent to the sign-in address only.

Both are HttpOnly and SameSite=Strict, and Secure on HTTPS. With an OIDC provider, Streamlit's own cookie identifies
the browser.
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
    """A random token."""
    return secrets.token_urlsafe(32)


def sign_in_token(cookies: Mapping[str, str]) -> str:
    """The token of our session cookie; "" without one."""
    return cookies.get(SIGN_IN, "")


def provider_token(cookies: Mapping[str, str]) -> str:
    """Streamlit's cookie for a user of an OIDC provider, which may be split into several. "" without one."""
    pieces = sorted(name for name in cookies if name == USER_COOKIE_NAME or name.startswith(f"{USER_COOKIE_NAME}__"))
    return "".join(f"{name}={cookies[name]};" for name in pieces)


def device_of(cookies: Mapping[str, str], key: str) -> str | None:
    """The device's id if this browser has signed in with the password that ``key`` belongs to, else None."""
    try:
        return _signer(key).unsign(cookies.get(DEVICE, ""), max_age=_DEVICE_AGE).decode()
    except BadSignature:
        return None


def set_sign_in(response: Response, request: HTTPConnection, root: str, token: str) -> None:
    """Set the session cookie to ``token``. ``root`` is the base path of the pages."""
    response.set_cookie(SIGN_IN, token, path=f"{root}/", secure=_on_https(request), httponly=True, samesite="strict")


def set_device(response: Response, request: HTTPConnection, key: str, device: str | None) -> None:
    """Mark the browser as known, under its existing id or a new one.

    Without a path, the cookie applies to the folder of the request's own address, even if a proxy adds a prefix.
    """
    signed = _signer(key).sign(device or secrets.token_hex(16)).decode()
    response.set_cookie(
        DEVICE, signed, _DEVICE_AGE, path=None, secure=_on_https(request), httponly=True, samesite="strict"
    )


def _signer(key: str) -> TimestampSigner:
    return TimestampSigner(key, salt="session_finder.device")


def _on_https(request: HTTPConnection) -> bool:
    return request.url.scheme in ("https", "wss")
