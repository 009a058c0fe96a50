// Makes a box with the session finder of each element with data-session-finder="SLUG", as tall as what is in it.
// data-theme: light, dark or auto. data-open: here or tab, for sessions. data-lang: en, de, es, fr, ja. data-page: a page
// other than the first. What stands in the element, a link for one, stays until the box has answered.
(() => {
  // A module has no current script.
  const own = (document.currentScript || document.querySelector('script[src$="/embed.js"]')).src;
  const origin = new URL(own).origin;

  const address = (box) => {
    const to = new URL(box.dataset.page || './', own);
    to.searchParams.set('embed', 'true');
    to.searchParams.set('programme', box.dataset.sessionFinder);
    if (box.dataset.lang) {
      to.searchParams.set('lang', box.dataset.lang);
    }
    if (['light', 'dark'].includes(box.dataset.theme)) {
      to.searchParams.set('embed_options', `${box.dataset.theme}_theme`);
    }
    return to.href;
  };

  const fill = (box) => {
    if (box.dataset.filled) {
      return;
    }
    box.dataset.filled = 'yes';
    const before = [...box.childNodes];
    const frame = document.createElement('iframe');
    frame.src = address(box);
    frame.title = box.dataset.title || 'Session Finder';
    frame.allow = 'clipboard-write';
    frame.style.cssText = 'border:0;width:100%;height:1px;display:block';
    window.addEventListener('message', (event) => {
      if (event.origin !== origin || event.source !== frame.contentWindow) {
        return;
      }
      const said = event.data || {};
      if (said.type === 'session-finder:ready') {
        frame.contentWindow.postMessage({ type: 'session-finder:hello', open: box.dataset.open || 'here' }, origin);
      } else if (said.type === 'session-finder:height' && said.height > 0) {
        for (const part of before) {
          part.remove();
        }
        frame.style.height = `${Math.min(Math.ceil(said.height), 100000)}px`;
      } else if (said.type === 'session-finder:top' && frame.getBoundingClientRect().top < 0) {
        frame.scrollIntoView({ block: 'start' });
      }
    });
    box.append(frame);
  };

  const fillAll = () => document.querySelectorAll('[data-session-finder]').forEach(fill);
  if (document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', fillAll);
  } else {
    fillAll();
  }
})();
