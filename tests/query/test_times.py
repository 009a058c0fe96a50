"""Days by number, one moment, now and next, lengths, and numbers that a day makes times."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

import pytest
from timetables import at

from session_finder.domain.sessions import Programme, Session
from session_finder.filters.filters import Filters
from session_finder.query.lexicon import ProgrammeLexicon
from session_finder.query.parser import parse
from session_finder.query.time_values import TimeConstraints

# Tuesday to Thursday, 11 to 13 May 2027.
SESSIONS = (
    at("9:00"), at("10:00", name="Day Three"), at("14:00", 90), at("1 9:00", format="workshop"), at("1 14:00"),
    at("2 9:00"), at("2 17:00"), at("12:00", format="lunch", name="Lunch"),
)  # fmt: skip
LEXICON = ProgrammeLexicon(Programme("small", "Small", SESSIONS, timezone="UTC"))
NOW = datetime(2027, 5, 11, 9, 30, 20, tzinfo=UTC)
TUESDAY, WEDNESDAY, THURSDAY = "2027-05-11", "2027-05-12", "2027-05-13"


def read(text, now=NOW):
    query = parse(text, LEXICON, now)
    return query.subject, query.filters


@pytest.mark.parametrize(
    ("text", "subject", "day"),
    [
        ("day 2", "", WEDNESDAY),
        ("day two", "", WEDNESDAY),
        ("maps, the second day", "maps", WEDNESDAY),
        ("day 3: maps", "maps", THURSDAY),
        ("last day", "", THURSDAY),
        ("the final day", "", THURSDAY),
        ("Tag 2", "", WEDNESDAY),
        ("Karten, am zweiten Tag", "Karten", WEDNESDAY),
        ("letzter Tag", "", THURSDAY),
        ("día 2", "", WEDNESDAY),
        ("mapas, el primer día", "mapas", TUESDAY),
        ("último día", "", THURSDAY),
        ("jour 3", "", THURSDAY),
        ("cartes, le deuxième jour", "cartes", WEDNESDAY),
        ("dernier jour", "", THURSDAY),
        ("2日目", "", WEDNESDAY),
        ("初日の地図", "地図", TUESDAY),
        ("最終日", "", THURSDAY),
        ("maps on day 2", "maps", WEDNESDAY),
        ("maps on the last day", "maps", THURSDAY),
        ("Karten an Tag 2", "Karten", WEDNESDAY),
        ("mapas el último día", "mapas", THURSDAY),
    ],
)
def test_days_are_read_by_their_number_in_five_languages(text, subject, day):
    assert read(text) == (subject, Filters(day=(day,)))


@pytest.mark.parametrize(
    "text",
    [
        *("day 4", "day 0", "day 10", "fifth day", "day 2.5", "day-ahead prices", "8-day week", "4日目", "Day Three"),
        *("modern day 2 phase designs", "day one hundred", "first day effects", "day 2 to 4", "day 3 to 2"),
        "notes on the first day at work",
    ],
)
def test_other_numbers_of_days_are_a_subject(text):
    assert read(text) == (text, Filters())


@pytest.mark.parametrize(
    ("text", "subject", "clock"),
    [
        ("at 14:00", "", time(14)),
        ("maps at 2pm", "maps", time(14)),
        ("maps at 14:30 in hospitals", "maps hospitals", time(14, 30)),
        ("at noon", "", time(12)),
        ("at 12 am", "", time(0)),
        ("um 14 Uhr", "", time(14)),
        ("Karten gegen 14:15", "Karten", time(14, 15)),
        ("a las 14:00", "", time(14)),
        ("a la 1 pm", "", time(13)),
        ("à 14h", "", time(14)),
        ("vers 14h30", "", time(14, 30)),
    ],
)
def test_one_moment_is_read_in_the_languages_that_name_it(text, subject, clock):
    assert read(text) == (subject, Filters(at=clock))


@pytest.mark.parametrize(
    ("text", "days"),
    [
        *(("Tuesday to Thursday", 3), ("from Tuesday to Thursday", 3), ("Tue-Wed", 2), ("Monday through Wednesday", 2)),
        *(("von Dienstag bis Mittwoch", 2), ("Di-Do", 3), ("de martes a jueves", 3), ("mar-jue", 3)),
        *(("du mardi au mercredi", 2), ("火曜日から木曜日まで", 3), ("火曜〜水曜", 2)),
        *(("11-12 May", 2), ("11. bis 13. Mai", 3), ("May 11 to 12", 2), ("del 11 al 12 de mayo", 2), ("days 1-2", 2)),
        *(("day 1 to 3", 3), ("Tag 1 bis 2", 2), ("1日目から2日目", 2), ("10 to 12 May 2027", 2)),
    ],
)
def test_a_range_of_days_is_all_days_between_in_five_languages(text, days):
    assert read(text) == ("", Filters(day=(TUESDAY, WEDNESDAY, THURSDAY)[:days]))
    assert read(f"maps, {text}")[1] == Filters(day=(TUESDAY, WEDNESDAY, THURSDAY)[:days])


def test_a_range_over_a_weekend_ends_in_the_week_in_which_it_begins():
    held = ProgrammeLexicon(Programme("long", "Long", (at("5 9:00"), at("10 9:00"), at("12 9:00")), timezone="UTC"))
    assert parse("Friday to Sunday", held, NOW).filters == Filters(day=("2027-05-21", "2027-05-23"))
    assert parse("Thursday to Sunday", held, NOW).filters == Filters(day=("2027-05-16", "2027-05-21", "2027-05-23"))


@pytest.mark.parametrize(
    "text",
    [
        *("12.05.2027", "on 12.05.2027", "am 12.5.", "12/05/2027", "05/12/2027", "2027/05/12", "Wednesday 12.05.2027"),
        *("maps 12.05.2027",),
    ],
)
def test_dates_in_numbers_are_days_of_the_programme(text):
    assert read(text)[1] == Filters(day=(WEDNESDAY,))


@pytest.mark.parametrize(
    "text", ["version 12.5.", "12.13.2027", "31.2.2027", "release 2027/05", "Friday to Saturday", "mar ami"]
)
def test_other_numbers_are_no_dates(text):
    assert read(text) == (text, Filters())


@pytest.mark.parametrize(
    "text",
    [
        *("Wednesday 14:30", "Wednesday, 2:30 pm", "Wednesday at 14:30", "Wed 14:30", "tomorrow 14:30"),
        *("Mittwoch 14:30", "miércoles 14:30", "mercredi 14h30", "mercredi à 14h30", "水曜日14:30", "水曜日の14時半"),
    ],
)
def test_a_clock_time_beside_a_day_is_a_moment_in_five_languages(text):
    assert read(text) == ("", Filters(day=(WEDNESDAY,), at=time(14, 30)))


@pytest.mark.parametrize(
    "text",
    [
        "Wednesday at 10",
        "at 10 on Wednesday",
        "Mittwoch um 10",
        "um 10 am Mittwoch",
        "el miércoles a las 10",
        "Wed at 10",
    ],
)
def test_a_number_beside_a_day_is_a_moment_at_the_end(text):
    assert read(text) == ("", Filters(day=(WEDNESDAY,), at=time(10)))


def test_a_number_beside_a_day_is_no_moment_before_a_subject():
    assert read("Wednesday at 10 Harbour Street") == ("Wednesday at 10 Harbour Street", Filters())


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("maps in the morning", "maps"),
        ("Karten am Vormittag", "Karten"),
        ("Karten vormittags", "Karten"),
        ("vormittags Karten", "Karten"),
        ("mapas por la mañana", "mapas"),
        ("午前の地図", "地図"),
        ("地図 午前", "地図"),
    ],
)
def test_a_part_of_the_day_is_read_beside_a_subject_where_its_preposition_or_form_says_so(text, subject):
    assert read(text) == (subject, Filters(end=time(12)))


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("cartes le matin", Filters(end=time(12))),
        ("maps after lunch", Filters(begin=time(12, 40))),
        ("maps tomorrow", Filters(day=(WEDNESDAY,))),
    ],
)
def test_any_other_time_at_the_end_of_a_subject_is_offered(text, filters):
    query = parse(text, LEXICON, NOW)
    assert (query.subject, query.parts, [one.filters for one in query.offered]) == (text, (), [filters])
    assert parse(text, LEXICON, NOW, filters).filters == filters


@pytest.mark.parametrize("text", ["at 25:00", "at 13pm", "at 14", "at 14:00% load"])
def test_impossible_moments_and_numbers_are_a_subject(text):
    assert read(text) == (text, Filters())


@pytest.mark.parametrize(
    "text", ["now", "what's on now?", "right now", "jetzt", "was läuft gerade?", "¿qué hay ahora?", "maintenant", "今"]
)
def test_now_is_the_minute_of_the_clock_in_five_languages(text):
    assert read(text) == ("", Filters(day=(TUESDAY,), at=time(9, 30)))


@pytest.mark.parametrize(
    "text", ["next", "what's next?", "coming up", "als nächstes", "a continuación", "ensuite", "次"]
)
def test_next_is_when_the_next_sessions_begin_in_five_languages(text):
    assert read(text) == ("", Filters(day=(TUESDAY,), at=time(10)))


def test_next_passes_over_breaks():
    assert read("next", NOW.replace(hour=11)) == ("", Filters(day=(TUESDAY,), at=time(14)))


def test_now_follows_the_conference_s_clock():
    zone = ZoneInfo("Asia/Tokyo")
    sessions = tuple(replace(one, start=one.start.replace(tzinfo=zone), end=None) for one in (at("9:00"), at("1 9:00")))
    tokyo = ProgrammeLexicon(Programme("tokyo", "Tokyo", sessions, timezone="Asia/Tokyo"))
    asked = parse("now", tokyo, datetime(2027, 5, 11, 23, 5, tzinfo=UTC))
    assert asked.filters == Filters(day=(WEDNESDAY,), at=time(8, 5))


def test_after_the_last_session_nothing_is_next_and_on_other_days_nothing_is_on():
    assert read("next", NOW.replace(hour=20)) == ("next", Filters())
    assert read("now", NOW.replace(day=20)) == ("now", Filters())
    assert read("today", NOW.replace(day=20)) == ("", Filters(day=("2027-05-20",)))


@pytest.mark.parametrize(
    ("text", "subject", "day"),
    [
        ("what is on Friday", "", "2027-05-14"),
        ("Friday talks", "", "2027-05-14"),
        ("am Freitag", "", "2027-05-14"),
        ("talks tomorrow", "", "2027-05-20"),
        ("talks on 16 May", "", "2027-05-16"),
        ("12.05.2026", "", "2026-05-12"),
    ],
)
def test_a_day_that_the_programme_does_not_have_is_read_where_it_asks_for_sessions(text, subject, day):
    assert read(text, NOW.replace(day=19)) == (subject, Filters(day=(day,)))


@pytest.mark.parametrize(
    "text", ["Black Friday", "Good Friday agreement", "casual Friday", "Sunday school", "graphs on Friday", "weekend"]
)
def test_a_day_that_the_programme_does_not_have_is_part_of_a_subject_otherwise(text):
    assert read(text) == (text, Filters())


def test_no_weekday_is_read_where_the_programme_has_no_days():
    assert parse("what is on Friday", ProgrammeLexicon(Programme("p", "P", ())), NOW).filters == Filters()


@pytest.mark.parametrize("text", ["next best action", "knowing now", "now casting", "the next generation", "今昔"])
def test_now_and_next_in_a_subject_stay(text):
    assert read(text) == (text, Filters())


@pytest.mark.parametrize(
    ("text", "subject", "filters"),
    [
        ("under 30 minutes", "", Filters(shorter=30)),
        ("talks under 30 minutes on maps", "maps", Filters(shorter=30)),
        ("under half an hour", "", Filters(shorter=30)),
        ("at most an hour", "", Filters(shorter=60)),
        ("at least 90 minutes", "", Filters(longer=90)),
        ("over 1.5 hours", "", Filters(longer=90)),
        ("90-minute sessions", "", Filters(longer=90, shorter=90)),
        ("30 minutes or less", "", Filters(shorter=30)),
        ("30 minutes or more", "", Filters(longer=30)),
        ("unter 30 Minuten", "", Filters(shorter=30)),
        ("mindestens eine Stunde", "", Filters(longer=60)),
        ("menos de 30 minutos", "", Filters(shorter=30)),
        ("charlas de más de 60 minutos", "", Filters(longer=60)),
        ("moins de 30 minutes", "", Filters(shorter=30)),
        ("au moins 90 minutes", "", Filters(longer=90)),
        ("30分以内のセッション", "", Filters(shorter=30)),
        ("90分以上", "", Filters(longer=90)),
    ],
)
def test_lengths_of_sessions_are_read_in_five_languages(text, subject, filters):
    assert read(text) == (subject, filters)


@pytest.mark.parametrize(
    "text", ["two 30 minute naps a week", "cells over 24 hours", "0 minutes", "30 hours", "a 5 min walk"]
)
def test_other_lengths_are_a_subject(text):
    assert read(text) == (text, Filters())


@pytest.mark.parametrize(
    "text",
    [
        *("between 10 and 12 on Wednesday", "Wednesday between 10 and 12", "from 10 to 12 on Wednesday"),
        *("zwischen 10 und 12 am Mittwoch", "Mittwoch von 10 bis 12", "entre las 10 y las 12 el miércoles"),
        *("entre 10 et 12 mercredi", "mercredi de 10 à 12", "水曜日の10時から12時まで"),
    ],
)
def test_bare_numbers_beside_a_day_are_times_in_five_languages(text):
    assert read(text) == ("", Filters(day=(WEDNESDAY,), begin=time(10), end=time(12)))


def test_bare_afternoon_hours_are_those_after_the_programme_begins():
    assert read("between 2 and 4 on Wednesday") == ("", Filters(day=(WEDNESDAY,), begin=time(14), end=time(16)))


@pytest.mark.parametrize(
    "text",
    ["between 10 and 12", "from 2 to 6", "between 12 and 10 on Wednesday", "between 30 and 40 on Wednesday"],
)
def test_bare_numbers_without_a_day_or_in_a_wrong_order_are_no_times(text):
    subject, filters = read(text)
    assert (filters.begin, filters.end) == (None, None)
    assert subject.startswith(("between", "from"))


@pytest.mark.parametrize("text", ["after 16:00, before 9:00", "at least 90 minutes, under 30 minutes"])
def test_times_and_lengths_that_contradict_each_other_are_a_subject(text):
    assert read(text) == (text, Filters())


def test_a_programme_without_times_has_no_days_moments_or_lengths():
    held = ProgrammeLexicon(Programme("none", "None", (Session("1", "Maps"),)))
    for text in ("day 1", "at 14:00", "now", "next", "under 30 minutes", "Tuesday"):
        assert parse(text, held, NOW).parts == ()


def test_constraints_together_have_all_days_and_the_narrowest_times():
    first = TimeConstraints(("b",), time(9), None)
    assert first.combine(TimeConstraints(("a", "b"), time(8), time(12))) == TimeConstraints(
        ("a", "b"), time(9), time(12)
    )


NIGHT = tuple(replace(at(clock, 60), day_starts=time(5)) for clock in ("10:00", "22:00", "1 01:00", "1 09:00"))
UNTIL_FIVE = ProgrammeLexicon(Programme("small", "Small", NIGHT, timezone="UTC", day_starts=time(5)))


@pytest.mark.parametrize(
    ("text", "filters"),
    [
        ("at 01:30", Filters(at=time(1, 30))),
        ("Tuesday until 02:00", Filters(day=(TUESDAY,), end=time(2))),
        ("between 23:00 and 02:00", Filters(begin=time(23), end=time(2))),
        ("Tuesday 11pm to 2am", Filters(day=(TUESDAY,), begin=time(23), end=time(2))),
        ("from 22:00 to 05:00 on Tuesday", Filters(day=(TUESDAY,), begin=time(22), end=time(5))),
        ("Tuesday evening after 1:00 am", Filters(day=(TUESDAY,), begin=time(1))),
        ("Tuesday evening until 2am", Filters(day=(TUESDAY,), begin=time(18), end=time(2))),
    ],
)
def test_hours_after_midnight_are_late_where_the_day_starts_in_the_morning(text, filters):
    query = parse(text, UNTIL_FIVE, NOW)
    assert (query.subject, query.filters) == ("", filters)


def test_hours_that_run_backwards_on_the_conference_s_day_are_no_time():
    assert parse("after 2:00 am and before 11pm", UNTIL_FIVE, NOW).filters == Filters()
    assert read("between 23:00 and 02:00") == ("between 23:00 and 02:00", Filters())
