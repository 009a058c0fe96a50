"""No barriers: axe-core's rules on every page, the keyboard alone, text twice as large, less motion."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect
from rooms import INTEREST, PAGES, enter, settled
from visits import Visit

from session_finder.web.i18n.texts import find_messages

GRAVE = ("serious", "critical")
THEMES = {"light": "rgb(255, 255, 255)", "dark": "rgb(16, 25, 28)"}
COLOURS = {"runOnly": ["color-contrast", "link-in-text-block"]}  # axe-core's rules for what a theme changes
# Rule and selector of what is Streamlit's own and cannot be mended from here, each with its reason. Empty is best.
NOT_OURS: dict[str, tuple[str, ...]] = {}

# Streamlit's uploader shortens the list of its endings, which stands in its help too; its tabs scroll sideways. What is
# written in the picture of the map stands in the list beside it.
SHORTENED = "[data-testid=stFileUploaderDropzoneInstructions], [data-testid=stTab], [data-testid=stVegaLiteChart]"
# Text that is cut off, or that lies on other text. A line's own box is a little taller than its letters.
CUT = """() => {
  const seen = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length;
  const hidden = (one) => {
    if (one.closest('[aria-hidden=true], [data-testid=stSkipToContent], %s')) { return true; }
    for (let over = one; over; over = over.parentElement) {  // what is for screen readers alone
      const style = getComputedStyle(over);
      if (style.clipPath.startsWith('inset(50%') || style.clip.startsWith('rect(0px, 0px')) { return true; }
    }
    return false;
  };
  const scrolls = (one) => {  // a timetable may be wider than the page, if it scrolls by itself
    for (let over = one; over && over.dataset.testid !== 'stMain'; over = over.parentElement) {
      if (['auto', 'scroll'].includes(getComputedStyle(over).overflowX) && over.scrollWidth > over.clientWidth) {
        return true;
      }
    }
    return false;
  };
  const fixed = (one) => {  // what scrolls passes below it
    for (let over = one; over; over = over.parentElement) {
      if (getComputedStyle(over).position === 'fixed') { return true; }
    }
    return false;
  };
  const found = [];
  const walker = document.createTreeWalker(document.querySelector('[data-testid=stMain]'), NodeFilter.SHOW_TEXT);
  const lines = [];
  while (walker.nextNode()) {
    const text = walker.currentNode, one = text.parentElement;
    if (!text.data.trim() || !seen(one) || hidden(one)) { continue; }
    const range = document.createRange();
    range.selectNodeContents(text);
    for (const box of range.getClientRects()) {
      if (box.width < 1 || box.height < 1) { continue; }
      if ((box.right > innerWidth + 1 || box.left < -1) && !scrolls(one)) {
        found.push(['runs off the page', text.data.trim()]);
      }
      for (let over = one; over && over.dataset.testid !== 'stMain'; over = over.parentElement) {
        const style = getComputedStyle(over), edge = over.getBoundingClientRect();
        const clips = (way) => ['hidden', 'clip'].includes(way);
        if ((clips(style.overflowX) && (box.right > edge.right + 2 || box.left < edge.left - 2))
            || (clips(style.overflowY) && (box.bottom > edge.bottom + 4 || box.top < edge.top - 4))) {
          found.push(['cut off', text.data.trim()]);
          break;
        }
      }
      lines.push([text, box, fixed(one)]);
    }
  }
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length; j++) {
      const [one, a, above] = lines[i], [other, b, below] = lines[j];
      if (one === other || above !== below) { continue; }
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (wide > 2 && high > 0.4 * Math.min(a.height, b.height)) {
        found.push(['lies on', one.data.trim().slice(0, 60), other.data.trim().slice(0, 60)]);
      }
    }
  }
  return found;
}""".replace("%s", SHORTENED)


# Of what has the focus: its beginning, and whether it or what is around it looks otherwise without.
LOOK = """async () => {
  const one = document.activeElement;
  if (one === document.body) { return null; }
  const drawn = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const look = () => {
    const looks = [];
    for (let node = one, up = 0; node && up < 5; node = node.parentElement, up++) {
      const style = getComputedStyle(node);
      looks.push(style.outlineStyle === 'none' ? '' : style.outline, style.boxShadow, style.borderColor,
        style.backgroundColor);
    }
    return looks.join();
  };
  const still = document.createElement('style');
  still.textContent = '* { transition: none !important }';
  document.head.append(still);
  await drawn();
  const shown = look();
  one.blur();
  await drawn();
  const without = look();
  one.focus();
  still.remove();
  return [one.outerHTML.slice(0, 200), shown !== without];
}"""


def barriers(page, **options):
    """What axe-core calls serious or critical: the rule, where, and what about it. ``options`` are axe-core's."""
    found = []
    for violation in Axe().run(page, options={"resultTypes": ["violations"], **options}).response["violations"]:
        left_out = NOT_OURS.get(violation["id"], ())
        for node in violation["nodes"]:
            target = " ".join(map(str, node["target"]))
            if violation["impact"] in GRAVE and not any(selector in target for selector in left_out):
                found.append((violation["id"], target, node["html"][:200], node["failureSummary"]))
    return found


