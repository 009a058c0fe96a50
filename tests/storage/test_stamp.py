import os
import timeit

import pytest

from session_finder.application.library import Draft
from session_finder.storage.files import FileLibrary

PROGRAMME = "title\nBread\n"


@pytest.fixture
def changed(bakery):
    """Whether the stamp differs after something was done, to this library and to one of another process."""
    other = FileLibrary(bakery.folder)

    def after(deed):
        before = (bakery.library.stamp(), other.stamp())
        assert before[0] == before[1] == bakery.library.stamp()
        deed()
        now = (bakery.library.stamp(), other.stamp())
        assert now[0] == now[1] == FileLibrary(bakery.folder).stamp()
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
        lambda: (bakery.place / "programme.csv").write_text(PROGRAMME, encoding="utf-8"),
    ):
        assert not changed(deed)


def test_what_people_change_by_hand_changes_the_stamp(by_hand):
    stamps = [by_hand.library.stamp()]

    def note():
        stamps.append(by_hand.library.stamp())

    about, programme = by_hand.place / "about.toml", by_hand.place / "programme.csv"
    for path in (about, programme):
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
        note()
    os.utime(programme, ns=(1, 1))
    note()
    about.unlink()
    note()
    about.write_text('name = "Bakers"', encoding="utf-8")
    note()
    millers = by_hand.folder / "millers"
    millers.mkdir()
    note()
    (millers / "programme.csv").write_text(PROGRAMME, encoding="utf-8")
    note()
    programme.unlink()
    note()
    millers.rename(by_hand.folder / "grinders")
    note()
    assert len(set(stamps)) == len(stamps) == 10


def test_a_first_publish_over_a_programme_put_there_and_a_roll_back_to_it_are_noticed(by_hand):
    library, other = by_hand.library, FileLibrary(by_hand.folder)
    by_hand.stage("Cake")
    stamps = [other.stamp()]
    library.publish("bakers", 1, "Ana", 0)
    stamps.append(other.stamp())
    library.publish("bakers", 0, "Ana", 1)
    stamps.append(other.stamp())
    (by_hand.place / "programme.csv").write_text(PROGRAMME, encoding="utf-8")
    stamps.append(other.stamp())
    assert len(set(stamps)) == 4


def test_a_published_folder_that_is_copied_file_by_file_is_noticed_when_its_pointer_comes(bakery):
    twin = bakery.folder / "twin"
    twin.mkdir()
    (twin / "about.toml").write_text('name = "Twin"\n', encoding="utf-8")
    before = bakery.library.stamp()
    (bakery.place / "versions").rename(twin / "versions")
    assert bakery.library.stamp() == before
    (bakery.place / "current.json").rename(twin / "current.json")
    assert bakery.library.stamp() != before


def test_a_folder_that_is_not_there_has_a_stamp_too(tmp_path):
    library = FileLibrary(tmp_path / "data")
    before = library.stamp()
    assert before == library.stamp()
    (tmp_path / "data" / "bakers").mkdir(parents=True)
    assert library.stamp() != before


def test_the_stamp_of_forty_conferences_costs_less_than_a_search(bakery):
    for number in range(40):
        bakery.library.create(f"bakers-{number}", f"Bakers {number}")
        bakery.library.stage(f"bakers-{number}", bakery.library.load("bakers"), Draft("Ana", "x.csv"))
        bakery.library.publish(f"bakers-{number}", 1, "Ana", None)
    bakery.library.stamp()
    # 0.1 ms where it was written; a busy machine is given ten times as much.
    assert min(timeit.repeat(bakery.library.stamp, number=20, repeat=10)) / 20 < 0.001
