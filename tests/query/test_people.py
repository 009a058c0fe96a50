"""Speakers in a query."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from session_finder.domain.sessions import Programme, Session
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.parser import parse

SESSIONS = (
    Session("1", "Green roofs", abstract="Will it rain?", speakers=("Professor Ifeanyi Okwuosa (Harbour Bank)",)),
    Session("2", "Maps", speakers=("Gergely Lőrincz", "Li Wei")),
    Session("3", "Trees", speakers=("Anna Green", "Will Stone", "Ana Silva")),
    Session("4", "Boats", speakers=("Silva, Bruno", "Ana Costa")),
)
LEXICON = ProgrammeLexicon(Programme("small", "Small", SESSIONS))
NOW = datetime(2027, 5, 11, 8, tzinfo=UTC)
OKWUOSA, LORINCZ = "Professor Ifeanyi Okwuosa", "Gergely Lőrincz"


def read(text):
    query = parse(text, LEXICON, NOW)
    assert {part.facet for part in query.parts} <= {"speaker"}
    return query.subject, query.filters.speaker


@pytest.mark.parametrize(
    ("text", "subject", "names"),
    [
        ("Dr Okwuosa", "", [OKWUOSA]),
        ("okwuosa ifeanyi", "", [OKWUOSA]),
        ("Ifeanyi Okwuosa", "", [OKWUOSA]),
        ("OKWUOSA?", "", [OKWUOSA]),
        ("Lorincz", "", [LORINCZ]),
        ("Lőrincz on maps", "maps", [LORINCZ]),
        ("maps by Gergely Lorincz", "maps", [LORINCZ]),
        ("talks by Lőrincz", "", [LORINCZ]),
        ("Vorträge von Lőrincz", "", [LORINCZ]),
        ("charlas de Okwuosa", "", [OKWUOSA]),
        ("exposés par Okwuosa", "", [OKWUOSA]),
        ("Okwuosaさん", "", [OKWUOSA]),
        ("Frau Green", "", ["Anna Green"]),
        ("speaker: Will Stone", "", ["Will Stone"]),
        ("Silva", "", ["Ana Silva", "Silva, Bruno"]),
        ("Li Wei", "", ["Li Wei"]),
    ],
)
def test_people_are_read_in_the_languages_of_the_pages(text, subject, names):
    assert read(text) == (subject, tuple(names))


@pytest.mark.parametrize("text", ["green roofs", "Will it rain", "deep Okwuosa networks", "Ana", "silvae", "O"])
def test_words_of_a_subject_and_ambiguous_given_names_are_no_people(text):
    assert read(text) == (text, ())


@pytest.mark.parametrize(("text", "name"), [("green", "Anna Green"), ("will", "Will Stone")])
def test_a_name_that_is_a_word_of_the_programme_is_offered(text, name):
    query = parse(text, LEXICON, NOW)
    assert (query.subject, query.parts) == (text, ())
    assert [part.filters.speaker for part in query.offered] == [(name,)]


def test_the_mark_and_the_title_are_part_of_the_span():
    query = parse("maps by Dr. Okwuosa", LEXICON, NOW)
    assert query.said("speaker") == ("by Dr. Okwuosa",)


def test_a_family_name_of_several_people_names_them_all():
    held = ProgrammeLexicon(Programme("two", "Two", (Session("1", "a", speakers=("Ana Ek", "Bo Ek")),)))
    assert parse("Dr Ek", held, NOW).filters.speaker == ("Ana Ek", "Bo Ek")
