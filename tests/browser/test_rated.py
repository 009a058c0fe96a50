"""More like this, thumbs up and down, and their way back."""

from __future__ import annotations

from playwright.sync_api import expect

from session_finder.web.i18n.texts import find_messages


def button(visit, label, title):
    return visit.page.get_by_role("button", name=f"{label}: {title}", exact=True)


def test_more_like_this_empties_the_box_and_brings_others(visitor, server):
    visit = visitor().go(q="Health Analytics?")
    best = server.titles("Health Analytics?")[0]
    button(visit, find_messages.SIMILAR, best).click()
    expect(visit.box).to_have_value("")
    expect(visit.page.locator(".sf-rated")).to_contain_text(best)
    expect(visit.titles).to_have_count(3)
    assert best not in visit.titles.all_text_contents()
    assert "like=" in visit.page.url
    visit.check()


def test_a_thumb_moves_the_list_and_undo_brings_the_old_one_back(visitor, server):
    visit = visitor().go(q="graphs")
    before = server.titles("graphs")
    expect(visit.titles).to_have_text(before)
    button(visit, find_messages.DOWN, before[0]).click()
    expect(visit.page.locator(".sf-rated")).to_contain_text(f"{find_messages.DISLIKED} {before[0]}")
    expect(visit.titles.filter(has_text=before[0])).to_have_count(0)
    expect(visit.box).to_have_value("graphs")
    button(visit, find_messages.UNDO, before[0]).click()
    expect(visit.titles).to_have_text(before)
    expect(visit.page.locator(".sf-rated")).to_have_count(0)
    visit.check()


def test_several_liked_sessions_are_enough_without_an_interest_and_a_link_brings_them_back(visitor, server):
    visit = visitor().go(q="graphs")
    first = server.titles("graphs")[0]
    button(visit, find_messages.UP, first).click()
    expect(visit.page.locator(".sf-rated li")).to_have_count(1)
    second = visit.titles.first.text_content()
    button(visit, find_messages.UP, second).click()
    expect(visit.page.locator(".sf-rated")).to_contain_text(second)
    visit.box.fill("")
    visit.page.wait_for_url(lambda url: "q=" not in url)
    expect(visit.page.locator("article mark")).to_have_count(0)
    found = visit.titles.all_text_contents()
    assert not {first, second} & set(found)
    visit.page.reload()
    expect(visit.titles).to_have_text(found)
    visit.page.get_by_role("button", name=find_messages.UNDO_ALL).click()
    expect(visit.page.get_by_text(find_messages.TRY)).to_be_visible()
    visit.check()


def test_whoever_undoes_by_keyboard_is_led_to_the_first_answer(visitor, server):
    visit = visitor().go(q="graphs")
    before = server.titles("graphs")
    button(visit, find_messages.DOWN, before[0]).press("Enter")
    undo = button(visit, find_messages.UNDO, before[0])
    undo.focus()
    undo.press("Enter")
    expect(visit.titles).to_have_text(before)
    expect(visit.titles.first).to_be_focused()
