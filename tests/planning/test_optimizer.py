from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timetables import MIDNIGHT, at, timetables

from session_finder.domain.overlap import span
from session_finder.domain.sessions import Session
from session_finder.planning import optimizer
from session_finder.planning.clashes import Clash, clashes, elsewhere, fits
from session_finder.planning.optimizer import Proposal, UnresolvedClashes, fill

TUESDAY, WEDNESDAY = date(2027, 5, 11), date(2027, 5, 12)
BOTH = (TUESDAY, WEDNESDAY)


def gains(**worth):
    return lambda session: worth.get(session.id, 0)


def names(proposal):
    return [session.id for session in proposal.sessions]


def test_two_short_sessions_that_are_worth_more_together_win_against_a_long_one():
    long, one, other = at("10:00", 90, name="long"), at("10:00", 40, name="one"), at("10:45", 40, name="other")
    assert names(fill([long, one, other], (), BOTH, gains(long=5, one=3, other=3))) == ["one", "other"]
    assert names(fill([long, one, other], (), BOTH, gains(long=7, one=3, other=3))) == ["long"]


def test_of_plans_worth_the_same_the_one_with_the_earlier_sessions():
    early, late = at("10:00", name="early"), at("10:20", name="late")
    assert names(fill([late, early], (), BOTH, gains(early=2, late=2))) == ["early"]
    twins = at("10:00", name="a", room="B"), at("10:00", name="b", room="A")
    assert names(fill(twins[::-1], (), BOTH, gains(a=2, b=2))) == ["a"]


def test_only_on_the_days_that_were_chosen():
    sessions = [at("10:00", name="tue"), at("1 10:00", name="wed")]
    assert names(fill(sessions, (), [WEDNESDAY], gains(tue=9, wed=1))) == ["wed"]
    assert names(fill(sessions, (), [], gains(tue=9, wed=1))) == []


def test_what_is_not_close_what_was_declined_and_breaks_are_not_proposed():
    sessions = [at("10:00", name="far"), at("11:00", name="no"), at("12:00", name="lunch", service=True)]
    proposal = fill(sessions, (), BOTH, gains(no=5, lunch=9), declined={"no"})
    assert names(proposal) == []
    assert [(slot.start.hour, [one.id for one in slot.sessions]) for slot in proposal.empty] == [(10, ["far", "no"])]


def test_a_talk_is_proposed_once_and_where_that_leaves_the_most():
    first, again = at("10:00", name="first"), at("1 10:00", name="again")
    rival = at("10:00", name="rival", room="Dock 2")
    same = {"first": "talk", "again": "talk"}
    proposal = fill(
        [first, again, rival], (), BOTH, gains(first=5, again=5, rival=4), lambda one: same.get(one.id, one.id)
    )
    assert names(proposal) == ["rival", "again"]


def test_a_talk_that_is_starred_already_is_not_proposed_again():
    first, again = at("10:00", name="first"), at("1 10:00", name="again")
    assert names(fill([first, again], [first], BOTH, gains(again=5), lambda _: "talk")) == []


def test_a_change_of_room_takes_its_minutes_and_none_in_the_same_room():
    one, near, far = at("10:00", name="one"), at("10:40", name="near"), at("10:40", name="far", room="Dock 2")
    worth = gains(one=5, near=1, far=3)
    assert names(fill([one, near, far], (), BOTH, worth)) == ["one", "far"]
    assert names(fill([one, near, far], (), BOTH, worth, minutes=5)) == ["one", "near"]
    assert names(fill([near, far], [one], BOTH, worth, minutes=5)) == ["near"]


def test_stars_that_overlap_are_named_instead_and_only_on_the_days_in_question():
    one, other = at("10:00", name="one"), at("10:20", name="other", room="Dock 2")
    wednesday = at("1 10:00", name="wed")
    assert fill([wednesday], [one, other], BOTH, gains(wed=1)) == UnresolvedClashes((Clash(one, other),))
    assert names(fill([wednesday], [one, other], [WEDNESDAY], gains(wed=1))) == ["wed"]


