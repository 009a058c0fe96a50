"""The stamp of every store."""

import pytest

from session_finder.domain.identity import Logo


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
        lambda: library.set_day_starts("bakers", "05:00"),
        lambda: library.set_identity("bakers", {"place": "Porto"}),
        lambda: library.set_logo("bakers", Logo("svg", b"<svg/>")),
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
        lambda: library.set_identity("bakers", {"place": ""}),
        lambda: library.set_logo("bakers", None),
        lambda: (library.load("bakers"), library.versions("bakers"), library.audit(), library.conferences()),
    ):
        assert not changed(deed)
