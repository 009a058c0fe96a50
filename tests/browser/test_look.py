"""How it looks: on a phone and a desktop, in light and dark. With SCREENSHOTS=folder, pictures to look at."""

from __future__ import annotations

import os
from itertools import pairwise
from pathlib import Path

import hostile
import pytest
from playwright.sync_api import expect

from session_finder.web.i18n.texts import find_messages

BACKGROUNDS = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 25, 28)"}

# The contrast of each visible piece of text, by the formula of WCAG 2.2, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio
CONTRASTS = """() => {
  const parse = colour => { const [r, g, b, a = 1] = colour.match(/[\\d.]+/g).map(Number); return [r, g, b, a]; };
  const over = (top, below) => [0, 1, 2].map(i => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const luminance = ([r, g, b]) => {
    const [R, G, B] = [r, g, b].map(v => v / 255).map(v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
    return 0.2126 * R + 0.7152 * G + 0.0722 * B;
  };
  const background = node => {
    const layers = [];
    for (let n = node; n; n = n.parentElement) layers.push(parse(getComputedStyle(n).backgroundColor));
    return layers.reverse().reduce((below, top) => over(top, below), [255, 255, 255, 1]);
  };
  const opacity = node => (node ? getComputedStyle(node).opacity * opacity(node.parentElement) : 1);
  const ratio = (text, below) => {
    const [light, dark] = [luminance(text), luminance(below)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  };
  const measure = (element, colour, text) => {
    const below = background(element), ink = parse(colour);
    ink[3] *= opacity(element);
    return [text.trim().slice(0, 40), Math.round(100 * ratio(over(ink, below), below)) / 100];
  };
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const element = walker.currentNode.parentElement;
    if (walker.currentNode.data.trim() && element.checkVisibility() && element.getClientRects().length)
      found.push(measure(element, getComputedStyle(element).color, walker.currentNode.data));
  }
  const box = document.querySelector('input[type=search]');
  found.push(measure(box, getComputedStyle(box, '::placeholder').color, 'placeholder'));
  return found;
}"""


def keep(page, name):
    folder = os.environ.get("SCREENSHOTS")
    if folder:
        Path(folder).mkdir(parents=True, exist_ok=True)
        page.screenshot(path=Path(folder) / f"{name}.png", animations="disabled")


def too_faint(visit):
    return [(text, ratio) for text, ratio in visit.page.evaluate(CONTRASTS) if ratio < 4.5]


def too_wide(visit):
    return visit.page.evaluate(
        """() => [...document.querySelectorAll('[data-testid=stMain], [data-testid=stMain] *')]
          .filter(one => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
          .map(one => one.outerHTML.slice(0, 100))
          .concat(['html', '[data-testid=stMain]'].filter(name => {
            const one = document.querySelector(name); return one.scrollWidth > one.clientWidth; }))"""
    )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_every_text_can_be_read_and_nothing_runs_off_the_page(visitor, server, width, scheme):
    visit = visitor(width, 900 if width > 400 else 740, scheme).go()
    expect(visit.page.get_by_text(find_messages.TRY)).to_be_visible()
    background = visit.page.get_by_test_id("stApp").evaluate("app => getComputedStyle(app).backgroundColor")
    assert background == BACKGROUNDS[scheme]
    keep(visit.page, f"{scheme}-{width}-empty")
    assert too_faint(visit) == []
    assert too_wide(visit) == []
    visit.box.fill("Health Analytics?")
    expect(visit.titles).to_have_text(server.titles("Health Analytics?"))
    visit.cards.first.get_by_text(find_messages.ABSTRACT).click()
    keep(visit.page, f"{scheme}-{width}-found")
    assert too_faint(visit) == []
    assert too_wide(visit) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_hostile_programme_fits_a_phone_too(visitor, server, scheme):
    visit = visitor(360, 740, scheme).go(programme=hostile.SLUG, q="dots")
    expect(visit.cards).to_have_count(3)
    visit.more.click()
    expect(visit.cards).to_have_count(5)
    visit.page.set_viewport_size({"width": 360, "height": 2400})
    keep(visit.page, f"{scheme}-360-hostile")
    assert too_wide(visit) == []
    assert too_faint(visit) == []


def test_the_results_follow_the_box_without_a_hole(visitor, server):
    visit = visitor().go(q="graphs")
    expect(visit.cards).to_have_count(3)
    parts = (
        visit.box,
        visit.page.locator(".sf-filters"),
        visit.page.get_by_text(find_messages.RESULTS),
        visit.cards.first,
    )
    boxes = [part.bounding_box() for part in parts]
    assert [below["y"] - (above["y"] + above["height"]) < 35 for above, below in pairwise(boxes)] == [True] * 3


def test_the_first_answer_is_seen_on_a_phone_without_scrolling(visitor, server):
    visit = visitor(360, 740).go(q="Health Analytics?")
    expect(visit.titles.first).to_be_in_viewport(ratio=1)
