export default function (component) {
  const { data, parentElement, setTriggerValue } = component;
  if (typeof frame === 'function') {
    frame(component);
  }
  const root = parentElement.querySelector('.sf-panel');
  const said = parentElement.querySelector('.sf-said');
  // A counter makes each press unique: during a page run Streamlit ignores a value that equals the last one.
  const tell = (said) => {
    root.dataset.told = Number(root.dataset.told || 0) + 1;
    setTriggerValue('act', { ...said, told: root.dataset.told });
  };
  const name = (one) => [one.dataset.act, one.dataset.id, one.dataset.set, one.value].join('|');
  if (root.dataset.shown !== data.html) {
    const held = root.contains(document.activeElement) ? document.activeElement : null;
    const first = root.dataset.shown === undefined;
    const places = new Map(
      [...root.querySelectorAll('[data-scroll]')].map((part) => [
        part.dataset.scroll,
        [part.scrollLeft, part.scrollTop],
      ]),
    );
    const open = new Set([...root.querySelectorAll('details[open]')].map((part) => part.dataset.id));
    root.innerHTML = data.html;
    root.querySelectorAll('details[data-id]').forEach((part) => {
      part.open = open.has(part.dataset.id) || part.dataset.open === 'yes';
    });
    root.querySelectorAll('[data-scroll]').forEach((part) => {
      [part.scrollLeft, part.scrollTop] = places.get(part.dataset.scroll) || [0, 0];
    });
    root.dataset.shown = data.html;
    said.textContent = data.said;
    if (held) {
      const same = [...root.querySelectorAll('[data-act], [data-set]')].find(
        (one) => one.offsetParent !== null && name(one) === name(held),
      );
      const heading = held.matches('[data-first]') ? root.querySelector('[data-first]') : root.querySelector('h2');
      if (same) {
        same.focus();
      } else if (heading) {
        heading.tabIndex = -1;
        heading.focus();
      }
    } else if (first) {
      // The focused element of the previous page may exist a moment longer. A focus that the visitor moved is kept.
      const before = document.activeElement;
      let looks = 0;
      const look = () => {
        const now = document.activeElement;
        const free = now === null || now === document.body;
        const beginning = [...root.querySelectorAll('[data-first]')].find((one) => one.offsetParent !== null);
        if (beginning && free && (looks === 0 || !before.isConnected)) {
          beginning.focus();
        } else if (beginning && now === before && looks++ < 100) {
          window.setTimeout(look, 50);
        }
      };
      look();
    }
  }
  // A link that is opened in another tab names the conference, as this page's address does.
  root.onpointerdown = root.onfocusin = (event) => {
    const link = event.target.closest('a[data-act]');
    const programme = new URLSearchParams(location.search).get('programme');
    if (!link || !programme) {
      return;
    }
    const to = new URL(link.href);
    if (!to.searchParams.has('programme')) {
      to.searchParams.set('programme', programme);
      link.href = to;
    }
  };
  root.onclick = (event) => {
    const copying = event.target.closest('[data-copy]');
    if (copying) {
      const done = () => {
        copying.textContent = said.textContent = copying.dataset.done;
      };
      const field = copying.parentElement.querySelector('input');
      if (field) {
        field.select();
      }
      // The clipboard API needs a secure connection; execCommand still copies the selection without one.
      if (navigator.clipboard) {
        navigator.clipboard.writeText(copying.dataset.copy).then(done, () => {});
      } else if (document.execCommand('copy')) {
        done();
      }
      return;
    }
    const pressed = event.target.closest('[data-act]');
    if (!pressed) {
      return;
    }
    if (pressed.tagName === 'A') {
      if (event.ctrlKey || event.metaKey || event.shiftKey) {
        return;
      }
      event.preventDefault();
    }
    tell({ act: pressed.dataset.act, id: pressed.dataset.id || '', values: [] });
  };
  root.onchange = (event) => {
    const field = event.target.closest('[data-set]');
    if (!field) {
      return;
    }
    const values =
      field.type === 'checkbox'
        ? [...root.querySelectorAll('[data-set]:checked')]
            .filter((one) => one.dataset.set === field.dataset.set)
            .map((one) => one.value)
        : [field.value];
    tell({ act: 'set', id: field.dataset.set, values });
  };
}
