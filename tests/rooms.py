"""Every page of the site by its address, for tests that all of them have to pass."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from playwright.sync_api import expect
from visits import SAMPLE, Visit

from session_finder.planning.plan import Plan
from session_finder.planning.plan_address import as_address
from session_finder.storage.files.library import FileLibrary

ROOT = Path(__file__).resolve().parents[1]
INTEREST = "Health Analytics?"


def _plan() -> str:
    """Four sessions of the sample, two of which are at the same time."""
    sessions = FileLibrary(ROOT / "data").load(SAMPLE).searchable
    clashing = next([one, other] for one, other in pairwise(sessions) if one.start and one.start == other.start)
    plan = Plan()
    for session in (*clashing, sessions[60], sessions[120]):
        plan = plan.toggled(session)
    return as_address(plan)


PAGES = {
    "find": "/",
    "results": "/?" + urlencode({"q": INTEREST}),
    "nothing close": "/?" + urlencode({"q": "sourdough bread"}),
    "programme": "/programme",
    "session": "/programme?session=HC-01",
    "no such session": "/programme?session=nowhere",
    "empty plan": "/plan",
    "plan": "/plan?" + urlencode({"plan": _plan()}),
    "map": "/map",
    "map of results": "/map?" + urlencode({"q": INTEREST}),
    "all conferences": "/everywhere",
    "results of all conferences": "/everywhere?" + urlencode({"q": INTEREST}),
    "organize": "/organize",
}
# What stands on a page once it is whole, where that comes later than its heading.
LAST = dict.fromkeys(("results", "nothing close", "results of all conferences"), "article h2")
# Opened at a page below the first, Streamlit looks for its own addresses below that page before it finds them.
NOT_FOUND = "Failed to load resource: the server responded with a status of 404 (Not Found)"


def enter(visit: Visit, name: str, **more: str) -> Visit:
    """Open a page and wait until it is whole. ``more`` goes into its address."""
    address = PAGES[name]
    if more:
        address += ("&" if "?" in address else "?") + urlencode(more)
    visit.page.goto(visit.server.url + address)
    settled(visit.page)
    if name in LAST:
        expect(visit.page.locator(LAST[name]).first).to_be_visible()
        settled(visit.page)
    visit.page.wait_for_timeout(400)  # what was just shown may be made anew once, and would take the focus with it
    visit.complaints[:] = [said for said in visit.complaints if said != NOT_FOUND]
    return visit


def settled(page: Any) -> None:
    """Wait until the page shows its heading and its header, and its script has ended."""
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator(".sf-header")).to_be_visible()
    expect(page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_visible()
