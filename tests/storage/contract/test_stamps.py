"""The stamp of every store."""

import timeit

import pytest

from session_finder.application.library import Draft


@pytest.fixture
def changed(bakery):
    """Whether the stamp differs after something was done, to this library and to one of another process."""
    other = bakery.again()

    def after(deed):
        before = (bakery.library.stamp(), other.stamp())
        assert before[0] == before[1] == bakery.library.stamp()
        deed()
        now = (bakery.library.stamp(), other.stamp())
        assert now[0] == now[1] == bakery.again().stamp()
        return now[0] != before[0]

    return after


def test_a_publish_a_roll_back_and_whatever_else_attendees_may_see_change_the_stamp(bakery, changed):
    library = bakery.library
    bakery.stage("Cake")
    for deed in (
        lambda: library.publish("bakers", 2, "Ana", 1),
        lambda: library.publish("bakers", 1, "Ana", 2),
        lambda: library.rename("bakers", "Millers"),
        lambda: library.rename("bakers", "Bakers2"),
        lambda: library.hide("bakers", True),
        lambda: library.hide("bakers", False),
        lambda: library.set_timezone("bakers", "Asia/Tokyo"),
        lambda: library.set_examples("bakers", ["bread"]),
        lambda: library.set_aliases("bakers", [("SB", "soda bread")]),
        lambda: library.create("millers", "Millers"),
        lambda: library.delete("bakers", "Ana"),
    ):
        assert changed(deed)


def test_what_attendees_do_not_see_leaves_the_stamp_alone(bakery, changed):
    library = bakery.library
    for deed in (
        lambda: bakery.stage("Cake"),
        lambda: bakery.stage("Bread", "Rolls"),
        lambda: library.discard("bakers", 2),
        lambda: library.remember_mapping("bakers", {"title": "Name"}),
        lambda: library.publish("bakers", 1, "Ana", 1),
        lambda: library.rename("bakers", "Bakers 2027"),
        lambda: library.hide("bakers", False),
        lambda: library.set_timezone("bakers", "Europe/Lisbon"),
        lambda: library.set_aliases("bakers", []),
        lambda: (library.load("bakers"), library.versions("bakers"), library.audit(), library.conferences()),
    ):
        assert not changed(deed)


def test_the_stamp_of_forty_conferences_costs_less_than_a_search(bakery):
    for number in range(40):
        bakery.library.create(f"bakers-{number}", f"Bakers {number}")
        bakery.library.stage(f"bakers-{number}", bakery.library.load("bakers"), Draft("Ana", "x.csv"))
        bakery.library.publish(f"bakers-{number}", 1, "Ana", None)
    bakery.library.stamp()
    # 0.1 ms of files and 0.15 ms of a database where it was written; a busy machine is given ten times as much.
    assert min(timeit.repeat(bakery.library.stamp, number=20, repeat=10)) / 20 < 0.0015
