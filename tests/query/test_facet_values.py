"""The programme's own values in a query, and when a word that names one is a subject."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from session_finder.domain.sessions import Programme, Session
from session_finder.filters.filters import Filters
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.parser import parse

NOW = datetime(2027, 5, 11, 8, tzinfo=UTC)
SESSIONS = (
    Session("HC-15", "Workshop culture", track="Health and Care", format="workshop", level="introductory",
            room="Dock 4", language="en", tags=("sql", "C++"), speakers=("Ana Wei (Harbour Bank)",)),
    Session("HC-16", "Panel data", track="No Code", format="panel", level="advanced", room="Gallery", language="pt",
            tags=("panel data", "privacy"), code="P-001"),
    Session("7", "GPT-4 at sea", track="Ruby Tuesday", format="keynote", level="advanced", room="Rope Loft"),
    Session("9", "Locks", code="AB2.1/CD7"),
    Session("8", "Tide tables", track="Early tutorial", format="Concert (short)", level="Expert (400)",
            room="Quay Hall (90)", speakers=("Quay",)),
)  # fmt: skip
LEXICON = ProgrammeLexicon(Programme("small", "Small", SESSIONS))


def read(text):
    query = parse(text, LEXICON, NOW)
    return query.subject, query.filters


@pytest.mark.parametrize(
    ("text", "subject", "filters"),
    [
        ("workshops", "", Filters(format=("workshop",))),
        ("Workshops über Karten", "Karten", Filters(format=("workshop",))),
        ("talleres de mapas", "mapas", Filters(format=("workshop",))),
        ("ateliers sur les cartes", "cartes", Filters(format=("workshop",))),
        ("地図についてのワークショップ", "地図", Filters(format=("workshop",))),
        ("graph workshops", "graph", Filters(format=("workshop",))),
        ("workshops and panels", "", Filters(format=("workshop", "panel"))),
        ("panel on privacy", "privacy", Filters(format=("panel",))),
        ("beginner workshops", "", Filters(level=("introductory",), format=("workshop",))),
        ("graphs for beginners", "graphs", Filters(level=("introductory",))),
        ("初心者向けのワークショップ", "", Filters(level=("introductory",), format=("workshop",))),
        ("sessions in Portuguese", "", Filters(language=("pt",))),
        ("charlas en portugués", "", Filters(language=("pt",))),
        ("Vorträge auf Portugiesisch", "", Filters(language=("pt",))),
        ("ポルトガル語のセッション", "", Filters(language=("pt",))),
        ("track: Health and Care", "", Filters(track=("Health and Care",))),
        ("the Health track", "", Filters(track=("Health and Care",))),
        ("workshops in Health and Care", "", Filters(track=("Health and Care",), format=("workshop",))),
        ("track: No Code", "", Filters(track=("No Code",))),
        ("in the Gallery", "", Filters(room=("Gallery",))),
        ("Rope Loft", "", Filters(room=("Rope Loft",))),
        ("salle Dock 4", "", Filters(room=("Dock 4",))),
        ("#sql", "", Filters(tag=("sql",))),
        ("#PanelData", "", Filters(tag=("panel data",))),
        ("AB2.1", "", Filters(code=("AB2.1/CD7",))),
        ("cd7", "", Filters(code=("AB2.1/CD7",))),
        ("tagged privacy", "", Filters(tag=("privacy",))),
        ("etiqueta: sql", "", Filters(tag=("sql",))),
        ("talks from Harbour Bank", "", Filters(employer=("Harbour Bank",))),
        ("HC-15", "", Filters(code=("HC-15",))),
        ("hc 15?", "", Filters(code=("HC-15",))),
        ("p001", "", Filters(code=("P-001",))),
        ("session 7", "", Filters(code=("7",))),
        ("maps in Quay Hall", "maps", Filters(room=("Quay Hall (90)",))),
        ("Quay Hall", "", Filters(room=("Quay Hall (90)",))),
        ("quay", "", Filters(speaker=("Quay",))),
        ("concerts", "", Filters(format=("Concert (short)",))),
        ("concerts, Quay", "", Filters(format=("Concert (short)",), speaker=("Quay",))),
        ("early tutorials", "", Filters(track=("Early tutorial",))),
        ("level 400", "", Filters(level=("Expert (400)",))),
        ("400-level maps", "maps", Filters(level=("Expert (400)",))),
        ("Karten, Niveau 400", "Karten", Filters(level=("Expert (400)",))),
        ("L400 sessions", "", Filters(level=("Expert (400)",))),
        ("#7", "", Filters(code=("7",))),
        ("7", "", Filters(code=("7",))),
    ],
)
def test_values_are_read_in_the_languages_of_the_pages(text, subject, filters):
    assert read(text) == (subject, filters)


@pytest.mark.parametrize(
    "text",
    [
        *("panel data", "workshop culture", "how to run a workshop", "advanced analytics", "Portuguese banks"),
        *("no code", "No Code", "Ruby Tuesday", "room acoustics", "tag clouds", "health", "beginner mistakes"),
        *(
            "workshop's end",
            "art gallery",
            "HC-17",
            "dock",
            "talk 7 languages",
            "keynotes and fees",
            "concert halls",
            "400 maps",
            "400",
            "next level",
            "harbour bank robbery",
        ),
    ],
)
def test_a_word_of_a_subject_is_no_value(text):
    assert read(text) == (text, Filters())


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("privacy", Filters(tag=("privacy",))),
        ("gallery", Filters(room=("Gallery",))),
        ("maps advanced", Filters(level=("advanced",))),
        ("Health and Care", Filters(track=("Health and Care",))),
        ("harbour bank", Filters(employer=("Harbour Bank",))),
    ],
)
def test_a_value_alone_is_searched_for_and_offered(text, filters):
    query = parse(text, LEXICON, NOW)
    assert (query.subject, query.parts) == (text, ())
    assert [part.filters for part in query.offered] == [filters]


def test_an_offer_that_was_chosen_is_read():
    query = parse("privacy", LEXICON, NOW, Filters(tag=("privacy",)))
    assert (query.subject, query.filters) == ("", Filters(tag=("privacy",)))
    assert parse("privacy", LEXICON, NOW, Filters(tag=("sql",))).subject == "privacy"


def test_the_words_that_mark_a_value_are_part_of_its_span():
    said = [parse(text, LEXICON, NOW).parts[0].of(text) for text in ("maps, track: No Code", "maps #sql", "in Gallery")]
    assert said == ["track: No Code", "#sql", "in Gallery"]


def test_the_pieces_of_a_code_stand_side_by_side():
    assert read("HC, 15") == ("HC, 15", Filters())
    assert read("P (001)") == ("P (001)", Filters())


def test_a_number_is_a_code_only_where_it_is_all_that_was_typed():
    assert read("workshops, 7") == ("7", Filters(format=("workshop",)))
    assert read("7 maps") == ("7 maps", Filters())
