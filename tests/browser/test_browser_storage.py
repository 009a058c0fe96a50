"""The plan in the address and in the browser, and what a second tab and a forbidding browser make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import hostile
import pytest
from planners import Planner, address_of, planners
from playwright.sync_api import Browser, expect
from visits import Server

from session_finder.planning.plan_address import from_address
from session_finder.web.i18n.texts import find_messages as shared
from session_finder.web.i18n.texts import plan_messages as words

FORBIDDEN = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('no', 'SecurityError'); } })"
)


@pytest.fixture
def planner(browser: Browser, server: Server) -> Iterator[Callable[..., Planner]]:
    with planners(browser, server) as arrive:
        yield arrive


def test_a_star_on_the_find_page_goes_into_the_address_and_the_browser_and_away_again(planner, sample):
    ada = planner()
    title = sample.by_id["HC-17"].title
    ada.search_and_star(title)
    ada.keeps()
    address = ada.plan_in_address()
    assert from_address(address).ids == {"HC-17"}
    assert ada.kept() == {"plan": address, "titles": {"HC-17": title}}
    assert ada.page.evaluate("document.documentElement.lang") == "en"
    ada.button(shared.STAR, title).click()
    ada.until("!new URL(location.href).searchParams.has('plan')")
    assert ada.keeps().kept() == {"plan": "", "titles": {}}


def test_a_second_tab_follows_and_so_does_the_first(planner, sample):
    first = planner().open(plan=address_of(sample, "KN-2", "HC-17"))
    first.keeps()
    second = planner(first.context).open()
    keynote, patients = sample.by_id["KN-2"].title, sample.by_id["HC-17"].title
    second.has(keynote, patients)
    second.button(words.REMOVE, keynote).click()
    second.has(patients)
    first.has(patients)
    first.button(words.REMOVE, patients).click()
    expect(second.page.get_by_text(words.EMPTY)).to_be_visible()


def test_the_plan_of_one_conference_is_not_the_other_s(planner, sample):
    ada = planner().open(plan=address_of(sample, "KN-2"))
    ada.keeps()
    other = planner(ada.context)
    other.open(f"{ada.visit.server.url}/plan?programme={hostile.SLUG}")
    expect(other.page.get_by_text(words.EMPTY)).to_be_visible()
    assert list(ada.kept()["titles"]) == ["KN-2"]


def test_a_browser_that_keeps_nothing_still_has_the_plan_in_the_address(planner, sample):
    ada = planner()
    ada.page.add_init_script(FORBIDDEN)
    ada.open(plan=address_of(sample, "KN-2"))
    ada.has(sample.by_id["KN-2"].title)
    ada.page.get_by_role("button", name=f"{words.ADD}: ").first.click()
    expect(ada.page.get_by_role("button", name=f"{words.REMOVE}: ")).to_have_count(2)
    ada.reload()
    expect(ada.page.get_by_role("button", name=f"{words.REMOVE}: ")).to_have_count(2)


def test_the_plan_goes_along_from_page_to_page(planner, sample):
    ada = planner().open(plan=address_of(sample, "KN-2"))
    address = ada.plan_in_address()
    for name in (shared.FIND, shared.PROGRAMME, shared.MAP, shared.MY_PLAN):
        link = ada.page.get_by_role("link", name=name, exact=True)
        link.click()
        expect(link).to_have_attribute("aria-current", "page")
        ada.until("old => new URL(location.href).searchParams.get('plan') === old", address)


def test_a_link_that_was_cut_off_is_told_and_the_browser_s_plan_is_there(planner, sample):
    ada = planner().open(plan=address_of(sample, "KN-2", "HC-17"))
    ada.keeps()
    ada.open(plan=address_of(sample, "CP-12", "CP-13")[:-6])
    expect(ada.page.get_by_role("alert").first).to_contain_text("Copy the complete link again")
    ada.has(sample.by_id["KN-2"].title, sample.by_id["HC-17"].title)
