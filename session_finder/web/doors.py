"""The door before the organizers' pages: who is signed in, and how the others sign in.

A page begins with ``organizer = doors.guard()`` and goes on with ``doors.show_who(organizer)``.

The way in is decided by what is set up, the first of these that is:

- ``[auth]`` in Streamlit's secrets.toml: an OIDC provider, through ``st.login``. Who of those that sign in may change
  what is in ``[organizers]`` beside it (``application.access.Roster``). Streamlit reads the file at its start.
- a password (``application.passwords``), the same for all organizers.
- neither: open to whoever sits at the computer that the server runs on, where it listens there only; else closed.
"""

from __future__ import annotations

import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final, Literal

import streamlit as st
from streamlit import config, runtime
from streamlit.runtime.scriptrunner import get_script_run_ctx

from session_finder.application import access, passwords
from session_finder.application.access import Organizer, Refused, Roster
from session_finder.application.tries import Tries
from session_finder.places import COMMAND
from session_finder.web import door_words as words
from session_finder.web.as_typed import as_typed
from session_finder.web.local import came_directly, listens_here_only
from session_finder.web.passes import Passes
from session_finder.web.secret_tables import providers, table
from session_finder.web.shared import service

Way = Literal["provider", "password", "open", "closed"]

_PROVIDER: Final = "provider"
_OPEN: Final = "open"
_SAID: Final = "door_said"  # in the session's state: what the form answers to the last try
_HOUR: Final = 3600.0
tries = Tries()


@cache
def passes() -> Passes:
    """The sessions of organizers, for the pages and the upload gate of this process."""
    return Passes(service().settings.idle_hours * _HOUR)


def way() -> Way:
    """How organizers get in now. Raises Refused when secrets.toml is there and cannot be read."""
    if table("auth") is not None:
        return "provider"
    if passwords.is_set(_folder()):
        return "password"
    return "open" if _from_here() else "closed"


def organizer() -> Organizer | None:
    """Who is signed in, for the page run that asks; None for an attendee. Never shows anything."""
    try:
        return _signed_in(way())
    except (Refused, passwords.PasswordError):
        return None


def guard() -> Organizer:
    """Who is signed in. For anybody else this shows how to sign in, and ends the page run."""
    found = _signed_in_or_asked()
    if found is None:
        st.stop()
    return found


def show_who(organizer: Organizer) -> None:
    """Who is signed in, and the way out; at one's own computer there is neither."""
    if way() == "open":
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(words.SIGNED_IN.format(name=as_typed(organizer.name)))
        st.button(words.SIGN_OUT, key="sign_out", on_click=sign_out)


def sign_out() -> None:
    """End this session's pass; a provider's sign-in ends too."""
    passes().forget(_session())
    if table("auth") is not None:
        st.logout()


def may_upload(session: str) -> bool:
    """Whether files may be sent to this Streamlit session: an organizer's that is connected."""
    try:
        return runtime.get_instance().is_active_session(session) and passes().holds(session, _door())
    except (Refused, passwords.PasswordError, RuntimeError):  # RuntimeError: Streamlit is not running yet
        return False


# ---- who it is -----------------------------------------------------------------------------------------------------


def _signed_in(entrance: Way) -> Organizer | None:
    """Raises Refused for somebody who is signed in at the provider and may nothing here, and PasswordError."""
    if entrance == "closed":
        return None
    if entrance == "open":
        here = Organizer(words.THIS_COMPUTER)
        passes().admit(_session(), here, _OPEN)
        return here
    held = passes().organizer(_session(), _door())
    return held if entrance == "password" else _vouched_for(held)


def _vouched_for(held: Organizer | None) -> Organizer | None:
    """The organizer whom the provider vouches for.

    Streamlit's cookie lives for 30 days. A session that has no pass yet is let in only when the provider's sign-in is
    no older than the hours that a session may be idle.
    """
    claims: Mapping[str, object] = {**st.user.to_dict()}
    if claims.get("is_logged_in") is not True:
        passes().forget(_session())
        return None
    _check_headers()
    found = Roster.of_table(table("organizers")).organizer(claims)
    hours = service().settings.idle_hours
    if held != found and access.age_of_sign_in(claims, time.time()) > hours * _HOUR:
        passes().forget(_session())
        return None
    passes().admit(_session(), found, _PROVIDER)
    return found


