"""Filters, what is on now, the way back from another page, and the page inside a conference's own site."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from browser.test_look import keep, too_faint, too_wide
from session_finder.web.i18n.texts import find_messages

CHIPS = '[data-act="drop"]'


def in_address(visit):
    return {name: values for name, values in parse_qs(urlsplit(visit.page.url).query).items() if name != "programme"}


def unfold(visit):
    visit.page.locator(".sf-filters summary").click()


def test_filters_narrow_the_answer_stand_in_the_address_and_are_taken_back(visitor, server):
    visit = visitor().go(q="graphs")
    expect(visit.titles).to_have_text(server.titles("graphs"))
    unfold(visit)
    visit.page.get_by_role("checkbox", name="Wed 12 May").check()
    expect(visit.page.locator(CHIPS)).to_have_text(["Day: Wed 12 May ×"])
    visit.page.wait_for_url(re.compile("day=2027-05-12"))
    expect(visit.page.get_by_role("checkbox", name="Wed 12 May")).to_be_focused()
    visit.page.get_by_role("combobox", name=find_messages.FILTER_NAMES["begin"]).select_option("14:00")
    expect(visit.page.locator(CHIPS)).to_have_text(["Day: Wed 12 May ×", "From: 14:00 ×"])
    asked = {"q": "graphs", "day": "2027-05-12", "from": "14:00"}
    answer = httpx.get(f"{server.url}/api/search", params=asked, timeout=60).json()
    found = [session["title"] for session in answer["sessions"]]
    expect(visit.titles).to_have_text(found)
    assert in_address(visit) == {name: [value] for name, value in asked.items()}
    assert all("Wed 12 May" in card for card in visit.cards.all_inner_texts())
    visit.page.go_back()
    expect(visit.page.locator(CHIPS)).to_have_text(["Day: Wed 12 May ×"])
    visit.page.go_forward()
    expect(visit.titles).to_have_text(found)
    visit.page.reload()
    expect(visit.titles).to_have_text(found)
    visit.page.locator(CHIPS).first.click()
    expect(visit.page.locator(CHIPS)).to_have_text(["From: 14:00 ×"])
    visit.page.locator(CHIPS).first.click()
    expect(visit.page.locator(CHIPS)).to_have_count(0)
    expect(visit.titles).to_have_text(server.titles("graphs"))
    assert in_address(visit) == {"q": ["graphs"]}


def test_a_tag_leads_to_the_sessions_that_share_it_and_is_taken_off_like_any_filter(visitor, server):
    visit = visitor()
    visit.page.goto(f"{server.url}/programme?session=HC-17")
    expect(visit.page.get_by_role("link", name="privacy", exact=True)).to_be_visible()
    visit.complaints.clear()  # below a page's own address Streamlit first looks for its server, in vain
    visit.page.get_by_role("link", name="privacy", exact=True).click()
    expect(visit.page.locator(CHIPS)).to_have_text(["Tag: privacy ×"])
    assert in_address(visit) == {"tag": ["privacy"]}
    expect(visit.box).to_have_value("")
    visit.page.locator(CHIPS).click()
    expect(visit.page.locator(CHIPS)).to_have_count(0)
    assert in_address(visit) == {}


def test_filters_that_the_panel_does_not_offer_are_taken_off_one_by_one(visitor, server):
    visit = visitor().go(q="health", code="hc-01", at="10:10", longer="30", exclude="neo4j")
    faces = ["HC-01 ×", "at 10:10 ×", "at least 30 min ×", "without neo4j ×"]
    expect(visit.page.locator(CHIPS)).to_have_text(faces)
    for gone in range(1, len(faces) + 1):
        visit.page.locator(CHIPS).first.click()
        expect(visit.page.locator(CHIPS)).to_have_text(faces[gone:])
    assert in_address(visit) == {"q": ["health"]}


def test_several_values_of_one_filter_are_any_of_them_and_clear_all_takes_all_out(visitor, server):
    visit = visitor().go()
    unfold(visit)
    visit.page.get_by_role("checkbox", name="Data Platforms").check()
    expect(visit.page.locator(CHIPS)).to_have_count(1)
    visit.page.get_by_role("checkbox", name="Health and Care").check()
    expect(visit.page.locator(CHIPS)).to_have_count(2)
    expect(visit.page.get_by_text(find_messages.LEFT.format(count=37, all=150))).to_be_visible()
    visit.page.get_by_role("button", name=find_messages.CLEAR_FILTERS).click()
    expect(visit.page.locator(CHIPS)).to_have_count(0)
    assert in_address(visit) == {}


def test_a_dead_end_names_its_way_out(visitor, server):
    visit = visitor().go(q="graphs", format="keynote", room="Dock 4")
    expect(visit.page.get_by_text(find_messages.NOTHING_LEFT)).to_be_visible()
    expect(visit.cards).to_have_count(0)
    visit.page.locator('[data-act="loosen"]').first.click()
    expect(visit.cards).to_have_count(3)
    assert in_address(visit) == {"q": ["graphs"], "room": ["Dock 4"]}


@pytest.mark.parametrize("way", ["back", "navigation"])
def test_whoever_comes_back_from_another_page_finds_what_they_looked_for(visitor, server, way):
    visit = visitor().go(q="graphs", day="2027-05-12", like="HC-17")
    expect(visit.cards).to_have_count(3)
    found = visit.titles.all_inner_texts()
    visit.page.get_by_role("link", name=find_messages.MAP).click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(find_messages.MAP)
    if way == "back":
        visit.page.go_back()
    else:
        visit.page.get_by_role("link", name=find_messages.FIND, exact=True).click()
    expect(visit.titles).to_have_text(found)
    expect(visit.box).to_have_value("graphs")
    visit.page.wait_for_url(re.compile("q=graphs"))
    assert in_address(visit) == {"q": ["graphs"], "day": ["2027-05-12"], "like": ["HC-17"]}


def test_an_emptied_box_stays_empty_after_another_page(visitor, server):
    visit = visitor().go(q="graphs")
    expect(visit.cards).to_have_count(3)
    visit.box.fill("")
    expect(visit.cards).to_have_count(0)
    visit.page.get_by_role("link", name=find_messages.MAP).click()
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(find_messages.MAP)
    visit.page.go_back()
    expect(visit.box).to_have_value("")
    expect(visit.page.get_by_text(find_messages.TRY)).to_be_visible()


def test_what_fits_my_plan_can_be_asked_for_once_there_is_one(visitor, server):
    visit = visitor().go(q="graphs")
    visit.page.get_by_role("button", name=re.compile(f"^{find_messages.STAR}: ")).first.click()
    unfold(visit)
    best = server.titles("graphs")[0]
    expect(visit.titles.first).to_have_text(best)
    visit.page.get_by_role("checkbox", name=find_messages.FILTER_NAMES["unplanned"]).check()
    expect(visit.titles.filter(has_text=best)).to_have_count(0)
    visit.page.get_by_role("checkbox", name=find_messages.FILTER_NAMES["fitting"]).check()
    expect(visit.page.locator(CHIPS)).to_have_count(2)
    visit.page.wait_for_url(re.compile("only=fitting.*plan=|plan=.*only=fitting"))
    visit.page.evaluate("localStorage.clear()")


def test_now_and_next_are_told_on_arrival(visitor, server):
    visit = visitor().go()
    expect(visit.page.get_by_role("heading", name=find_messages.ON_NOW.format(time="08:40"))).to_be_visible()
    expect(visit.page.get_by_role("heading", name=find_messages.UP_NEXT)).to_be_visible()
    visit.box.fill("graphs")
    expect(visit.page.get_by_role("heading", name=find_messages.UP_NEXT)).to_have_count(0)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_filters_can_be_read_and_fit(visitor, server, width, scheme):
    visit = visitor(width, 900 if width > 400 else 740, scheme).go(q="graphs", day="2027-05-12", track="Data Platforms")
    expect(visit.page.locator(CHIPS)).to_have_count(2)
    unfold(visit)
    keep(visit.page, f"{scheme}-{width}-filters")
    assert too_wide(visit) == []
    assert too_faint(visit) == []


@pytest.mark.parametrize("width", [360, 700])
def test_inside_a_conference_s_own_site_the_page_has_no_second_title_and_fits(visitor, server, width):
    visit = visitor(width, 740).go(embed="true", q="graphs")
    expect(visit.titles).to_have_text(server.titles("graphs"))
    expect(visit.page.get_by_role("heading", level=1)).to_have_count(0)
    keep(visit.page, f"embedded-{width}")
    assert too_wide(visit) == []
    visit.titles.first.get_by_role("link").click()
    visit.page.wait_for_url(re.compile(r"/programme\?.*session="))
    assert "embed=true" in visit.page.url
