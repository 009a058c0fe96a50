"""Words of a query with their places, phrases of words, and what stands beside them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.query.tokens import MASK, PhraseTable, Token, View, token_words, tokens


def test_words_are_folded_and_keep_their_places():
    assert tokens("Łódź, C++ at_9") == [
        Token(0, 4, "lodz"), Token(6, 7, "c"), Token(10, 12, "at"), Token(13, 14, "9"),
    ]  # fmt: skip


def test_each_kana_and_kanji_is_a_word():
    assert token_words("SQLの地図") == ("sql", "の", "地", "図")


@given(st.text(max_size=40))
def test_places_of_words_are_in_order_and_hold_no_space(text):
    found = tokens(text)
    assert [token.start for token in found] == sorted({token.start for token in found})
    assert all(token.start < token.end and not any(map(str.isspace, text[token.start : token.end])) for token in found)


def test_phrases_are_found_where_they_begin_the_longest_first():
    table = PhraseTable([("machine", 1), ("Machine Learning", 2), ("learning", 3), ("?!", 4)])
    said = token_words("on machine learning")
    assert [list(table.at(said, place)) for place in range(4)] == [[], [(2, 2), (1, 1)], [(1, 3)], []]


def test_phrases_are_found_where_they_end_the_longest_first():
    table = PhraseTable([("in the", 1), ("the", 2), ("far in the", 3)])
    said = token_words("in the room")
    assert [list(table.before(said, place)) for place in range(4)] == [[], [], [(2, 1), (1, 2)], []]


def test_a_phrase_at_the_end_of_the_words_is_not_found_when_it_is_cut():
    assert list(PhraseTable([("machine learning", 1)]).at(("machine",), 0)) == []


@pytest.mark.parametrize(
    ("text", "sorts"),
    [
        ("graphs on Tuesday talks", ["content", "joint", "content", "session"]),
        ("what should I see?", ["asking", "asking", "asking", "asking"]),
        ("no maps of Rome", ["content", "content", "content", "content"]),
        ("mit Karten für alle", ["joint", "content", "joint", "asking"]),
        ("地図について", ["content", "content", "joint", "joint", "joint", "joint"]),
    ],
)
def test_each_word_has_a_sort(text, sorts):
    assert View(text).sorts == sorts


@pytest.mark.parametrize(
    ("text", "parted"),
    [
        ("a b", [True, False, True]),
        ("a, b", [True, True, True]),
        ("a - b", [True, True, True]),
        ("a-b", [True, False, True]),
        ("a. b", [True, True, True]),
        ("3.12", [True, False, True]),
        ("地 図", [True, True, True]),
        ("a 図", [True, False, True]),
        ("", [True]),
    ],
)
def test_separators_part_words(text, parted):
    view = View(text)
    assert [view.parted(place) for place in range(len(view.said) + 1)] == parted


@pytest.mark.parametrize(("text", "joined"), [("lock-in", True), ("lock in", False), ("a/b", True), ("a, b", False)])
def test_a_sign_without_spaces_joins_words(text, joined):
    assert View(text).hyphen(1) is joined


def test_masking_keeps_places_and_takes_words_away():
    view = View("maps on Tuesday, SQL").masked([(5, 15, False)])
    assert (view.text, view.said) == (f"maps {MASK * 10}, SQL", ["maps", "sql"])
    assert [token.start for token in view.tokens] == [0, 17]
    assert (view.parted(1), view.ends_at(1), view.names_sessions) == (True, True, False)


def test_a_masked_word_for_sessions_still_stands_beside_its_neighbours():
    view = View("beginner workshops").masked([(9, 18, True)])
    assert (view.names_sessions, view.beside_sessions(0, 1), view.kind_between(1)) == (True, True, True)
    other = View("beginner workshops").masked([(9, 18, False)])
    assert (other.names_sessions, other.beside_sessions(0, 1)) == (False, False)


def test_what_is_masked_twice_stays_masked():
    view = View("one two three").masked([(0, 3, True)]).masked([(4, 7, False)])
    assert (view.text, view.said, view.names_sessions) == ("||| ||| three", ["three"], True)


@pytest.mark.parametrize(
    ("text", "word", "span"),
    [("on C++ now", 1, (3, 6)), ("on .NET", 1, (3, 7)), ("#rust", 0, (0, 5)), ("a.b", 1, (2, 3)), ("C#", 0, (0, 2))],
)
def test_signs_that_belong_to_a_word_are_part_of_its_span(text, word, span):
    view = View(text)
    assert view.with_signs(*view.span(word, word + 1)) == span


@given(st.text(alphabet="ab 地,", max_size=12), st.integers(0, 12))
def test_the_number_of_words_before_a_place_is_counted(text, place):
    assert View(text).index_at(place) == sum(token.start < place for token in tokens(text))


def test_no_word_of_a_subject_stands_before_what_leads():
    view = View("the talks on graphs please")
    assert [view.leads(place) for place in range(6)] == [True, True, True, True, False, False]
    assert [view.ends(place) for place in range(6)] == [False, False, False, False, True, True]


def test_a_phrase_is_free_beside_small_words_and_bound_beside_content():
    view = View("deep sql for banks")
    assert (view.free_left(1), view.free_right(2), view.free_left(3), view.free_right(3)) == (False, True, True, False)
