"""Versions in every store: drafts, publishing, roll back, conflicts."""

import dataclasses
from datetime import UTC, datetime, timedelta

import pytest

from session_finder.domain.errors import Conflict, StoreError
from session_finder.domain.library import Draft, Unchanged
from session_finder.domain.sessions import Programme, Session
from session_finder.storage.rules.versioning import MOST


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
    other = bakery.again()
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


def test_any_version_can_be_looked_at_without_publishing_it(bakery, refusal):
    bakery.publish("Cake")
    bakery.stage("Tarts")
    loaded = [bakery.library.load("bakers", number) for number in (1, 2, 3)]
    assert [[session.title for session in programme.sessions] for programme in loaded] == [
        ["Bread", "Rolls"],
        ["Cake"],
        ["Tarts"],
    ]
    refusal(lambda: bakery.library.load("bakers", 9))


def test_the_same_programme_again_changes_nothing(bakery):
    assert bakery.stage("Bread", "Rolls", who="Ben") == Unchanged(bakery.library.versions("bakers")[0])
    assert bakery.numbers == [1]


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
    assert bakery.numbers == [1]
    assert bakery.stage("Tarts").number == 3


def test_what_was_published_is_not_discarded(bakery, refusal):
    bakery.publish("Cake")
    for number in (1, 2):
        message = refusal(lambda number=number: bakery.library.discard("bakers", number))
        assert message == f"Version {number} of bakers was published and is kept. Only drafts are discarded."
    assert bakery.numbers == [2, 1]


@pytest.mark.parametrize("number", [-1, 0, 2, 10**30])
def test_a_version_that_is_not_there_is_neither_published_nor_discarded(bakery, number, refusal):
    with pytest.raises(StoreError):
        bakery.library.publish("bakers", number, "Ana", 1)
    message = refusal(lambda: bakery.library.discard("bakers", number))
    assert message == f"There is no version {number} of bakers. Look at its versions again."
    assert bakery.served == ["Bread", "Rolls"]


def test_the_oldest_versions_are_pruned_but_never_the_current_one(bakery):
    for number in range(MOST + 3):
        bakery.stage(f"Cake {number}")
    assert bakery.numbers == [*range(MOST + 4, 5, -1), 1]
    assert bakery.served == ["Bread", "Rolls"]


def test_texts_of_an_upload_are_bounded(bakery):
    draft = bakery.library.stage(
        "bakers", Programme("x", "x", (Session("1", "Cake"),)), Draft("w" * 999, "s" * 999, "f")
    )
    assert (draft.who, draft.source) == ("w" * 200, "s" * 300)
    assert bakery.library.versions("bakers")[0] == draft


def test_the_mapping_of_columns_is_remembered_for_each_conference(bakery):
    assert bakery.library.remembered_mapping("bakers") == {}
    bakery.library.remember_mapping("bakers", {"title": "Name of the talk \ud83d", "room": "Salão"})
    bakery.library.create("others", "Others")
    again = bakery.again()
    assert again.remembered_mapping("bakers") == {"title": "Name of the talk \ud83d", "room": "Salão"}
    assert again.remembered_mapping("others") == {}


def test_a_version_keeps_its_codes_and_is_changed_by_nothing_but_them(bakery):
    before = bakery.library.load("bakers")
    coded = dataclasses.replace(before.sessions[0], code="HC-15")
    upload = dataclasses.replace(before, sessions=(coded, *before.sessions[1:]))
    assert isinstance(bakery.library.stage("bakers", before, Draft("Ana", "export.xlsx")), Unchanged)
    draft = bakery.library.stage("bakers", upload, Draft("Ana", "export.xlsx"))
    assert draft.summary == "1 changed"
    bakery.library.publish("bakers", draft.number, "Ana", bakery.current)
    assert [session.code for session in bakery.again().load("bakers").sessions] == ["HC-15", ""]
