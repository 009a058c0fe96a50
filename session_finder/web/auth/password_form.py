"""The password form. It posts the password to the server, and reloads the page once the server has set a cookie."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from session_finder.access.organizers import MAX_NAME
from session_finder.rendering.assets import asset
from session_finder.web.components.html_component import CSS
from session_finder.web.components.links import link_to
from session_finder.web.i18n.texts import sign_in_messages as words

KEY: Final = "door"
_HTML: Final = f"""
<form class="sf-panel sf-door">
  <label><span data-said="name"></span>
    <input name="name" autocomplete="name" maxlength="{MAX_NAME}" aria-describedby="sf-door-help"></label>
  <p id="sf-door-help" data-said="help"></p>
  <label><span data-said="password"></span>
    <input name="password" type="password" autocomplete="current-password" required></label>
  <button data-said="sign_in"></button>
</form>
"""
_CSS: Final = asset(__name__, "css")
_JS: Final = asset(__name__, "js")


def ask_password(address: str) -> None:
    """Show the form and the outcome of the last attempt. The password is posted to ``address`` below the pages."""
    component = st.components.v2.component(
        "session_finder_door", html=_HTML, css=CSS + _CSS, js=_JS, isolate_styles=False
    )
    said = {"name": words.NAME, "help": words.NAME_HELP, "password": words.PASSWORD, "sign_in": words.SIGN_IN}
    # Only the path: the request must go to the server that sent the page, whatever its public address is.
    path = urlsplit(link_to(address, str(st.context.url or ""))).path
    component(key=KEY, data={"said": said, "address": path}, on_refused_change=_ignore)
    sentence = refusal(st.session_state.get(KEY, {}).get("refused"))
    if sentence:
        st.warning(sentence, icon=":material/lock:")


def refusal(said: object) -> str:
    """The message for a refused attempt, "" for none. ``said`` comes from the browser and may be anything."""
    if not isinstance(said, Mapping):
        return ""
    status, wait = said.get("status"), said.get("wait")
    seconds = float(wait) if isinstance(wait, int | float) and math.isfinite(wait) else 0.0
    left = words.SECONDS.format(count=math.ceil(min(seconds, 3600.0)))
    wait_text = words.WAIT.format(seconds=left) if seconds > 0 else ""
    if status == 401:
        return f"{words.WRONG} {wait_text}".strip()
    return wait_text or words.UNANSWERED


def _ignore() -> None:
    """The callback of the form; the page run that follows shows the outcome."""
