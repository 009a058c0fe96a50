import os

from session_finder.storage.files.library import FileLibrary

PROGRAMME = "title\nBread\n"


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


def test_a_programme_that_is_put_under_a_published_version_leaves_the_stamp_alone(bakery):
    before = bakery.library.stamp()
    (bakery.place / "programme.csv").write_text(PROGRAMME, encoding="utf-8")
    assert bakery.library.stamp() == before
