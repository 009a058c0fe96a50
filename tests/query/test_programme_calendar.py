"""A programme's days and headings: what they tell of a word."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from timetables import at

from session_finder.domain.sessions import Programme, Session
from session_finder.query.programme_calendar import ProgrammeCalendar

FIRST, SECOND = date(2027, 5, 11), date(2027, 5, 12)


def calendar(*sessions, timezone="UTC"):
    return ProgrammeCalendar(Programme("small", "Small", sessions, timezone=timezone))


def test_its_dates_are_those_on_which_sessions_begin_in_order():
    assert calendar(at("1 9:00"), at("9:00"), at("1 11:00"), Session("x", "Some day")).dates == (FIRST, SECOND)
    assert calendar(at("2 9:00", format="break")).dates == ()


def test_today_is_the_conference_s_own():
    late = datetime(2027, 5, 11, 23, 30, tzinfo=UTC)
    assert calendar(timezone="Asia/Tokyo").day_at(late) == SECOND
    assert calendar(at("9:00")).day_at(late, 1) == SECOND


def test_a_morning_ends_with_its_last_session_by_one_o_clock():
    assert calendar(at("9:00")).part("morning", ()) == (None, time(12))
    assert calendar(at("11:50", 40), at("12:10", 45)).part("morning", ()) == (None, time(12, 30))
    assert calendar(at("9:00", 480)).part("morning", ()) == (None, time(12))
    assert calendar(at("11:50", 40), at("1 9:00")).part("morning", (SECOND,)) == (None, time(12))


def test_an_afternoon_ends_where_there_is_an_evening():
    assert calendar(at("16:00")).part("afternoon", ()) == (time(12), None)
    assert calendar(at("17:50", 40), at("18:30")).part("afternoon", ()) == (time(12), time(18, 30))
    assert calendar(at("18:30")).part("evening", ()) == (time(18), None)
    assert calendar(at("17:10")).part("evening", ()) == (time(17), None)


def test_lunch_is_the_programme_s_where_it_has_one():
    own = calendar(at("12:10", 50, name="Lunch", format="break"), at("9:00"))
    assert (own.lunch((), over=False), own.lunch((), over=True)) == (time(12, 10), time(13))
    assert own.lunch((SECOND,), over=True) == time(13)
    assert calendar().lunch((), over=False) == time(12)


def test_headings_say_words_one_after_the_other_and_whole():
    held = calendar(at("9:00", name="Black Friday, again", track="Sales", tags=("Blue Monday",)))
    assert [
        held.in_heading(text) for text in ("black friday", "Blue MONDAY", "friday sales", "lack friday", "again sales")
    ] == [
        True,
        True,
        False,
        False,
        False,
    ]
    assert (held.is_title("black friday again"), held.is_title("black friday")) == (True, False)


def test_lunch_is_found_by_its_name_in_the_languages_of_the_pages():
    for name in ("Lunch", "Mittagspause", "Déjeuner", "Almuerzo", "Pranzo", "昼休み"):
        meal = at("12:10", 50, format="break", name=name)
        assert calendar(at("9:00"), meal).lunch((), over=False) == time(12, 10)
        assert calendar(at("9:00"), meal).lunch((), over=True) == time(13)
    breakfast = at("8:00", 30, format="break", name="Petit déjeuner")
    assert calendar(breakfast, at("9:00")).lunch((), over=False) == time(12)


def test_nobody_knows_when_a_lunch_without_an_end_is_over():
    meal = replace(at("12:10", format="break", name="Lunch"), end=None)
    assert calendar(meal).lunch((), over=True) is None
    assert calendar(meal).lunch((), over=False) == time(12, 10)


def test_the_moment_has_the_date_and_the_clock_of_the_same_zone():
    late = datetime(2027, 5, 11, 23, 30, 59, tzinfo=UTC)
    on_site = calendar(at("9:00"), timezone="Asia/Tokyo")
    unknown = calendar(at("9:00"), timezone="")
    abroad = late.astimezone(ZoneInfo("Asia/Tokyo"))
    for held, now in ((on_site, late), (unknown, abroad)):
        moment = held.moment(now, following=False)
        assert (moment.date(), moment.time()) == (FIRST, time(23, 30))


def test_a_day_that_starts_in_the_morning_ends_after_midnight():
    night = tuple(replace(at(clock), day_starts=time(5)) for clock in ("10:00", "22:00", "1 01:00"))
    held = ProgrammeCalendar(Programme("small", "Small", night, timezone="UTC", day_starts=time(5)))
    assert held.dates == (FIRST,)
    assert held.first_hour == 10
    assert held.day_at(datetime(2027, 5, 12, 4, tzinfo=UTC)) == FIRST
    assert held.moment(datetime(2027, 5, 11, 23, tzinfo=UTC), following=True) == datetime(2027, 5, 12, 1)  # noqa: DTZ001
    assert held.part("evening", (FIRST,)) == (time(18), None)
    assert held.is_before(time(22), time(1))
