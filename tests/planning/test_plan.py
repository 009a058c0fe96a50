from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from session_finder.domain.sessions import Programme, Session
from session_finder.planning.plan import MOST, Plan, Star

LISBON = ZoneInfo("Europe/Lisbon")
TEN = datetime(2027, 5, 11, 10, tzinfo=LISBON)
A = Session("a", "A", start=TEN, end=TEN + timedelta(minutes=40), room="Dock 1")
B = Session("b", "B", start=TEN + timedelta(hours=1), room="Dock 2")
C = Session("c", "C")


def programme(*sessions):
    return Programme("small", "Small", sessions, timezone="Europe/Lisbon")


def test_a_session_is_starred_and_its_star_taken_away():
    plan = Plan().toggled(A)
    assert plan.ids == {"a"}
    assert plan.toggled(A) == Plan()


def test_the_same_stars_in_another_order_are_the_same_plan():
    assert Plan.of([A, B, C]) == Plan.of([C, A, B, A])


def test_sessions_come_by_start_those_without_one_last_and_what_is_gone_not_at_all():
    plan = Plan.of([C, B, A, Session("x", "X")])
    assert plan.sessions(programme(B, C, A)) == (A, B, C)
    assert plan.gone(programme(B, C, A)) == (Star("x"),)


def test_a_session_at_another_time_and_one_in_another_room_have_moved():
    plan = Plan.of([A, B])
    later = Session("a", "A", start=TEN + timedelta(days=1), room="Dock 1")
    elsewhere = Session("b", "B", start=B.start, room="Dock 9")
    first, second = plan.moved(programme(later, elsewhere))
    assert (first.session, first.start, first.time, first.room) == (later, TEN, True, False)
    assert (second.session, second.time, second.room) == (elsewhere, False, True)


def test_a_session_told_by_another_zone_at_the_same_instant_has_not_moved():
    same = Session("a", "A", start=TEN.astimezone(UTC), room="Dock 1")
    assert Plan.of([A]).moved(programme(same)) == ()


def test_a_zone_that_is_said_only_later_moves_nothing_and_what_does_move_is_told_by_its_clock():
    bare = Session("a", "A", start=TEN.replace(tzinfo=None), room="Dock 1")
    plan = Plan.of([bare])
    assert plan.moved(programme(A)) == ()
    an_hour_sooner = Session("a", "A", start=TEN - timedelta(hours=1), room="Dock 1")
    (moved,) = plan.moved(programme(an_hour_sooner))
    assert (moved.start, moved.time, moved.room) == (TEN, True, False)
    (sooner,) = Plan.of([A]).moved(programme(an_hour_sooner))
    assert (sooner.start, sooner.time) == (TEN, True)


def test_a_session_that_lost_its_time_has_moved_from_the_old_one():
    (moved,) = Plan.of([A]).moved(programme(Session("a", "A", room="Dock 1")))
    assert (moved.start, moved.time, moved.room) == (TEN, True, False)


def test_a_change_that_was_noted_is_told_no_more_and_what_is_gone_leaves_the_plan():
    now = programme(Session("a", "A", start=TEN + timedelta(days=1), room="Dock 3"), C)
    refreshed = Plan.of([A, B, C]).refreshed(now)
    assert refreshed.ids == {"a", "c"}
    assert (refreshed.moved(now), refreshed.gone(now)) == ((), ())


def test_a_star_added_again_keeps_what_was_known_when_it_was_first_added():
    moved = Session("a", "A", start=TEN + timedelta(days=1), room="Dock 1")
    assert Plan.of([A]).adding([moved, B]).moved(programme(moved, B))[0].start == TEN


def test_a_full_plan_takes_no_more():
    full = Plan.of(Session(f"s{number:03}", "") for number in range(MOST))
    assert full.full
    assert full.adding([A]) == full
    assert Plan.of(Session(str(number), "") for number in range(MOST + 9)).full


@given(st.lists(st.tuples(st.text(max_size=8), st.integers(0, 10**7), st.text(max_size=8)), max_size=30))
def test_a_plan_of_sessions_that_stayed_as_they_are_has_nothing_to_tell(said):
    base = datetime(2020, 1, 1)  # noqa: DTZ001
    sessions = {
        name: Session(name, "", start=base + timedelta(minutes=minute), room=room) for name, minute, room in said
    }
    plan = Plan.of(sessions.values())
    now = programme(*sessions.values())
    assert plan.ids == set(sessions)
    assert (plan.moved(now), plan.gone(now), plan.refreshed(now)) == ((), (), plan)
    starts = [session.start for session in plan.sessions(now)]
    assert starts == sorted(starts)
