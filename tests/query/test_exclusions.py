"""What a query excludes, what it only may exclude, and where an exclusion ends."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from session_finder.domain.sessions import Programme, Session
from session_finder.filters.filters import Filters
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.parser import parse

LEXICON = ProgrammeLexicon(
    Programme("small", "Small", (Session("1", "Everything but no framework", track="No Code", tags=("sql",)),))
)
NOW = datetime(2027, 5, 11, 8, tzinfo=UTC)


def read(text):
    query = parse(text, LEXICON, NOW)
    offered = [part.filters.unsaid for part in query.offered if part.facet == "exclude"]
    return query.subject, query.filters.unsaid, offered


@pytest.mark.parametrize(
    ("text", "subject", "names"),
    [
        ("maps -neo4j", "maps", ["neo4j"]),
        ("-neo4j", "", ["neo4j"]),
        ("maps −neo4j", "maps", ["neo4j"]),
        ("maps NOT C++", "maps", ["C++"]),
        ("maps, apart from gulls and terns", "maps", ["gulls", "terns"]),
        ("maps but not GPS, GIS nor R", "maps", ["GPS", "GIS", "R"]),
        ("nothing about blockchain", "", ["blockchain"]),
        ("Karten außer Vögel und Boote", "Karten", ["Vögel", "Boote"]),
        ("nichts über Blockchain", "", ["Blockchain"]),
        ("todo menos aves", "", ["aves"]),
        ("cartes à l'exception de Paris", "cartes", ["Paris"]),
        ("rien sur la blockchain", "", ["blockchain"]),
        ("クラウド以外", "", ["クラウド"]),
        ("Azureを除く地図", "地図", ["Azure"]),
    ],
)
def test_unmistakable_forms_exclude_in_five_languages(text, subject, names):
    assert read(text)[:2] == (subject, tuple(names))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("maps without GPS", ["GPS"]),
        ("MAPS NOT GULLS", ["GULLS"]),
        ("no GPS, GIS or R", ["GPS", "GIS", "R"]),
        ("Karten ohne GPS", ["GPS"]),
        ("mapas sin GPS", ["GPS"]),
        ("cartes sans GPS", ["GPS"]),
    ],
)
def test_forms_that_are_often_a_subject_are_only_offered(text, names):
    assert read(text) == (text, None, [tuple(names)])


@pytest.mark.parametrize(
    "text",
    [
        *("no framework", "No Code", "but no framework"),  # the programme's own headings
        *("SANS Institute", "sin waves", "state-of-the-art", "maps - neo4j", "-5 degrees"),
        *("maps but no one two three four", "maps but not a, b, c, d, e and f", "maps but not", "-", "NOT", "以外"),
        "a long question of many words about maps and the sea -neo4j",
    ],
)
def test_headings_names_and_sentences_exclude_nothing(text):
    assert read(text) == (text, None, [])


def test_nothing_else_is_read_in_what_may_be_excluded():
    query = parse("maps but not #sql", LEXICON, NOW)
    assert query.filters == Filters(unsaid=("#sql",))
    assert parse("without sql", LEXICON, NOW).offered[0].filters == Filters(unsaid=("sql",))


def test_the_signs_of_a_name_belong_to_the_span():
    query = parse("maps but no C++", LEXICON, NOW)
    assert query.said("exclude") == ("but no C++",)


@pytest.mark.parametrize(
    "text",
    [
        *("not in English", "crypto but not in German", "no talks in German", "maps not in the No Code track"),
        *(
            "maps but not on Tuesday",
            "nicht auf Deutsch",
            "cartes mais pas en anglais",
            "pas mardi",
            "never on Tuesday",
        ),
    ],
)
def test_what_is_not_wanted_is_not_read_as_wanted(text):
    programme = Programme(
        "languages",
        "Languages",
        (
            Session("1", "Maps", track="No Code", language="de", start=NOW),
            Session("2", "Birds", track="Birds", language="en", start=NOW),
        ),
    )
    query = parse(text, ProgrammeLexicon(programme), NOW)
    assert query.filters.without(["unsaid"]) == Filters()


@pytest.mark.parametrize(
    "text",
    [
        *("git commit -m", "-Xmx flag", "SQL NOT IN", "NOT NULL constraints", "try except finally"),
        *("not invented here", "not safe for work"),
    ],
)
def test_operators_and_idioms_of_others_exclude_nothing(text):
    query = parse(text, LEXICON, NOW)
    assert (query.subject, query.parts) == (text, ())


def test_a_level_is_not_excluded_as_a_word_but_its_other_values_are_offered():
    levels = ("beginner", "advanced", "expert")
    held = ProgrammeLexicon(Programme("small", "Small", tuple(Session(one, one, level=one) for one in levels)))
    for text in ("maps but not beginner", "Karten, aber nicht für Anfänger"):
        query = parse(text, held, NOW)
        assert (query.subject, query.parts) == (text, ())
    offered = parse("maps but not beginner", held, NOW).offered
    assert [one.filters for one in offered] == [Filters(level=("advanced", "expert"))]


def test_a_long_text_before_words_that_exclude_it_is_no_name():
    name = "a" * 61
    assert parse(f"{name}以外", LEXICON, NOW).filters == Filters()
    assert parse(f"{name[:60]}以外", LEXICON, NOW).filters == Filters(unsaid=(name[:60],))
