"""An attendee with a plan, in a browser of their own; and how their pages are looked at."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Page, expect
from visits import SAMPLE, Server, Visit

from session_finder.domain.sessions import Programme
from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import as_address
from session_finder.web.i18n.texts import find_messages as shared
from session_finder.web.i18n.texts import plan_messages as words

WIDTHS = (1280, 360)


@dataclass
class Planner:
    """An attendee, their browser, and the pages they have open."""

    visit: Visit
    context: BrowserContext

    @property
    def page(self) -> Page:
        return self.visit.page

    def open(self, address: str = "", **parameters: str | list[str]) -> Planner:
        """Open the plan page, or a whole address."""
        from urllib.parse import urlencode

        said = urlencode({"programme": SAMPLE, **parameters}, doseq=True)
        self.page.goto(address or f"{self.visit.server.url}/plan?{said}")
        return self._arrived()

    def reload(self) -> Planner:
        """Load the page again."""
        self.page.reload()
        return self._arrived()

    def _arrived(self) -> Planner:
        expect(self.page.get_by_role("heading", name=shared.MY_PLAN, level=1)).to_be_visible()
        self.rest()
        self.visit.complaints.clear()  # below a page's own address Streamlit first looks for its server, in vain
        return self

    def rest(self) -> None:
        """Wait for the page run to end."""
        self.page.locator('[data-test-script-state="notRunning"]').wait_for(state="attached")

    def search_and_star(self, title: str) -> None:
        """Find a session by its title, and star it."""
        self.visit.go(programme=SAMPLE, q=title)
        star = self.button(shared.STAR, title)
        star.click()
        expect(star).to_have_attribute("aria-pressed", "true")
        expect(star).to_have_text(shared.STARRED)
        self.plan_in_address()

    def to_plan(self) -> Planner:
        """Go to the plan by the menu."""
        self.page.locator(".sf-pages").get_by_role("link", name=shared.MY_PLAN).click()
        expect(self.page.get_by_role("heading", name=shared.MY_PLAN, level=1)).to_be_visible()
        return self

    def button(self, label: str, title: str = "") -> Any:
        """A button, by its name and the session that it is about."""
        return self.page.get_by_role("button", name=f"{label}: {title}" if title else label, exact=True)

    @property
    def days(self) -> Any:
        """The headings of the days."""
        return self.page.locator(".sf-day-name")

    def row(self, title: str) -> Any:
        """The row of a session in a list of the page."""
        heading = self.page.locator("h3").filter(has_text=title)
        return self.page.locator(".sf-day > li").filter(has=heading)

    def has(self, *titles: str) -> None:
        """The plan has these sessions and no other."""
        removes = self.page.get_by_role("button", name=f"{words.REMOVE}: ")
        expect(removes).to_have_count(len(titles))
        for title in titles:
            expect(self.button(words.REMOVE, title)).to_have_count(1)  # while the panel changes, two for a moment

    def kept(self, slug: str = SAMPLE) -> Any:
        """What the browser keeps for a conference, None for nothing."""
        return self.page.evaluate("key => JSON.parse(localStorage.getItem(key))", f"session-finder:{slug}")

    def plan_in_address(self) -> str:
        """The plan in the address, as soon as there is one."""
        return str(self.until("new URL(location.href).searchParams.get('plan')"))

    def until(self, expression: str, argument: object = None) -> Any:
        """Wait until JavaScript says something true; Playwright's own waiting needs eval, which our pages forbid."""
        for _ in range(150):
            said = self.page.evaluate(expression, argument)
            if said:
                return said
            self.page.wait_for_timeout(100)
        raise AssertionError(f"15 s later it is still {said!r}: {expression}")

    def keeps(self, slug: str = SAMPLE) -> Planner:
        """Wait until the browser keeps what the address says."""
        self.until(
            """key => {
              const kept = JSON.parse(localStorage.getItem(key));
              return kept && kept.plan === (new URL(location.href).searchParams.get('plan') || '');
            }""",
            f"session-finder:{slug}",
        )
        return self

    def look(self, name: str) -> None:
        """Look at the page on a desktop and a phone: nothing runs off it. With SCREENSHOTS=folder, pictures."""
        before = self.page.viewport_size or {"width": 1280, "height": 900}
        folder = os.environ.get("SCREENSHOTS")
        for width in WIDTHS:
            self.page.set_viewport_size({"width": width, "height": 900})
            self.page.wait_for_timeout(300)
            main = self.page.get_by_test_id("stMain")
            assert main.evaluate("main => main.scrollWidth") <= width
            if folder:
                Path(folder).mkdir(parents=True, exist_ok=True)
                height = max(900, int(main.evaluate("main => main.scrollHeight")))
                self.page.set_viewport_size({"width": width, "height": height})
                self.page.wait_for_timeout(500)
                self.page.screenshot(path=Path(folder) / f"plan-{name}-{width}.png", animations="disabled")
        self.page.set_viewport_size(before)


@contextmanager
def planners(browser: Browser, server: Server) -> Iterator[Callable[..., Planner]]:
    """Makes attendees, each in a browser of their own; whatever they did, they are checked."""
    made: list[Planner] = []

    def arrive(context: BrowserContext | None = None, **about: Any) -> Planner:
        own = context or browser.new_context(locale="en-GB", **about)
        planner = Planner(Visit(own.new_page(), server), own)
        planner.visit.listen()
        made.append(planner)
        return planner

    yield arrive
    for planner in made:
        planner.visit.check()
    for context in {id(planner.context): planner.context for planner in made}.values():
        context.close()


def address_of(programme: Programme, *ids: str) -> str:
    """A plan of these sessions, as an address has it."""
    return as_address(Plan.of(programme.by_id[name] for name in ids))
