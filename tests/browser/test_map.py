"""The map in a real browser: points to click, stars, what a search marks; on a phone and a desktop, light and dark."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from visits import SAMPLE

from session_finder.web.i18n.texts import find_messages, map_messages

from .test_look import keep, too_faint, too_wide


def open_map(visit, **address):
    visit.go(programme=SAMPLE, **address)
    visit.page.goto(f"{visit.server.url}/map?programme={SAMPLE}" + "".join(f"&{k}={v}" for k, v in address.items()))
    expect(picture(visit)).to_be_visible()
    visit.complaints.clear()  # below a page's own address Streamlit first looks for its server, in vain
    return visit


def picture(visit):
    return visit.page.locator(".vega-embed .marks")


def listed(visit):
    return visit.page.locator("details.sf-area")


def find_a_point(visit):
    """Move over the picture until a point tells what it is; returns the session's title."""
    picture(visit).scroll_into_view_if_needed()
    visit.page.wait_for_timeout(500)
    box = picture(visit).bounding_box()
    told = visit.page.locator("#vg-tooltip-element.visible")
    for down in range(60, 380, 9):
        for across in range(30, int(box["width"]) - 30, 9):
            visit.page.mouse.move(box["x"] + across, box["y"] + down)
            if told.count():
                title = told.locator("td.value").first.inner_text()
                return title, (box["x"] + across, box["y"] + down)
    pytest.fail("No point was found under the mouse.")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_map_list_and_marks_fit_and_can_be_read(visitor, server, width, scheme):
    visit = open_map(visitor(width, 900 if width > 400 else 740, scheme), q="graphs")
    expect(visit.page.get_by_text(map_messages.RESULT.format(place=1))).to_be_visible()
    for place in (1, 2, 3):
        expect(visit.page.get_by_text(map_messages.RESULT.format(place=place), exact=True)).to_have_count(1)
    visit.page.wait_for_timeout(500)
    keep(visit.page, f"{scheme}-{width}-map")
    assert too_wide(visit) == []
    assert too_faint(visit) == []


def test_a_click_on_a_point_shows_its_card_and_the_star_there_is_seen_on_chart_and_find_page(visitor, server):
    visit = open_map(visitor(1280, 1100))
    before = picture(visit).screenshot()
    title, place = find_a_point(visit)
    visit.page.mouse.click(*place)
    expect(visit.titles).to_have_text([title])
    visit.page.mouse.move(5, 5)
    star = visit.cards.get_by_role("button", name=f"{find_messages.STAR}: {title}")
    star.click()
    expect(star).to_have_attribute("aria-pressed", "true")
    expect(visit.page.get_by_text(map_messages.STARS)).to_be_visible()
    expect(visit.titles).to_have_text([title])  # the click's card stays
    assert picture(visit).screenshot() != before
    keep(visit.page, "map-card")
    visit.page.locator(".sf-pages").get_by_role("link", name=find_messages.FIND).click()
    visit.box.fill(title)
    expect(
        visit.cards.filter(has_text=title).get_by_role("button", name=f"{find_messages.STAR}: {title}")
    ).to_have_attribute("aria-pressed", "true")


def test_coming_nearer_with_the_wheel_outlasts_a_search_and_a_star(visitor, server):
    visit = open_map(visitor(1280, 1100))
    labels = visit.page.locator(".vega-embed .mark-text.role-mark").last.locator("text")
    first = labels.first.bounding_box()["x"]
    box = picture(visit).bounding_box()
    visit.page.mouse.move(box["x"] + 300, box["y"] + 200)
    visit.page.keyboard.down("Control")
    for _ in range(4):
        visit.page.mouse.wheel(0, -120)
    visit.page.keyboard.up("Control")
    visit.page.wait_for_timeout(1000)
    nearer = labels.first.bounding_box()["x"]
    assert nearer != first
    visit.page.get_by_role("searchbox", name=map_messages.SEARCH).fill("graphs")
    row = visit.page.locator("li", has_text=map_messages.RESULT.format(place=1))
    row.get_by_role("button").click()
    expect(row).to_contain_text(find_messages.STARRED)
    visit.page.wait_for_timeout(500)
    assert labels.first.bounding_box()["x"] == nearer


def test_what_was_typed_on_the_find_page_is_marked_on_the_map_and_the_other_way_round(visitor, server):
    visit = visitor().go(programme=SAMPLE, q="graphs")
    expect(visit.titles).to_have_text(server.titles("graphs"))
    visit.page.locator(".sf-pages").get_by_role("link", name=find_messages.MAP).click()
    box = visit.page.get_by_role("searchbox", name=map_messages.SEARCH)
    expect(box).to_have_value("graphs")
    first = server.titles("graphs")[0]
    expect(visit.page.locator("li", has_text=map_messages.RESULT.format(place=1))).to_contain_text(first)
    box.fill("nurses")
    expect(visit.page.locator("li", has_text=map_messages.RESULT.format(place=1))).to_contain_text(
        server.titles("nurses")[0]
    )
    visit.page.locator(".sf-pages").get_by_role("link", name=find_messages.FIND).click()
    expect(visit.box).to_have_value("nurses")


def test_by_keyboard_alone_a_session_of_the_list_is_reached_and_starred(visitor, server):
    visit = open_map(visitor())
    summary = listed(visit).first.locator("summary")
    summary.focus()
    visit.page.keyboard.press("Enter")
    star = listed(visit).first.get_by_role("button").first
    expect(star).to_be_visible()
    star.focus()
    visit.page.keyboard.press("Enter")
    expect(listed(visit).first.locator('[aria-pressed="true"]')).to_have_count(1)
    expect(listed(visit).first).to_contain_text(find_messages.STARRED)


def test_a_link_of_the_list_leads_to_the_sessions_page(visitor, server):
    visit = open_map(visitor(), q="graphs")
    row = visit.page.locator("li", has_text=map_messages.RESULT.format(place=1))
    row.get_by_role("link").click()
    visit.page.wait_for_url("**/programme?*session=*")
