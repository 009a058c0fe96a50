"""Lists of subjects, such as a pasted profile, and texts that are none."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from timetables import at

from session_finder.domain.sessions import Programme
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.parser import parse
from session_finder.query.query import Query
from session_finder.query.subjects import FEWEST, MOST, parts_of_list

NOW = datetime(2027, 5, 11, 8, tzinfo=UTC)
SESSIONS = (replace(at("9:00"), title="Maps, Birds and Boats"), at("1 10:00", track="Maps, Ships, Ports"))
LEXICON = ProgrammeLexicon(Programme("small", "Small", SESSIONS, timezone="UTC"))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("leadership, hiring, burnout and SQL", ("leadership", "hiring", "burnout", "SQL")),
        ("I am interested in maps, kafka and nursing", ("maps", "kafka", "nursing")),
        ("Führung, Burnout und SQL", ("Führung", "Burnout", "SQL")),
        ("hiring; sql", ("hiring", "sql")),
        ("• hiring • sql", ("hiring", "sql")),
        ("I lead a data team; hiring", ("lead a data team", "hiring")),
        ("R&D, plug-and-play, C++", ("R&D", "plug-and-play", "C++")),
        ("hiring, SQL, maps, please", ("hiring", "SQL", "maps")),
        ("看護、地図、データベース", ("看護", "地図", "データベース")),
    ],
)
def test_a_list_is_split_and_what_introduces_it_is_dropped(text, parts):
    assert parts_of_list(text) == parts


@pytest.mark.parametrize(
    "text",
    [
        "",
        "hiring",
        "hiring, sql",
        "research and development",
        "hiring, Hiring, sql",
        "hiring; hiring",
        "10,000 users",
        "keeping good people in small teams, hiring, burnout",
        "SQL (advanced), hiring, burnout",
        "red, blue, green, pink, grey, black, white, brown, purple",
    ],
)
def test_other_texts_are_one_subject(text):
    assert parts_of_list(text) == ()


@given(st.lists(st.sampled_from(["maps", "deep learning", "and", ",", ";", "&", "the", "•", "地図", "、", "10"])))
def test_parts_are_short_different_and_stand_in_the_text(said):
    text = " ".join(said)
    parts = parts_of_list(text)
    assert not parts or 2 <= len(parts) <= MOST
    assert len(parts) == 0 or len(parts) >= FEWEST or ";" in text or "•" in text
    assert len(set(parts)) == len(parts)
    assert all(part in text for part in parts)


def test_a_query_names_the_subjects_that_are_left_after_its_filters():
    query = parse("hiring, kafka and SQL on Wednesday", LEXICON, NOW)
    assert (query.subjects, query.filters.day) == (("hiring", "kafka", "SQL"), ("2027-05-12",))
    assert query.as_json()["subjects"] == ["hiring", "kafka", "SQL"]


@pytest.mark.parametrize("text", ["Maps, Birds and Boats", "maps, ships, ports", '"hiring", kafka, SQL'])
def test_a_title_a_track_and_a_quotation_are_one_subject(text):
    query = parse(text, LEXICON, NOW)
    assert query.subjects == (query.subject,)


def test_without_reading_a_list_is_one_subject():
    assert Query.of("hiring, kafka, SQL").subjects == ("hiring, kafka, SQL",)
    assert Query.of("").subjects == ()
