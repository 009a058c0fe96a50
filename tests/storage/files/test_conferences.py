import tomllib
from datetime import date

import pytest

from session_finder.domain.errors import StoreError
from session_finder.domain.identity import Identity, Logo
from session_finder.domain.library import Conference
from session_finder.storage.files.library import FileLibrary


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


LOOK = """name = "Bakers"

[identity]  # ours
accent = "#9A3412"  # rust
first_day = 2027-05-11
place = "Porto"

[oven]
heat = 250
"""


def test_a_look_written_by_hand_is_read_and_keeps_its_comments_when_it_is_changed(bakery):
    (bakery.place / "about.toml").write_text(LOOK, encoding="utf-8")
    day = date(2027, 5, 11)
    assert bakery.library.conference("bakers").identity == Identity("#9a3412", day, day, "Porto")
    bakery.library.set_identity("bakers", {"place": "Lisbon", "last_day": "2027-05-12"})
    assert about(bakery) == (
        LOOK.replace('"#9A3412"', '"#9a3412"')
        .replace("2027-05-11", '"2027-05-11"')
        .replace('"Porto"\n', '"Lisbon"\nlast_day = "2027-05-12"\n')
    )


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ('identity = "teal"', "identity is not a table. Write [identity] and below it lines like accent"),
        ('identity.accent = "teal"', "'teal' is no colour. Write it as # and six digits"),
        ('identity.logo = "../about.toml"', "'../about.toml' is no logo. Set it with the organizers' page"),
        ('identity.website = "javascript:alert(1)"', "'javascript:alert(1)' is no website."),
        ("identity.last_day = 7", "'7' is no day. Write it as 2027-05-11."),
    ],
)
def test_a_look_that_cannot_be_is_damage_that_names_the_file_and_the_remedy(bakery, written, said):
    (bakery.place / "about.toml").write_text(written, encoding="utf-8")
    assert refusal(lambda: bakery.library.conference("bakers")).startswith(f"{bakery.place / 'about.toml'}: {said}")
    assert bakery.library.conferences()[0].name == "Bakers 2027"  # as the program knew it last
    assert bakery.served == ["Bread", "Rolls"]


def test_a_logo_s_file_that_is_another_or_a_link_is_not_served(bakery, tmp_path):
    logo = Logo("svg", b"<svg/>")
    bakery.library.set_logo("bakers", logo)
    path = bakery.place / logo.name
    assert path.read_bytes() == logo.content
    assert [path.name for path in bakery.place.glob("logo-*")] == [logo.name]
    path.write_bytes(b"<svg onload='alert(1)'/>")
    assert bakery.library.logo("bakers", logo.name) is None
    (tmp_path / "other").write_bytes(logo.content)
    path.unlink()
    path.symlink_to(tmp_path / "other")
    assert bakery.library.logo("bakers", logo.name) is None
    bakery.library.set_logo("bakers", logo)
    assert (path.is_symlink(), bakery.library.logo("bakers", logo.name)) == (False, logo.content)


def test_a_logo_is_whole_whenever_the_process_is_killed(bakery):
    """Before each step of a change, what is named can be read; what is left over goes with the next change."""
    old, new = Logo("svg", b"<svg/>"), Logo("svg", b"<svg>2</svg>")
    bakery.library.set_logo("bakers", old)
    steps = []

    def look(step):
        other = FileLibrary(bakery.folder)
        name = other.conference("bakers").identity.logo
        assert other.logo("bakers", name) == {old.name: old.content, new.name: new.content}[name]
        steps.append((step, name))

    FileLibrary(bakery.folder, look).set_logo("bakers", new)
    assert [name for _, name in steps] == [old.name] * len(steps)
    assert (f"swap {new.name}", old.name) in steps
    assert ("swap about.toml", old.name) in steps
    assert bakery.library.conference("bakers").identity.logo == new.name
