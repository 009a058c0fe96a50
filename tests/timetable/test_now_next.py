"""What is on now, and what is next: before, during, between and after."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from session_finder.domain.sessions import Session
from session_finder.timetable.now_next import NowNext, now_and_next

LISBON = ZoneInfo("Europe/Lisbon")
NINE = datetime(2027, 5, 11, 9, tzinfo=LISBON)


def talk(name, minutes, lasts=30, room="A", **about):
    start = NINE + timedelta(minutes=minutes)
    return Session(name, name, room=room, start=start, end=lasts and start + timedelta(minutes=lasts), **about)


DAY = (
    talk("second", 30),
    talk("first", 0),
    talk("coffee", 60, format="break"),
    talk("all day", 0, 480, room="Foyer"),
    talk("afternoon", 300),
    talk("tomorrow", 24 * 60),
    Session("some time", "some time"),
)


def at(minutes, sessions=DAY):
    told = now_and_next(sessions, NINE + timedelta(minutes=minutes))
    return [one.id for one in told.on], [one.id for one in told.next]


def test_long_before_and_after_there_is_nothing_to_tell():
    assert now_and_next(DAY, NINE - timedelta(days=3)).empty
    assert now_and_next(DAY, NINE + timedelta(days=9)) == NowNext()
    assert at(-91) == ([], [])


def test_shortly_before_the_first_is_next():
    assert at(-90) == ([], ["first", "all day"])
    assert at(-1) == ([], ["first", "all day", "second", "coffee"])


def test_a_session_is_on_from_its_first_minute_to_the_one_before_its_end():
    assert at(0) == (["first", "all day"], ["second", "coffee"])
    assert at(29)[0] == ["first", "all day"]
    assert at(30) == (["all day", "second"], ["coffee"])


def test_in_a_break_the_break_is_on():
    on, later = at(70)
    assert (on, later) == (["all day", "coffee"], [])


def test_between_days_nothing_is_on_until_the_morning():
    assert at(600) == ([], [])
    assert at(24 * 60 - 60) == ([], ["tomorrow"])


def test_a_session_without_an_end_is_on_until_the_next_in_its_room_an_hour_at_most():
    sessions = (talk("open", 0, None), talk("next", 20, 10), talk("elsewhere", 10, 10, room="B"))
    assert at(19, sessions)[0] == ["open", "elsewhere"]
    assert at(20, sessions)[0] == ["next"]
    assert at(59, (talk("open", 0, None, room=""), talk("other", 20, 10, room="")))[0] == ["open"]
    assert at(60, (talk("open", 0, None),))[0] == []


def test_any_clock_may_ask():
    assert now_and_next(DAY, NINE.astimezone(UTC)) == now_and_next(DAY, NINE.astimezone(ZoneInfo("Asia/Tokyo")))


def test_of_times_without_a_zone_nothing_is_told():
    naive = Session("naive", "naive", start=NINE.replace(tzinfo=None), end=None)
    assert now_and_next((naive,), NINE).empty
