"""How a session's abstract begins, where a list shows that."""

from __future__ import annotations

import re
from html import unescape

import pytest

from session_finder.domain.sessions import Session
from session_finder.web.sessions.session_items import ItemContext, item_html


def opening(abstract):
    """The paragraph below the facts, as it reads; "" without one."""
    text = item_html(Session("1", "Ropes", abstract), ItemContext(), opening=True)
    found = re.findall(r'<p class="sf-small" dir="auto">(.*?)</p>', text)
    assert len(found) <= 1
    return unescape(found[0]) if found else ""


def test_a_short_abstract_is_shown_whole_on_one_line():
    assert opening("How ropes\n\nhold.") == "How ropes hold."
    assert opening(" \n ") == ""


def test_a_long_one_ends_at_a_word():
    said = opening("rope " * 100)
    assert re.fullmatch(r"(rope )+…", said)
    assert 170 < len(said) < 185


def test_a_language_without_spaces_is_cut_anywhere():
    assert opening("縄" * 500) == f"{'縄' * 180} …"


@pytest.mark.parametrize("abstract", ["<b>Ropes</b> & knots", "<script>alert(1)</script>" * 20])
def test_what_looks_like_markup_is_text(abstract):
    text = item_html(Session("1", "Ropes", abstract), ItemContext(), opening=True)
    assert "<b>" not in text
    assert "<script" not in text
    assert abstract[:20] in unescape(text)


def test_a_list_that_was_not_asked_for_it_shows_none():
    assert "hold" not in item_html(Session("1", "Ropes", "How ropes hold."), ItemContext())


def test_a_cancelled_session_is_struck_through_and_has_a_star_only_to_take_it_away():
    cancelled = Session("1", "Ropes", format="Talk", cancelled=True)
    text = item_html(cancelled, ItemContext())
    assert "<s>Ropes</s></a>" in text
    assert '<span class="sf-kind" dir="auto">Cancelled</span>' in text
    assert "<button" not in text
    assert "<button" in item_html(cancelled, ItemContext(starred=frozenset({"1"})))
    assert "<s>" not in item_html(Session("1", "Ropes"), ItemContext())
