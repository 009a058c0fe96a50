from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from session_finder.application.intake.dates import moment

LISBON = ZoneInfo("Europe/Lisbon")


@pytest.mark.parametrize(
    "text",
    [
        "2027-05-11 14:30",
        "2027-05-11T14:30",
        "2027-05-11T14:30:00",
        "2027-05-11 14:30:00.000",
        "20270511T1430",
        "2027/05/11 14:30",
        "2027-May-11 14:30",
        "11.05.2027 14:30",
        "11 May 2027 14:30",
        "11 may 2027 02:30 PM",
        "11 May 2027 2:30 pm",
        "May 11, 2027 2:30 PM",
        "May 11, 2027 14:30",
        "  2027-05-11 \t 14:30 ",
    ],
)
def test_half_past_two_is_understood_in_many_hands(text):
    found = moment(text, None)
    assert found.isoformat() == "2027-05-11T14:30:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "2027-05-11",
        "14:30",
        "soon",
        "TBD",
        "3/4/2027 14:30",
        "2027-02-30 10:00",
        "2027-05-11 25:00",
        "0027-05-11 10:00",
        "9999-12-31T23:59:59-12:00",
        "٢٠٢٧-٠٥-١١ 10:00",
        "2027-05-11 14:30" + " " * 50_000,
        "²²²²-05-11 10:00",
    ],
)
def test_what_is_no_one_moment_is_not_guessed(text):
    assert moment(text, None) is None
    assert moment(text, LISBON) is None


def test_a_time_without_an_offset_is_in_the_conferences_zone():
    found = moment("2027-05-11 14:30", LISBON)
    assert found.tzinfo is LISBON
    assert found.isoformat() == "2027-05-11T14:30:00+01:00"


@pytest.mark.parametrize("text", ["2027-05-11T14:30Z", "2027-05-11T15:30+01:00", "2027-05-11 10:30:00-04:00"])
def test_a_time_with_an_offset_is_moved_into_the_conferences_zone(text):
    found = moment(text, LISBON)
    assert found.tzinfo is LISBON
    assert (found.hour, found.minute) == (15, 30)
    assert found.astimezone(UTC) == datetime(2027, 5, 11, 14, 30, tzinfo=UTC)


def test_with_no_zone_a_time_keeps_the_offset_it_came_with_or_none():
    assert moment("2027-05-11T14:30+02:00", None).utcoffset() == timedelta(hours=2)
    assert moment("2027-05-11T14:30", None).tzinfo is None


def test_summer_time_begins_and_ends_as_the_zone_says():
    offsets = [moment(f"2027-{day} 12:00", LISBON).utcoffset() for day in ("03-27", "03-28", "10-30", "10-31")]
    assert offsets == [timedelta(0), timedelta(hours=1), timedelta(hours=1), timedelta(0)]


def test_an_offset_tells_the_two_hours_apart_that_the_autumn_night_repeats():
    first, second = moment("2027-10-31T00:30Z", LISBON), moment("2027-10-31T01:30Z", LISBON)
    assert (first.hour, second.hour) == (1, 1)
    assert second.timestamp() - first.timestamp() == 3600


def test_one_text_means_different_moments_in_different_zones():
    there = moment("2027-05-11 14:30", ZoneInfo("America/Denver"))
    here = moment("2027-05-11 14:30", LISBON)
    assert there - here == timedelta(hours=7)
    assert moment("2027-05-11T14:30-06:00", None) == there
    assert moment("2027-05-11T14:30-06:00", None).tzinfo == timezone(timedelta(hours=-6))
