"""The days of a programme, by whose clock, and which is shown first."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from session_finder.domain.sessions import Programme, Session
from session_finder.timetable.days import chosen_day, days, today

LISBON = ZoneInfo("Europe/Lisbon")


def at(name, day, hour, zone=LISBON):
    return Session(name, name, start=datetime(2027, 5, day, hour, tzinfo=zone))


SESSIONS = (at("late", 11, 23), Session("some time", "x"), at("next", 12, 9), at("early", 11, 9), at("also", 11, 9))


def told(found):
    return [(day.date, [session.id for session in day.sessions]) for day in found]


def test_sessions_lie_on_their_days_by_start_and_those_without_a_time_come_last():
    assert told(days(SESSIONS)) == [
        (date(2027, 5, 11), ["early", "also", "late"]),
        (date(2027, 5, 12), ["next"]),
        (None, ["some time"]),
    ]


def test_another_clock_makes_other_days():
    assert told(days(SESSIONS, ZoneInfo("Asia/Tokyo"))) == [
        (date(2027, 5, 11), ["early", "also"]),
        (date(2027, 5, 12), ["late", "next"]),
        (None, ["some time"]),
    ]


def test_times_without_a_zone_stay_on_their_day():
    assert told(days([at("one", 11, 23, None)], ZoneInfo("Asia/Tokyo"))) == [(date(2027, 5, 11), ["one"])]


def test_a_day_s_slots_are_the_sessions_that_begin_together():
    slots = [(start.hour, [session.id for session in together]) for start, together in days(SESSIONS)[0].slots]
    assert slots == [(9, ["early", "also"]), (23, ["late"])]


@pytest.mark.parametrize(
    ("wanted", "now", "shown"),
    [(12, 11, 12), (None, 12, 12), (None, 20, 11), (20, 12, 12), (20, 20, 11)],
)
def test_the_chosen_day_is_shown_else_today_else_the_first(wanted, now, shown):
    found = days(SESSIONS)
    day = chosen_day(found, wanted and date(2027, 5, wanted), date(2027, 5, now))
    assert day.date == date(2027, 5, shown)


def test_where_nothing_has_a_time_that_is_shown_and_without_sessions_nothing():
    only = days([Session("some time", "x")])
    assert chosen_day(only, None, date(2027, 5, 11)) == only[0]
    assert chosen_day((), None, date(2027, 5, 11)) is None


@pytest.mark.parametrize(
    ("programme", "zone", "day"),
    [
        (Programme("p", "P", SESSIONS), None, 12),  # by the sessions' own clock it is half past midnight
        (Programme("p", "P", SESSIONS), ZoneInfo("America/New_York"), 11),
        (Programme("p", "P", (), timezone="Asia/Tokyo"), None, 12),
        (Programme("p", "P", ()), None, 11),
    ],
)
def test_today_is_told_by_the_clock_that_is_shown(programme, zone, day):
    assert today(programme, datetime(2027, 5, 11, 23, 30, tzinfo=UTC), zone) == date(2027, 5, day)