@pytest.mark.parametrize("name", PAGES)
def test_no_page_has_a_barrier_in_either_theme_on_a_desktop_or_a_phone_nor_at_twice_the_size(visitor, server, name):
    """All in one visit: opening a page takes longer than looking at it."""
    visit = enter(visitor(), name)
    found = {}
    for width in (1280, 360):
        for theme, background in THEMES.items():
            resize(visit, width, 900)
            visit.page.emulate_media(color_scheme=theme)
            expect(visit.page.get_by_test_id("stApp")).to_have_css("background-color", background)
            visit.page.wait_for_timeout(300)  # colours pass into one another for a moment
            found[f"axe, {theme}, {width} px"] = barriers(visit.page, **({} if theme == "light" else COLOURS))
    resize(visit, 1280, 900)
    found["focus that cannot be seen"] = unseen_focus(visit.page)
    resize(visit, 640, 450)  # what a window of 1280 shows when it is zoomed to 200 %
    found["zoomed to 200 %"] = visit.page.evaluate(CUT)
    visit.page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert visit.page.evaluate("getComputedStyle(document.documentElement).fontSize") == "32px"
    for width in (1280, 360):
        resize(visit, width, 900)
        found[f"letters twice as large, {width} px"] = visit.page.evaluate(CUT)
    assert {which: said for which, said in found.items() if said} == {}


def resize(visit, width, height):
    """Give the window another size and wait until the page has followed."""
    visit.page.set_viewport_size({"width": width, "height": height})
    settled(visit.page)
    visit.page.wait_for_timeout(300)


def unseen_focus(page):
    """What looks the same with and without the focus (no outline, shadow or border), of 25 steps of the keyboard."""
    page.evaluate("document.activeElement.blur()")
    unseen = []
    for _ in range(25):
        page.keyboard.press("Tab")
        said = page.evaluate(LOOK)
        if said and not said[1]:
            unseen.append(said[0])
    return unseen


def test_axe_finds_no_serious_barrier_in_an_unfolded_card_with_a_star_and_something_rated(newcomer):
    visit = enter(newcomer, "results")
    visit.cards.first.get_by_text(find_messages.ABSTRACT).click()
    visit.cards.first.get_by_role("button", name=f"{find_messages.STAR}:").click()
    expect(visit.cards.first.get_by_role("button", pressed=True)).to_be_visible()
    visit.cards.first.get_by_role("button", name=f"{find_messages.UP}:").click()
    expect(visit.page.get_by_text(find_messages.LIKED, exact=False).first).to_be_visible()
    assert barriers(visit.page) == []


@pytest.mark.parametrize("language", ["de", "ja"])
def test_axe_finds_no_serious_barrier_in_another_language(visitor, server, language):
    visit = visitor()
    enter(visit, "results", lang=language)
    expect(visit.page.locator("html")).to_have_attribute("lang", language)
    assert barriers(visit.page) == []


