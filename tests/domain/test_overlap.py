from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from timetables import at

from session_finder.domain.overlap import LONG, attended, days_of, overlap
from session_finder.domain.sessions import Session

DAYS = [date(2027, 5, day) for day in (11, 12, 13)]


def test_a_session_longer_than_twelve_hours_overlaps_with_none():
    talk, workshop, exhibition = at("10:00"), at("09:00", 12 * 60), at("09:00", 12 * 60 + 1)
    assert timedelta(hours=12) == LONG
    assert overlap(talk, workshop)
    assert not overlap(talk, exhibition)
    assert not overlap(exhibition, talk)
    assert attended(workshop) == (workshop.start, workshop.end)
    assert attended(exhibition) is None
    assert attended(Session("x", "X")) is None


def test_a_long_session_takes_place_on_each_of_its_days():
    assert list(days_of(at("09:00", 2 * 1440 + 60))) == DAYS
    assert list(days_of(at("09:00", 15 * 60))) == DAYS[:1]  # until midnight
    assert list(days_of(at("17:00", 15 * 60))) == DAYS[:2]
    assert len(days_of(at("09:00", 400 * 1440))) == 31


def test_a_short_one_belongs_to_the_day_on_which_it_begins():
    assert list(days_of(at("23:00", 120))) == DAYS[:1]
    assert list(days_of(Session("x", "X", start=datetime(2027, 5, 11, 9, tzinfo=UTC)))) == DAYS[:1]
    assert days_of(Session("x", "X")) == ()


def test_days_are_counted_by_the_clock_of_the_start():
    start = datetime(2027, 5, 11, 9, tzinfo=ZoneInfo("Asia/Tokyo"))
    assert list(days_of(Session("x", "X", start=start, end=datetime(2027, 5, 12, 16, tzinfo=UTC)))) == DAYS[:3]


def test_a_cancelled_session_overlaps_with_none():
    assert not overlap(at("10:00"), at("10:20", cancelled=True))
    assert list(days_of(at("10:20", cancelled=True))) == DAYS[:1]


def test_days_begin_when_the_conference_s_days_do():
    night = replace(at("1 01:00", 60), day_starts=time(5))
    exhibition = replace(at("1 03:00", 26 * 60), day_starts=time(5))  # until 05:00, when the third day starts
    assert list(days_of(night)) == DAYS[:1]
    assert list(days_of(exhibition)) == DAYS[:2]


def test_days_are_those_of_another_clock_where_the_zone_is_known():
    tokyo = ZoneInfo("Asia/Tokyo")
    late = at("20:00", 14 * 60)
    assert list(days_of(late)) == DAYS[:2]
    assert list(days_of(late, tokyo)) == DAYS[1:2]
    naive = replace(late, start=late.start.replace(tzinfo=None), end=late.end.replace(tzinfo=None))
    assert list(days_of(naive, tokyo)) == DAYS[:2]
