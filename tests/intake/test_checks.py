from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from session_finder.domain.sessions import Session
from session_finder.intake.checks import check_sessions

NINE = datetime(2027, 5, 11, 9, tzinfo=ZoneInfo("Europe/Lisbon"))


def talk(number, begins=0, minutes=60, room="Quay", title="", abstract="Text.", **more):
    """A session that begins so many minutes after nine."""
    start = NINE + timedelta(minutes=begins)
    title = title or f"Talk {number}"
    return Session(str(number), title, abstract, room=room, start=start, end=start + timedelta(minutes=minutes), **more)


def said(*sessions):
    return [str(problem) for problem in check_sessions(sessions, range(2, len(sessions) + 2))]


def test_a_programme_without_fault_gives_nothing():
    assert said(*(talk(number, 60 * number) for number in range(8))) == []


def test_two_sessions_in_one_room_are_named():
    assert said(talk(1), talk(2, 30), talk(3, 30, room="Dock")) == [
        "warning: line 2, room: 'Talk 1' and 'Talk 2' are in Quay at the same time. "
        "Move one of them, or check its room."
    ]


def test_services_repeats_neighbours_and_other_rooms_are_no_clash():
    assert said(talk(1), talk(2, service=True), talk(3, 10, title="talk 1"), talk(4, 70), talk(5, room="")) == []


def test_a_session_that_holds_many_others_is_named_once_with_their_number():
    assert said(talk(1, minutes=600), *(talk(number, 60 * number) for number in range(2, 7))) == [
        "warning: line 2, room: 'Talk 1' and 'Talk 2' (and 4 more) are in Quay at the same time. "
        "Move one of them, or check its room."
    ]


def test_three_talks_in_one_slot_are_a_block_and_a_note():
    assert said(talk(1), talk(2), talk(3)) == [
        "note: line 2, room: 3 sessions share room, start and end with others, as talks of one block do. "
        "Give each its own time, so that it can be planned."
    ]


def test_twenty_clashes_are_listed_and_the_others_counted():
    found = said(*(talk(number, 50 * number) for number in range(30)))
    assert len(found) == 21
    assert found[-1] == "warning: line 22, room: And 9 more sessions overlap with others in their room."


def test_a_room_that_everybody_is_in_is_counted_without_looking_at_each_pair():
    sessions = [talk(number, number // 100, 2_000, title=f"Talk {number % 3}") for number in range(30_000)]
    assert len(check_sessions(sessions, range(30_000))) < 60


def test_times_with_and_without_zone_are_not_compared():
    naive = [
        Session(
            "9",
            "Naive",
            "Text.",
            room="Quay",
            start=NINE.replace(tzinfo=None),
            end=datetime.fromisoformat("2027-05-11T10:00"),
        )
    ]
    assert said(talk(1), *naive) == [
        "note: The file names no time zone. Choose the conference's time zone, so that nobody comes an hour late."
    ]


def test_a_session_of_days_is_a_warning_and_one_of_a_day_is_not():
    assert said(talk(1, minutes=24 * 60), talk(2, minutes=49 * 60, room="Dock")) == [
        "warning: line 3, end: This session lasts 49 hours. Check its end."
    ]


def test_a_session_in_another_year_is_a_note():
    astray = talk(9, -365 * 24 * 60)
    assert said(*(talk(number, 1440 * number) for number in range(5)), astray) == [
        "note: line 7, start: This session is on 11 May 2026, the others from 11 May 2027 to 15 May 2027. "
        "Check the year and the month."
    ]


def test_several_conferences_in_one_file_are_not_astray_and_are_told():
    assert said(*(talk(number, 365 * 1440 * (number % 4) + number * 90) for number in range(12))) == [
        "warning: line 3, start: The file holds sessions of several years: 2027 (3), 2028 (3), 2029 (3), 2030 (3). "
        "Upload those of one conference."
    ]
    assert said(*(talk(number, 28 * 1440 * number) for number in range(20))) == []  # a monthly meeting


def test_years_without_times_are_told_by_the_tracks():
    sessions = [Session(str(n), f"Knots {n}", "Why.", track=f"Conf {2026 + n // 2}") for n in range(4)]
    found = [one for one in check_sessions(sessions, [2, 3, 4, 5]) if one.code == "several-years"]
    assert [(one.line, one.column) for one in found] == [(4, "track")]


def test_sessions_without_a_start_are_counted_where_others_have_one():
    timeless = [Session(f"t{number}", f"Poster {number}", "Text.") for number in range(3)]
    assert said(*(talk(number, 60 * number) for number in range(5)), *timeless) == [
        "note: line 7, start: 3 of 8 sessions have no start, the first on this line. Are they in the timetable?"
    ]


def test_a_programme_without_any_start_is_a_warning_at_the_top():
    timeless = [Session(f"t{number}", f"Poster {number}", "Text.") for number in range(2)]
    pause = talk(9, service=True)
    assert said(*timeless, pause) == [
        "warning: start: No session has a start, so there is no timetable. Is the file exported with dates and times, "
        "and are the right columns mapped?"
    ]
    assert said(*timeless[:1]) == []


@pytest.mark.parametrize("zone", [None, UTC, timezone(timedelta(0))])
def test_starts_without_a_place_ask_for_the_time_zone(zone):
    assert said(Session("1", "Talk 1", "Text.", start=datetime(2027, 5, 11, 9, tzinfo=zone))) == [
        "note: The file names no time zone. Choose the conference's time zone, so that nobody comes an hour late."
    ]


@pytest.mark.parametrize("zone", [ZoneInfo("UTC"), ZoneInfo("Europe/Lisbon"), timezone(timedelta(hours=2))])
def test_starts_by_a_clock_on_the_wall_ask_for_none(zone):
    assert said(Session("1", "Talk 1", "Text.", start=datetime(2027, 5, 11, 9, tzinfo=zone))) == []


def test_missing_abstracts_are_a_note_and_most_missing_a_warning():
    def empty(count):
        return said(*(talk(number, 60 * number, abstract="" if number < count else "Text.") for number in range(6)))

    assert empty(1) == [
        "note: line 2, abstract: 1 session has no abstract; it is found by title, speakers and track only."
    ]
    assert empty(3)[0].startswith("note: line 2, abstract: 3 sessions have no abstract, the first on this line;")
    assert empty(4) == ["warning: line 2, abstract: 4 of 6 sessions have no abstract. Is the right column mapped?"]


def test_a_programme_of_breaks_has_nothing_to_find():
    assert said(talk(1, service=True), talk(2, 60, format="lunch")) == [
        "error: Every session is a break or the like, so there is nothing to find. Export the talks too."
    ]
    assert check_sessions((), ()) == []


def test_damaged_letters_are_reported_once():
    sessions = [
        Session(str(n), title, "Why knots hold.") for n, title in enumerate(["Tar", "GÃ¶teborg", "G\ufffdteborg"])
    ]
    found = [one for one in check_sessions(sessions, [2, 3, 4]) if one.code == "damaged-characters"]
    assert [(one.level, one.line, one.value) for one in found] == [("warning", 3, "GÃ¶teborg")]
    assert found[0].advice.startswith("2 sessions, the first on this line, have")
