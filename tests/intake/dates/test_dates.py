from datetime import UTC, date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.intake.dates.clock_cells import lacks_year
from session_finder.intake.dates.dates import Stamp, add_minutes, is_earlier, moment, slashed_date, stamp

LISBON = ZoneInfo("Europe/Lisbon")


def at(text, zone, month_first=None):
    said = stamp(text, month_first)
    return said and moment(said, said.day, said.clock, zone)


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
        "11.5.27, 14.30 Uhr",
        "Di, 11.05.2027 um 14:30 Uhr",
        "11. Mai 2027 14:30",
        "11 mai 2027 14h30",
        "11 de mayo de 2027 14:30",
        "11 May 2027 14:30",
        "11 may 2027 02:30 PM",
        "11 May 2027 2:30 pm",
        "11-May-2027 2:30 p.m.",
        "May 11, 2027 2:30 PM",
        "May 11, 2027 14:30",
        "Tuesday, May 11th, 2027 at 2:30 PM",
        "  2027-05-11 \t 14:30 ",
        "202705111430",
        "20270511143000",
        "11 May 2027 (Tue) 14:30",
        "Tue May 11 14:30:00 2027",
        "mar. 11 mai 2027 14h30",
        "terça-feira, 11 de maio de 2027 14:30",
        "2027年5月11日(火) 14時30分",
    ],
)
def test_half_past_two_is_understood_in_many_hands(text):
    assert at(text, None).isoformat() == "2027-05-11T14:30:00"


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "soon",
        "TBD",
        "9",
        "2027-02-30 10:00",
        "31.02.2027 10:00",
        "2027-05-11 25:00",
        "2027-05-11 9:75",
        "14:30 am",
        "0027-05-11 10:00",
        "9999-12-31T23:59:59-12:00",
        "٢٠٢٧-٠٥-١١ 10:00",
        "11 Foo 2027 10:00",
        "2027-05-11 14:30" + " " * 50_000,
        "²²²²-05-11 10:00",
    ],
)
def test_what_is_no_date_or_time_is_not_guessed(text):
    assert stamp(text) is None


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("9:00 AM", time(9)),
        ("09:00", time(9)),
        ("14.30", time(14, 30)),
        ("9h30", time(9, 30)),
        ("9 am", time(9)),
        ("12:15 AM", time(0, 15)),
        ("12 p.m.", time(12)),
        ("14:30 Uhr", time(14, 30)),
        ("24:00", time(0)),
    ],
)
def test_a_time_of_day_has_no_day(text, clock):
    assert stamp(text) == Stamp(None, clock)


@pytest.mark.parametrize(
    "text",
    [
        "Tue Sep 07 2027 10:30:00 GMT+0100 (British Summer Time)",
        "Tue, 07 Sep 2027 09:30:00 GMT",
        "2027-09-07 10:30:00 +0100 BST",
        "September 7, 2027 10:30 AM (GMT+1)",
        "1820309400",
        "1820309400000",
        "1820309400.0",
    ],
)
def test_what_programs_print_is_a_moment_with_its_distance_from_utc(text):
    assert at(text, LISBON).isoformat() == "2027-09-07T10:30:00+01:00"
    assert at(text, None).astimezone(UTC).isoformat() == "2027-09-07T09:30:00+00:00"


@pytest.mark.parametrize("text", ["14 Oct", "14. Oktober", "Oct 14", "October 14th", "14.10.", "10月14日", "Do 14 Oct"])
def test_a_date_without_a_year_needs_one(text):
    assert stamp(text) is None
    assert stamp(text, year=2027) == Stamp(date(2027, 10, 14))
    assert lacks_year(text)


def test_other_texts_lack_no_year():
    for text in ("14 Oct 2027", "14 Oct 27", "2027-10-14", "14:10", "Room 14", "30 Feb", ""):
        assert not lacks_year(text)
    assert stamp("14 Oct, 10:00", year=2027) == Stamp(date(2027, 10, 14), time(10))


def test_a_date_has_no_time_of_day():
    for text in ("2027-05-11", "20270511", "11.05.2027", "11 May 2027", "5/31/2027"):
        assert stamp(text).clock is None
    assert stamp("2027-05-11") == Stamp(date(2027, 5, 11))


@pytest.mark.parametrize(
    ("text", "month_first", "day"),
    [
        ("3/4/2027 10:00", True, date(2027, 3, 4)),
        ("3/4/2027 10:00", False, date(2027, 4, 3)),
        ("3/4/2027 10:00", None, None),
        ("3/31/2016", None, date(2016, 3, 31)),
        ("3/31/16", False, date(2016, 3, 31)),
        ("31/3/2016", True, date(2016, 3, 31)),
        ("5/5/2027", None, date(2027, 5, 5)),
    ],
)
def test_the_order_of_day_and_month_is_told_and_never_guessed(text, month_first, day):
    said = stamp(text, month_first)
    assert (said and said.day) == day


