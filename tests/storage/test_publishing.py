import dataclasses
import json
from datetime import UTC, datetime, timedelta

import pytest

from session_finder.application.library import Conflict, Draft, LibraryError, Unchanged
from session_finder.sessions import Programme, Session
from session_finder.storage.deeds import MOST
from session_finder.storage.files import FileLibrary, programme_at


def numbers(bakery):
    return [version.number for version in bakery.library.versions("bakers")]


def refusal(ask):
    with pytest.raises(LibraryError) as refused:
        ask()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_draft_is_listed_with_all_that_is_known_of_it_and_seen_by_nobody(bakery):
    draft = bakery.stage("Bread", "Cake", who="Ben", source="second.csv")
    assert bakery.served == ["Bread", "Rolls"]
    assert bakery.library.versions("bakers")[0] == draft
    assert (draft.number, draft.who, draft.source, draft.format) == (2, "Ben", "second.csv", "Sessionize export")
    assert (draft.summary, draft.sessions) == ("1 added, 1 removed", 2)
    assert (draft.published, draft.current, len(draft.digest)) == (False, False, 64)
    assert timedelta(0) <= datetime.now(UTC) - draft.when < timedelta(minutes=1)
    assert draft.when.utcoffset() == timedelta(0)


def test_publishing_serves_a_draft_in_every_process_and_keeps_what_it_replaced(bakery):
    other = FileLibrary(bakery.folder)
    draft = bakery.stage("Cake")
    published = bakery.library.publish("bakers", draft.number, "Ana", expected=1)
    assert published == dataclasses.replace(draft, published=True, current=True)
    assert [session.title for session in other.load("bakers").sessions] == ["Cake"]
    assert [(version.number, version.published, version.current) for version in other.versions("bakers")] == [
        (2, True, True),
        (1, True, False),
    ]


def test_a_published_programme_has_the_conferences_slug_name_and_aliases(bakery):
    bakery.library.rename("bakers", "Bakers of Lisbon")
    bakery.library.set_aliases("bakers", [("SB", "sourdough bread")])
    programme = bakery.library.load("bakers")
    assert (programme.slug, programme.name, programme.timezone) == ("bakers", "Bakers of Lisbon", "Europe/Lisbon")
    assert programme.aliases == (("SB", "sourdough bread"),)


def test_the_programmes_version_is_the_same_for_the_same_content_and_name_only(bakery):
    first = bakery.library.load("bakers").version
    bakery.publish("Cake")
    second = bakery.library.load("bakers").version
    bakery.library.publish("bakers", 1, "Ana", 2)
    assert bakery.library.load("bakers").version == first
    bakery.library.rename("bakers", "Bakers of Lisbon")
    assert len({first, second, bakery.library.load("bakers").version}) == 3


@pytest.mark.parametrize("who", ["Ana", "Ben"])
def test_an_older_version_is_published_again_as_a_roll_back(bakery, who):
    bakery.publish("Cake")
    assert bakery.library.publish("bakers", 1, who, expected=2).current
    assert bakery.served == ["Bread", "Rolls"]
    last = bakery.library.audit("bakers")[-1]
    assert (last.who, last.what, last.slug, last.version) == (who, "roll back", "bakers", 1)
    bakery.library.publish("bakers", 2, who, expected=1)
    assert bakery.library.audit("bakers")[-1].what == "publish"


def test_any_version_can_be_looked_at_without_publishing_it(bakery):
    bakery.publish("Cake")
    bakery.stage("Tarts")
    loaded = [bakery.library.load("bakers", number) for number in (1, 2, 3)]
    assert [[session.title for session in programme.sessions] for programme in loaded] == [
        ["Bread", "Rolls"],
        ["Cake"],
        ["Tarts"],
    ]
    assert refusal(lambda: bakery.library.load("bakers", 9)) == (
        f"{bakery.place / 'versions' / '9' / 'programme.json'} has no readable version.json beside it. "
        "Publish another version, or upload the file again."
    )


def test_the_same_programme_again_changes_nothing(bakery):
    assert bakery.stage("Bread", "Rolls", who="Ben") == Unchanged(bakery.library.versions("bakers")[0])
    assert numbers(bakery) == [1]


def test_the_second_of_two_organizers_is_told_who_published_what_and_when(bakery):
    hers, his = bakery.stage("Cake"), bakery.stage("Tarts", who="Ben")
    bakery.library.publish("bakers", hers.number, "Ana", expected=1)
    with pytest.raises(Conflict) as refused:
        bakery.library.publish("bakers", his.number, "Ben", expected=1)
    when = bakery.library.audit("bakers")[-1].when
    assert str(refused.value) == (
        f"Ana published version 2 on {when:%d %B %Y at %H:%M} UTC, after you began. Version 3 is still a draft: "
        "compare it with what is published now, then publish it."
    )
    assert bakery.served == ["Cake"]
    bakery.library.publish("bakers", his.number, "Ben", expected=2)
    assert bakery.served == ["Tarts"]