def _check_headers() -> None:
    """Headers named in this option overrule the provider's cookie, and anybody can send them. Raises Refused."""
    trusted = config.get_option("server.trustedUserHeaders")
    names = sorted(set(trusted.values()) & set(access.CLAIMS)) if isinstance(trusted, dict) else []
    if names:
        raise Refused(words.HEADERS.format(names=", ".join(names)))


def _door() -> str:
    """What a pass is bound to: it ends when this changes. Raises Refused and PasswordError."""
    if table("auth") is not None:
        return _PROVIDER
    return passwords.stamp(_folder()) or _OPEN


# ---- asking --------------------------------------------------------------------------------------------------------


def _signed_in_or_asked() -> Organizer | None:
    try:
        entrance = way()
        found = _signed_in(entrance)
    except Refused as refused:
        st.error(as_typed(str(refused)), icon=":material/lock:")
        if _has_user():
            st.button(words.SIGN_OUT, key="sign_out", on_click=sign_out)
    except passwords.PasswordError:
        st.error(words.UNREADABLE.format(command=COMMAND), icon=":material/lock:")
    else:
        if found is None:
            _ask(entrance)
        elif entrance == "open":
            st.info(words.OPEN.format(command=COMMAND), icon=":material/lock_open:")
        return found
    return None


def _ask(entrance: Way) -> None:
    st.caption(words.FOR_ORGANIZERS)
    if entrance == "closed":
        st.info(words.CLOSED.format(command=COMMAND), icon=":material/lock:")
    elif entrance == "provider":
        _ask_provider()
    else:
        _ask_password()


def _ask_provider() -> None:
    if _has_user():
        st.info(words.AGAIN.format(hours=words.hours(service().settings.idle_hours)), icon=":material/schedule:")
    names = providers(table("auth"))
    if not names:
        st.error(words.NO_PROVIDER, icon=":material/lock:")
    for provider in names:
        label = words.SIGN_IN_WITH.format(provider=as_typed(provider)) if provider else words.SIGN_IN
        st.button(label, key=f"sign_in_{provider}", on_click=st.login, args=(provider,) if provider else ())


def _ask_password() -> None:
    with st.form("door", enter_to_submit=True):
        st.text_input(words.NAME, key="door_name", help=words.NAME_HELP, max_chars=access.MAX_NAME, autocomplete="name")
        st.text_input(words.PASSWORD, key="door_password", type="password", autocomplete="current-password")
        st.form_submit_button(words.SIGN_IN, on_click=_try)
    said = st.session_state.pop(_SAID, "")
    if said:
        st.warning(said, icon=":material/lock:")


def _try() -> None:
    """The form's callback: the password is checked, or the wait is told. What was typed is not kept."""
    text, name = st.session_state.get("door_password", ""), st.session_state.get("door_name", "")
    if not text:
        return
    st.session_state["door_password"] = ""
    ip = st.context.ip_address
    address = ip if isinstance(ip, str) else None
    left = tries.begin(address)
    if left > 0:
        st.session_state[_SAID] = words.WAIT.format(seconds=words.seconds(left))
        return
    try:
        door, right = _door(), passwords.check(_folder(), text)
    except (Refused, passwords.PasswordError):
        return  # the page run that follows says so
    if right:
        tries.succeeded(address)
        passes().admit(_session(), Organizer(access.name_typed(name) or words.NAMELESS), door)
        return
    left = tries.left(address)
    wait = " " + words.WAIT.format(seconds=words.seconds(left)) if left > 0 else ""
    st.session_state[_SAID] = words.WRONG + wait


# ---- what is set up ------------------------------------------------------------------------------------------------


def _folder() -> Path:
    return service().settings.data


def _session() -> str:
    """The Streamlit session of the page run that asks."""
    context = get_script_run_ctx()
    return context.session_id if context else ""


def _has_user() -> bool:
    return st.user.to_dict().get("is_logged_in") is True


def _from_here() -> bool:
    """Whether the server listens on this computer only, and this page's request came from it directly."""
    if not listens_here_only(config.get_option("server.address")):
        return False
    return st.context.ip_address is None and came_directly(st.context.headers)
