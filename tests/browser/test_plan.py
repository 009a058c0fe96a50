"""Whole stories of a plan: from a search to the alternative, a day filled, a phone, a colleague, a change."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx
import pytest
import vobject
from planners import Planner, address_of, planners
from playwright.sync_api import Browser, expect
from visits import SAMPLE, Server
from waiting import until

from session_finder.web.i18n.texts import find_messages as shared
from session_finder.web.i18n.texts import plan_messages as words
from session_finder.web.i18n.texts import takeaway_messages

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def planner(browser: Browser, server: Server) -> Iterator[Callable[..., Planner]]:
    with planners(browser, server) as arrive:
        yield arrive


@pytest.fixture
def title(sample):
    return lambda name: sample.by_id[name].title


def test_search_star_two_that_clash_take_the_alternative_and_the_calendar(planner, title, tmp_path):
    bundles, power = title("HC-03"), title("EC-11")
    ada = planner()
    ada.search_and_star(bundles)
    ada.search_and_star(power)
    ada.to_plan()
    ada.has(bundles, power)
    expect(ada.row(power)).to_contain_text(f"Overlaps “{bundles}” (14:00–15:30).")
    expect(ada.row(bundles)).to_contain_text(f"Overlaps “{power}” (14:00–15:30).")
    expect(ada.row(power)).to_contain_text("This session is repeated: Wed 12 May, 14:00–15:30 WEST · Rope Loft")
    ada.look("clash")
    before = ada.plan_in_address()
    ada.button(words.REPEATED_TAKE, power).nth(0).click()
    expect(ada.page.get_by_text("Overlaps")).to_have_count(0)
    expect(ada.row(power)).to_contain_text("14:00–15:30 · Rope Loft")
    ada.has(bundles, power)
    ada.until("old => new URL(location.href).searchParams.get('plan') !== old", before)
    with ada.page.expect_download() as download:
        ada.page.get_by_role("link", name=takeaway_messages.CALENDAR).click()
    download.value.save_as(tmp_path / "plan.ics")
    events = vobject.readOne((tmp_path / "plan.ics").read_text("utf-8")).vevent_list
    begins = {event.summary.value: f"{event.dtstart.value:%a %H:%M} {event.location.value}" for event in events}
    assert begins == {bundles: "Tue 14:00 Ribeira Hall", power: "Wed 14:00 Rope Loft"}
    ada.button(words.UNDO).click()
    expect(ada.page.get_by_text("Overlaps")).to_have_count(2)


def test_fill_my_day_with_two_interests_tuesday_only(planner, sample, title):
    ada = planner().open(plan=address_of(sample, "KN-2"))
    interests = ada.page.get_by_role("textbox", name=words.INTERESTS)
    interests.fill("forecasting hospital demand\ndashboards nobody reads")
    interests.blur()
    ada.page.wait_for_url(lambda url: url.count("for=") == 2)
    expect(ada.page.locator(".sf-free").first).to_contain_text("Best for “")
    ada.button(words.FILL).click()
    proposed = ada.page.locator("h2", has_text="Proposed").locator("xpath=..")
    expect(proposed.locator("h3.sf-day-name")).to_have_text(["Tuesday 11 May"])
    rows = proposed.locator("ol.sf-day > li")
    first = rows.first.locator("h3").text_content()
    count = rows.count()
    assert count >= 3
    expect(proposed).to_contain_text("for “forecasting hospital demand”")
    expect(proposed).to_contain_text("for “dashboards nobody reads”")
    ada.look("filled")

    # One of them is declined, and may come back.
    ada.button(words.NOT_THIS, first).click()
    expect(proposed).to_contain_text(words.DECLINED)
    expect(rows.locator("h3").filter(has_text=first)).to_have_count(0)
    ada.button(words.ALLOW, first).click()
    expect(rows.locator("h3").first).to_have_text(first)

    # All are added, and taken back at one click.
    titles = rows.locator("h3").all_text_contents()
    ada.button(words.ADD_ALL.format(count=count)).click()
    ada.has(title("KN-2"), *titles)
    expect(ada.page.get_by_text("Overlaps")).to_have_count(0)
    expect(ada.days).to_have_text(["Tuesday 11 May", "Wednesday 12 May", "Thursday 13 May"])
    ada.look("accepted")
    ada.button(words.UNDO_ADDED).click()
    ada.has(title("KN-2"))


def test_stars_that_overlap_are_to_be_decided_before_the_day_is_filled(planner, sample, title):
    ada = planner().open(plan=address_of(sample, "HC-03", "EC-11"))
    ada.button(words.FILL).click()
    expect(ada.page.get_by_text(words.UNDECIDED).last).to_be_visible()
    ada.look("undecided")
    ada.button(words.REMOVE, title("EC-11")).click()
    expect(ada.page.get_by_text(words.UNDECIDED)).to_have_count(0)
    ada.has(title("HC-03"))


def test_open_my_plan_on_a_second_browser_from_the_link(planner, sample, title):
    ada = planner().open(plan=address_of(sample, "KN-2", "HC-17"))
    ada.page.get_by_text(words.PHONE, exact=True).click()
    expect(ada.page.get_by_role("img", name=words.QR)).to_be_visible()
    ada.look("phone")
    link = ada.page.get_by_test_id("stCode").first.inner_text().strip()
    assert link.startswith(f"{ada.visit.server.url}/plan?plan=1")
    assert link.endswith(f"&programme={SAMPLE}")
    phone = planner(viewport={"width": 360, "height": 740}).open(link)
    phone.has(title("KN-2"), title("HC-17"))
    phone.keeps()
    assert phone.kept()["titles"]["HC-17"] == title("HC-17")


def test_a_reload_keeps_the_plan_and_so_does_coming_back_without_the_link(planner, sample, title):
    ada = planner().open(plan=address_of(sample, "KN-2"))
    ada.page.get_by_role("button", name=f"{words.ADD}: ").first.click()
    expect(ada.page.locator("[data-act=remove]")).to_have_count(2)
    ada.keeps()
    kept = ada.page.locator(".sf-day > li:has([data-act=remove]) h3").all_text_contents()
    ada.reload()
    ada.has(*kept)
    ada.page.goto("about:blank")
    ada.open()
    ada.has(*kept)


def served(server, slug):
    """Wait until a conference that has just been put there is served."""
    until(lambda: slug in httpx.get(f"{server.url}/api/programmes", timeout=30).text, f"serving {slug}")


def test_a_session_i_starred_was_moved_and_another_taken_out_and_i_am_told(browser, desk, sample, title):
    slug = "jetty-2027"
    place = desk.data / slug
    place.mkdir()
    for name in ("about.toml", "programme.csv"):  # as it ships: other tests change what this server has
        shutil.copy(ROOT / "data" / SAMPLE / name, place / name)
    file = place / "programme.csv"
    served(desk, slug)
    with planners(browser, desk) as arrive:
        ada = arrive()
        ada.open(f"{desk.url}/plan?programme={slug}&plan={address_of(sample, 'HC-17', 'KN-2', 'CP-12')}")
        ada.has(title("HC-17"), title("KN-2"), title("CP-12"))
        ada.keeps(slug)
        text = file.read_text("utf-8")
        moved = text.replace(
            "Ribeira Hall,2027-05-13T11:15,2027-05-13T11:55", "Dock 4,2027-05-12T11:15,2027-05-12T11:55"
        )
        assert moved != text
        gone = re.sub(r"^CP-12,", "CP-99,", moved, flags=re.MULTILINE)
        assert gone != moved
        file.with_suffix(".new").write_text(gone, "utf-8")
        file.with_suffix(".new").replace(file)
        there = f"{desk.url}/api/sessions/HC-17?programme={slug}"
        until(lambda: httpx.get(there, timeout=30).json().get("room") == "Dock 4", "serving what was moved")
        ada.reload()
        news = ada.page.locator(".sf-news")
        expect(news).to_contain_text(f"{title('HC-17')}: Thu 13 May, 11:15 → Wed 12 May, 11:15, and now in Dock 4")
        expect(news).to_contain_text(f"“{title('CP-12')}” is no longer in the programme.")
        ada.look("moved")
        ada.button(words.NOTED).click()
        expect(news).to_have_count(0)
        ada.has(title("HC-17"), title("KN-2"))
        ada.reload()
        ada.has(title("HC-17"), title("KN-2"))
        expect(news).to_have_count(0)


@pytest.mark.parametrize(
    ("answer", "left"),
    [(shared.TAKE_LINKS, ["HC-17"]), (shared.TAKE_BROWSERS, ["KN-2"]), (shared.TAKE_BOTH, ["HC-17", "KN-2"])],
)
def test_where_link_and_browser_hold_two_plans_i_am_asked(planner, sample, title, answer, left):
    ada = planner().open(plan=address_of(sample, "KN-2"))
    ada.keeps()
    ada.open(plan=address_of(sample, "HC-17"))
    expect(ada.page.get_by_text(shared.TWO_PLANS.format(link=1, browser=1))).to_be_visible()
    assert list(ada.kept()["titles"]) == ["KN-2"]
    if answer == shared.TAKE_BOTH:
        ada.look("two-plans")
    ada.button(answer).click()
    ada.has(*map(title, left))
    expect(ada.button(answer)).to_have_count(0)
    ada.reload()
    ada.has(*map(title, left))


def test_a_colleague_s_plan_stands_beside_mine(planner, sample, title):
    bo = planner().open(plan=address_of(sample, "HC-17", "ML-05", "KN-2"))
    bo.page.get_by_text(words.SHARE, exact=True).click()
    bo.page.get_by_role("textbox", name=words.SHARE_NAME).fill("Bo <i>")
    bo.page.get_by_role("textbox", name=words.SHARE_NAME).press("Enter")
    code = bo.page.get_by_test_id("stCode").first
    expect(code).to_contain_text("from=Bo")
    link = code.inner_text().strip()

    ada = planner()
    ada.open(plan=address_of(sample, "HC-17", "CF-03"))
    ada.keeps()
    ada.open(link)
    expect(ada.page.get_by_role("heading", name="The plan of Bo <i> next to yours")).to_be_visible()
    both, theirs, mine = (ada.row(title(name)) for name in ("HC-17", "ML-05", "CF-03"))
    expect(both).to_contain_text(words.BOTH)
    expect(theirs).to_contain_text(words.ONLY_THEIRS)
    expect(mine).to_contain_text(words.ONLY_MINE)
    expect(ada.page.get_by_text("You are both free, 16:40–17:30")).to_have_count(1)
    ada.look("beside")
    assert theirs.bounding_box()["x"] < mine.bounding_box()["x"]
    ada.button(words.ADD, title("ML-05")).click()
    expect(theirs).to_contain_text(words.BOTH)
    ada.button(words.ADD_THEIRS).click()
    expect(ada.page.get_by_text(words.COMMON.format(common=3, theirs=0, mine=1))).to_be_visible()
    ada.button(words.BACK).click()
    ada.has(*map(title, ("HC-17", "CF-03", "ML-05", "KN-2")))
    assert "theirs=" not in ada.page.url


def test_an_empty_plan_leads_to_the_find_page(planner):
    ada = planner().open()
    ada.look("empty")
    ada.page.get_by_role("link", name=words.TO_FIND).click()
    expect(ada.visit.box).to_be_visible()


def test_the_interest_that_was_searched_for_is_taken_along(planner, title):
    ada = planner()
    ada.search_and_star(title("KN-2"))
    ada.visit.box.fill("FHIR")
    ada.page.wait_for_url(lambda url: "FHIR" in url)
    expect(ada.visit.cards).to_have_count(3)
    ada.to_plan()
    expect(ada.page.get_by_role("textbox", name=words.INTERESTS)).to_have_value("FHIR")
    expect(ada.page.locator(".sf-free").filter(has_text="Best for “FHIR”").first).to_be_visible()
