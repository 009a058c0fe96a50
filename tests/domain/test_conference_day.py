"""A day of the conference that begins after midnight."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from session_finder.domain.conference_day import day_of, day_seen_from, since_day_start
from session_finder.domain.sessions import STATED, Session

FIVE = time(5)


@pytest.mark.parametrize(
    ("clock", "day"), [("2027-05-12T04:59", 11), ("2027-05-12T05:00", 12), ("2027-05-12T00:00", 11)]
)
def test_what_is_before_the_start_of_a_day_belongs_to_the_day_before(clock, day):
    assert day_of(datetime.fromisoformat(clock), FIVE) == date(2027, 5, day)
    assert day_of(datetime.fromisoformat(clock)) == date(2027, 5, 12)


def test_the_clock_counts_and_not_the_hours_that_passed():
    lisbon = ZoneInfo("Europe/Lisbon")  # the clocks go forward at one
    assert day_of(datetime(2027, 3, 28, 4, 59, tzinfo=lisbon), FIVE) == date(2027, 3, 27)
    assert day_of(datetime(2027, 3, 28, 5, tzinfo=lisbon), FIVE) == date(2027, 3, 28)


def test_the_times_of_a_day_are_in_the_order_of_the_day():
    assert [since_day_start(time(hour), FIVE) // timedelta(hours=1) for hour in (5, 23, 0, 4)] == [0, 18, 19, 23]
    assert since_day_start(time(4, 30)) == timedelta(hours=4, minutes=30)


def test_a_session_has_its_day_and_is_the_same_session_on_any():
    party = Session("1", "Party", start=datetime(2027, 5, 12, 1, tzinfo=UTC), day_starts=FIVE)
    assert party.day == date(2027, 5, 11)
    assert party == Session("1", "Party", start=party.start)
    assert Session("1", "Party").day is None
    assert "day_starts" not in STATED


def test_from_another_zone_only_the_conference_s_own_night_belongs_to_the_day_before():
    lisbon, new_york, tokyo = (ZoneInfo(name) for name in ("Europe/Lisbon", "America/New_York", "Asia/Tokyo"))
    talk, party = (datetime(2027, 5, 12, hour, tzinfo=lisbon) for hour in (9, 1))
    # 9:00 is 4:00 in New York, and no night there either
    assert [day_seen_from(talk, FIVE, zone).day for zone in (None, lisbon, new_york, tokyo)] == [12, 12, 12, 12]
    assert [day_seen_from(party, FIVE, zone).day for zone in (None, lisbon, new_york, tokyo)] == [11, 11, 11, 12]
    assert day_seen_from(talk.replace(hour=20), FIVE, tokyo).day == 13
    assert day_seen_from(party.replace(tzinfo=None), FIVE, tokyo).day == 11
