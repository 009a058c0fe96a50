from itertools import combinations

from hypothesis import given
from timetables import at, timetables

from session_finder.domain.overlap import overlap
from session_finder.domain.sessions import Session
from session_finder.planning.clashes import Clash, TightChange, clashes, fits, tight_changes

TEN, ELEVEN = at("10:00"), at("11:00")


def test_sessions_that_touch_do_not_clash():
    assert clashes([at("10:40"), TEN]) == ()


def test_one_that_goes_on_through_two_others_clashes_with_both():
    long = at("10:00", 120, "Dock 2")
    assert clashes([ELEVEN, TEN, long]) == (Clash(TEN, long), Clash(long, ELEVEN))


def test_a_session_without_a_time_clashes_with_nothing():
    assert clashes([TEN, Session("x", "X")]) == ()


@given(timetables())
def test_the_clashes_are_all_pairs_that_overlap(sessions):
    found = [{clash.first.id, clash.second.id} for clash in clashes(sessions)]
    expected = [{one.id, other.id} for one, other in combinations(sessions, 2) if overlap(one, other)]
    assert sorted(map(sorted, found)) == sorted(map(sorted, expected))


def test_no_minute_for_another_room_is_tight_and_five_are_enough():
    soon, later = at("10:40", room="Dock 2"), at("10:45", room="Dock 2")
    assert tight_changes([TEN, soon]) == (TightChange(TEN, soon, 0),)
    assert tight_changes([TEN, later]) == ()
    assert tight_changes([TEN, later], minutes=10) == (TightChange(TEN, later, 5),)


def test_in_the_same_room_or_where_no_room_is_named_no_change_is_tight():
    assert tight_changes([TEN, at("10:40")]) == ()
    assert tight_changes([TEN, at("10:40", room="")]) == ()


def test_nobody_is_told_twice_what_overlaps_is_no_tight_change():
    assert tight_changes([TEN, at("10:20", room="Dock 2")]) == ()


def test_a_session_fits_between_others_with_minutes_for_the_way():
    others = (TEN, at("11:30", room="Dock 2"))
    assert fits(at("10:45", 45, "Dock 2"), others, minutes=5)
    assert not fits(at("10:45", 45, "Dock 3"), others, minutes=5)
    assert fits(at("10:45", 45, "Dock 3"), others)
    assert not fits(Session("x", "X"), others)


def test_a_star_on_an_exhibition_of_three_days_blocks_no_talk():
    exhibition = at("09:00", 3 * 1440, "Foyer")
    assert clashes([exhibition, TEN]) == ()
    assert tight_changes([exhibition, TEN, at("3 09:02")]) == ()
    assert fits(TEN, [exhibition])
    assert not fits(exhibition, [TEN])
