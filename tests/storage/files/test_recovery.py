"""A start after something was damaged on the disk: the newest version that is whole is served, and it is said."""

from __future__ import annotations

import json
import shutil

import pytest
from bakers import titles

from session_finder.domain.errors import StoreError
from session_finder.storage.files.library import FileLibrary


def flip(path):
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def other_number(path):
    path.write_text(json.dumps({**json.loads(path.read_bytes()), "version": 9}), encoding="utf-8")


# What happens to the bakers' folder, whose version 2 is published and 3 a draft, and which version is then served.
DAMAGES = {
    "a byte of the programme": (lambda place: flip(place / "versions/2/programme.json"), 1),
    "no programme": (lambda place: (place / "versions/2/programme.json").unlink(), 1),
    "a programme cut short": (lambda place: (place / "versions/2/programme.json").write_bytes(b'{"writing": 1'), 1),
    "no description": (lambda place: (place / "versions/2/version.json").unlink(), 1),
    "a description of something else": (lambda place: (place / "versions/2/version.json").write_bytes(b"[]"), 1),
    "no folder": (lambda place: shutil.rmtree(place / "versions/2"), 1),
    "an empty pointer": (lambda place: (place / "current.json").write_bytes(b""), 2),
    "a pointer cut short": (lambda place: (place / "current.json").write_bytes(b'{\n "version": 2,'), 2),
    "a pointer of something else": (lambda place: (place / "current.json").write_bytes(b'{"hello": "world"}'), 2),
    "a pointer to nothing": (lambda place: other_number(place / "current.json"), 2),
    "no pointer": (lambda place: (place / "current.json").unlink(), 2),
    "an about.toml that is none": (lambda place: (place / "about.toml").write_bytes(b'name = "Bak'), 2),
    "an about.toml in bytes": (lambda place: (place / "about.toml").write_bytes(b"\xff\xfe\0"), 2),
    "no about.toml": (lambda place: (place / "about.toml").unlink(), 2),
}


@pytest.fixture
def two(bakery):
    """The bakers with two versions that were published, and a draft."""
    bakery.publish("Cake")
    bakery.stage("Secret")
    return bakery


def again(bakery):
    """The library as a server has it that starts now."""
    return FileLibrary(bakery.folder)


@pytest.mark.parametrize("damage", DAMAGES)
def test_at_a_start_the_newest_whole_version_is_served_and_what_is_damaged_is_said(two, damage):
    damaging, served = DAMAGES[damage]
    damaging(two.place)
    library = again(two)
    found = library.load_served("bakers")
    assert (found.number, titles(found.programme)) == (served, ["Bread", "Rolls"] if served == 1 else ["Cake"])
    assert found.stands_in is (served == 1 or damage == "a pointer to nothing")
    assert str(two.place) in found.damage
    assert "\n" not in found.damage
    assert [conference.name for conference in library.conferences()] == ["Bakers 2027"]
    assert [state.slug for state in library.states()] == ["bakers"]
    assert [version.number for version in library.versions("bakers") if version.current] == [served]


@pytest.mark.parametrize("damage", DAMAGES)
def test_whatever_was_damaged_the_next_publish_is_served(two, damage):
    DAMAGES[damage][0](two.place)
    two.publish("Tarts")
    found = again(two).load_served("bakers")
    assert titles(found.programme) == ["Tarts"]
    assert found.damage == "" or "about.toml" in damage


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_was_published_as_attendees_knew_it_is_published_again_and_served(two, damage):
    DAMAGES[damage][0](two.place)
    current = two.current
    assert two.library.publish("bakers", 1, "Ana", current).current
    found = again(two).load_served("bakers")
    assert (found.number, titles(found.programme)) == (1, ["Bread", "Rolls"])


def test_a_draft_never_stands_in_for_what_is_damaged(two):
    for number in (1, 2):
        flip(two.place / "versions" / str(number) / "programme.json")
    (two.place / "current.json").unlink()
    with pytest.raises(StoreError, match=r"current\.json is missing.*programme\.json is damaged"):
        again(two).load("bakers")
    (two.folder / ".library" / "audit.jsonl").unlink()
    with pytest.raises(StoreError, match="Nothing of bakers is published yet"):
        again(two).load("bakers")


def test_after_a_roll_back_what_was_before_stands_in_rather_than_what_was_taken_back(two):
    two.publish("Tarts")
    two.library.publish("bakers", 2, "Ana", 4)
    flip(two.place / "versions/2/programme.json")
    assert again(two).load_served("bakers").number == 1
    flip(two.place / "versions/1/programme.json")
    assert again(two).load_served("bakers").number == 4


def test_a_conference_of_drafts_alone_is_not_damaged(empty_bakery):
    empty_bakery.stage("Secret")
    assert again(empty_bakery).states() == ()
    with pytest.raises(StoreError, match="Nothing of bakers is published yet"):
        again(empty_bakery).load("bakers")


def test_what_a_deleted_conference_published_does_not_count_for_one_of_the_same_slug(two):
    two.library.delete("bakers", "Ana")
    two.begun()
    two.stage("Secret")
    assert again(two).states() == ()


