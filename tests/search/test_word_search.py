"""Search by letters: what is found, what is marked, and that it is fast enough to follow the keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.sessions import Programme, Session
from session_finder.search.word_search import PhraseQuery, WordSearch
from session_finder.text.letters import search_form

SESSIONS = (
    Session("1", "Été à Łódź", "Graphs of hospital data.", speakers=("Zoë O'Brien",), track="Health", room="Hall 2"),
    Session("2", "GPT-4 and C++", "Straße, smørrebrød.", speakers=("Jo Graf",), tags=("machine learning", "#rust")),
    Session("3", "東京の大学で学ぶ", "한국어 발표", room="Hall 10"),
    Session("4", "Coffee", format="break", room="Foyer"),
)


def search(typed, sessions=SESSIONS):
    found = WordSearch(Programme("p", "P", sessions)).find(PhraseQuery.of(typed))
    return "".join(session.id for session in found)


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("ete", "1"),
        ("ÉTÉ lodz", "1"),
        ("zoe o'brien", "1"),
        ("zoe o\u2019br", "1"),
        ("grap", "1"),
        ("gra", "12"),  # Graphs, Graf: a word is found when it is begun
        ("raph", ""),  # not in the middle of one
        ("graphs graf", ""),  # every word must occur
        ("health hall", "1"),
        ("hall 1", "3"),
        ("gpt-4", "2"),
        ("gpt4", ""),
        ("c++", "2"),
        ("rust", "2"),
        ("#rust", "2"),
        ("strasse smorre", "2"),
        ("learning machine", "2"),
        ("大学", "3"),
        ("京大", ""),  # one phrase, as typed
        ("한", "3"),
        ("coffee", "4"),
        ("data zoe", "1"),
        ("data.zoe", ""),  # a phrase does not reach from one field into another
    ],
)
def test_every_word_must_occur_or_begin_one_and_accents_and_case_do_not_matter(typed, ids):
    assert search(typed) == ids


@pytest.mark.parametrize(
    ("typed", "ids"),
    [
        ("HC-15", "a"),
        ("hc 15", "a"),
        ("hc-1", "ab"),  # begun
        ("15", "a"),
        ("hc-15 ferries", "a"),
        ("hc-15 lanterns", ""),
        ("ae41", "c"),  # a whole id
        ("ae4", ""),  # ids may be letters without meaning, so that no part of them counts
        ("ae41 lanterns", ""),
    ],
)
def test_a_code_is_found_like_any_word_and_an_id_as_a_whole(typed, ids):
    coded = (
        Session("a", "Ferries", code="HC-15"),
        Session("b", "Lanterns", code="HC-16"),
        Session("ae41", "Ropes"),
    )
    found = WordSearch(Programme("p", "P", coded)).find(PhraseQuery.of(typed))
    assert "".join({"ae41": "c"}.get(session.id, session.id) for session in found) == ids


@pytest.mark.parametrize("nothing", ["", "   ", "...", "\u200b", "\x00"])
def test_nothing_typed_finds_everything_in_the_programme_s_order(nothing):
    assert not PhraseQuery.of(nothing)
    assert search(nothing) == "1234"


@pytest.mark.parametrize(
    ("typed", "text", "marked"),
    [
        ("ana", "Data Analytics, analysis", ["Ana", "ana"]),
        ("ete", "L'e\u0301te\u0301 d'Été", ["e\u0301te", "Été"]),
        ("大学", "東京の大学で", ["大学"]),
        ("gpt-4", "GPT-4, GPT 4 and GPT4", ["GPT-4", "GPT 4"]),
        ("c++", "C++, C", ["C++"]),
        ("strasse", "Straße", ["Straße"]),
        ("an analysis", "an analysis", ["an", "analysis"]),
        ("x", "Data", []),
        ("", "Data", []),
    ],
)
def test_what_was_typed_is_marked_where_it_stands(typed, text, marked):
    assert [text[start:end] for start, end in PhraseQuery.of(typed).spans(text)] == marked


def test_an_excerpt_shows_the_words_around_the_first_place():
    text = "one two three four five six seven eight nine ten"
    assert PhraseQuery.of("five").excerpt(text, around=10) == "… four five six …"
    assert PhraseQuery.of("one").excerpt(text, around=8) == "one two …"
    assert PhraseQuery.of("ten").excerpt(text, around=300) == text
    assert PhraseQuery.of("eleven").excerpt(text) == ""


@given(st.text(max_size=80), st.text(max_size=12))
def test_spans_are_in_order_apart_and_inside_the_text_and_stand_where_the_search_finds(text, typed):
    asked = PhraseQuery.of(typed)
    spans = asked.spans(text)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(set(edges))
    assert not edges or (edges[0] >= 0 and edges[-1] <= len(text))
    if asked and search(typed, (Session("1", text),)):
        assert spans


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once_and_every_word_of_a_text_finds_it(text):
    assert search_form(search_form(text)) == search_form(text)
    for word in text.split():
        assert search(word, (Session("1", text),)) == "1"


def test_one_of_five_thousand_sessions_is_found():
    words = [f"word{number}" for number in range(700)]
    sessions = [
        Session(str(number), f"Title {number}", " ".join(words[number % 400 :][:300])) for number in range(5000)
    ]
    found = WordSearch(Programme("p", "P", tuple(sessions)))
    assert len(found.find(PhraseQuery.of("title wor 4999"))) == 1