@st.composite
def wishes(draw):
    sessions = draw(timetables())
    worth = {session.id: draw(st.integers(0, 4)) for session in sessions}
    same = {session.id: draw(st.sampled_from([session.id, "x", "y"])) for session in sessions}
    stars = [session for session in sessions if draw(st.integers(0, 5)) == 0]
    days = draw(st.sets(st.sampled_from(BOTH)))
    return sessions, worth, same, stars, days, draw(st.sampled_from([0, 5, 10, 20, 35]))


@settings(max_examples=400)
@given(wishes())
def test_no_plan_overlaps_leaves_a_lock_out_or_names_a_stranger_and_none_is_worth_more(wish):
    sessions, worth, same, stars, days, minutes = wish

    def leader(session):
        return same[session.id]

    found = fill(sessions, stars, days, lambda session: worth[session.id], leader, minutes)
    if isinstance(found, UnresolvedClashes):
        on_days = [star for star in stars if star.day in days]
        assert found.clashes == clashes(on_days) != ()
        return
    whole = [*stars, *found.sessions]
    assert set(found.sessions) <= set(sessions)
    assert len({session.id for session in whole}) == len(whole)
    assert {session.day for session in found.sessions} <= set(days)
    assert not [clash for clash in clashes(whole) if {clash.first, clash.second} & set(found.sessions)]
    assert possible(found.sessions, stars, leader, minutes)
    assert sum(worth[session.id] for session in found.sessions) == most(
        [one for one in sessions if one not in stars and one.day in days and worth[one.id]],
        stars, worth, leader, minutes,
    )  # fmt: skip


def possible(plan, stars, leader, minutes):
    """Whether a plan keeps all rules, each looked at by itself."""
    if len({leader(one) for one in [*plan, *stars]}) < len({leader(one) for one in stars}) + len(plan):
        return False
    return (
        not clashes(plan)
        and all(fits(one, stars, minutes) for one in plan)
        and all(
            not elsewhere(one, other) or fits(one, [other], minutes) for one, other in pairwise(sorted(plan, key=span))
        )
    )


def most(candidates, stars, worth, leader, minutes):
    """What the best plan is worth: all of them looked at."""
    every = (plan for size in range(len(candidates) + 1) for plan in combinations(candidates, size))
    return max(sum(worth[one.id] for one in plan) for plan in every if possible(plan, stars, leader, minutes))


def test_the_same_wish_gets_the_same_plan_in_whatever_order_the_programme_comes():
    sessions = [at(f"{hour}:{minute:02}", 35, room) for hour in range(9, 12) for minute in (0, 20, 40) for room in "AB"]

    def worth(session):
        return 1 + len(session.id) % 2

    assert fill(sessions, (), BOTH, worth) == fill(sessions[::-1], (), BOTH, worth)


@pytest.mark.parametrize("ways", [0, 3])
def test_too_many_talks_held_twice_still_give_a_plan_with_each_once(monkeypatch, ways):
    monkeypatch.setattr(optimizer, "_MOST_WAYS", ways)
    sessions = [at(f"{day} {9 + hour}:00", name=f"{day}-{hour}") for day in (0, 1) for hour in range(8)]
    proposal = fill(sessions, (), BOTH, lambda _: 1, lambda one: one.id[2:])
    assert isinstance(proposal, Proposal)
    assert names(proposal) == [f"0-{hour}" for hour in range(8)]


def test_a_large_day_is_filled_at_once():
    sessions = []
    for number in range(5000):
        start = MIDNIGHT + timedelta(hours=8 + number % 10, minutes=number % 60)
        sessions.append(Session(str(number), "", room=str(number % 40), start=start, end=start + timedelta(hours=1)))
    assert len(fill(sessions, (), BOTH, lambda one: 1 + int(one.id) % 7, minutes=5).sessions) >= 8
