"""Sign-in of organizers: who is signed in, and how others can sign in.

An organizers' page begins with ``organizer = sign_in.guard()`` and continues with ``sign_in.show_who(organizer)``.

The sign-in method depends on the setup. The first of these that applies:

- ``[auth]`` in Streamlit's secrets.toml: an OIDC provider, through ``st.login``. ``[organizers]`` in the same file
  says who may change what (``access.organizers.Roster``). Streamlit reads the file at startup.
- a password (``access.passwords``), shared by all organizers.
- neither: a link that this server prints to its terminal, if it listens on the loopback only (of several workers: if
  their proxy does); otherwise sign-in is closed. The link is needed because a request from a visitor looks the same as
  one forwarded by a proxy.

Each method leads to a sign-in (``access.sign_ins``) that belongs to a cookie of the browser (``cookies``).
"""

from __future__ import annotations

import secrets
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

import streamlit as st
from streamlit import config, runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from session_finder.access import organizers, passwords
from session_finder.access.organizers import Organizer, Refused, Roster
from session_finder.access.sign_ins import SignInError, SignIns
from session_finder.access.throttle import Throttle
from session_finder.paths import COMMAND
from session_finder.process_role import role
from session_finder.web.auth import cookies
from session_finder.web.auth.password_form import ask_password
from session_finder.web.auth.secret_tables import providers, table
from session_finder.web.auth.session_resume import Owners
from session_finder.web.components.escape import escape_markdown
from session_finder.web.i18n.texts import sign_in_messages as words
from session_finder.web.service.process_service import service

Method = Literal["provider", "password", "open", "closed"]

SIGN_IN_ADDRESS: Final = "door/sign-in"
OPEN_ADDRESS: Final = "door/open"
_PROVIDER: Final = "provider"
_OPEN: Final = "open"
_LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")
_HOUR: Final = 3600.0
_ROLE: Final = role()
_KEY: Final = _ROLE.key if _ROLE else secrets.token_urlsafe(24)  # the key in the link that is printed
throttle = Throttle()
owners = Owners()


@cache
def sign_ins() -> SignIns:
    """The sign-ins, stored in the data folder and shared by all its processes."""
    return SignIns(folder(), service().settings.idle_hours * _HOUR)


def method() -> Method:
    """The current sign-in method. Raises Refused if secrets.toml exists and cannot be read."""
    if table("auth") is not None:
        return "provider"
    if passwords.is_set(folder()):
        return "password"
    address = _ROLE.address if _ROLE else config.get_option("server.address")
    return "open" if listens_here_only(address) else "closed"


def organizer() -> Organizer | None:
    """Who is signed in, None for an attendee or on any error. Shows nothing."""
    try:
        return _signed_in(method())
    except (Refused, passwords.PasswordError, SignInError):
        return None


def guard() -> Organizer:
    """Who is signed in. For anybody else, show how to sign in and stop the page run."""
    found = _organizer_or_form()
    if found is None:
        st.stop()
    return found


def show_who(organizer: Organizer) -> None:
    """Show who is signed in and a sign-out button; nothing where the terminal's link is the sign-in method."""
    if method() == "open":
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words.SIGNED_IN.format(name=escape_markdown(organizer.name)))
        st.button(words.SIGN_OUT, key="sign_out", on_click=sign_out)


def sign_out() -> None:
    """End this browser's sign-in, including the provider's."""
    sign_ins().end(_token(_cookies()))
    if table("auth") is not None:
        st.logout()


def may_upload(session: str, cookies_sent: Mapping[str, str]) -> bool:
    """Whether a request with these cookies may upload to this Streamlit session: its own, and an organizer's."""
    try:
        client = runtime.get_instance().get_client(session)
        token = _token(cookies_sent)
        came = client.client_context if client else None  # of the session's current websocket
        return came is not None and _token(came.cookies) == token and sign_ins().holds(token, credentials_stamp())
    except (Refused, passwords.PasswordError, RuntimeError):  # RuntimeError: Streamlit is not running yet
        return False


def may_resume(session: str, cookies_sent: Mapping[str, str]) -> bool:
    """Whether a websocket with these cookies may resume the session."""
    try:
        return owners.owns(session, _token(cookies_sent))
    except Refused:
        return False


def credentials_stamp() -> str:
    """The current credentials in short form: a sign-in ends when they change. Raises Refused and PasswordError."""
    if table("auth") is not None:
        return _PROVIDER
    return passwords.stamp(folder()) or _OPEN


def folder() -> Path:
    """The data folder, which also holds the password and the sign-ins."""
    return service().settings.data


# ---- the link from the terminal ------------------------------------------------------------------------------------


def is_link_key(text: str) -> bool:
    """Whether ``text`` is the key of the printed link."""
    return secrets.compare_digest(text.encode(), _KEY.encode())


