// Tells the page around us how tall our content is, and opens sessions in another tab if that page wants it so.
// Only sites that the operator allows can show us in a frame (the frame-ancestors policy). The one that does says hello
// first, and its origin is the only one that is told anything.
(() => {
  const host = window.parent;
  if (host === window) {
    return;
  }
  let origin = '';
  let open = 'here';
  let told = 0;
  let page = '';
  let before = 0;

  const where = () => location.pathname + (new URLSearchParams(location.search).get('session') || '');
  const height = () => {
    const main = document.querySelector('[data-testid="stMainBlockContainer"]');
    if (!main) {
      return 0;
    }
    const style = getComputedStyle(main);
    const parts = [...main.children].map((part) => part.getBoundingClientRect().bottom);
    return Math.max(...parts, 0) - main.getBoundingClientRect().top + parseFloat(style.paddingBottom);
  };
  const tell = () => {
    if (!origin) {
      return;
    }
    const now = Math.ceil(height());
    if (now > 0 && now !== told) {
      told = now;
      host.postMessage({ type: 'session-finder:height', height: now }, origin);
    }
    if (page !== where()) {
      if (page) {
        before += 1;
        host.postMessage({ type: 'session-finder:top' }, origin);
      }
      page = where();
    }
  };
  let due = false;
  const soon = () => {
    if (due) {
      return;
    }
    due = true;
    setTimeout(() => {
      due = false;
      tell();
    }, 50); // a frame below the screen gets no animation frames
  };

  window.addEventListener('message', (event) => {
    if (event.source !== host || !event.data || event.data.type !== 'session-finder:hello') {
      return;
    }
    origin = event.origin;
    open = event.data.open;
    told = 0;
    tell();
  });
  // Before the page's own buttons see the press: where there is no navigation, a session's page leads back to where its
  // visitor came from, and a link to a session opens where the host wants it.
  document.addEventListener(
    'click',
    (event) => {
      const link = event.target.closest?.('a[href]');
      if (link?.dataset.act === 'back' && before > 0) {
        event.preventDefault();
        event.stopImmediatePropagation();
        history.back();
        return;
      }
      if (open !== 'tab' || !link) {
        return;
      }
      const to = new URL(link.href, location.href);
      if (to.origin !== location.origin || !to.searchParams.has('session')) {
        return;
      }
      to.searchParams.delete('embed');
      to.searchParams.delete('embed_options');
      event.preventDefault();
      event.stopImmediatePropagation();
      window.open(to.href, '_blank', 'noopener');
    },
    true,
  );

  new MutationObserver(soon).observe(document.documentElement, { childList: true, subtree: true, characterData: true });
  new ResizeObserver(soon).observe(document.documentElement);
  document.addEventListener('toggle', soon, true);
  document.addEventListener('transitionend', soon, true);
  host.postMessage({ type: 'session-finder:ready' }, '*'); // says nothing but that somebody is here
})();
