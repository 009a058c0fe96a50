"""The days of a programme, by whose clock, and which is shown first."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
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


def test_a_long_session_continues_on_its_later_days():
    start = datetime(2027, 5, 11, 9, tzinfo=LISBON)
    exhibition = Session("art", "Art", start=start, end=start + timedelta(days=2, hours=8))
    found = days([*SESSIONS, exhibition])
    assert told(found)[0] == (date(2027, 5, 11), ["early", "also", "art", "late"])
    later = [(day.date, [session.id for session in day.sessions], [one.id for one in day.continued]) for day in found]
    assert later[1:3] == [(date(2027, 5, 12), ["next"], ["art"]), (date(2027, 5, 13), [], ["art"])]
    assert found[1].all == (*found[1].sessions, exhibition)


def test_after_midnight_it_is_still_the_day_before_where_the_conference_says_so():
    night = [replace(at(str(hour), 12, hour), day_starts=time(5)) for hour in (1, 4, 5)]
    assert told(days(night)) == [(date(2027, 5, 11), ["1", "4"]), (date(2027, 5, 12), ["5"])]
    programme = Programme("s", "S", tuple(night), day_starts=time(5))
    assert today(programme, datetime(2027, 5, 12, 3, 59, tzinfo=UTC)) == date(2027, 5, 11)
    assert today(programme, datetime(2027, 5, 12, 4, tzinfo=UTC)) == date(2027, 5, 12)  # five in Lisbon
