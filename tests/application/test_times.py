from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from session_finder.application.times import when, zone_name
from session_finder.sessions import Session


def at(start, end=None, zone=None):
    moments = [datetime.fromisoformat(text) if text else None for text in (start, end)]
    start, end = (moment and moment.replace(tzinfo=zone) for moment in moments)
    return when(Session("1", "A", start=start, end=end))


LISBON = ZoneInfo("Europe/Lisbon")


def test_a_session_is_told_by_weekday_date_local_time_and_zone():
    assert at("2027-05-11T10:00", "2027-05-11T10:40", LISBON) == "Tue 11 May, 10:00–10:40 WEST"
    assert at("2027-12-01T09:05", "2027-12-01T17:00", LISBON) == "Wed 1 Dec, 09:05–17:00 WET"


def test_a_session_without_a_start_is_told_by_nothing():
    assert at(None) == ""
    assert at(None, "2027-05-11T10:40", LISBON) == ""


def test_a_session_without_an_end_is_told_by_its_start():
    assert at("2027-05-11T10:00", None, LISBON) == "Tue 11 May, 10:00 WEST"


def test_a_time_without_a_zone_is_told_without_one():
    assert at("2027-05-11T10:00", "2027-05-11T10:40") == "Tue 11 May, 10:00–10:40"


def test_an_end_on_another_day_brings_its_date():
    assert at("2027-05-11T22:00", "2027-05-12T00:00", LISBON) == "Tue 11 May, 22:00 – Wed 12 May, 00:00 WEST"
    assert at("2027-05-11T09:00", "2027-05-18T18:00") == "Tue 11 May, 09:00 – Tue 18 May, 18:00"


def test_every_weekday_and_month_is_named_in_english_whatever_the_machine_speaks():
    days = [at(f"2027-03-{day:02}T10:00")[:3] for day in range(1, 8)]
    assert days == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    months = [at(f"2027-{month:02}-01T10:00").split(",")[0].split()[-1] for month in range(1, 13)]
    assert months == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sept", "Oct", "Nov", "Dec"]


@pytest.mark.parametrize(
    ("zone", "name"),
    [
        (None, ""),
        (UTC, "UTC"),
        (LISBON, "WEST"),
        (ZoneInfo("America/Denver"), "MDT"),
        (ZoneInfo("America/Sao_Paulo"), "UTC-03:00"),
        (ZoneInfo("Asia/Kathmandu"), "UTC+05:45"),
        (timezone(timedelta(hours=2)), "UTC+02:00"),
        (timezone(-timedelta(hours=9, minutes=30)), "UTC-09:30"),
    ],
)
def test_a_zone_goes_by_its_letters_or_by_its_distance_from_utc(zone, name):
    assert zone_name(datetime.fromisoformat("2027-05-11T10:00").replace(tzinfo=zone)) == name
