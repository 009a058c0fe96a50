from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.sessions import Session
from session_finder.timetable.time_format import day, hours, long_day, place, when, zone_name


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


OPENING = Session(
    "1",
    "A",
    start=datetime(2027, 5, 11, 14, 30, tzinfo=LISBON),
    end=datetime(2027, 5, 11, 15, 10, tzinfo=LISBON),
)
OVERNIGHT = Session(
    "2", "B", start=datetime(2027, 5, 11, 22, 0, tzinfo=LISBON), end=datetime(2027, 5, 12, 0, 30, tzinfo=LISBON)
)


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en_GB", "Tue 11 May, 14:30–15:10 WEST"),
        ("en_US", "Tue, May 11, 2:30\u202fPM–3:10\u202fPM WEST"),
        ("de", "Di., 11. Mai, 14:30–15:10 WEST"),
        ("de_CH", "Di., 11. Mai, 14:30–15:10 WEST"),
        ("es", "mar, 11 may, 14:30–15:10 WEST"),
        ("fr", "mar. 11 mai, 14:30–15:10 WEST"),
        ("ja", "5月11日(火) 14:30–15:10 WEST"),
    ],
)
def test_each_locale_writes_a_session_s_time_in_its_own_way(locale, said):
    assert when(OPENING, locale) == said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en_GB", "Tuesday 11 May"),
        ("en_US", "Tuesday, May 11"),
        ("de", "Dienstag, 11. Mai"),
        ("es", "martes, 11 de mayo"),
        ("fr", "mardi 11 mai"),
        ("ja", "5月11日(火曜日)"),
    ],
)
def test_each_locale_writes_a_whole_day_in_its_own_way(locale, said):
    assert long_day(date(2027, 5, 11), locale) == said


@pytest.mark.parametrize(
    ("locale", "said"),
    [
        ("en_GB", "22:00 – Wed 12 May, 00:30"),
        ("en_US", "10:00\u202fPM – Wed, May 12, 12:30\u202fAM"),
        ("de", "22:00 – Mi., 12. Mai, 00:30"),
        ("es", "22:00 – mié, 12 may, 0:30"),
        ("fr", "22:00 – mer. 12 mai, 00:30"),
        ("ja", "22:00 – 5月12日(水) 0:30"),
    ],
)
def test_hours_that_end_on_another_day_name_it_in_each_locale(locale, said):
    assert hours(OVERNIGHT, locale) == said


def test_another_zone_tells_a_session_by_its_own_clock_and_its_own_day():
    assert when(OVERNIGHT, "de", ZoneInfo("Asia/Tokyo")) == "Mi., 12. Mai, 06:00–08:30 JST"
    assert when(OPENING, "en_US", ZoneInfo("America/New_York")) == "Tue, May 11, 9:30\u202fAM–10:10\u202fAM EDT"


def test_another_zone_does_not_move_a_time_whose_own_zone_nobody_knows():
    naive = Session("1", "A", start=datetime.fromisoformat("2027-05-11T14:30"))
    assert when(naive, "fr", ZoneInfo("Asia/Tokyo")) == "mar. 11 mai, 14:30"


@given(
    which=st.dates(date(1970, 1, 1), date(2100, 1, 1)),
    locale=st.sampled_from(["en_GB", "en_US", "de", "es", "fr", "ja"]),
)
def test_days_of_a_year_are_told_apart_in_every_locale(which, locale):
    following = which + timedelta(days=1)
    assert day(which, locale) != day(following, locale)
    assert long_day(which, locale) != long_day(following, locale)
    assert str(which.day) in day(which, locale)


@pytest.mark.parametrize(
    ("zone", "locale", "said"),
    [
        ("Europe/Lisbon", "en_GB", "Lisbon"),
        ("Europe/Lisbon", "de", "Lissabon"),
        ("Asia/Tokyo", "ja", "東京"),
        ("America/New_York", "es", "Nueva York"),
        ("UTC", "fr", "UTC"),
        ("WEST", "de", "WEST"),
        ("UTC+05:45", "ja", "UTC+05:45"),
    ],
)
def test_a_zone_goes_by_its_city_in_each_locale(zone, locale, said):
    assert place(zone, locale) == said
