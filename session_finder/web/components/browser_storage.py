"""Store an attendee's plan in localStorage and in the page address, because Streamlit persists neither.

An invisible component, mounted once per page. It replaces the address instead of pushing a history entry, so that the
Back button does not step through stars. It also reports changes that another tab of the same browser made.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

import streamlit as st

from session_finder.rendering.assets import asset

KEY = "keeper"
# ask: report the stored plan if it differs. wait: neither report nor store. write: store the plan.
Mode = Literal["ask", "wait", "write"]
_JS: Final = asset(__name__, "js")


@dataclass(frozen=True, slots=True)
class Stored:
    """The plan that the browser stores for a conference, encoded as in an address, and its sessions' titles by id.

    ``tab`` is true when another tab has just changed it.
    """

    slug: str
    plan: str
    tab: bool = False
    titles: Mapping[str, str] = field(default_factory=dict)


def mount_browser_storage(
    slug: str,
    address: Mapping[str, str],
    titles: Mapping[str, str],
    mode: Mode,
    on_change: Callable[[], None],
    absent: Mapping[str, str],
) -> None:
    """Mount the component. ``address`` holds query parameters to set; an empty value removes one, others are kept.

    ``absent``: parameters to set on arrival where the address lacks them: Streamlit omits what another page brought.
    ``on_change`` is called when the browser reports another plan, see ``stored``.
    """
    data = {
        "slug": slug,
        "address": dict(address),
        "absent": dict(absent),
        "titles": dict(titles),
        "mode": mode,
        # What this page run knows of the address. Streamlit writes that, without what the browser has put there since:
        # any change of it makes the component check the address again.
        "query": {name: st.query_params.get_all(name) for name in sorted(st.query_params)},
    }
    st.components.v2.component("session_finder_keeper", js=_JS)(key=KEY, data=data, on_stored_change=on_change)


def stored() -> Stored | None:
    """The plan that the browser reported, truncated to bounds. None for anything that is not a stored plan."""
    reported = st.session_state.get(KEY, {}).get("stored")
    if not isinstance(reported, dict):
        return None
    slug, plan, titles = reported.get("slug"), reported.get("plan"), reported.get("titles")
    if not isinstance(slug, str) or not isinstance(plan, str):
        return None
    known = titles if isinstance(titles, dict) else {}
    short = {str(name)[:200]: str(title)[:300] for name, title in [*known.items()][:500]}
    return Stored(slug, plan, reported.get("tab") is True, short)
