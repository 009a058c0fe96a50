"""The cards as one component: cheap to send, and its buttons cost no widget each.

Streamlit would make a container, a block of HTML and three buttons of every card, which is as much work for the server
as the search itself. The HTML is ours, with all programme text escaped (see cards.py).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from session_finder.application.matches import Answer
from session_finder.sessions import Session
from session_finder.web import words
from session_finder.web.cards import card_html, outside_html, rated_html

KEY = "results"
_HTML = '<p class="sf-said" role="status"></p><div class="sf-results"></div>'
CSS = """
.sf-said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); margin: 0; }
.sf-results { font-family: var(--st-font); color: var(--st-text-color); line-height: 1.5; }
.sf-card { border: 1px solid var(--st-border-color); border-radius: .5rem; padding: 1rem; margin: 0 0 1rem; }
.sf-results h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 600; margin: 0 0 .5rem; padding: 0; }
.sf-results h2, .sf-results p, .sf-rated li { overflow-wrap: anywhere; }
.sf-results p { margin: 0 0 .5rem; }
.sf-facts { margin-bottom: .75rem !important; }
.sf-why { border-left: 3px solid var(--st-primary-color); padding-left: .75rem; }
.sf-results mark { background: color-mix(in srgb, var(--st-primary-color) 22%, transparent); color: inherit;
  border-radius: .2em; padding: 0 .1em; }
.sf-results a, .sf-results summary { color: inherit; }
.sf-results summary { cursor: pointer; width: fit-content; }
.sf-results details { margin: 0 0 .5rem; }
.sf-results details p { margin-top: .5rem; }
.sf-acts { display: flex; flex-wrap: wrap; gap: .5rem; margin: .75rem 0 0 !important; }
.sf-results button { font: inherit; color: inherit; background: transparent; border: 1px solid var(--st-border-color);
  border-radius: .5rem; padding: .2rem .75rem; min-height: 2.25rem; min-width: 2.75rem; cursor: pointer; }
.sf-results button:hover { border-color: var(--st-primary-color); color: var(--st-primary-color); }
.sf-results button:focus-visible, .sf-results summary:focus-visible, .sf-results h2:focus-visible {
  outline: 2px solid var(--st-primary-color); outline-offset: 2px; }
.sf-results svg { width: 1.1rem; height: 1.1rem; fill: currentColor; vertical-align: -.15em; }
.sf-down { transform: rotate(180deg); }
.sf-rated { list-style: none; padding: 0; margin: 0 0 1rem; }
.sf-rated li { margin: 0 0 .35rem; }
.sf-rated button { padding: 0 .5rem; min-height: 1.75rem; margin-left: .25rem; }
.sf-outside { font-weight: 600; margin: 1.5rem 0 .5rem !important; }
"""
# Whoever pressed a button that is still there keeps the focus on it; when it has gone, the first heading gets it.
_JS = """
export default function ({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector('.sf-results');
  const said = parentElement.querySelector('.sf-said');
  if (root.dataset.shown !== data.html) {
    const held = root.contains(document.activeElement) ? document.activeElement : null;
    const open = new Set([...root.querySelectorAll('details[open]')].map((part) => part.dataset.id));
    root.innerHTML = data.html;
    root.querySelectorAll('details').forEach((part) => { part.open = open.has(part.dataset.id); });
    root.dataset.shown = data.html;
    said.textContent = data.said;
    if (held) {
      const same = [...root.querySelectorAll('button')].find(
        (button) => button.dataset.act === held.dataset.act && button.dataset.id === held.dataset.id);
      const heading = root.querySelector('h2');
      if (same) { same.focus(); } else if (heading) { heading.tabIndex = -1; heading.focus(); }
    }
  }
  root.onclick = (event) => {
    const button = event.target.closest('button[data-act]');
    if (button) { setTriggerValue('act', { act: button.dataset.act, id: button.dataset.id || '' }); }
  };
}
"""


def results_html(answer: Answer, liked: list[Session], disliked: list[Session]) -> str:
    """What moves the list, the cards, and the pick from another track."""
    cards = [card_html(match, answer.terms, answer.close) for match in answer.matches]
    outside = outside_html(answer.outside, answer.terms) if answer.outside and answer.close else ""
    return "".join([rated_html(liked, disliked), *cards[:3], outside, *cards[3:]])


def show_results(answer: Answer, liked: list[Session], disliked: list[Session], act: Callable[[], None]) -> None:
    """Mount the component; ``act`` is called when a button was pressed, see ``pressed``."""
    best = answer.matches[0].session.title if answer.matches else ""
    said = words.FOUND.format(count=len(answer.matches), title=best) if best else words.NO_SESSIONS
    mount = st.components.v2.component("session_finder_results", html=_HTML, css=CSS, js=_JS, isolate_styles=False)
    mount(key=KEY, data={"html": results_html(answer, liked, disliked), "said": said}, on_act_change=act)


def pressed() -> tuple[str, str]:
    """Which button was pressed (similar, up, down, undo or reset), and its session's id; "" for none."""
    act = st.session_state[KEY].get("act")
    if not isinstance(act, dict):
        return "", ""
    return str(act.get("act", "")), str(act.get("id", ""))
