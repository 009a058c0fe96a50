import tomllib

import pytest

from session_finder.domain.errors import StoreError
from session_finder.domain.library import Conference


def about(bakery):
    return (bakery.place / "about.toml").read_text(encoding="utf-8")


def refusal(ask):
    with pytest.raises(StoreError) as refused:
        ask()
    assert "\n" not in str(refused.value)
    return str(refused.value)


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
    known = (Conference("bakers", "Bakers 2027", "Europe/Lisbon"), Conference("millers", "Millers 2027"))
    assert bakery.library.all_conferences() == known  # as the program knew it last
    for change in (
        lambda: bakery.library.rename("bakers", "X"),
        lambda: bakery.library.hide("bakers", True),
        lambda: bakery.library.set_timezone("bakers", "Asia/Tokyo"),
        lambda: bakery.library.set_examples("bakers", ["bread"]),
    ):
        assert refusal(change).startswith(f"{bakery.place / 'about.toml'} cannot be changed (")
    assert bakery.served == ["Bread", "Rolls"]
    assert bakery.library.load_served("bakers").damage.endswith(
        "). Mend it, or run: python -m session_finder doctor. Until then what it said before is shown."
    )


@pytest.mark.parametrize("aliases", [[("SB", "")], [("SB", "x" * 201)], [("S", f"bread {n}") for n in range(501)]])
def test_aliases_that_would_not_be_read_are_not_written(bakery, aliases):
    before = about(bakery)
    assert "alias" in refusal(lambda: bakery.library.set_aliases("bakers", aliases))
    assert about(bakery) == before