@pytest.fixture
def newcomer(browser, server):
    """A visitor whose browser keeps no plan of an earlier test."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    visit = Visit(context.new_page(), server)
    visit.listen()
    yield visit
    visit.check()
    context.close()


def focused(page):
    """What has the focus: its role or tag, and its name."""
    return page.evaluate(
        """() => { const one = document.activeElement;
          return [one.tagName, one.getAttribute('aria-label') || one.textContent.trim()]; }"""
    )


def tab_to(page, name, most=40):
    """Press Tab until what has the focus is called so; it must be shown as focused on the way."""
    for _ in range(most):
        page.keyboard.press("Tab")
        tag, said = focused(page)
        assert tag != "BODY", f"the focus was lost on the way to {name}"
        if said.startswith(name):
            return
    pytest.fail(f"{name} was not reached with {most} steps")


def test_from_the_box_to_a_star_to_the_session_and_back_with_the_keyboard_alone(newcomer, server):
    visit = newcomer.go()
    page, keyboard = visit.page, visit.page.keyboard
    expect(visit.box).to_be_focused()
    keyboard.type(INTEREST)
    best = server.titles(INTEREST)[0]
    expect(visit.titles.first).to_have_text(best)
    settled(page)
    star = visit.cards.first.get_by_role("button", name=f"{find_messages.STAR}: {best}")
    tab_to(page, f"{find_messages.STAR}: {best}", most=60)
    keyboard.press("Enter")
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(star).to_be_focused()
    keyboard.press("Space")
    expect(star).to_have_attribute("aria-pressed", "false")
    expect(star).to_be_focused()
    for _ in range(5):
        keyboard.press("Shift+Tab")
        if focused(page) == ["A", best]:
            break
    assert focused(page) == ["A", best]
    keyboard.press("Enter")
    page.wait_for_url("**/programme?**session=**")
    settled(page)
    page.go_back()
    expect(visit.titles.first).to_have_text(best)
    expect(visit.box).to_be_focused()


def test_the_first_step_leads_past_the_navigation(newcomer):
    visit = enter(newcomer, "programme")
    visit.page.evaluate("document.activeElement.blur()")
    visit.page.keyboard.press("Tab")
    skip = visit.page.get_by_test_id("stSkipToContent")
    expect(skip).to_be_focused()
    expect(skip).to_have_text(find_messages.SURROUNDINGS["skip"])
    expect(skip).to_be_in_viewport(ratio=1)
    visit.page.keyboard.press("Enter")
    expect(visit.page.get_by_test_id("stMain")).to_be_focused()
    visit.page.keyboard.press("Tab")
    inside = "() => document.activeElement.closest('[data-testid=stMain]') ? '' : document.activeElement.outerHTML"
    assert visit.page.evaluate(inside) == ""


def test_whoever_asked_for_less_motion_gets_none(visitor, server):
    visit = visitor()
    visit.page.emulate_media(reduced_motion="reduce")
    enter(visit, "results")
    moving = visit.page.evaluate(
        """() => [...document.querySelectorAll('*')].filter((one) => {
          const style = getComputedStyle(one);
          const longest = (times) => Math.max(...times.split(',').map(parseFloat));
          return longest(style.transitionDuration) > 0.001 || (style.animationName !== 'none'
            && longest(style.animationDuration) > 0.001);
        }).map((one) => one.outerHTML.slice(0, 100))"""
    )
    assert moving == []


def test_nothing_of_ours_moves_by_itself(visitor, server):
    """No animation runs without an end, so nothing can flash."""
    visit = enter(visitor(), "results")
    endless = visit.page.evaluate(
        """() => document.getAnimations().filter((one) => one.effect.getTiming().iterations === Infinity)
          .map((one) => one.effect.target && one.effect.target.outerHTML.slice(0, 100))"""
    )
    assert endless == []
