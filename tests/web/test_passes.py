from session_finder.application.access import Organizer
from session_finder.web.passes import Passes

ADA, GRACE = Organizer("Ada"), Organizer("Grace", frozenset({"quay"}))


class Clock:
    def __init__(self):
        self.now = 0.0

    def __call__(self):
        return self.now


def test_a_session_is_whose_it_was_said_to_be():
    passes = Passes(60, Clock())
    passes.admit("a", ADA, "door")
    passes.admit("b", GRACE, "door")
    assert (passes.organizer("a", "door"), passes.organizer("b", "door")) == (ADA, GRACE)
    assert passes.organizer("c", "door") is None
    assert (passes.holds("a", "door"), passes.holds("c", "door")) == (True, False)


def test_who_signed_out_is_forgotten():
    passes = Passes(60, Clock())
    passes.admit("a", ADA, "door")
    passes.forget("a")
    passes.forget("never here")
    assert not passes.holds("a", "door")


def test_a_session_ends_when_nothing_happened_for_long_and_a_page_run_is_something():
    clock = Clock()
    passes = Passes(60, clock)
    passes.admit("a", ADA, "door")
    clock.now = 59.0
    assert passes.organizer("a", "door") == ADA
    clock.now = 118.0
    assert passes.holds("a", "door")
    clock.now = 119.0
    assert passes.organizer("a", "door") is None
    assert len(passes) == 0


def test_a_session_ends_when_the_door_changes_and_stays_ended_when_it_changes_back():
    passes = Passes(60, Clock())
    passes.admit("a", ADA, "old")
    assert not passes.holds("a", "new")
    assert not passes.holds("a", "old")


def test_of_too_many_sessions_the_idlest_go():
    clock = Clock()
    passes = Passes(60, clock, most=3)
    for number in range(5):
        clock.now += 1
        passes.admit(str(number), ADA, "door")
        passes.organizer("0", "door")
    assert [number for number in range(5) if passes.holds(str(number), "door")] == [0, 3, 4]


def test_sessions_that_are_idle_too_long_leave_no_trace_once_somebody_comes():
    clock = Clock()
    passes = Passes(60, clock)
    for number in range(50):
        passes.admit(str(number), ADA, "door")
    clock.now = 61.0
    passes.admit("late", GRACE, "door")
    assert len(passes) == 1
