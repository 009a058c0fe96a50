"""What is read in a query besides its subject: times and exclusions, and never a word of the subject."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from timetables import at

from session_finder.domain.sessions import Programme, Session
from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.parser import LONGEST, parse
from session_finder.query.query import MAX_QUERY, Query, one_line
from session_finder.query.tokens import View
from session_finder.text.folding import fold

# Tuesday to Friday, 11 to 14 May 2027; the last is met by two sessions of the morning, one of which ends after noon.
SESSIONS = (
    at("9:00"), at("13:00"), at("1 9:00"), at("1 18:30"), at("2 9:00"), at("3 9:00", 210), at("3 15:00"),
    at("3 8:00", name="The Monday effect", tags=("Black Friday",)),
    at("2 15:00", name="Learning, but no teachers"),
    at("12:10", 50, format="lunch", name="Lunch"),
)  # fmt: skip
LEXICON = ProgrammeLexicon(Programme("small", "Small", SESSIONS, timezone="UTC"))
NOW = datetime(2027, 5, 11, 8, tzinfo=UTC)  # a Tuesday
TUESDAY, WEDNESDAY, THURSDAY, FRIDAY = (f"2027-05-{day}" for day in (11, 12, 13, 14))


def taken(interest):
    return parse(interest, LEXICON, NOW)


def times(interest):
    """The subject, the days, and the clock."""
    found = taken(interest)
    read = found.filters
    assert {part.facet for part in found.parts} <= {"time"}
    return found.subject, read.day, read.begin, read.end


@pytest.mark.parametrize(
    ("interest", "subject", "days", "begin", "end"),
    [
        ("Friday morning tutorials", "tutorials", [FRIDAY], None, time(12, 30)),
        ("talks on Tuesday afternoon", "", [TUESDAY], time(12), None),
        ("Wednesday afternoon", "", [WEDNESDAY], time(12), time(18)),
        ("Wednesday evening", "", [WEDNESDAY], time(18), None),
        ("health analytics, Tuesday after 14:00", "health analytics", [TUESDAY], time(14), None),
        ("graphs on wednesday or thursday", "graphs", [WEDNESDAY, THURSDAY], None, None),
        ("graphs wednesday", "graphs", [WEDNESDAY], None, None),
        ("graphs, Wed 9-11am", "graphs", [WEDNESDAY], time(9), time(11)),
        ("graphs after 2pm", "graphs", [], time(14), None),
        ("graphs, before noon", "graphs", [], None, time(12)),
        ("between 10:00 and 12:00", "", [], time(10), time(12)),
        ("graphs, from 2 to 4 pm on Tuesday", "graphs", [TUESDAY], time(14), time(16)),
        ("tomorrow", "", [WEDNESDAY], None, None),
        ("today after lunch", "", [TUESDAY], time(13), None),
        ("what is on tomorrow?", "", [WEDNESDAY], None, None),
        ("sessions on Wednesday about graphs", "graphs", [WEDNESDAY], None, None),
        ("graphs on 12 May", "graphs", [WEDNESDAY], None, None),
        ("graphs, May 13th, 2027", "graphs", [THURSDAY], None, None),
        ("2027-05-12 graphs", "graphs", [WEDNESDAY], None, None),
        ("nach 14 Uhr", "", [], time(14), None),
        ("Karten am Mittwochnachmittag", "Karten", [WEDNESDAY], time(12), time(18)),
        ("Karten von 10 bis 12 Uhr", "Karten", [], time(10), time(12)),
        ("morgen früh", "", [WEDNESDAY], None, time(12)),
        ("übermorgen Nachmittag", "", [THURSDAY], time(12), None),
        ("mapas el miércoles por la mañana", "mapas", [WEDNESDAY], None, time(12)),
        ("mañana por la tarde", "", [WEDNESDAY], time(12), time(18)),
        ("mapas después de las 14:30", "mapas", [], time(14, 30), None),
        ("cartes mercredi matin", "cartes", [WEDNESDAY], None, time(12)),
        ("cartes après 14h30", "cartes", [], time(14, 30), None),
        ("cartes après 14h", "cartes", [], time(14), None),
        ("cartes, mercredi après 14 h", "cartes", [WEDNESDAY], time(14), None),
        ("cartes 10h-12h", "cartes", [], time(10), time(12)),
        ("cartes, 10-12 h", "cartes", [], time(10), time(12)),
        ("cartes avant midi", "cartes", [], None, time(12)),
        ("cartes jusqu’à midi", "cartes", [], None, time(12)),
        ("mapas después de las 14 horas", "mapas", [], time(14), None),
        ("9am to 5pm, culture", "culture", [], time(9), time(17)),
        ("9am to 5pm tutorials", "tutorials", [], time(9), time(17)),
        ("cartes, aujourd’hui", "cartes", [TUESDAY], None, None),
        ("水曜日の午後のワークショップ", "ワークショップ", [WEDNESDAY], time(12), time(18)),
        ("地図、14時以降", "地図", [], time(14), None),
        ("明日", "", [WEDNESDAY], None, None),
    ],
)
def test_days_and_times_are_read_in_the_languages_of_the_pages(interest, subject, days, begin, end):
    assert times(interest) == (subject, tuple(days), begin, end)


@pytest.mark.parametrize(
    "interest",
    [
        *("Good Morning America", "Black Friday", "the Monday effect", "Tuesday effect", "afternoon tea", "real-time"),
        *("time after time", "2025 trends", "trends in 2025", "9 to 5", "machine learning today", "Wednesday's child"),
        *(
            "the web of tomorrow",
            "cortisol from morning on",
            "blood sugar after lunch",
            "every Wednesday",
            "sun",
            "wed",
        ),
        *("graphs on Sunday", "graphs, Monday", "graphs, 20 May", "May 2027", "from 1980 to 1990", "after the flood"),
        *("Friday night lights", "graphs but not on Wednesday", "“Wednesday morning”", "16:9", "14:00", "until 5"),
        *("Today, most of what we know of the sea is wrong", "明日のウェブ", "水曜大工", "guten Morgen"),
        *("after 16:00 and before 9:00", "tests that pass before Friday", "Wednesday-Addams", "$5 after 14:00%"),
        *("music from MIDI", "audio to MIDI", "sheets by midi", "MIDI", "after midi"),
        *("storms up to 12 h", "forecasts jusqu'à 6 heures", "cells after 8 h", "cells, after 8 h", "from 2 to 6 h"),
        *("batteries hasta 8 horas", "after 12 heures", "9am to 5pm culture", "9-11am coffee culture"),
        *("maps, but Good Friday", "something interesting", "good Wednesday", "not on Wednesday"),
    ],
)
def test_what_may_be_a_subject_or_no_day_of_the_programme_stays(interest):
    found = taken(interest)
    assert (found.subject, found.parts) == (one_line(interest), ())


@pytest.mark.parametrize(
    ("interest", "end"),
    [
        ("something interesting, Wednesday morning", time(12)),
        ("recommend me something for Wednesday", None),
        ("what’s good on Wednesday afternoon?", time(18)),
    ],
)
def test_beside_a_time_general_words_are_no_subject(interest, end):
    found = taken(interest)
    assert (found.subject, found.filters.day, found.filters.end) == ("", (WEDNESDAY,), end)


def test_an_archive_s_weekdays_and_a_programme_without_times_are_not_read():
    archive = ProgrammeLexicon(Programme("many", "Many", tuple(at(f"{7 * week} 9:00") for week in range(8))))
    untimed = ProgrammeLexicon(Programme("none", "None", (Session("1", "Talk"),)))
    assert parse("graphs, Tuesday", archive, NOW).subject == "graphs, Tuesday"
    assert parse("graphs, after 14:00", untimed, NOW).subject == "graphs, after 14:00"
    assert parse("graphs, Tuesday", ProgrammeLexicon(Programme("two", "Two", archive_of(2))), NOW).filters.day == (
        "2027-05-11",
        "2027-05-18",
    )


def archive_of(weeks):
    return tuple(at(f"{7 * week} 9:00") for week in range(weeks))


def test_a_title_is_a_title_whatever_it_says():
    wednesday = ProgrammeLexicon(Programme("one", "One", (at("1 9:00", name="Graphs on Wednesday"),)))
    assert parse("graphs on Wednesday", wednesday, NOW).subject == "graphs on Wednesday"
    assert taken("learning, but no teachers").parts == ()


@pytest.mark.parametrize(
    ("interest", "subject", "without"),
    [
        ("anything but packaging", "", ["packaging"]),
        ("machine learning but no deep learning", "machine learning", ["deep learning"]),
        ("GPS but not gulls", "GPS", ["gulls"]),
        ("graphs -neo4j", "graphs", ["neo4j"]),
        ("graphs -neo4j -C++", "graphs", ["neo4j", "C++"]),
        ("NOT genetics", "", ["genetics"]),
        ("graphs AND NOT neo4j", "graphs", ["neo4j"]),
        ("not machine learning", "", ["machine learning"]),
        ("please, anything but Azure", "", ["Azure"]),
        ("cloud except for the Azure talks please", "cloud", ["Azure"]),
        ("compilers but no C#, C++ or .NET", "compilers", ["C#", "C++", ".NET"]),
        ("maps but no R", "maps", ["R"]),
        ("Karten, aber nicht Vögel", "Karten", ["Vögel"]),
        ("alles außer Azure", "", ["Azure"]),
        ("tout sauf Azure", "", ["Azure"]),
        ("cartes mais pas d’oiseaux", "cartes", ["oiseaux"]),
        ("cartes sauf les oiseaux", "cartes", ["oiseaux"]),
        ("mapas pero sin aves ni barcos", "mapas", ["aves", "barcos"]),
        ("地図、Azure以外", "地図", ["Azure"]),
        ("Azure以外のクラウド", "クラウド", ["Azure"]),
    ],
)
def test_what_is_not_wanted_is_read_in_the_languages_of_the_pages(interest, subject, without):
    found = taken(interest)
    assert (found.subject, found.filters) == (subject, Filters(unsaid=tuple(without)))


@pytest.mark.parametrize(
    "interest",
    [
        *("no-code", "no code", "NoSQL", "not only SQL", "nothing", "no", "how to say no", "why not Python"),
        *("without loss of generality", "learning without labels", "sampling without replacement", "no free lunch"),
        *("necessary but not sufficient", "last but not least", "correlation, not causation", "no pain, no gain"),
        *("“GPS but not gulls”", '"no Azure"', "the cloud is not enough", "booting without the network of boot"),
        *("with or without Qt", "but no deep learning", "helpful but not required", "good but not entirely new"),
        *("maps but no one knows why", "Statistik ohne Tränen", "GPS but not gulls because they fly"),
        "in this paper we look at maps of the whole harbour but not gulls",
    ],
)
def test_figures_of_speech_quotations_and_long_texts_exclude_nothing(interest):
    found = taken(interest)
    assert (found.subject, found.parts) == (one_line(interest), ())


@pytest.mark.parametrize(
    ("interest", "without"),
    [
        ("no Azure", ["Azure"]),
        ("no vendor lock-in", ["vendor lock-in"]),
        ("no blame postmortems", ["blame postmortems"]),
        ("zero trust, no trust networks", ["trust networks"]),
        ("without statistics", ["statistics"]),
        ("machine learning without deep learning", ["deep learning"]),
        ("cloud, no Azure, AWS or GCP", ["Azure", "AWS", "GCP"]),
        ("no beginner talks", ["beginner"]),
        ("maps, no React workshops please", ["React"]),
        ("ohne Statistik", ["Statistik"]),
        ("Statistik ohne Tränen", ["Tränen"]),
        ("no code", ["code"]),
    ],
)
def test_what_may_be_part_of_a_subject_is_offered_to_be_left_out_and_searched_for_until_then(interest, without):
    found = taken(interest)
    assert (found.subject, found.parts) == (interest, ())
    assert [part.filters for part in found.offered] == [Filters(unsaid=tuple(without))]


@pytest.mark.parametrize(
    "interest", ["SANS Institute", "sin waves", "no pain, no gain", "with or without Qt", "no-code"]
)
def test_a_name_that_looks_like_a_turn_is_not_even_offered(interest):
    assert taken(interest) == Query(interest, interest)


def test_times_and_exclusions_may_stand_in_one_interest():
    for interest in ("maps, tomorrow, but no gulls", "maps but no gulls, tomorrow"):
        found = taken(interest)
        assert (found.subject, found.filters) == ("maps", Filters(day=(WEDNESDAY,), unsaid=("gulls",)))


def test_for_machines_it_is_told_in_their_types_and_where_it_stands():
    told = taken("maps, Wednesday after 14:00, but no gulls").as_json()
    read = {name: value for name, value in told.items() if value not in (None, [])}
    assert read == {
        "subject": "maps",
        "subjects": ["maps"],
        "times": ["Wednesday after 14:00"],
        "day": [WEDNESDAY],
        "from": "14:00",
        "without": ["gulls"],
        "parts": [
            {
                "text": "Wednesday after 14:00",
                "start": 6,
                "end": 27,
                "facet": "time",
                "filters": {"day": [WEDNESDAY], "from": "14:00"},
            },
            {"text": "but no gulls", "start": 29, "end": 41, "facet": "exclude", "filters": {"without": ["gulls"]}},
        ],
    }


SAID = [
    *("maps", "Graphs", "deep learning", "gulls", "Azure", ",", ",", "-", "?", "talks", "tutorials", "2027", "14:00"),
    *("on", "after", "before", "from", "to", "and", "or", "the", "no", "not", "but", "without", "except", "ohne", "10"),
    *("Friday", "wednesday", "Black", "morning", "afternoon", "tomorrow", "today", "12 May", "2pm", "nach", "Uhr", "9"),
    *("水曜日", "の", "午後", "、", "以外", "明日", "mañana", "por la", "después de las", "mercredi", "matin", "sauf"),
]  # fmt: skip
interests = st.lists(st.sampled_from(SAID), max_size=9).map(" ".join) | st.text(max_size=40)


def spoken(text):
    """Every word of a text; ``keywords.words`` leaves stop words out."""
    return [fold(word) for word in re.findall(r"[^\W_]+", text)]


@given(interests)
@example("maps except nach")
@example("no Azure, no Azure on Wednesday")
def test_no_word_of_the_subject_is_ever_lost_and_none_is_made_up(interest):
    found = taken(interest)
    said = one_line(interest)
    parts = (found.subject, *(part.of(said) for part in found.parts))
    kept = Counter(word for part in parts for word in spoken(part))
    assert {word for word in kept - Counter(spoken(said)) if word.isascii()} == set()
    view = View(" ".join({word for word in Counter(spoken(said)) - kept if word.isascii()}))  # kana are no words
    assert [word for word, sort in zip(view.said, view.sorts, strict=True) if sort == "content"] == []


@given(interests)
def test_what_was_read_once_is_read_wholly_and_reading_the_rest_changes_nothing(interest):
    left = taken(interest).subject
    again = taken(left)
    assert (again.subject, again.parts) == (left, ())


@given(interests)
def test_an_interest_without_conditions_is_searched_as_it_is_understood(interest):
    found = taken(interest)
    if not found.parts:
        assert found.subject == one_line(interest)
        assert found.filters == EVERYTHING


def test_a_long_text_costs_nothing():
    text = "maps, Wednesday, but no gulls " * 2000
    assert taken(text).subject == one_line(text) == taken(text).text
    assert len(taken(text).text) <= MAX_QUERY


@pytest.mark.parametrize("piece", ["a,no,", "午後、", "no ", "9 to ", "Wednesday,", "以外"])
def test_of_more_characters_than_a_question_has_nothing_is_read_though_they_be_one_word(piece):
    text = piece * 4000
    assert taken(text) == Query.of(text)
    tail = ", Wednesday"
    assert taken("m" * (LONGEST - len(tail)) + tail).filters.day == (WEDNESDAY,)
    assert taken("m" * (LONGEST - len(tail) + 1) + tail).filters.day == ()


def test_after_a_lunch_without_an_end_is_no_time():
    endless = ProgrammeLexicon(Programme("one", "One", (at("9:00"), replace(SESSIONS[-1], end=None)), timezone="UTC"))
    assert parse("maps, after lunch", endless, NOW).subject == "maps, after lunch"
    assert parse("maps, before lunch", endless, NOW).filters.end == time(12, 10)
