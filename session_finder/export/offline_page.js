// Capital letters, accents and full-width forms do not matter; what is voiced in Japanese does. Only texts of the
// programme are searched (class t), so that our own words are found nowhere.
(() => {
  const folded = (text) =>
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/[\u0300-\u036f]/g, '')
      .normalize('NFC');
  const box = document.getElementById('box');
  const count = document.getElementById('count');
  const days = [...document.querySelectorAll('#programme section')].map((part) => ({
    part,
    sessions: [...part.querySelectorAll('article')].map((one) => ({ one, text: null })),
  }));
  const unfolded = [];
  const textOf = (session) => {
    if (session.text === null) {
      session.text = folded([...session.one.querySelectorAll('.t')].map((part) => part.textContent).join(' '));
    }
    return session.text;
  };
  // Where a word stands in an abstract only, the abstract is opened, if few are found; it is closed again after that.
  const unfold = (words) => {
    for (const part of unfolded.splice(0)) {
      part.open = false;
    }
    if (!words.length) {
      return;
    }
    for (const one of document.querySelectorAll('#programme article:not([hidden])')) {
      const part = one.querySelector('details:not([open])');
      const told = folded([...one.querySelectorAll(':scope > .t, :scope > p .t')].map((t) => t.textContent).join(' '));
      if (part && !words.every((word) => told.includes(word))) {
        part.open = true;
        unfolded.push(part);
      }
    }
  };
  const filter = () => {
    const words = folded(box.value).split(/\s+/).filter(Boolean);
    let found = 0;
    for (const day of days) {
      let shown = 0;
      for (const session of day.sessions) {
        const fits = words.every((word) => textOf(session).includes(word));
        session.one.hidden = !fits;
        shown += fits;
      }
      day.part.hidden = shown === 0;
      found += shown;
    }
    unfold(words.length && found <= 20 ? words : []);
    const said = !words.length ? count.dataset.all : found ? count.dataset.some : count.dataset.none;
    count.textContent = said.replace('{shown}', found);
  };
  let waiting = 0;
  box.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(filter, 80);
  });
  document.getElementById('look').hidden = false;
  filter();
  const print = document.getElementById('print');
  if (print) {
    const whole = document.getElementById('whole');
    const opened = [];
    addEventListener('beforeprint', () => {
      if (!whole.checked) {
        return;
      }
      for (const part of document.querySelectorAll('#plan details:not([open])')) {
        part.open = true;
        opened.push(part);
      }
    });
    addEventListener('afterprint', () => {
      for (const part of opened.splice(0)) {
        part.open = false;
      }
    });
    print.addEventListener('click', () => window.print());
    print.parentElement.hidden = false;
  }
})();
