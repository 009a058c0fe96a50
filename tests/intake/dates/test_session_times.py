from zoneinfo import ZoneInfo

import pytest

from session_finder.intake.dates.date_order import DateFormat
from session_finder.intake.dates.session_times import SessionTimes, duration_minutes

LISBON = ZoneInfo("Europe/Lisbon")


def span(zone=LISBON, month_first=None, **cells):
    said = []
    start, end = SessionTimes(DateFormat(month_first), zone).read(
        cells, lambda problem: said.append((problem.column, problem.value))
    )
    return start and f"{start:%Y-%m-%d %H:%M}", end and f"{end:%Y-%m-%d %H:%M}", said


@pytest.mark.parametrize(
    ("start", "end"), [("9:00 AM", "9:45 AM"), ("09:00", "09:45"), ("9.00", "9.45"), ("9h00", "9h45"), ("9 am", "9:45")]
)
def test_a_day_and_clock_times_are_moments(start, end):
    assert span(day="2027-05-11", start=start, end=end) == ("2027-05-11 09:00", "2027-05-11 09:45", [])


def test_a_range_in_one_cell_is_start_and_end():
    assert span(day="11.05.2027", start="9:00 – 9:45 AM") == ("2027-05-11 09:00", "2027-05-11 09:45", [])


def test_an_end_past_midnight_is_on_the_next_day():
    assert span(day="2027-05-11", start="22:00", end="00:30") == ("2027-05-11 22:00", "2027-05-12 00:30", [])
    assert span(start="2027-05-11 22:00", end="24:00")[1] == "2027-05-12 00:00"


def test_an_end_twelve_hours_back_is_a_mistake():
    assert span(day="5/11/2027", month_first=True, start="11:30 PM", end="1:30 PM") == (
        "2027-05-11 23:30",
        None,
        [("end", "1:30 PM")],
    )


def test_a_clock_time_is_on_the_day_of_a_whole_start():
    assert span(start="2027-05-11 10:00", end="10:40") == ("2027-05-11 10:00", "2027-05-11 10:40", [])
    assert span(start="2027-05-11T10:00+01:00", end="10:40", zone=None)[1:] == ("2027-05-11 10:40", [])


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("45", 45),
        ("0:45", 45),
        ("1:30:00", 90),
        ("00:45:00", 45),
        ("45 min", 45),
        ("1h30", 90),
        ("1 h", 60),
        ("1.5 hours", 90),
        ("1 Std 15 Minuten", 75),
        ("0", 0),
        ("soon", None),
        ("", None),
        ("-5", None),
        ("99999", None),
        ("٤٥", None),
    ],
)
def test_a_duration_is_minutes(text, minutes):
    assert duration_minutes(text) == minutes


def test_a_duration_gives_the_end_and_an_end_wins_over_it():
    assert span(start="2027-05-11 10:00", duration="1:30") == ("2027-05-11 10:00", "2027-05-11 11:30", [])
    assert span(start="2027-05-11 10:00", duration="45", end="2027-05-11 11:00")[1] == "2027-05-11 11:00"
    assert span(start="2027-05-11 10:00", duration="0")[1:] == (None, [])
    assert span(start="2027-05-11 10:00", duration="long")[1:] == (None, [("duration", "long")])


def test_a_duration_over_the_night_on_which_the_clocks_go_back_is_as_long_as_it_says():
    assert span(start="2027-10-31 00:30", duration="120")[1] == "2027-10-31 01:30"


def test_what_is_missing_or_not_understood_is_said_once():
    assert span(start="10:00", end="11:00") == (None, None, [("start", "10:00")])
    assert span(start="2027-05-11", end="") == (None, None, [("start", "2027-05-11")])
    assert span(day="one day", start="10:00", end="11:00") == (None, None, [("day", "one day")])
    assert span(day="2027-05-11") == (None, None, [])
    assert span(end="2027-05-11 11:00") == (None, "2027-05-11 11:00", [])
