"""A programme's days and headings: what they tell of a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time

from timetables import at

from session_finder.domain.sessions import Programme, Session
from session_finder.query.programme_calendar import Almanac

FIRST, SECOND = date(2027, 5, 11), date(2027, 5, 12)


def almanac(*sessions, timezone="UTC"):
    return Almanac(Programme("small", "Small", sessions, timezone=timezone))


def test_its_dates_are_those_on_which_sessions_begin_in_order():
    assert almanac(at("1 9:00"), at("9:00"), at("1 11:00"), Session("x", "Some day")).dates == (FIRST, SECOND)
    assert almanac(at("2 9:00", format="break")).dates == ()


def test_today_is_the_conference_s_own():
    late = datetime(2027, 5, 11, 23, 30, tzinfo=UTC)
    assert almanac(timezone="Asia/Tokyo").day_at(late) == SECOND
    assert almanac(at("9:00")).day_at(late, 1) == SECOND


def test_a_morning_ends_with_its_last_session_by_one_o_clock():
    assert almanac(at("9:00")).part("morning", ()) == (None, time(12))
    assert almanac(at("11:50", 40), at("12:10", 45)).part("morning", ()) == (None, time(12, 30))
    assert almanac(at("9:00", 480)).part("morning", ()) == (None, time(12))
    assert almanac(at("11:50", 40), at("1 9:00")).part("morning", (SECOND,)) == (None, time(12))


def test_an_afternoon_ends_where_there_is_an_evening():
    assert almanac(at("16:00")).part("afternoon", ()) == (time(12), None)
    assert almanac(at("17:50", 40), at("18:30")).part("afternoon", ()) == (time(12), time(18, 30))
    assert almanac(at("18:30")).part("evening", ()) == (time(18), None)
    assert almanac(at("17:10")).part("evening", ()) == (time(17), None)


def test_lunch_is_the_programme_s_where_it_has_one():
    own = almanac(at("12:10", 50, name="Lunch", format="break"), at("9:00"))
    assert (own.lunch((), over=False), own.lunch((), over=True)) == (time(12, 10), time(13))
    assert own.lunch((SECOND,), over=True) == time(13)
    assert almanac().lunch((), over=False) == time(12)


def test_headings_say_words_one_after_the_other_and_whole():
    held = almanac(at("9:00", name="Black Friday, again", track="Sales", tags=("Blue Monday",)))
    assert [
        held.says(text) for text in ("black friday", "Blue MONDAY", "friday sales", "lack friday", "again sales")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert (held.titled("black friday again"), held.titled("black friday")) == (True, False)


def test_lunch_is_found_by_its_name_in_the_languages_of_the_pages():
    for name in ("Lunch", "Mittagspause", "Déjeuner", "Almuerzo", "Pranzo", "昼休み"):
        meal = at("12:10", 50, format="break", name=name)
        assert almanac(at("9:00"), meal).lunch((), over=False) == time(12, 10)
        assert almanac(at("9:00"), meal).lunch((), over=True) == time(13)
    breakfast = at("8:00", 30, format="break", name="Petit déjeuner")
    assert almanac(breakfast, at("9:00")).lunch((), over=False) == time(12)


def test_nobody_knows_when_a_lunch_without_an_end_is_over():
    meal = replace(at("12:10", format="break", name="Lunch"), end=None)
    assert almanac(meal).lunch((), over=True) is None
    assert almanac(meal).lunch((), over=False) == time(12, 10)
