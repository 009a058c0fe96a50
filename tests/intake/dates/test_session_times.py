from zoneinfo import ZoneInfo

import pytest

from session_finder.intake.dates.date_order import DateFormat
from session_finder.intake.dates.session_times import SessionTimes

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


@pytest.mark.parametrize(
    ("start", "end", "found"),
    [
        ("17:00", "08:00", "2027-05-12 08:00"),  # a hunt through the night
        ("15:00", "12:00", "2027-05-12 12:00"),
        ("20:00", "02:00", "2027-05-12 02:00"),
        ("11:00", "1:00", None),  # of a twelve-hour clock
        ("10:00", "09:00", None),
        ("23:30", "13:30", None),
    ],
)
def test_a_session_of_more_than_twelve_hours_lasts_from_the_afternoon_to_the_morning(start, end, found):
    assert span(day="2027-05-11", start=start, end=end) == (
        f"2027-05-11 {start}",
        found,
        [] if found else [("end", end)],
    )


def test_an_end_twelve_hours_back_is_a_mistake():
    assert span(day="5/11/2027", month_first=True, start="11:30 PM", end="1:30 PM") == (
        "2027-05-11 23:30",
        None,
        [("end", "1:30 PM")],
    )


def test_a_range_with_its_day_is_start_and_end():
    assert span(start="11 May 2027, 9:00 – 9:45 AM") == ("2027-05-11 09:00", "2027-05-11 09:45", [])
    assert span(start="2027-05-11 09:00-09:45") == ("2027-05-11 09:00", "2027-05-11 09:45", [])
    assert span(start="2027-05-11 22:00 – 2027-05-12 01:00") == ("2027-05-11 22:00", "2027-05-12 01:00", [])
    assert span(day="2027-05-11", start="9:00-9:45", end="10:00") == ("2027-05-11 09:00", "2027-05-11 10:00", [])


def test_two_dates_of_one_session_are_reported_unless_the_zone_explains_them():
    assert span(day="2027-05-12", start="2027-05-11 10:00") == ("2027-05-11 10:00", None, [("day", "2027-05-12")])
    assert span(day="2027-05-12", start="2027-05-11T23:30Z") == ("2027-05-12 00:30", None, [])
    assert span(day="2027-05-11", start="2027-05-11T23:30Z") == ("2027-05-12 00:30", None, [])
    assert span(day="first day", start="2027-05-11 10:00") == ("2027-05-11 10:00", None, [])


def test_a_date_without_a_year_is_in_the_files_year_or_was_reported_before():
    cells = {"day": "11 May", "start": "9:00", "end": "9:45"}
    dated = SessionTimes(DateFormat(year=2027), LISBON).read(cells, pytest.fail)
    assert [f"{moment:%Y-%m-%d %H:%M}" for moment in dated] == ["2027-05-11 09:00", "2027-05-11 09:45"]
    for unknown in (cells, {"start": "11 May, 9:00", "end": "11 May, 9:45"}, {"start": "11 May, 9:00-9:45"}):
        assert SessionTimes(DateFormat(), LISBON).read(unknown, pytest.fail) == (None, None)


def test_a_clock_time_is_on_the_day_of_a_whole_start():
    assert span(start="2027-05-11 10:00", end="10:40") == ("2027-05-11 10:00", "2027-05-11 10:40", [])
    assert span(start="2027-05-11T10:00+01:00", end="10:40", zone=None)[1:] == ("2027-05-11 10:40", [])


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
