"""Whether a session says a phrase: in any form of its words, and as quickly as nothing says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.filters.phrase_match import mentions
from session_finder.text.analyzer import terms


def says(phrase, **about):
    return mentions(phrase)(Session("1", about.pop("title", "A talk"), **about))


@pytest.mark.parametrize(
    ("phrase", "about"),
    [
        ("gulls", {"title": "A gull’s day"}),
        ("gull", {"abstract": "Gulls, and more"}),
        ("flies", {"title": "The fly"}),
        ("die", {"title": "Dying stars"}),
        ("hoping", {"title": "We hoped"}),
        ("smørrebrød", {"title": "On SMORREBROD"}),
        ("smorrebrod", {"title": "Om smørrebrød"}),
        ("Élan", {"title": "The elan"}),
        ("карты", {"title": "Карты"}),
        ("beginner", {"level": "Beginners"}),
        ("poster", {"format": "Posters"}),
        ("Okafor", {"speakers": ("Ada Okafor",)}),
        ("deep learning", {"title": "How to learn", "abstract": "It is deep, and learned."}),
        ("鳥", {"title": "海の鳥たち"}),
        ("機械学習", {"abstract": "やさしい機械学習入門"}),
        ("C#", {"title": "Why c# is fine"}),
        ("C++", {"title": "Modern C++."}),
        (".NET", {"title": "ASP.NET today"}),
    ],
)
def test_a_phrase_is_said_in_any_form_by_any_of_a_session_s_own_words(phrase, about):
    assert says(phrase, **about)


@pytest.mark.parametrize(
    ("phrase", "about"),
    [
        ("gulls", {"title": "Gulliver"}),
        ("the", {"title": "The gulls"}),
        ("", {"title": "Gulls"}),
        ("deep learning", {"title": "Deep", "abstract": "Learning"}),
        ("C#", {"title": "C, a language"}),
        ("C++", {"title": "C and Objective-C"}),
        (".NET", {"title": "The net"}),
        ("鳥", {"title": "海の魚"}),
        ("gulls", {"room": "Gulls"}),
    ],
)
def test_what_is_another_word_is_not_said(phrase, about):
    assert not says(phrase, **about)


WORDS = [
    "fly",
    "flies",
    "flying",
    "dies",
    "dying",
    "die",
    "happy",
    "happily",
    "idly",
    "straße",
    "strasse",
    "élan",
    "a b",
]
said = st.lists(st.sampled_from(WORDS) | st.text("aeiløßsé -", max_size=6), max_size=6).map(" ".join)


@given(said, st.sampled_from(WORDS) | said)
def test_looking_for_first_letters_first_loses_nothing(text, phrase):
    asked = " ".join(terms(phrase))
    assert says(phrase, title=text) == (bool(asked) and f" {asked} " in f" {' '.join(terms(text))} ")