def test_a_conflict_with_a_roll_back_says_so(bakery):
    bakery.publish("Cake")
    draft = bakery.stage("Tarts")
    bakery.library.publish("bakers", 1, "Ben", expected=2)
    with pytest.raises(Conflict, match=r"^Ben went back to version 1 on "):
        bakery.library.publish("bakers", draft.number, "Ana", expected=2)


@pytest.mark.parametrize("expected", [0, 7])
def test_who_expects_what_never_was_is_in_conflict_too(empty_bakery, expected):
    empty_bakery.stage("Bread")
    with pytest.raises(Conflict) as refused:
        empty_bakery.library.publish("bakers", 1, "Ana", expected)
    assert str(refused.value) == (
        "Version 1 was not published: by now nothing is published. Look at the versions again."
    )


def test_a_second_click_on_publish_is_no_conflict_and_no_second_line_of_the_audit(bakery):
    before = bakery.library.audit()
    assert bakery.library.publish("bakers", 1, "Ana", expected=None).current
    assert bakery.library.audit() == before


def test_a_draft_is_discarded_and_its_number_never_given_again(bakery):
    bakery.stage("Cake")
    bakery.library.discard("bakers", 2)
    assert numbers(bakery) == [1]
    assert bakery.stage("Tarts").number == 3


def test_what_was_published_is_not_discarded(bakery):
    bakery.publish("Cake")
    for number in (1, 2):
        message = refusal(lambda number=number: bakery.library.discard("bakers", number))
        assert message == f"Version {number} of bakers was published and is kept. Only drafts are discarded."
    assert numbers(bakery) == [2, 1]


@pytest.mark.parametrize("number", [-1, 0, 2, 10**30])
def test_a_version_that_is_not_there_is_neither_published_nor_discarded(bakery, number):
    with pytest.raises(LibraryError):
        bakery.library.publish("bakers", number, "Ana", 1)
    message = refusal(lambda: bakery.library.discard("bakers", number))
    assert message == f"There is no version {number} of bakers. Look at its versions again."
    assert bakery.served == ["Bread", "Rolls"]


def test_the_oldest_versions_are_pruned_but_never_the_current_one(bakery):
    for number in range(MOST + 3):
        bakery.stage(f"Cake {number}")
    assert numbers(bakery) == [*range(MOST + 4, 5, -1), 1]
    assert bakery.served == ["Bread", "Rolls"]


def test_texts_of_an_upload_are_bounded(bakery):
    draft = bakery.library.stage(
        "bakers", Programme("x", "x", (Session("1", "Cake"),)), Draft("w" * 999, "s" * 999, "f")
    )
    assert (draft.who, draft.source) == ("w" * 200, "s" * 300)
    assert bakery.library.versions("bakers")[0] == draft


def test_a_programme_put_there_by_hand_is_version_0(by_hand):
    (version,) = by_hand.library.versions("bakers")
    assert (version.number, version.source, version.format) == (0, "programme.csv", "CSV")
    assert (version.sessions, version.published, version.current) == (1, True, True)
    assert by_hand.library.load("bakers", 0) == by_hand.library.load("bakers")


def test_publishing_over_it_makes_version_1_and_0_can_be_gone_back_to(by_hand):
    before = by_hand.library.load("bakers")
    draft = by_hand.stage("Bread", "Cake")
    assert (draft.number, draft.summary) == (1, "1 added")
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
    with pytest.raises(LibraryError, match="No column is called title or abstract"):
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
    message = refusal(lambda: bakery.library.load("bakers"))
    assert message == f"{bakery.place / 'current.json'} is damaged. Publish one of the versions again."
    assert [version.current for version in bakery.library.versions("bakers")] == [False]
    bakery.library.publish("bakers", 1, "Ana", expected=None)
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


def test_the_mapping_of_columns_is_remembered_for_each_conference(bakery):
    assert bakery.library.remembered_mapping("bakers") == {}
    bakery.library.remember_mapping("bakers", {"title": "Name of the talk \ud83d", "room": "Salão"})
    bakery.library.create("others", "Others")
    again = FileLibrary(bakery.folder)
    assert again.remembered_mapping("bakers") == {"title": "Name of the talk \ud83d", "room": "Salão"}
    assert again.remembered_mapping("others") == {}


@pytest.mark.parametrize("damage", [b"", b"[1]", b'{"title": 7}', b"\xff", b"[" * 50_000])
def test_a_damaged_mapping_is_forgotten(bakery, damage):
    (bakery.place / "mapping.json").write_bytes(damage)
    assert bakery.library.remembered_mapping("bakers") == {}
