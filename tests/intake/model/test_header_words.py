"""What headers say by their words, in several languages and ways of writing."""

from __future__ import annotations

import pytest

from session_finder.intake.model.header_words import (
    fields_in,
    is_private,
    is_short,
    is_short_form,
    name_votes,
    numbered_person,
    says_other,
)


def best(header):
    votes = name_votes(header)
    return max(votes, key=votes.get) if votes else ""


@pytest.mark.parametrize(
    ("field", "headers"),
    [
        (
            "start",
            ["Starts", "slot_start", "beginAt", "dtstart", "START (local)", "Heure de début", "Godzina rozpoczęcia"],
        ),
        ("end", ["Finish", "ends-at", "dtend", "Until", "Endzeit", "Hora de fin", "Eindtijd"]),
        ("duration", ["durationInMinutes", "Length (min)", "Dauer in Minuten", "mins"]),
        ("speakers", ["Presented by", "Host(s)", "fullname", "Speaker (from Speakers)", "Vortragende", "Relatori"]),
        ("room", ["Stage", "venueName", "Where", "Raumname", "Lokalizacja", "Sede"]),
        ("abstract", ["desc", "long-abstract", "summaryAsHtml", "Worum geht es", "Opis", "Beschrijving"]),
        ("title", ["3. Title", "Titel des Vortrags", "Titre", "Session heading"]),
        ("level", ["audience", "Schwierigkeit", "Nivel"]),
    ],
)
def test_a_header_says_its_field_however_it_is_written(field, headers):
    assert [best(header) for header in headers] == [field] * len(headers)


@pytest.mark.parametrize("header", ["Speaker e-mail", "Created at", "Room capacity", "Reviewer", "diet", ""])
def test_what_is_about_something_else_says_no_field(header):
    assert name_votes(header) == {}


def test_a_known_name_counts_more_than_its_words_and_strange_words_count_less():
    known, words, strange = name_votes("Room"), name_votes("Room of the talk"), name_votes("Room colour preference")
    assert known["room"] > words["room"] > strange.get("room", 0.0)


@pytest.mark.parametrize(
    ("header", "number"),
    [("Speaker 1", 1), ("speaker2", 2), ("PRELEGENT 3", 3), ("2. Speaker", None), ("Room 1", None), ("Speaker", None)],
)
def test_numbered_speakers_are_told_from_numbered_questions(header, number):
    assert numbered_person(header) == number


def test_private_headers_and_questions_are_known():
    assert is_private("E-mail address", addresses_only=True)
    assert not is_private("Title")
    assert says_other("Submitted on")
    assert not is_short("Why should we take this talk?")
    assert is_short("Présentation de la session")


def test_each_field_of_a_row_has_its_best_header():
    assert fields_in(["Titel", "Title", "Salle", "Anything"]) == {"title": 1, "room": 2}


def test_a_short_form_has_the_name_of_the_long_one():
    assert is_short_form("short-abstract", "long-abstract")
    assert is_short_form("Short description", "Description")
    assert is_short_form("Breve resumen", "Resumen")
    assert not is_short_form("long-abstract", "short-abstract")
    assert not is_short_form("short description", "abstract")
    assert not is_short_form("description", "abstract")
