"""The page in a real browser: typing, links, cards, more of them, the programmes, and the keyboard alone."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import hostile
import httpx
from playwright.sync_api import expect
from visits import Visit

from session_finder.timetable.time_format import when
from session_finder.web.i18n.texts import find_messages

# What a visitor sees from one frame to the next: how many cards, what is in the box, and whether it has the focus.
WATCH = """() => {
  window.seen = [];
  const look = () => {
    const box = document.querySelector('input[type="search"]');
    window.seen.push([document.querySelectorAll('article').length, box && box.value, document.activeElement === box]);
    requestAnimationFrame(look);
  };
  look();
}"""


def in_address(visit, name="q"):
    return parse_qs(urlsplit(visit.page.url).query).get(name, [None])[0]


def test_typing_alone_brings_the_three_that_the_finder_finds_and_writes_them_into_the_address(visit, server):
    expect(visit.box).to_be_focused()
    visit.page.keyboard.type("Health Analytics?")
    expect(visit.titles).to_have_text(server.titles("Health Analytics?"))
    expect(visit.page.get_by_text(find_messages.RESULTS, exact=True)).to_be_visible()
    visit.page.wait_for_url(re.compile(r"[?&]q=Health\+Analytics%3F(&|$)"))


def test_searches_interrupted_by_the_next_key_end_with_the_right_answer_and_never_flicker(visit, server):
    expect(visit.box).to_be_focused()
    visit.page.keyboard.type("graph")
    expect(visit.cards).to_have_count(3)
    visit.page.evaluate(WATCH)
    visit.page.keyboard.type(" neural net", delay=310)  # each key just after the pause that starts a search
    expect(visit.titles).to_have_text(server.titles("graph neural net"))
    expect(visit.box).to_have_value("graph neural net")
    assert in_address(visit) == "graph neural net"
    seen = visit.page.evaluate("window.seen")
    assert {count for count, _, _ in seen} == {3}
    assert all(focused for _, _, focused in seen)
    values = list(dict.fromkeys(value for _, value, _ in seen))
    assert values == sorted(values, key=len), "a letter that was typed went away again"


def test_a_link_with_an_interest_brings_its_answer_and_a_new_interest_replaces_it_in_the_address(visitor, server):
    visit = visitor().go(q="Health Analytics?")
    expect(visit.box).to_have_value("Health Analytics?")
    expect(visit.titles).to_have_text(server.titles("Health Analytics?"))
    visit.box.fill("privacy & law 100%")
    expect(visit.titles).to_have_text(server.titles("privacy & law 100%"))
    assert in_address(visit) == "privacy & law 100%"


def test_a_shared_link_shows_a_second_visitor_the_same(visit, visitor):
    visit.box.fill("C++ & #1 \u00e9t\u00e9 \u062a")
    expect(visit.cards).to_have_count(3)
    expect(visit.page).to_have_url(re.compile("q="))
    other = visitor()
    other.page.goto(visit.page.url)
    expect(other.box).to_have_value("C++ & #1 \u00e9t\u00e9 \u062a")
    expect(other.titles).to_have_text(visit.titles.all_inner_texts())


def test_an_example_fills_box_and_address_and_back_leads_to_the_examples(visit, server):
    example = visit.page.get_by_role("button", name="moving from analyst to team lead", exact=True)
    example.click()
    expect(visit.titles).to_have_text(server.titles("moving from analyst to team lead"))
    expect(visit.box).to_have_value("moving from analyst to team lead")
    assert in_address(visit) == "moving from analyst to team lead"
    visit.page.go_back()
    expect(visit.box).to_have_value("")
    expect(visit.cards).to_have_count(0)
    expect(example).to_be_visible()


def test_on_a_phone_a_tapped_example_raises_no_keyboard_over_its_answer(browser, server):
    phone = browser.new_context(locale="en-GB", viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    visit = Visit(phone.new_page(), server).go()
    visit.page.get_by_role("button", name="FHIR", exact=True).tap()
    expect(visit.cards).to_have_count(3)
    expect(visit.page.get_by_text(find_messages.TRY)).to_have_count(0)
    assert visit.page.evaluate("document.activeElement.tagName") == "BODY"
    phone.close()


def test_clearing_the_box_brings_the_examples_back_and_empties_the_address(visit):
    visit.box.fill("graphs")
    expect(visit.cards).to_have_count(3)
    visit.box.fill("")
    expect(visit.cards).to_have_count(0)
    expect(visit.page.get_by_role("button", name="FHIR", exact=True)).to_be_visible()
    assert in_address(visit) is None


def test_a_card_says_all_that_an_attendee_needs(visitor, server, sample):
    visit = visitor().go(q="Health Analytics?")
    answer = httpx.get(f"{server.url}/api/search", params={"q": "Health Analytics?"}).json()["sessions"][0]
    session = sample.by_id[answer["id"]]
    card = visit.cards.first
    expect(card.get_by_role("heading", level=2)).to_have_text(session.title)
    expect(card).to_contain_text(f"{when(session)} · {session.room}")
    assert re.match(r"(Tue|Wed|Thu) 1[123] May, \d\d:\d\d–\d\d:\d\d WEST$", when(session))
    expect(card).to_contain_text(", ".join(session.speakers))
    chips = [fact for fact in (session.track, session.level, session.format) if fact]
    expect(card.locator(".sf-chip")).to_have_text(chips)
    expect(card).to_contain_text(find_messages.CLOSENESS[answer["closeness"]])
    bar = card.get_by_role("meter", name=find_messages.HOW_CLOSE)
    assert 0 < float(bar.get_attribute("value")) <= 100
    assert bar.bounding_box()["width"] > 40


def test_the_whole_abstract_unfolds(visitor, server, sample):
    visit = visitor().go(q="Health Analytics?")
    best = server.titles("Health Analytics?")[0]
    session = next(session for session in sample.sessions if session.title == best)
    card = visit.cards.first
    last_words = " ".join(session.abstract.split()[-5:])
    expect(card.get_by_text(last_words)).to_be_hidden()
    card.get_by_text(find_messages.ABSTRACT).click()
    expect(card.get_by_text(last_words)).to_be_visible()
    assert " ".join(session.abstract.split()) in " ".join(card.inner_text().split())


def test_show_more_continues_the_list_and_a_new_interest_begins_at_three_again(visitor, server):
    visit = visitor().go(q="graphs")
    thirteen = server.titles("graphs", 13)
    expect(visit.titles).to_have_text(thirteen[:3])
    visit.more.click()
    expect(visit.titles).to_have_text(thirteen[:8])
    visit.more.click()
    expect(visit.titles).to_have_text(thirteen)
    visit.box.fill("privacy")
    expect(visit.titles).to_have_text(server.titles("privacy"))


def test_an_unfolded_abstract_stays_so_when_more_is_shown(visitor, server):
    visit = visitor().go(q="Health Analytics?")
    visit.cards.first.get_by_text(find_messages.ABSTRACT).click()
    visit.more.click()
    expect(visit.cards).to_have_count(8)
    expect(visit.cards.first.locator("details")).to_have_attribute("open", "")


def test_everything_can_be_done_by_keyboard_alone(visit, server):
    keyboard = visit.page.keyboard
    focused = visit.page.locator(":focus")
    expect(visit.box).to_be_focused()
    keyboard.press("Tab")
    expect(focused).to_have_text(find_messages.FILTERS)
    keyboard.press("Tab")
    expect(focused).to_have_text("Health Analytics?")
    keyboard.press("Enter")
    eight = server.titles("Health Analytics?", 8)
    expect(visit.titles).to_have_text(eight[:3])
    expect(visit.box).to_be_focused()  # the example's button is gone
    keyboard.press("Tab")
    expect(focused).to_have_text(find_messages.FILTERS)
    for number in range(3):
        keyboard.press("Tab")
        expect(focused).to_have_text(eight[number])
        for _ in range(visit.cards.nth(number).locator(".sf-chip").count() + 1):
            keyboard.press("Tab")
        expect(focused).to_have_text(find_messages.ABSTRACT)
        expect(visit.cards.nth(number).locator(":focus")).to_have_count(1)
        if number == 2:
            keyboard.press("Enter")
            expect(visit.cards.nth(2).locator("details")).to_have_attribute("open", "")
        for name in (find_messages.STAR, find_messages.SIMILAR, find_messages.UP, find_messages.DOWN):
            keyboard.press("Tab")
            expect(focused).to_have_accessible_name(f"{name}: {eight[number]}")
    for _ in range(20):
        keyboard.press("Tab")
        if visit.more.evaluate("button => button === document.activeElement"):
            break  # behind the pick from another track
    expect(visit.more).to_be_focused()
    keyboard.press("Enter")
    expect(visit.titles).to_have_text(eight)
    expect(visit.more).to_be_focused()


def test_enter_in_the_box_searches_at_once_and_keeps_the_cursor_there(visit, server):
    expect(visit.box).to_be_focused()
    visit.page.keyboard.type("graphs")
    visit.page.keyboard.press("Enter")
    expect(visit.titles).to_have_text(server.titles("graphs"))
    expect(visit.box).to_be_focused()


def test_choosing_a_programme_searches_it_keeps_the_interest_and_can_be_shared_and_taken_back(visit, server):
    visit.box.fill("script")
    expect(visit.titles).to_have_text(server.titles("script"))
    chooser = visit.page.get_by_role("combobox", name=find_messages.CHOOSE_PROGRAMME)
    chooser.focus()
    chooser.select_option(hostile.NAME)
    expect(visit.titles).to_have_text(server.titles("script", programme=hostile.SLUG))
    expect(chooser).to_be_focused()
    expect(visit.box).to_have_value("script")
    assert (in_address(visit), in_address(visit, "programme")) == ("script", hostile.SLUG)
    visit.page.reload()
    expect(visit.titles).to_have_text(server.titles("script", programme=hostile.SLUG))
    visit.page.go_back()
    expect(visit.titles).to_have_text(server.titles("script"))


def test_an_unknown_programme_in_the_address_is_told_and_searching_goes_on(visitor, server):
    visit = visitor().go(programme="fosdem-1999", q="graphs")
    expect(visit.page.get_by_role("alert")).to_have_text(re.compile(re.escape(find_messages.NO_SUCH_PROGRAMME)))
    expect(visit.titles).to_have_text(server.titles("graphs"))