def test_slashed_dates_are_taken_apart_for_whoever_decides_the_order():
    assert slashed_date("3/4/2027 9:00 AM") == (3, 4, 2027)
    assert slashed_date("Mon 3-4-27") == (3, 4, 2027)
    assert slashed_date("03.04.2027") is None
    assert slashed_date("2027-03-04") is None


def test_midnight_at_the_end_of_a_day_is_the_next_day():
    for text in ("2027-05-11 24:00", "11.05.2027 24:00"):
        assert at(text, None).isoformat() == "2027-05-12T00:00:00"


def test_a_time_without_an_offset_is_in_the_conferences_zone():
    found = at("2027-05-11 14:30", LISBON)
    assert found.tzinfo is LISBON
    assert found.isoformat() == "2027-05-11T14:30:00+01:00"


@pytest.mark.parametrize(
    "text",
    [
        *("2027-05-11T14:30Z", "2027-05-11T15:30+01:00", "2027-05-11 10:30:00-04:00", "11.05.2027 16:30 +0200"),
        *("May 11, 2027 2:30 PM UTC", "11 May 2027 14:30 GMT", "11 May 2027 15:30 WEST", "11 May 2027 15:30 (WET)"),
    ],
)
def test_a_time_with_a_zone_is_moved_into_the_conferences(text):
    found = at(text, LISBON)
    assert (found.tzinfo, found.hour, found.minute) == (LISBON, 15, 30)
    assert found.astimezone(UTC) == datetime(2027, 5, 11, 14, 30, tzinfo=UTC)


def test_letters_of_another_zone_are_not_passed_over():
    assert at("11 May 2027 14:30 PDT", LISBON) is None
    assert at("11 May 2027 14:30 PDT", None).isoformat() == "2027-05-11T14:30:00"
    assert at("11 May 2027 2:30 PM ET", ZoneInfo("America/New_York")).isoformat() == "2027-05-11T14:30:00-04:00"


def test_with_no_zone_a_time_keeps_the_offset_it_came_with_or_none():
    assert at("2027-05-11T14:30+02:00", None).utcoffset() == timedelta(hours=2)
    assert at("2027-05-11T14:30", None).tzinfo is None


def test_summer_time_begins_and_ends_as_the_zone_says():
    offsets = [at(f"2027-{day} 12:00", LISBON).utcoffset() for day in ("03-27", "03-28", "10-30", "10-31")]
    assert offsets == [timedelta(0), timedelta(hours=1), timedelta(hours=1), timedelta(0)]


def test_an_offset_tells_the_two_hours_apart_that_the_autumn_night_repeats():
    first, second = at("2027-10-31T00:30Z", LISBON), at("2027-10-31T01:30Z", LISBON)
    assert (first.hour, second.hour) == (1, 1)
    assert second.timestamp() - first.timestamp() == 3600
    assert is_earlier(first, second)
    assert not is_earlier(second, first)
    assert add_minutes(first, 60) == second


def test_one_text_means_different_moments_in_different_zones():
    there = at("2027-05-11 14:30", ZoneInfo("America/Denver"))
    here = at("2027-05-11 14:30", LISBON)
    assert there - here == timedelta(hours=7)
    assert at("2027-05-11T14:30-06:00", None) == there
    assert at("2027-05-11T14:30-06:00", None).tzinfo == timezone(timedelta(hours=-6))


@settings(max_examples=100)
@given(st.datetimes(datetime(1901, 1, 1), datetime(2199, 1, 1)))  # noqa: DTZ001
def test_every_form_of_one_moment_is_that_moment(when):
    when = when.replace(second=0, microsecond=0)
    for form in ("%Y-%m-%d %H:%M", "%d.%m.%Y %H:%M", "%d %B %Y %I:%M %p", "%b %d, %Y %H:%M", "%Y/%m/%d %H.%M"):
        text = f"{when.year:04}".join(when.strftime(form.replace("%Y", "@")).split("@"))
        assert at(text, None) == when
    assert at(f"{when:%m/%d}/{when.year} {when:%I:%M %p}", None, month_first=True) == when


@settings(max_examples=100)
@given(st.text(st.sampled_from("0123456789/.-:, TZ+amphUrMay\u0661"), max_size=30) | st.text(max_size=20))
def test_any_text_is_a_stamp_or_none(text):
    for month_first in (None, True, False):
        assert isinstance(stamp(text, month_first), Stamp | None)
