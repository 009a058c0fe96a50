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
    Session("5", "Kites", speakers=("Nuala M. O'Dwyer", "Rainer Göbel")),
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
        ("Lőrincz, Gergely", "", [LORINCZ]),
        ("Lorincz, G.", "", [LORINCZ]),
        ("G. Lőrincz", "", [LORINCZ]),
        ("maps by G. Lőrincz", "maps", [LORINCZ]),
        ("A. Green", "", ["Anna Green"]),
        ("B. Silva", "", ["Silva, Bruno"]),
        ("Nuala M. O'Dwyer", "", ["Nuala M. O'Dwyer"]),
        ("O’Dwyer", "", ["Nuala M. O'Dwyer"]),
        ("Goebel", "", ["Rainer Göbel"]),
        ("talks by Ana", "", ["Ana Costa", "Ana Silva"]),
    ],
)
def test_people_are_read_in_the_languages_of_the_pages(text, subject, names):
    assert read(text) == (subject, tuple(names))


@pytest.mark.parametrize(
    "text",
    [
        "green roofs",
        "Will it rain",
        "deep Okwuosa networks",
        "Ana",
        "silvae",
        "O",
        "M. S.",
        "roofs by Ana",
        "Rainer talk",
    ],
)
def test_words_of_a_subject_and_ambiguous_given_names_are_no_people(text):
    assert read(text) == (text, ())


@pytest.mark.parametrize(("text", "name"), [("green", "Anna Green"), ("will", "Will Stone")])
def test_a_name_that_is_a_word_of_the_programme_is_offered(text, name):
    query = parse(text, LEXICON, NOW)
    assert (query.subject, query.parts) == (text, ())
    assert [part.filters.speaker for part in query.offered] == [(name,)]


def test_a_comma_joins_the_words_of_one_person_alone():
    assert read("Lőrincz, Okwuosa") == ("", (LORINCZ, OKWUOSA))


def test_the_mark_and_the_title_are_part_of_the_span():
    query = parse("maps by Dr. Okwuosa", LEXICON, NOW)
    assert query.said("speaker") == ("by Dr. Okwuosa",)


def test_a_family_name_of_several_people_names_them_all():
    held = ProgrammeLexicon(Programme("two", "Two", (Session("1", "a", speakers=("Ana Ek", "Bo Ek")),)))
    assert parse("Dr Ek", held, NOW).filters.speaker == ("Ana Ek", "Bo Ek")
