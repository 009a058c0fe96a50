"""Fix what Streamlit leaves undone in the document: language, ARIA labels, contrast, clipped text, reduced motion.

An invisible component at the end of every page, for attendees and organizers.
"""

from __future__ import annotations

import streamlit as st

from session_finder.web.i18n.locale import visitor_locale
from session_finder.web.i18n.texts import find_messages

# Streamlit writes white on the primary colour even where that colour is light. "Canvas" is white in the light theme and
# nearly black in the dark one. Streamlit also clips button labels that wrap, and hides the focus outline of the page's
# body. The last rule switches its animations off for visitors who prefer reduced motion.
_CSS = """
[data-testid="stMain"]:focus-visible { outline: 2px solid; outline-offset: -2px; }
:is([data-testid="stButton"], [data-testid="stDownloadButton"]) button [data-testid="stMarkdownContainer"] {
  white-space: normal; overflow: visible; }
:is([data-testid="stButton"], [data-testid="stDownloadButton"]) button [data-testid="stMarkdownContainer"] p {
  white-space: normal; overflow-wrap: anywhere; }
[data-testid^="stBaseButton-primary"]:not(:disabled), [data-testid="stMultiSelect"] [data-testid="stMultiSelectTag"] {
  color: Canvas; }
@media (prefers-reduced-motion: reduce) {
  *, *::before, *::after { animation-duration: .01ms !important; animation-iteration-count: 1 !important;
    transition-duration: .01ms !important; scroll-behavior: auto !important; }
}
"""
# Streamlit recreates some of these elements, for example when the page list is opened, so labels are set again after
# each change of the document.
_JS = """
const PLACES = {
  pages: '[data-testid="stTopNav"], [data-testid="stSidebarNav"], [data-testid="stSidebar"]',
  menu: '[data-testid="stMainMenuButton"]',
  expand: '[data-testid="stExpandSidebarButton"]',
  collapse: '[data-testid="stSidebarCollapseButton"] button',
};
const name = (said) => {
  for (const [place, selector] of Object.entries(PLACES)) {
    document.querySelectorAll(selector).forEach((one) => {
      if (one.getAttribute('aria-label') !== said[place]) { one.setAttribute('aria-label', said[place]); }
    });
  }
  const skip = document.querySelector('[data-testid="stSkipToContent"]');
  if (skip && skip.textContent !== said.skip) { skip.textContent = said.skip; }
};
export default function ({ data }) {
  document.documentElement.lang = data.language;
  const names = (window.sessionFinderNames ||= {});
  names.said = data.said;
  name(names.said);
  if (names.watched) { return; }
  names.watched = true;
  let due = false;
  new MutationObserver(() => {
    if (due) { return; }
    due = true;
    requestAnimationFrame(() => { due = false; name(names.said); });
  }).observe(document.body, { childList: true, subtree: true });
}
"""


def apply_document_fixes() -> None:
    """Mount the component, with labels in the visitor's language."""
    component = st.components.v2.component("session_finder_document", css=_CSS, js=_JS, isolate_styles=False)
    component(key="document", data={"language": visitor_locale().language, "said": dict(find_messages.SURROUNDINGS)})
