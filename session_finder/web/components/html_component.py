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

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

import streamlit as st

_HTML: Final = '<p class="sf-said" role="status"></p><div class="sf-panel"></div>'
CSS: Final = """
.sf-said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
.sf-panel { font-family: var(--st-font); color: var(--st-text-color); line-height: 1.5; }
.sf-card { border: 1px solid var(--st-border-color); border-radius: .5rem; padding: 1rem; margin: 0 0 1rem; }
.sf-panel h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 600; margin: 0 0 .5rem; padding: 0; }
.sf-panel h3 { font-size: 1.05rem; line-height: 1.3; font-weight: 600; margin: 0 0 .35rem; padding: 0; }
.sf-panel :is(h2, h3, p, li, td, th) { overflow-wrap: anywhere; }
.sf-panel :is(h2, h3):lang(ja) { word-break: auto-phrase; line-break: strict; }
.sf-panel p { margin: 0 0 .5rem; }
.sf-facts { margin-bottom: .75rem !important; }
.sf-panel meter { appearance: none; width: 5rem; height: .7rem; vertical-align: .05em; background: transparent; }
.sf-panel meter::-webkit-meter-bar { box-sizing: border-box; height: .7rem; border-radius: .35rem; overflow: hidden;
  border: 1px solid color-mix(in srgb, var(--st-text-color) 60%, transparent); background: transparent; }
.sf-panel meter::-webkit-meter-optimum-value { background: var(--st-primary-color); }
.sf-panel meter::-moz-meter-bar { border-radius: .35rem; background: var(--st-primary-color); }
.sf-why { border-inline-start: 3px solid var(--st-primary-color); padding-inline-start: .75rem; }
.sf-panel mark { background: color-mix(in srgb, var(--st-primary-color) 22%, transparent); color: inherit;
  border-radius: .2em; padding: 0 .1em; }
.sf-panel a, .sf-panel summary { color: inherit; }
.sf-panel :is(h2, h3) a { text-decoration-color: var(--st-border-color); text-underline-offset: .15em; }
.sf-panel :is(h2, h3) a:hover { color: var(--st-primary-color); }
.sf-panel summary { cursor: pointer; width: fit-content; }
.sf-panel details { margin: 0 0 .5rem; }
.sf-panel details p { margin-top: .5rem; }
.sf-acts { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0 0 !important; }
.sf-panel button { font: inherit; color: inherit; background: transparent; border: 1px solid var(--st-border-color);
  border-radius: .5rem; padding: .2rem .75rem; min-height: 2.25rem; min-width: 2.75rem; cursor: pointer; }
.sf-panel button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.sf-panel :is(button, summary, h2, a, input, select):focus-visible {
  outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.sf-panel svg { width: 1.1rem; height: 1.1rem; fill: currentColor; vertical-align: -.15em; }
.sf-star { fill: none !important; stroke: currentColor; stroke-width: 2; }
[aria-pressed="true"] .sf-star { fill: currentColor !important; }
.sf-panel [aria-pressed="true"] { border-color: var(--st-primary-color); }
.sf-down { transform: rotate(180deg); }
.sf-rated { list-style: none; padding: 0; margin: 0 0 1rem; }
.sf-rated li { margin: 0 0 .35rem; }
.sf-rated button { padding: 0 .5rem; min-height: 1.75rem; margin-left: .25rem; }
.sf-outside { font-weight: 600; margin: 1.5rem 0 .5rem !important; }
"""
# The focus stays on a pressed button. If the button is gone, the first heading receives the focus.
_JS: Final = """
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.sf-panel');
  const said = parentElement.querySelector('.sf-said');
  // A counter makes each press unique: during a page run Streamlit ignores a value that equals the last one.
  const tell = (said) => {
    root.dataset.told = Number(root.dataset.told || 0) + 1;
    setTriggerValue('act', { ...said, told: root.dataset.told });
  };
  const name = (one) => [one.dataset.act, one.dataset.id, one.dataset.set, one.value].join('|');
  if (root.dataset.shown !== data.html) {
    const held = root.contains(document.activeElement) ? document.activeElement : null;
    const first = root.dataset.shown === undefined;
    const places = new Map([...root.querySelectorAll('[data-scroll]')].map((part) =>
      [part.dataset.scroll, [part.scrollLeft, part.scrollTop]]));
    const open = new Set([...root.querySelectorAll('details[open]')].map((part) => part.dataset.id));
    root.innerHTML = data.html;
    root.querySelectorAll('details[data-id]').forEach((part) => {
      part.open = open.has(part.dataset.id) || part.dataset.open === 'yes';
    });
    root.querySelectorAll('[data-scroll]').forEach((part) => {
      [part.scrollLeft, part.scrollTop] = places.get(part.dataset.scroll) || [0, 0];
    });
    root.dataset.shown = data.html;
    said.textContent = data.said;
    if (held) {
      const same = [...root.querySelectorAll('[data-act], [data-set]')]
        .find((one) => one.offsetParent !== null && name(one) === name(held));
      const heading = held.matches('[data-first]') ? root.querySelector('[data-first]') : root.querySelector('h2');
      if (same) { same.focus(); } else if (heading) { heading.tabIndex = -1; heading.focus(); }
    } else if (first) {
      // The focused element of the previous page may exist a moment longer. A focus that the visitor moved is kept.
      const before = document.activeElement;
      let looks = 0;
      const look = () => {
        const now = document.activeElement;
        const free = now === null || now === document.body;
        const beginning = [...root.querySelectorAll('[data-first]')].find((one) => one.offsetParent !== null);
        if (beginning && free && (looks === 0 || !before.isConnected)) { beginning.focus(); }
        else if (beginning && now === before && looks++ < 100) { window.setTimeout(look, 50); }
      };
      look();
    }
  }
  // A link that is opened in another tab names the conference, as this page's address does.
  root.onpointerdown = root.onfocusin = (event) => {
    const link = event.target.closest('a[data-act]');
    const programme = new URLSearchParams(location.search).get('programme');
    if (!link || !programme) { return; }
    const to = new URL(link.href);
    if (!to.searchParams.has('programme')) { to.searchParams.set('programme', programme); link.href = to; }
  };
  root.onclick = (event) => {
    const copying = event.target.closest('[data-copy]');
    if (copying) {
      const done = () => { copying.textContent = said.textContent = copying.dataset.done; };
      const field = copying.parentElement.querySelector('input');
      if (field) { field.select(); }
      // The clipboard API needs a secure connection; execCommand still copies the selection without one.
      if (navigator.clipboard) { navigator.clipboard.writeText(copying.dataset.copy).then(done, () => {}); }
      else if (document.execCommand('copy')) { done(); }
      return;
    }
    const pressed = event.target.closest('[data-act]');
    if (!pressed) { return; }
    if (pressed.tagName === 'A') {
      if (event.ctrlKey || event.metaKey || event.shiftKey) { return; }
      event.preventDefault();
    }
    tell({ act: pressed.dataset.act, id: pressed.dataset.id || '', values: [] });
  };
  root.onchange = (event) => {
    const field = event.target.closest('[data-set]');
    if (!field) { return; }
    const values = field.type === 'checkbox'
      ? [...root.querySelectorAll('[data-set]:checked')].filter((one) => one.dataset.set === field.dataset.set)
        .map((one) => one.value)
      : [field.value];
    tell({ act: 'set', id: field.dataset.set, values });
  };
}
"""


