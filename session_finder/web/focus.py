"""Puts the cursor into the search box on arrival; Streamlit's text input has no such option."""

from __future__ import annotations

import streamlit as st

# Only an arriving visitor is helped: whoever has moved the focus meanwhile keeps it.
_JS = """
export default function () {
  let tries = 0;
  const look = () => {
    const box = document.querySelector('input[type="search"]');
    if (box === null && tries++ < 40) { window.setTimeout(look, 50); return; }
    if (box !== null && (document.activeElement === null || document.activeElement === document.body)) {
      box.focus({ preventScroll: true });
      box.setSelectionRange(box.value.length, box.value.length);
    }
  };
  look();
}
"""


def focus_search_box() -> None:
    """Mount the component; once mounted it stays, so later runs do not move the focus again."""
    st.components.v2.component("session_finder_focus", js=_JS)(key="focus")
