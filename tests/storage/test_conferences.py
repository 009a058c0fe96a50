import tomllib

import pytest

from session_finder.application.library import Conference, Draft, LibraryError
from session_finder.storage.files import FileLibrary


def about(bakery):
    return (bakery.place / "about.toml").read_text(encoding="utf-8")


def refusal(ask):
    with pytest.raises(LibraryError) as refused:
        ask()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_new_conference_is_the_organizers_alone_until_something_is_published(empty_bakery):
    library = empty_bakery.library
    conference = Conference("bakers", "Bakers 2027", "Europe/Lisbon")
    assert (library.conferences(), library.all_conferences()) == ((), (conference,))
    message = refusal(lambda: library.load("bakers"))
    assert message == "Nothing of bakers is published yet. Upload its programme and publish it."
    empty_bakery.publish("Bread")
    assert library.conferences() == (conference,)


@pytest.mark.parametrize(
    "slug", ["", ".", "..", "../x", "a/b", "A", "é", "a b", "a_b", "-a", "a-", ".a", "a\n", "a\0", "a" * 61, "²"]
)
def test_a_slug_is_lower_case_letters_digits_and_hyphens(tmp_path, slug):
    library = FileLibrary(tmp_path / "data")
    assert refusal(lambda: library.create(slug, "Bakers")) == (
        f"{slug!r} cannot be in an address. Use up to 60 lower-case letters, digits and hyphens, with a letter or a "
        "digit first and last."
    )
    assert not (tmp_path / "data").exists()


@pytest.mark.parametrize("slug", ["a", "7", "bakers-2027", "a" * 60])
def test_such_a_slug_is_a_folder(tmp_path, slug):
    assert FileLibrary(tmp_path).create(slug, "Bakers") == Conference(slug, "Bakers")


@pytest.mark.parametrize("slug", ["..", "../data/bakers", "bakers/", "bakers/versions", ".library", "", "bakers\0"])
def test_no_other_folder_can_be_changed(bakery, slug):
    library = bakery.library
    for ask in (
        lambda: library.versions(slug),
        lambda: library.publish(slug, 1, "Ana", 1),
        lambda: library.discard(slug, 1),
        lambda: library.rename(slug, "X"),
        lambda: library.hide(slug, True),
        lambda: library.delete(slug, "Ana"),
        lambda: library.remember_mapping(slug, {}),
    ):
        assert refusal(ask) == f"There is no programme called {slug!r} in {bakery.folder}."
    assert bakery.served == ["Bread", "Rolls"]


def test_a_slug_that_is_taken_is_refused(bakery):
    message = refusal(lambda: bakery.library.create("bakers", "Others"))
    assert message == f"There is a folder bakers in {bakery.folder} already. Choose another short name."
    assert bakery.library.conferences()[0].name == "Bakers 2027"


@pytest.mark.parametrize(
    ("name", "length"), [("", "0"), (" \n", "0"), ("\x00\x1b", "0"), ("\u200b\ufeff", "0"), ("x" * 201, "201")]
)
def test_a_name_is_neither_empty_nor_overlong(bakery, name, length):
    for ask in (lambda: bakery.library.rename("bakers", name), lambda: bakery.library.create("x", name)):
        assert refusal(ask) == f"A conference's name has 1 to 200 letters; this one has {length}."


def test_a_name_may_be_any_text_on_one_line(bakery):
    bakery.library.rename("bakers", 'Padeiros\x00\x1b "2027"\n\\ é \ud83d')
    assert bakery.library.conferences()[0].name == 'Padeiros "2027" \\ é ?'
    assert bakery.library.load("bakers").name == 'Padeiros "2027" \\ é ?'


def test_a_hidden_conference_is_not_offered_and_comes_back(bakery):
    bakery.library.hide("bakers", True)
    assert bakery.library.conferences() == ()
    assert [conference.hidden for conference in bakery.library.all_conferences()] == [True]
    bakery.library.hide("bakers", False)
    assert [conference.slug for conference in bakery.library.conferences()] == ["bakers"]
    assert [line.what for line in bakery.library.audit()] == ["create", "publish", "hide", "show"]


def test_a_deleted_conference_lies_in_the_trash_whole_and_comes_back_when_it_is_moved_back(bakery):
    bakery.library.delete("bakers", "Ben")
    assert bakery.library.all_conferences() == ()
    (gone,) = (bakery.folder / ".library" / "trash").iterdir()
    last = bakery.library.audit("bakers")[-1]
    assert (last.who, last.what, last.version) == ("Ben", "delete", 1)
    assert gone.name == f"bakers-{last.when:%Y%m%dT%H%M%S%fZ}"
    bakery.library.create("bakers", "Bakers again")
    bakery.library.delete("bakers", "Ben")
    gone.rename(bakery.place)
    assert bakery.served == ["Bread", "Rolls"]
    assert bakery.publish("Cake").number == 2
    assert [line.what for line in bakery.library.audit()] == [
        *("create", "publish", "delete"),
        *("create", "delete", "publish"),
    ]