def print_link() -> None:
    """Print the sign-in link to the terminal, once, if the link is the sign-in method. Raises Refused.

    Of several workers the first one prints it.
    """
    if method() == "open" and (_ROLE is None or _ROLE.number == 1):
        _print_link()


@cache
def _print_link() -> None:
    path = config.get_option("server.baseUrlPath").strip("/")
    port = _ROLE.port if _ROLE else config.get_option("server.port")
    address = f"http://localhost:{port}/{path}{'/' if path else ''}"
    print(  # noqa: T201  the terminal is its purpose
        f"\n  To organize on this computer, open: {address}{OPEN_ADDRESS}?key={_KEY}\n", file=sys.stderr, flush=True
    )


def listens_here_only(address: object) -> bool:
    """Whether ``address`` (Streamlit's server.address) is the loopback. Unset, Streamlit listens on all interfaces."""
    return isinstance(address, str) and address.strip().strip("[]").lower() in _LOOPBACK


# ---- the organizer of this page run --------------------------------------------------------------------------------


def _signed_in(current_method: Method) -> Organizer | None:
    """The organizer of this page run.

    Raises Refused for a provider's user who is no organizer, PasswordError, and SignInError.
    """
    if current_method == "closed":
        return None
    token = _token(_cookies())
    found = sign_ins().organizer(token, credentials_stamp())
    if current_method == "provider":
        found = _provider_organizer(found, token)
    if found is not None:
        owners.note(_session(), token)
    return found


def _provider_organizer(current: Organizer | None, token: str) -> Organizer | None:
    """The organizer whom the OIDC provider identifies.

    Streamlit's cookie lives for 30 days. A browser that is not signed in here yet is accepted only if the provider's
    sign-in is more recent than the idle timeout.
    """
    claims: Mapping[str, object] = {**st.user.to_dict()}
    if claims.get("is_logged_in") is not True:
        sign_ins().end(token)
        return None
    _check_headers()
    found = Roster.of_table(table("organizers")).organizer(claims)
    if current == found:
        return found
    if organizers.age_of_sign_in(claims, time.time()) > service().settings.idle_hours * _HOUR:
        sign_ins().end(token)
        return None
    sign_ins().admit(token, found, _PROVIDER)
    return found


def _check_headers() -> None:
    """Raise Refused if server.trustedUserHeaders maps a header to a claim, because anybody can send headers."""
    trusted = config.get_option("server.trustedUserHeaders")
    names = sorted(set(trusted.values()) & set(organizers.CLAIMS)) if isinstance(trusted, dict) else []
    if names:
        raise Refused(words.HEADERS.format(names=", ".join(names)))


# ---- the sign-in page ----------------------------------------------------------------------------------------------


def _organizer_or_form() -> Organizer | None:
    try:
        current_method = method()
        found = _signed_in(current_method)
    except Refused as refused:
        st.error(escape_markdown(str(refused)), icon=":material/lock:")
        if _has_user():
            st.button(words.SIGN_OUT, key="sign_out", on_click=sign_out)
    except passwords.PasswordError:
        st.error(words.UNREADABLE.format(command=COMMAND), icon=":material/lock:")
    except SignInError:
        st.error(words.UNKEPT, icon=":material/lock:")
    else:
        if found is None:
            _show_sign_in(current_method)
        elif current_method == "open":
            st.info(words.OPEN.format(command=COMMAND), icon=":material/lock_open:")
        return found
    return None


def _show_sign_in(current_method: Method) -> None:
    st.caption(words.FOR_ORGANIZERS)
    if current_method == "closed":
        st.info(words.CLOSED.format(command=COMMAND), icon=":material/lock:")
    elif current_method == "open":
        _print_link()
        st.info(words.LINK.format(command=COMMAND), icon=":material/lock:")
    elif current_method == "provider":
        _show_provider_sign_in()
    else:
        ask_password(SIGN_IN_ADDRESS)


def _show_provider_sign_in() -> None:
    if _has_user():
        st.info(
            words.AGAIN.format(hours=words.HOURS.format(count=service().settings.idle_hours)),
            icon=":material/schedule:",
        )
    names = providers(table("auth"))
    if not names:
        st.error(words.NO_PROVIDER, icon=":material/lock:")
    for provider in names:
        label = words.SIGN_IN_WITH.format(provider=escape_markdown(provider)) if provider else words.SIGN_IN
        st.button(label, key=f"sign_in_{provider}", on_click=st.login, args=(provider,) if provider else ())


# ---- the current page run ------------------------------------------------------------------------------------------


def _cookies() -> Mapping[str, str]:
    return st.context.cookies


def _token(cookies_sent: Mapping[str, str]) -> str:
    """The token that identifies an organizer's browser. Raises Refused."""
    return cookies.provider_token(cookies_sent) if table("auth") is not None else cookies.sign_in_token(cookies_sent)


def _session() -> str:
    """The id of the current page run's Streamlit session."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _has_user() -> bool:
    return st.user.to_dict().get("is_logged_in") is True
