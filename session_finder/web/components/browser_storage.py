"""Keeps a plan in the browser and in the address, where Streamlit keeps nothing.

One component without a face, mounted once on each page. The address is replaced, not pushed: a star is no step that
the Back button should take back. What another tab of the same browser does to the plan is told here too.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Literal

import streamlit as st

KEY = "keeper"
# ask: tell what the browser keeps, if that is something else or more. wait: leave it alone. write: it keeps this.
Mode = Literal["ask", "wait", "write"]
_JS = """
const put = (address) => {
  const url = new URL(location.href);
  let changed = false;
  for (const [name, value] of Object.entries(address)) {
    if ((url.searchParams.get(name) || '') === value) { continue; }
    if (value) { url.searchParams.set(name, value); } else { url.searchParams.delete(name); }
    changed = true;
  }
  if (changed) { history.replaceState(history.state, '', url); }
};
const read = (key) => {
  try { return JSON.parse(localStorage.getItem(key)) || {}; } catch { return {}; }
};
export default function ({ data, setStateValue }) {
  const key = 'session-finder:' + data.slug;
  const keeper = (window.sessionFinderKeeper ||= { said: {} });
  keeper.address = data.address;
  keeper.key = key;
  keeper.tell = (stored, tab) => {
    const text = JSON.stringify([stored.plan || '', stored.titles || {}]);
    if (keeper.said[key] === text) { return; }
    keeper.said[key] = text;
    setStateValue('stored', { slug: data.slug, plan: stored.plan || '', titles: stored.titles || {}, tab });
  };
  if (!keeper.listens) {
    keeper.listens = true;
    const later = () => [0, 300].forEach((wait) => setTimeout(() => put(keeper.address), wait));
    window.addEventListener('popstate', later);
    window.addEventListener('storage', (event) => {
      if (event.key === keeper.key) { keeper.tell(read(keeper.key), true); }
    });
  }
  put(data.address);
  setTimeout(() => put(keeper.address), 300);
  const stored = read(key);
  const other = stored.plan && stored.plan !== data.address.plan;
  // Sessions that have left the programme since: only the browser still knows what they were called.
  const remembers = stored.plan && Object.keys(stored.titles || {}).some((name) => !(name in data.titles));
  if (data.mode === 'ask' && (other || remembers)) {
    keeper.tell(stored, false);
  } else if (data.mode !== 'wait' && (data.address.plan || stored.plan !== undefined)) {
    keeper.said[key] = '';
    const text = JSON.stringify({ plan: data.address.plan, titles: data.titles });
    try {
      if (localStorage.getItem(key) !== text) { localStorage.setItem(key, text); }
    } catch { /* a browser may forbid it; the address keeps the plan then */ }
  }
}
"""


@dataclass(frozen=True, slots=True)
class Stored:
    """What the browser keeps for a conference: the plan as an address has it, and its sessions' titles by id.

    ``tab``: it has just been changed in another tab.
    """

    slug: str
    plan: str
    tab: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)


def mount_keeper(
    slug: str,
    address: Mapping[str, str],
    titles: Mapping[str, str],
    mode: Mode,
    heard: Callable[[], None],
) -> None:
    """Mount it: ``address`` is to stand in the address ("" for nothing) beside what else stands there.

    ``heard`` is called when the browser keeps another plan, see ``stored``.
    """
    data = {
        "slug": slug,
        "address": dict(address),
        "titles": dict(titles),
        "mode": mode,
        "query": sorted(st.query_params),  # when it changes, the address is looked at again
    }
    st.components.v2.component("session_finder_keeper", js=_JS)(key=KEY, data=data, on_stored_change=heard)


def stored() -> Stored | None:
    """What the browser said it keeps, within bounds; it may say anything. None for nothing usable."""
    said = st.session_state.get(KEY, {}).get("stored")
    if not isinstance(said, dict):
        return None
    slug, plan, titles = said.get("slug"), said.get("plan"), said.get("titles")
    if not isinstance(slug, str) or not isinstance(plan, str):
        return None
    known = titles if isinstance(titles, dict) else {}
    short = {str(name)[:200]: str(title)[:300] for name, title in [*known.items()][:500]}
    return Stored(slug, plan, said.get("tab") is True, short)
