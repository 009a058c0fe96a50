"""Questions as people type them, on the sample programme: what is read, and what is left to search for."""

from __future__ import annotations

from datetime import datetime, time
from functools import cache
from zoneinfo import ZoneInfo

import pytest

from session_finder.filters.filters import Filters
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.parser import parse

NOW = datetime(2027, 5, 11, 9, 30, tzinfo=ZoneInfo("Europe/Lisbon"))
TUESDAY, WEDNESDAY, THURSDAY = (("2027-05-11",), ("2027-05-12",), ("2027-05-13",))


@cache
def lexicon_of(programme):
    return ProgrammeLexicon(programme)


def asked(sample, text):
    return parse(text, lexicon_of(sample), NOW)


@pytest.mark.parametrize(
    "text",
    [
        *("Health Analytics?", "Health Analytics", "SANS Institute", "sin waves", "Gesundheit", "santé", "k8s"),
        *("no vendor lock-in", "no blame postmortems", "no framework", "zero trust, no trust networks", "P-001"),
        "leadership, hiring, burnout and SQL",
    ],
)
def test_a_subject_is_searched_as_typed(sample, text):
    query = asked(sample, text)
    assert (query.text, query.subject, query.parts) == (text, text, ())


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("no vendor lock-in", "vendor lock-in"),
        ("no blame postmortems", "blame postmortems"),
        ("no framework", "framework"),
        ("zero trust, no trust networks", "trust networks"),
    ],
)
def test_what_may_exclude_is_offered(sample, text, name):
    assert [part.filters for part in asked(sample, text).offered] == [Filters(unsaid=(name,))]


@pytest.mark.parametrize("text", ["Health Analytics?", "SANS Institute", "sin waves", "k8s", "santé", "P-001"])
def test_a_name_is_not_even_offered_as_a_filter(sample, text):
    assert asked(sample, text).offered == ()


@pytest.mark.parametrize(
    ("text", "subject", "filters"),
    [
        ("workshops", "", Filters(format=("workshop",))),
        ("workshops on Thursday", "", Filters(format=("workshop",), day=THURSDAY)),
        ("sessions in Portuguese", "", Filters(language=("pt",))),
        ("am Dienstag Krankenhäuser", "Krankenhäuser", Filters(day=TUESDAY)),
        (
            "between 10 and 12 on Wednesday: forecasting",
            "forecasting",
            Filters(day=WEDNESDAY, begin=time(10), end=time(12)),
        ),
        ("before lunch on Wednesday", "", Filters(day=WEDNESDAY, end=time(12, 45))),
        ("day 2", "", Filters(day=WEDNESDAY)),
        ("maps at 14:00 in hospitals", "maps hospitals", Filters(at=time(14))),
        ("graphs -neo4j", "graphs", Filters(unsaid=("neo4j",))),
        ("bayesian -stan", "bayesian", Filters(unsaid=("stan",))),
        ("NOT genetics", "", Filters(unsaid=("genetics",))),
        ("not machine learning", "", Filters(unsaid=("machine learning",))),
        ("Dr Okwuosa", "", Filters(speaker=("Professor Ifeanyi Okwuosa",))),
        ("Lorincz", "", Filters(speaker=("Gergely Lőrincz",))),
        ("okwuosa ifeanyi", "", Filters(speaker=("Professor Ifeanyi Okwuosa",))),
        ("HC-15", "", Filters(code=("HC-15",))),
        ("now", "", Filters(day=TUESDAY, at=time(9, 30))),
        ("next", "", Filters(day=TUESDAY, at=time(10))),
        ("today", "", Filters(day=TUESDAY)),
        ("this afternoon", "", Filters(day=TUESDAY, begin=time(12))),
        ("tag: sql", "", Filters(tag=("sql",))),
    ],
)
def test_what_is_no_subject_is_read(sample, text, subject, filters):
    query = asked(sample, text)
    assert (query.subject, query.filters) == (subject, filters)


@pytest.mark.parametrize(
    ("text", "many"), [("workshops", 18), ("sessions in Portuguese", 3), ("HC-15", 1), ("Lorincz", 1)]
)
def test_what_is_read_allows_the_sessions_that_the_programme_has(sample, text, many):
    filters = asked(sample, text).filters
    assert sum(map(filters.allow, sample.searchable)) == many


def test_every_title_track_and_tag_of_the_programme_keeps_its_words(sample):
    lexicon = lexicon_of(sample)
    titles = {session.title for session in sample.searchable}
    tracks = {session.track for session in sample.searchable} - {""}
    assert {text for text in titles if parse(text, lexicon, NOW).subject != text} == set()
    # Words for the kind of the four keynotes:
    assert {track for track in tracks if parse(track, lexicon, NOW).subject != track} == {"Plenary"}
    tags = {tag for session in sample.searchable for tag in session.tags}
    assert {tag for tag in tags if parse(tag, lexicon, NOW).subject != tag} == {"keynote"}


def test_every_code_and_every_full_name_of_the_programme_is_read(sample):
    lexicon = lexicon_of(sample)
    for session in sample.searchable:
        assert parse(session.id, lexicon, NOW).filters == Filters(code=(session.id,))
        for name in session.speakers:
            assert parse(name, lexicon, NOW).filters == Filters(speaker=(name,))
