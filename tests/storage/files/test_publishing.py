import json

import pytest

from session_finder.domain.errors import StoreError
from session_finder.domain.library import Draft, Unchanged
from session_finder.storage.files.library import programme_at


def numbers(bakery):
    return [version.number for version in bakery.library.versions("bakers")]


def refusal(ask):
    with pytest.raises(StoreError) as refused:
        ask()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_programme_put_there_by_hand_is_version_0(by_hand):
    (version,) = by_hand.library.versions("bakers")
    assert (version.number, version.source, version.format) == (0, "programme.csv", "CSV")
    assert (version.sessions, version.published, version.current) == (1, True, True)
    assert by_hand.library.load("bakers", 0) == by_hand.library.load("bakers")


def test_publishing_over_it_makes_version_1_and_0_can_be_gone_back_to(by_hand):
    before = by_hand.library.load("bakers")
    draft = by_hand.stage("Bread", "Cake")
    assert (draft.number, draft.summary) == (1, "1 added, 1 with another id")
    by_hand.library.publish("bakers", 1, "Ana", expected=0)
    assert by_hand.served == ["Bread", "Cake"]
    assert numbers(by_hand) == [1, 0]
    assert by_hand.library.publish("bakers", 0, "Ana", expected=1).current
    assert by_hand.library.load("bakers") == before
    assert [line.what for line in by_hand.library.audit()] == ["publish", "roll back"]


def test_uploading_the_programme_that_lies_there_changes_nothing(by_hand):
    programme = by_hand.library.load("bakers")
    assert by_hand.library.stage("bakers", programme, Draft("Ana", "programme.csv")) == Unchanged(
        by_hand.library.versions("bakers")[0]
    )


def test_a_programme_csv_that_cannot_be_used_says_so_and_can_be_published_over(by_hand):
    (by_hand.place / "programme.csv").write_text("smell\ngood\n", encoding="utf-8")
    (version,) = by_hand.library.versions("bakers")
    assert (version.digest, version.sessions) == ("", 0)
    assert "No column is called title or abstract" in version.summary
    by_hand.publish("Bread")
    assert by_hand.served == ["Bread"]
    with pytest.raises(StoreError, match="No column is called title or abstract"):
        by_hand.library.publish("bakers", 0, "Ana", 1)
    assert by_hand.served == ["Bread"]


def test_a_folder_with_published_versions_is_found_by_its_path(by_hand):
    by_hand.publish("Cake")
    programme, reading = programme_at(by_hand.place)
    assert programme == by_hand.library.load("bakers")
    assert reading.problems == ()
    assert [session.title for session in programme_at(by_hand.place / "programme.csv")[0].sessions] == ["Bread"]


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"writing": 1, "timezone": "", "sessions": []}'])
def test_a_damaged_version_is_neither_served_nor_published_and_the_same_file_mends_it(bakery, damage):
    draft = bakery.stage("Cake")
    for number in (1, 2):
        (bakery.place / "versions" / str(number) / "programme.json").write_bytes(damage)
    for ask in (
        lambda: bakery.library.load("bakers"),
        lambda: bakery.library.publish("bakers", draft.number, "Ana", 1),
    ):
        assert "programme.json is damaged: its digest is " in refusal(ask)
    assert bakery.stage("Bread", "Rolls").number == 3
    bakery.library.publish("bakers", 3, "Ana", 1)
    assert bakery.served == ["Bread", "Rolls"]


@pytest.mark.parametrize(
    "damage", [b"", b"[]", b"7", b"{}", b'{"version": "1", "published": [], "line": {}}', b"[" * 50_000]
)
def test_a_damaged_pointer_is_named_and_mended_by_publishing_again(bakery, damage):
    (bakery.place / "current.json").write_bytes(damage)
    found = bakery.library.load_served("bakers")
    assert (found.number, found.stands_in) == (1, False)
    assert found.damage == (
        f"{bakery.place / 'current.json'} is damaged. "
        "Run: python -m session_finder doctor --mend, or publish a version again."
    )
    assert [version.current for version in bakery.library.versions("bakers")] == [True]
    bakery.library.publish("bakers", 1, "Ana", expected=1)
    assert bakery.library.load_served("bakers").damage == ""
    assert bakery.served == ["Bread", "Rolls"]


@pytest.mark.parametrize("change", [{"who": 7}, {"when": "soon"}, {"when": "2027-05-11T10:00:00"}, {"sessions": "2"}])
def test_a_version_whose_description_is_damaged_is_left_out_with_a_warning(bakery, caplog, change):
    draft = bakery.stage("Cake")
    path = bakery.place / "versions" / str(draft.number) / "version.json"
    path.write_text(json.dumps({**json.loads(path.read_bytes()), **change}), encoding="utf-8")
    assert numbers(bakery) == [1]
    assert f"{path} cannot be read" in caplog.text


def test_strange_things_in_the_folder_of_versions_are_no_versions(bakery):
    for name in ("0", "01", "-1", "x", "²", ".new-old"):
        (bakery.place / "versions" / name).mkdir()
    assert numbers(bakery) == [1]
    assert bakery.stage("Cake").number == 2
    assert not (bakery.place / "versions" / ".new-old").exists()


@pytest.mark.parametrize("damage", [b"", b"[1]", b'{"title": 7}', b"\xff", b"[" * 50_000])
def test_a_damaged_mapping_is_forgotten(bakery, damage):
    (bakery.place / "mapping.json").write_bytes(damage)
    assert bakery.library.remembered_mapping("bakers") == {}


def test_a_version_that_is_not_there_is_named_by_its_file(bakery):
    assert refusal(lambda: bakery.library.load("bakers", 9)) == (
        f"{bakery.place / 'versions' / '9' / 'programme.json'} has no readable version.json beside it. "
        "Publish another version, or upload the file again."
    )
