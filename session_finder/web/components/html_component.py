"""Show our own HTML as one Streamlit component: cheap to send, and its buttons are not widgets.

With Streamlit's own elements, each card would need a container, a block of HTML and three buttons, which costs the
server as much as the search itself. Callers escape all programme text (see cards.py).

Attributes that the component understands:

- ``data-act`` and ``data-id``: a button or link that reports a press. Such a link still opens in another tab.
- ``data-set``: the name of a form field. Its value is reported on change; check boxes that share a name report all
  checked values.
- ``data-copy``: the text that a button copies; ``data-done`` is the label that it shows afterwards.
- ``data-first``: takes the focus on arrival, unless something else has it.
- ``data-scroll``: a scrollable region that keeps its position when the HTML changes.
- ``data-id`` on ``details``: stays open when the HTML changes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

import streamlit as st

from session_finder.rendering.assets import asset

_HTML: Final = '<p class="sf-said" role="status"></p><div class="sf-panel"></div>'
CSS: Final = asset(__name__, "css")
_MISSED: Final = "missed_"  # session state key: whether the callback of a panel could not read what was pressed
# The focus stays on a pressed button. If the button is gone, the first heading receives the focus.
_JS: Final = asset(__name__, "js")


@dataclass(frozen=True, slots=True)
class Pressed:
    """One action in a panel: the ``act`` ("set" for a field), the ``id`` it applies to, and a field's ``values``.

    All three come from the browser and are untrusted; the caller validates them.
    """

    act: str = ""
    id: str = ""
    values: tuple[str, ...] = ()


def show_panel(
    key: str,
    html: str,
    said: str = "",
    css: str = "",
    on_action: Callable[[], object] | None = None,
    script: str = "",
    more: Mapping[str, object] | None = None,
) -> None:
    """Show ``html`` as a panel. ``said`` is announced to screen readers when it changes.

    ``on_action`` is called after each action; it can read the action with ``pressed``. ``script`` defines a function
    ``frame``, which is called with the component before its HTML is shown; it finds ``more`` in its data.
    ``key`` also names the component, so each key must always be used with the same ``css`` (added to the shared CSS)
    and ``script``.
    """
    mount = st.components.v2.component(
        f"session_finder_{key}", html=_HTML, css=CSS + css, js=script + _JS, isolate_styles=False
    )

    def on_act() -> None:
        if not pressed(key).act:
            st.session_state[_MISSED + key] = True
        elif on_action is not None:
            on_action()

    mount(key=key, data={**(more or {}), "html": html, "said": said}, on_act_change=on_act)


def pressed(key: str) -> Pressed:
    """The action that the panel with that key reported, for its callback. Empty for anything malformed.

    Empty also for a press that comes while Streamlit changes the page (see ``missed``).
    """
    act = st.session_state.get(key, {}).get("act")
    if not isinstance(act, dict):
        return Pressed()
    values = act.get("values")
    said = tuple(str(value)[:200] for value in values[:200]) if isinstance(values, list) else ()
    return Pressed(str(act.get("act", "")), str(act.get("id", "")), said)


def missed(key: str) -> bool:
    """Whether the panel, which has just been shown, reported an action that its callback could not read.

    Streamlit forgets the values of all panels when it changes the page. It still calls the callback of a panel that
    both pages have for what is pressed meanwhile; the value is there again once the panel has been shown.
    """
    return st.session_state.pop(_MISSED + key, False) and bool(pressed(key).act)
