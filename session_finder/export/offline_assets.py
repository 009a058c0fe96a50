"""The style sheet and script of the offline page; neither contains any text of a programme."""

from __future__ import annotations

from typing import Final

STYLE: Final = """
:root { color-scheme: light dark; --text: #0c181c; --quiet: #47585e; --page: #ffffff; --line: #b9c8cb;
  --accent: #0b6e75; --card: #f3f7f7; }
@media (prefers-color-scheme: dark) {
  :root { --text: #e6eef0; --quiet: #a9bbc0; --page: #10191c; --line: #3c4e54; --accent: #4fc3c9; --card: #17242a; }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 6rem; }
body { margin: 0; background: var(--page); color: var(--text); line-height: 1.5;
  font-family: system-ui, "Segoe UI", Roboto, "Noto Sans", "Hiragino Sans", "Yu Gothic", sans-serif; }
header, main { max-width: 46rem; margin: 0 auto; padding: 0 1rem; }
h1 { font-size: 1.75rem; line-height: 1.2; margin: 1.5rem 0 .5rem; }
h2 { font-size: 1.35rem; margin: 2.25rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 1.75rem 0 .5rem; padding-bottom: .25rem; border-bottom: 1px solid var(--line); }
h4 { font-size: 1rem; margin: 0; }
h1, h2, h3, h4, p { overflow-wrap: anywhere; }
p { margin: .25rem 0; }
a { color: var(--accent); }
nav ul { display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; list-style: none; margin: .75rem 0; padding: 0; }
nav a { display: inline-block; padding: .4rem 0; }
.said { color: var(--quiet); }
.skip { position: absolute; left: -100vw; }
.skip:focus { left: 1rem; top: .5rem; background: var(--page); padding: .5rem; }
article { margin: 0 0 .75rem; padding: .6rem .75rem; border-left: 3px solid var(--line); background: var(--card);
  border-radius: 0 .4rem .4rem 0; }
article.mine { border-left-color: var(--accent); }
.when { font-weight: 600; font-variant-numeric: tabular-nums; }
.badge { display: inline-block; border: 1px solid var(--accent); color: var(--accent); border-radius: .75rem;
  padding: 0 .5rem; font-size: .85rem; text-decoration: none; }
summary { cursor: pointer; color: var(--accent); width: fit-content; padding: .2rem 0; }
.tools { display: flex; flex-wrap: wrap; align-items: center; gap: .5rem 1rem; margin: .5rem 0; }
.look { position: sticky; top: 0; z-index: 1; background: var(--page); padding: .5rem 0; }
.look label { display: block; font-weight: 600; }
input[type=search], button { font: inherit; color: inherit; background: var(--page);
  border: 1px solid var(--quiet); border-radius: .4rem; padding: .45rem .75rem; min-height: 2.75rem; }
input[type=search] { width: 100%; }
button { cursor: pointer; }
:is(a, button, input, summary):focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[hidden] { display: none !important; }
#programme article { content-visibility: auto; contain-intrinsic-size: auto 7rem; }
@media print {
  :root { color-scheme: light; --text: #000; --quiet: #333; --page: #fff; --line: #888; --accent: #000; --card: #fff; }
  nav, .tools, .skip, .badge, #programme { display: none !important; }
  header, main { max-width: none; padding: 0; }
  h1 { font-size: 16pt; margin: 0 0 4pt; }
  h2 { font-size: 13pt; margin: 8pt 0 4pt; }
  h3 { font-size: 12pt; margin: 10pt 0 4pt; break-after: avoid; }
  h4 { font-size: 10.5pt; }
  body { font-size: 10pt; }
  article { break-inside: avoid; padding: 2pt 0 2pt 8pt; margin: 0 0 6pt; }
  article:has(details[open]) { break-inside: auto; }
  details:not([open]), summary { display: none; }
  a { color: inherit; text-decoration: none; }
}
"""

# Capital letters, accents and full-width forms do not matter; what is voiced in Japanese does. Only texts of the
# programme are searched (class t), so that our own words are found nowhere.
SCRIPT: Final = """
(() => {
  const folded = (text) => text.toLowerCase().normalize('NFKD').replace(/[\\u0300-\\u036f]/g, '').normalize('NFC');
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
    for (const part of unfolded.splice(0)) { part.open = false; }
    if (!words.length) { return; }
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
    const words = folded(box.value).split(/\\s+/).filter(Boolean);
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
  box.addEventListener('input', () => { clearTimeout(waiting); waiting = setTimeout(filter, 80); });
  document.getElementById('look').hidden = false;
  filter();
  const print = document.getElementById('print');
  if (print) {
    const whole = document.getElementById('whole');
    const opened = [];
    addEventListener('beforeprint', () => {
      if (!whole.checked) { return; }
      for (const part of document.querySelectorAll('#plan details:not([open])')) {
        part.open = true;
        opened.push(part);
      }
    });
    addEventListener('afterprint', () => { for (const part of opened.splice(0)) { part.open = false; } });
    print.addEventListener('click', () => window.print());
    print.parentElement.hidden = false;
  }
})();
"""
