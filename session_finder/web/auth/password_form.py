"""The password form. It posts the password to the server, and reloads the page once the server has set a cookie."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

import streamlit as st

from session_finder.access.organizers import MAX_NAME
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
_CSS: Final = """
.sf-door { display: grid; gap: .75rem; border: 1px solid var(--st-border-color); border-radius: .5rem; padding: 1rem; }
.sf-door label { display: grid; gap: .25rem; font-size: .875rem; }
.sf-door #sf-door-help { margin: -.5rem 0 0; font-size: .875rem; }
.sf-door input { font: inherit; font-size: 1rem; color: inherit; min-height: 2.5rem; padding: 0 .75rem; width: 100%;
  box-sizing: border-box; background: var(--st-secondary-background-color); border-radius: .5rem;
  border: 1px solid color-mix(in srgb, var(--st-text-color) 60%, transparent); }
.sf-door button { justify-self: start; }
"""
_JS: Final = """
export default function ({ data, parentElement, setTriggerValue }) {
  const form = parentElement.querySelector('form');
  form.querySelectorAll('[data-said]').forEach((one) => { one.textContent = data.said[one.dataset.said]; });
  form.onsubmit = async (event) => {
    event.preventDefault();
    const { name, password } = form.elements;
    const button = form.querySelector('button');
    button.disabled = true;
    const sent = { name: name.value, password: password.value };
    const headers = { 'Content-Type': 'application/json' };
    const answer = await fetch(data.address, { method: 'POST', headers, body: JSON.stringify(sent) }).catch(() => null);
    if (answer?.ok) { location.reload(); return; }
    const said = await answer?.json().catch(() => null);
    form.dataset.told = Number(form.dataset.told || 0) + 1;
    setTriggerValue('refused', { status: answer?.status || 0, wait: said?.wait || 0, told: form.dataset.told });
    password.value = '';
    button.disabled = false;
    password.focus();
  };
}
"""


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
    told = words.WAIT.format(seconds=words.seconds(min(seconds, 3600.0))) if seconds > 0 else ""
    if status == 401:
        return f"{words.WRONG} {told}".strip()
    return told or words.UNANSWERED


def _ignore() -> None:
    """The callback of the form; the page run that follows shows the outcome."""