def test_several_conferences_lie_side_by_side(bakery):
    bakery.library.create("millers", "Millers")
    bakery.library.stage("millers", bakery.library.load("bakers"), Draft("Ben", "millers.csv"))
    bakery.library.publish("millers", 1, "Ben", None)
    bakery.publish("Cake")
    assert [session.title for session in bakery.library.load("millers").sessions] == ["Bread", "Rolls"]
    assert [conference.slug for conference in bakery.library.conferences()] == ["bakers", "millers"]
    assert [line.version for line in bakery.library.audit("millers")] == [None, 1]


WRITTEN = """# Ours, do not touch.
name = "Bakers"   # for now
flour = 7
examples = ["bread"]

[aliases]  # what we say
SB = "soda bread"  # Irish
"C++" = ["C plus plus", "see plus plus"]

[oven]
heat = 250
"""


def test_what_the_program_does_not_change_in_an_about_stays_as_people_wrote_it(bakery):
    (bakery.place / "about.toml").write_text(WRITTEN, encoding="utf-8")
    library = bakery.library
    library.rename("bakers", "Bakers of Lisbon")
    library.set_examples("bakers", ["rolls", " ", "rye\nbread"])
    library.set_aliases("bakers", [("SB", "soda bread"), ("RB", "rye bread"), ("RB", "rugbrød")])
    assert about(bakery) == WRITTEN.replace('"Bakers"', '"Bakers of Lisbon"').replace(
        '["bread"]', '["rolls", "rye bread"]'
    ).replace('"C++" = ["C plus plus", "see plus plus"]', 'RB = ["rye bread", "rugbrød"]')
    assert library.conferences()[0].aliases == (("SB", "soda bread"), ("RB", "rye bread"), ("RB", "rugbrød"))


@pytest.mark.parametrize(
    "written",
    ["", "aliases = {SB = 'x'}\n", "aliases.SB = 'x'\n", "[oven]\nheat = 1\n[oven.door]\nopen = true\n", "a = 1\r\n"],
)
def test_an_about_written_in_another_way_is_changed_too(bakery, written):
    (bakery.place / "about.toml").write_bytes(written.encode())
    bakery.library.set_timezone("bakers", "Asia/Tokyo")
    bakery.library.set_aliases("bakers", [("RB", "rye bread")])
    said = {"timezone": "Asia/Tokyo", "aliases": {"RB": "rye bread"}}
    assert tomllib.loads(about(bakery)) == {**tomllib.loads(written), **said}


def test_an_about_that_cannot_be_read_is_not_written_over(bakery):
    (bakery.place / "about.toml").write_text("name = ", encoding="utf-8")
    message = refusal(lambda: bakery.library.rename("bakers", "X"))
    assert message.startswith(f"{bakery.place / 'about.toml'} cannot be changed (")
    assert message.endswith("). Change it by hand.")
    assert about(bakery) == "name = "


def test_organizers_see_the_others_beside_one_whose_about_cannot_be_read(bakery):
    bakery.library.create("millers", "Millers 2027")
    (bakery.place / "about.toml").write_text("name = ", encoding="utf-8")
    assert bakery.library.all_conferences() == (Conference("bakers", "bakers"), Conference("millers", "Millers 2027"))
    for change in (
        lambda: bakery.library.rename("bakers", "X"),
        lambda: bakery.library.hide("bakers", True),
        lambda: bakery.library.set_timezone("bakers", "Asia/Tokyo"),
        lambda: bakery.library.set_examples("bakers", ["bread"]),
    ):
        assert refusal(change).startswith(f"{bakery.place / 'about.toml'} cannot be changed (")
    assert refusal(lambda: bakery.library.load("bakers")).endswith("). Mend it or take the folder away.")


@pytest.mark.parametrize("zone", ["Europe/Lisboa", "../etc", "\0", "\ud83d", "Europe"])
def test_a_zone_that_is_none_is_refused(bakery, zone):
    for ask in (
        lambda: bakery.library.set_timezone("bakers", zone),
        lambda: bakery.library.create("x", "X", zone),
    ):
        assert refusal(ask) == f"{zone!r} is no time zone. Use a name like Europe/Lisbon or America/Denver."


@pytest.mark.parametrize("aliases", [[("SB", "")], [("SB", "x" * 201)], [("S", f"bread {n}") for n in range(501)]])
def test_aliases_that_would_not_be_read_are_not_written(bakery, aliases):
    before = about(bakery)
    assert "alias" in refusal(lambda: bakery.library.set_aliases("bakers", aliases))
    assert about(bakery) == before


def test_a_zone_set_later_leaves_published_times_as_they_are(bakery):
    bakery.library.set_timezone("bakers", "Asia/Tokyo")
    assert bakery.library.load("bakers").sessions[0].start.isoformat() == "2027-05-11T10:00:00+01:00"
    assert bakery.library.conferences()[0].timezone == "Asia/Tokyo"
