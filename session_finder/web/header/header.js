// The document around the page. Streamlit always writes lang="en", English labels, and focuses nothing.
const EXAMPLE = '[class*="st-key-example-"] button';
const frame = ({ data }) => {
  document.documentElement.lang = data.language;
  const page = (window.sessionFinderPage ||= {});
  page.labels = data.labels;
  page.focus = data.focus;
  const label = () => {
    const menu = document.querySelector('[data-testid="stMainMenuButton"]');
    if (menu && menu.getAttribute('aria-label') !== page.labels.menu) { menu.setAttribute('aria-label', page.labels.menu); }
    const skip = document.querySelector('[data-testid="stSkipToContent"]');
    if (skip && skip.textContent !== page.labels.skip) { skip.textContent = page.labels.skip; }
  };
  // The search box takes the focus on arrival, and when a pressed example has disappeared together with the focus. A
  // focus that the visitor moved is left alone. On a phone the keyboard would cover an example's answer.
  const free = () => document.activeElement === null || document.activeElement === document.body;
  const coarse = () => window.matchMedia('(pointer: coarse)').matches;
  const focusBox = () => {
    if (page.arrived !== location.pathname) {
      page.arrived = location.pathname;
      page.awaits = true;
    }
    if (page.example && !page.example.isConnected) {
      page.awaits = !coarse();
      page.example = null;
    }
    const box = document.querySelector('input[type="search"]');
    if (!page.awaits || !page.focus || !box) { return; }
    page.awaits = false;
    if (free()) {
      box.focus({ preventScroll: true });
      box.setSelectionRange(box.value.length, box.value.length);
    }
  };
  const update = () => { label(); focusBox(); };
  update();
  if (page.watched) { return; }
  page.watched = true;
  document.addEventListener('focusin', (event) => {
    const example = event.target.closest(EXAMPLE);
    if (example) { page.example = example; }
  });
  let due = false;
  new MutationObserver(() => {
    if (due) { return; }
    due = true;
    requestAnimationFrame(() => { due = false; update(); });
  }).observe(document.body, { childList: true, subtree: true });
};
