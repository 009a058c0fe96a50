"""Whatever visitors type and programmes hold is text: nothing breaks, nothing is run, nothing is fetched."""

from __future__ import annotations

import hostile
import pytest
from playwright.sync_api import expect

from session_finder.web.i18n.texts import find_messages

INTERESTS = {
    "one character": "R",
    "5,000 characters": "data from hospitals and what to do with it " * 116 + "and so on !!",
    "emoji": "🩺📊👩\u200d⚕️",
    "right to left": "تحليل البيانات الصحية",
    "script": "<script>document.title='owned'</script>",
    "picture": "![x](http://evil.example/q.png) <img src=http://evil.example/i.png>",
    "directive": ":red[loud] :material/home: :smile:",
    "formula": "$x$ $$\\frac{1}{2}$$",
    "quotes": "\"'`; DROP TABLE sessions; -- \\",
    "address": "http://evil.example/?q=1&programme=2#x",
}


@pytest.mark.parametrize("interest", INTERESTS.values(), ids=INTERESTS)
def test_any_interest_is_searched_from_the_box(open_visit, server, interest):
    open_visit.box.fill(interest)
    expect(open_visit.titles).to_have_text(server.titles(interest))
    expect(open_visit.box).to_have_value(interest)
    expect(open_visit.page).to_have_title("Find · Harbour Analytics Summit 2027")
    open_visit.check()


@pytest.mark.parametrize("name", ["5,000 characters", "script", "right to left"])
def test_any_interest_is_searched_from_the_address(visitor, server, name):
    interest = INTERESTS[name]
    visit = visitor().go(q=interest)
    expect(visit.box).to_have_value(interest)
    expect(visit.titles).to_have_text(server.titles(interest))


@pytest.mark.parametrize("nothing", ["   ", "\u200b", "\t"])
def test_an_interest_of_nothing_offers_the_examples(open_visit, nothing):
    open_visit.box.fill("graphs")
    expect(open_visit.cards).to_have_count(3)
    open_visit.box.fill(nothing)
    expect(open_visit.page.get_by_text(find_messages.TRY)).to_be_visible()
    expect(open_visit.cards).to_have_count(0)
    open_visit.check()


def test_a_programme_s_texts_are_shown_as_typed(visitor, server):
    visit = visitor().go(programme=hostile.SLUG, q="script")
    expect(visit.cards).to_have_count(3)
    visit.more.click()
    expect(visit.cards).to_have_count(5)
    expect(visit.page).to_have_title(f"Find · {hostile.NAME}")
    assert set(visit.titles.all_inner_texts()) == {
        hostile.SCRIPT_TITLE,
        hostile.RIGHT_TO_LEFT,
        hostile.NO_ABSTRACT,
        hostile.MARKDOWN_TITLE,
        "W" * 300,
    }
    script = visit.cards.filter(has_text="owned")
    for text in (hostile.SCRIPT_ABSTRACT, hostile.SPEAKER, hostile.TRACK, "advanced", hostile.ROOM):
        expect(script).to_contain_text(text)
    expect(script).to_contain_text("Tue 11 May, 10:00–10:40 UTC+05:45")
    assert visit.page.locator("article").locator("script, svg[onload], img, b, i, u, code, .katex").count() == 0
    links = visit.page.locator("article .sf-link a")
    assert links.evaluate_all("all => all.map(one => [one.getAttribute('href'), one.target, one.rel])") == [
        [hostile.ADDRESS, "_blank", "noopener noreferrer"]
    ]


def test_a_right_to_left_title_reads_from_the_right_and_a_missing_abstract_is_said(visitor, server):
    visit = visitor().go(programme=hostile.SLUG, q=hostile.RIGHT_TO_LEFT)
    title = visit.titles.filter(has_text=hostile.RIGHT_TO_LEFT)
    assert title.evaluate("title => getComputedStyle(title).direction") == "rtl"
    visit.box.fill(hostile.NO_ABSTRACT)
    without = visit.cards.filter(has_text=hostile.NO_ABSTRACT)
    expect(without).to_contain_text(find_messages.NO_ABSTRACT)
    expect(without).not_to_contain_text("None")


def test_a_conference_s_name_and_examples_are_shown_as_typed(visitor, server):
    visit = visitor().go(programme=hostile.SLUG)
    chooser = visit.page.get_by_role("combobox", name=find_messages.CHOOSE_PROGRAMME)
    expect(chooser).to_have_value(hostile.SLUG)
    expect(chooser.locator("option", has_text=hostile.NAME)).to_have_count(1)
    examples = visit.page.get_by_test_id("stMain").get_by_test_id("stBaseButton-secondary")
    expect(examples).to_have_text(list(hostile.EXAMPLES))
    examples.first.click()
    expect(visit.box).to_have_value(hostile.EXAMPLES[0])
    expect(visit.cards).to_have_count(3)