@pytest.mark.parametrize("kept", [True, False])
def test_a_hidden_conference_stays_hidden_when_its_about_is_damaged(two, kept):
    two.library.hide("bakers", True, "Ana")
    if not kept:
        (two.place / ".about.toml").unlink()
    with (two.place / "about.toml").open("ab") as file:
        file.write(b"\nexamples = [")
    assert again(two).conferences() == ()
    (state,) = again(two).states()
    assert state.conference.hidden


def test_a_line_of_a_damaged_about_that_hides_a_conference_counts_whatever_its_copy_says(two):
    with (two.place / "about.toml").open("ab") as file:
        file.write(b"\nhidden = true\nexamples = [")
    assert again(two).conferences() == ()


def test_a_version_from_before_digests_is_served_and_gets_one_at_the_next_publish(two):
    for number in (1, 2):
        path = two.place / "versions" / str(number) / "version.json"
        tree = json.loads(path.read_bytes())
        digest = tree.pop("digest")
        path.write_text(json.dumps(tree), encoding="utf-8")
    assert again(two).load_served("bakers").damage == ""
    assert two.served == ["Cake"]
    two.library.publish("bakers", 3, "Ana", 2)
    assert json.loads((two.place / "versions" / "2" / "version.json").read_bytes())["digest"] == digest
    flip(two.place / "versions/2/programme.json")
    with pytest.raises(StoreError, match="its digest is"):
        two.library.load("bakers", 2)


def test_in_a_database_too_the_newest_whole_version_is_served(store_in_postgres):
    bakery, damage = store_in_postgres
    bakery.publish("Bread")
    bakery.publish("Cake")
    bakery.stage("Secret")
    damage("update session_finder.versions set programme = 'x' where number = 2")
    found = bakery.library.load_served("bakers")
    assert (found.number, found.stands_in, titles(found.programme)) == (1, True, ["Bread"])
    assert found.damage.startswith("Version 2 of bakers is damaged: its digest is ")
    assert found.damage.endswith(" Attendees see version 1 in its place.")
    damage("update session_finder.conferences set current = 9")
    assert bakery.library.load_served("bakers").number == 1
    damage("update session_finder.conferences set current = 2, about = '7'")
    found = bakery.library.load_served("bakers")
    assert (found.number, found.programme.name) == (1, "bakers")
    assert found.damage.startswith("What the database says of bakers is damaged.")
    (state,) = bakery.library.states()
    assert (state.conference.name, state.damage[:17]) == ("bakers", "What the database")
    damage("delete from session_finder.versions where number = 1")
    with pytest.raises(StoreError, match="Version 2 of bakers is damaged"):
        bakery.library.load("bakers")


@pytest.mark.parametrize("damage", DAMAGES)
def test_the_versions_that_are_damaged_are_named_and_a_whole_one_never(two, damage):
    assert again(two).damaged("bakers") == frozenset()
    DAMAGES[damage][0](two.place)
    gone = damage == "no folder"
    assert again(two).damaged("bakers") == (frozenset({2}) if DAMAGES[damage][1] == 1 and not gone else frozenset())


def test_a_version_without_a_digest_and_a_programme_put_there_by_hand_are_read_to_tell(two):
    path = two.place / "versions" / "1" / "version.json"
    tree = json.loads(path.read_bytes())
    del tree["digest"]
    path.write_text(json.dumps(tree), encoding="utf-8")
    (two.place / "programme.csv").write_bytes(b"title\nBread\n")
    assert again(two).damaged("bakers") == frozenset()
    (two.place / "programme.csv").write_bytes(b"")
    (two.place / "versions" / "1" / "programme.json").write_bytes(b"{")
    assert again(two).damaged("bakers") == {0, 1}


def test_a_version_is_read_once_for_each_state_of_its_files(two, monkeypatch):
    assert again(two).damaged("bakers") == frozenset()
    read = []
    monkeypatch.setattr(
        "session_finder.storage.files.version_folder.content_of", lambda *asked: read.append(asked) or b""
    )
    assert again(two).damaged("bakers") == frozenset()
    assert read == []


def test_a_database_names_its_damaged_versions_and_takes_each_digest_once(store_in_postgres, monkeypatch):
    bakery, damage = store_in_postgres
    for title in ("Bread", "Cake", "Pie"):
        bakery.publish(title)
    asked, of = [], bakery.library._of
    monkeypatch.setattr(bakery.library, "_of", lambda *words: asked.append(words[2:]) or of(*words))
    assert bakery.library.damaged("bakers") == frozenset()
    assert bakery.library.damaged("bakers") == frozenset()
    damage("update session_finder.versions set programme = 'x' where number = 2")
    assert bakery.library.damaged("bakers") == {2}
    assert [one[0]["number"] for one in asked if one] == [1, 2, 3, 2]
    damage("update session_finder.versions set about = (about::jsonb - 'digest')::json where number = 1")
    assert bakery.library.damaged("bakers") == {2}
