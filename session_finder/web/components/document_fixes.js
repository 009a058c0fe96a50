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
