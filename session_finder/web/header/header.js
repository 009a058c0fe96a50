// The document around the page. Streamlit always writes lang="en", English labels, and focuses nothing.
const EXAMPLE = '[class*="st-key-example-"] button';
// biome-ignore lint/correctness/noUnusedVariables: html_component.js, which follows, calls it
const frame = ({ data }) => {
  document.documentElement.lang = data.language;
  const accent = data.accent.length ? `light-dark(${data.accent.join(', ')})` : '';
  document.documentElement.style.setProperty('--sf-accent', accent);
  window.sessionFinderPage ||= {};
  const page = window.sessionFinderPage;
  page.labels = data.labels;
  page.focus = data.focus;
  const label = () => {
    const menu = document.querySelector('[data-testid="stMainMenuButton"]');
    if (menu && menu.getAttribute('aria-label') !== page.labels.menu) {
      menu.setAttribute('aria-label', page.labels.menu);
    }
    const skip = document.querySelector('[data-testid="stSkipToContent"]');
    if (skip && skip.textContent !== page.labels.skip) {
      skip.textContent = page.labels.skip;
    }
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
    if (!page.awaits || !page.focus || !box) {
      return;
    }
    page.awaits = false;
    if (free()) {
      box.focus({ preventScroll: true });
      box.setSelectionRange(box.value.length, box.value.length);
    }
  };
  // How much fits is a matter of letters, not of pixels: whoever has larger ones gets the layout of a smaller screen.
  const measure = () => {
    const root = document.documentElement;
    const width = root.clientWidth / parseFloat(getComputedStyle(root).fontSize);
    const size = width >= 72 ? 'wide' : width >= 48 ? 'medium' : width >= 20 ? 'narrow' : 'tiny';
    if (root.dataset.sfSize !== size) {
      root.dataset.sfSize = size;
    }
  };
  const update = () => {
    label();
    focusBox();
    measure();
  };
  update();
  if (page.watched) {
    return;
  }
  page.watched = true;
  document.addEventListener('focusin', (event) => {
    const example = event.target.closest(EXAMPLE);
    if (example) {
      page.example = example;
    }
  });
  let due = false;
  const later = () => {
    if (due) {
      return;
    }
    due = true;
    requestAnimationFrame(() => {
      due = false;
      update();
    });
  };
  new MutationObserver(later).observe(document.body, { childList: true, subtree: true });
  new MutationObserver(measure).observe(document.documentElement, { attributeFilter: ['style', 'class'] });
  new ResizeObserver(measure).observe(document.documentElement);
};
