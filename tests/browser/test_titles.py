"""What the browser's tab says follows navigation, and is what the served page said before."""

from __future__ import annotations

import html
import re

import pytest
from playwright.sync_api import expect
from rooms import PAGES, enter

from session_finder.web.i18n.texts import find_messages as words

NAME = "Harbour Analytics Summit 2027"
TITLES = {
    "find": f"Find · {NAME}",
    "programme": f"Programme · {NAME}",
    "session": f"He Was Back on Monday · {NAME}",
    "no such session": f"Programme · {NAME}",
    "plan": f"My plan · {NAME}",
    "map": f"Map · {NAME}",
    "all conferences": "All conferences · Session Finder",
    "organize": "Organize · Session Finder",
}
# Nothing has run for a second: what was pressed meanwhile has been done.
RESTED = """() => {
    const idle = document.querySelector('[data-test-script-state="notRunning"]');
    window.restedSince = idle ? window.restedSince || performance.now() : 0;
    return idle && performance.now() - window.restedSince > 1000;
}"""


@pytest.mark.parametrize("name", TITLES)
def test_the_tab_says_what_the_served_page_said(visitor, server, name):
    visit = visitor()
    served = visit.page.context.request.get(server.url + PAGES[name]).text()
    enter(visit, name)
    expect(visit.page).to_have_title(TITLES[name])
    assert html.unescape(re.search("<title>(.*)</title>", served)[1]) == TITLES[name]


def test_the_tab_follows_from_page_to_page(visit):
    page = visit.page
    expect(page).to_have_title(TITLES["find"])
    page.get_by_role("link", name=words.PROGRAMME, exact=True).click()
    expect(page).to_have_title(TITLES["programme"])
    page.get_by_role("link", name=words.MAP, exact=True).click()
    expect(page).to_have_title(TITLES["map"])
    page.go_back()
    expect(page).to_have_title(TITLES["programme"])


def test_links_pressed_while_the_page_changes_do_no_harm(visit):
    page = visit.page
    page.evaluate("""async () => {
        for (const name of ['plan', 'map', 'programme', 'find', 'plan', 'programme', 'map', 'find', 'programme']) {
            document.querySelector(`.sf-pages [data-id="${name}"]`)?.click();
            await new Promise((resolve) => setTimeout(resolve, 60));
        }
    }""")
    page.wait_for_function(RESTED)
    page.get_by_role("link", name=words.MAP, exact=True).click()
    expect(page).to_have_title(TITLES["map"])


def test_an_icon_of_ours_is_in_the_tab_from_the_first_byte(visitor, server):
    visit = visitor()
    answer = visit.page.context.request.get(f"{server.url}/icon.svg")
    assert (answer.status, answer.headers["content-type"]) == (200, "image/svg+xml")
    served = visit.page.context.request.get(f"{server.url}/map").text()
    assert '<link rel="shortcut icon" href="./icon.svg" />' in served
