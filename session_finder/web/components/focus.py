"""Focus the search box on arrival. Streamlit's text input has no such option."""

from __future__ import annotations

import streamlit as st

# A focus that the visitor moved is left alone. An example's button disappears together with the focus once its answer
# arrives. On a phone the box is not focused again then, because the keyboard would cover the answer.
_JS = """
export default function ({ data }) {
  if (data.example && window.matchMedia('(pointer: coarse)').matches) { return; }
  const held = document.activeElement;
  let looks = 0;
  const look = () => {
    const box = document.querySelector('input[type="search"]');
    const now = document.activeElement;
    const free = now === null || now === document.body;
    if (box === null || (data.example && !free && now === held)) {
      if (looks++ < 60) { window.setTimeout(look, 50); }
    } else if (free) {
      box.focus({ preventScroll: true });
      box.setSelectionRange(box.value.length, box.value.length);
    }
  };
  look();
}
"""


def focus_search_box(example: int) -> None:
    """Mount the component. It acts on arrival, and again when ``example``, the number of examples clicked, changes."""
    st.components.v2.component("session_finder_focus", js=_JS)(key="focus", data={"example": example})
