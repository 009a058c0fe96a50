from datetime import date, datetime
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from timetables import at, timetables

from session_finder.domain.overlap import overlap, span
from session_finder.domain.sessions import Session
from session_finder.planning.gaps import SHORTEST, days_of, free_slots

DAY = tuple(at(clock) for clock in ("09:00", "10:00", "11:00", "12:00"))


def told(slots):
    return [(f"{slot.start:%H:%M}", f"{slot.end:%H:%M}", [one.id for one in slot.sessions]) for slot in slots]


def test_a_day_without_a_star_is_free_from_its_first_to_its_last_session():
    assert told(free_slots(DAY, ())) == [("09:00", "12:40", [one.id for one in DAY])]


def test_what_is_starred_parts_the_day_and_short_pauses_are_no_slots():
    assert told(free_slots(DAY, [DAY[1]])) == [
        ("09:00", "10:00", [DAY[0].id]),
        ("10:40", "12:40", [DAY[2].id, DAY[3].id]),
    ]
    assert free_slots(DAY, DAY) == ()


def test_time_in_which_no_session_lies_wholly_is_no_slot():
    workshop = at("10:30", 90, "Dock 2")
    assert told(free_slots([DAY[0], workshop, DAY[3]], [DAY[0], at("11:40", 20)])) == [
        ("12:00", "12:40", [DAY[3].id]),
    ]


def test_each_day_has_its_own_slots_by_the_clock_of_the_conference():
    zone = ZoneInfo("Asia/Tokyo")
    start, end = datetime(2027, 5, 11, 8, tzinfo=zone), datetime(2027, 5, 11, 9, tzinfo=zone)
    (slot,) = free_slots([Session("x", "X", start=start, end=end)], ())
    assert (slot.day, slot.start, slot.end) == (date(2027, 5, 11), start, end)
    assert slot.start.tzinfo is zone
    assert days_of([at("1 09:00"), at("09:00"), Session("y", "Y")]) == (date(2027, 5, 11), date(2027, 5, 12))


def test_times_without_a_zone_stay_without_one():
    start, end = datetime(2027, 5, 11, 8), datetime(2027, 5, 11, 9)  # noqa: DTZ001
    (slot,) = free_slots([Session("x", "X", start=start, end=end)], ())
    assert (slot.start, slot.end) == (start, end)


@given(timetables(), st.sets(st.integers(0, 8)))
def test_a_slot_is_free_long_enough_and_holds_what_it_says(sessions, chosen):
    taken = [sessions[place] for place in chosen if place < len(sessions)]
    for slot in free_slots(sessions, taken):
        assert slot.end - slot.start >= SHORTEST
        free = Session("free", "", start=slot.start, end=slot.end)
        assert not any(overlap(free, one) for one in taken)
        assert slot.sessions
        for one in slot.sessions:
            start, end = span(one)
            assert slot.start <= start < end <= slot.end