@dataclass(frozen=True, slots=True)
class Pressed:
    """One action in a panel: the ``act`` ("set" for a field), the ``id`` it applies to, and a field's ``values``.

    All three come from the browser and are untrusted; the caller validates them.
    """

    act: str = ""
    id: str = ""
    values: tuple[str, ...] = ()


def show_panel(key: str, html: str, said: str = "", css: str = "", act: Callable[[], None] | None = None) -> None:
    """Show ``html`` as a panel. ``said`` is announced to screen readers on change; ``act`` is the callback for actions.

    ``key`` also names the component, so each key must always be used with the same ``css`` (added to the shared CSS).
    """
    mount = st.components.v2.component(f"session_finder_{key}", html=_HTML, css=CSS + css, js=_JS, isolate_styles=False)
    mount(key=key, data={"html": html, "said": said}, on_act_change=act or _ignore)


def pressed(key: str) -> Pressed:
    """The action that the panel with that key reported, for its callback. Empty for anything malformed."""
    act = st.session_state[key].get("act")
    if not isinstance(act, dict):
        return Pressed()
    values = act.get("values")
    said = tuple(str(value)[:200] for value in values[:200]) if isinstance(values, list) else ()
    return Pressed(str(act.get("act", "")), str(act.get("id", "")), said)


def _ignore() -> None:
    """The callback of a panel without actions."""
