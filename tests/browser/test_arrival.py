"""The first moments: before the server is ready, and how a visitor finds the page once it is."""

from __future__ import annotations

from playwright.sync_api import expect

from session_finder.web.i18n.texts import find_messages


def test_an_early_visitor_reads_what_the_page_waits_for_and_then_gets_the_answer_without_doing_anything(
    started, visitor
):
    assert not started.let_in_already  # conftest.py puts this file first
    early = visitor()
    early.page.goto(f"{started.url}/?q=Health+Analytics%3F")
    expect(early.page.get_by_text(find_messages.WARMING)).to_be_visible()
    expect(early.box).to_have_count(0)
    elsewhere = visitor()
    elsewhere.page.goto(started.url)
    expect(elsewhere.page.get_by_text(find_messages.WARMING)).to_be_visible()
    menu = elsewhere.page.get_by_role("button", name="Main menu")
    menu.focus()
    started.let_in()
    expect(early.cards).to_have_count(3, timeout=300_000)
    expect(early.page.get_by_text(find_messages.WARMING)).to_have_count(0)
    expect(early.box).to_have_value("Health Analytics?")
    expect(early.box).to_be_focused()
    expect(elsewhere.box).to_be_visible()
    expect(menu).to_be_focused()  # whoever has moved the focus meanwhile keeps it


def test_the_cursor_is_in_the_box_on_arrival(visit):
    expect(visit.box).to_be_focused()


def test_the_cursor_is_at_the_end_of_an_interest_that_came_with_the_address(visitor, server):
    visit = visitor().go(q="graph")
    expect(visit.box).to_be_focused()
    visit.page.keyboard.type("s")
    expect(visit.box).to_have_value("graphs")


def test_the_page_s_own_name_leads_to_it_with_the_interest(visitor, server):
    visit = visitor().go("/find", q="FHIR")
    expect(visit.cards).to_have_count(3)
    assert visit.page.url.startswith(f"{server.url}/?q=FHIR")


def test_an_unknown_page_is_told_as_such_and_the_search_is_there_all_the_same(visitor, server):
    visit = visitor().go("/nonsense", q="FHIR")
    expect(visit.page.get_by_role("dialog")).to_contain_text("Page not found")
    expect(visit.cards).to_have_count(3)
    visit.page.keyboard.press("Escape")
    expect(visit.page.get_by_role("dialog")).to_have_count(0)
    visit.box.fill("graphs")
    expect(visit.titles).to_have_text(server.titles("graphs"))
    visit.complaints.clear()  # Streamlit reports a page that does not exist as an error


def test_the_tab_names_the_page_and_its_icon_comes_from_our_own_server(visit):
    expect(visit.page).to_have_title("Find · Harbour Analytics Summit 2027")
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(find_messages.TITLE)
