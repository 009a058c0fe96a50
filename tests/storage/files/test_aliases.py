import pytest

from session_finder.domain.aliases import MAX_ALIASES, MAX_LETTERS
from session_finder.domain.errors import StoreError
from session_finder.domain.library import Conference
from session_finder.storage.files.library import FileLibrary, programme_at

ABOUT = 'name = "Bakers 2027"\n'
ALIASES = '[aliases]\nSB = "sourdough bread"\n"C++" = ["C plus plus", "see plus plus"]\n'
PAIRS = (("SB", "sourdough bread"), ("C++", "C plus plus"), ("C++", "see plus plus"))


@pytest.fixture
def bakers(tmp_path):
    """Write the bakers' folder with this about.toml."""

    def put(about):
        place = tmp_path / "bakers"
        place.mkdir(exist_ok=True)
        (place / "programme.csv").write_text("title,start\nBread,2027-05-11 10:00\n", encoding="utf-8")
        (place / "about.toml").write_text(about, encoding="utf-8")
        return place

    return put


@pytest.fixture
def load(bakers, tmp_path):
    """The programme of a folder with this about.toml."""

    def read(about):
        bakers(about)
        return FileLibrary(tmp_path).load("bakers")

    return read


def refusal(ask):
    with pytest.raises(StoreError) as refused:
        ask()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_a_conference_lists_its_aliases_as_pairs_in_the_order_of_the_file(bakers, tmp_path):
    bakers(ABOUT + ALIASES)
    assert FileLibrary(tmp_path).conferences() == (Conference("bakers", "Bakers 2027", aliases=PAIRS),)


def test_aliases_reach_the_programme(load):
    assert load(ABOUT + ALIASES).aliases == PAIRS


@pytest.mark.parametrize("inside", ["", "programme.csv"])
def test_a_programme_found_by_its_folder_or_file_has_them_too(bakers, tmp_path, inside):
    place = bakers(ABOUT + ALIASES)
    programme, _ = programme_at(place / inside)
    assert programme.aliases == PAIRS
    assert programme == FileLibrary(tmp_path).load("bakers")


@pytest.mark.parametrize("about", [f"{ABOUT}[aliases]\n", f"{ABOUT}[aliases]\nSB = []\n"])
def test_an_empty_table_makes_the_same_programme_as_none(load, about):
    programme = load(about)
    assert programme.aliases == ()
    assert programme == load(ABOUT)


def test_the_version_changes_with_the_aliases_and_is_the_same_for_the_same(load):
    abouts = ["", '[aliases]\nSB = "sourdough bread"', '[aliases]\nSB = "soda bread"', '[aliases]\nSO = "soda bread"']
    versions = [load(about).version for about in abouts]
    assert len(set(versions)) == 4
    assert [load(about).version for about in abouts] == versions
    assert {len(version) for version in versions[1:]} == {16}


def test_sessions_do_not_change_with_the_aliases(load):
    assert load(ABOUT + ALIASES).sessions == load(ABOUT).sessions


@pytest.mark.parametrize("table", ['"SB"', '["SB", "sourdough bread"]', "7", "true"])
def test_aliases_that_are_no_table_are_refused_with_how_to_write_one(bakers, tmp_path, table):
    place = bakers(f"aliases = {table}\n")
    expected = f'{place / "about.toml"}: aliases is not a table. Write [aliases] and below it lines like FHIR = "...".'
    for ask in (lambda: programme_at(place), lambda: FileLibrary(tmp_path).conference("bakers")):
        assert refusal(ask) == expected
    assert FileLibrary(tmp_path).load_served("bakers").damage == f"{expected} Until then it is called bakers."


@pytest.mark.parametrize(
    "value", ["7", "true", '""', '" "', '["soda bread", ""]', "[7]", '[["soda"]]', "{ x = 1 }", f'"{"b" * 201}"']
)
def test_an_alias_for_anything_but_texts_is_named(bakers, tmp_path, value):
    place = bakers(f"[aliases]\nSB = {value}\n")
    assert refusal(lambda: programme_at(place)) == (
        f"{tmp_path / 'bakers' / 'about.toml'}: the alias 'SB' must stand for a text of 1 to 200 letters, "
        "or a list of such texts."
    )


def test_a_short_form_that_is_too_long_is_named_by_its_beginning(bakers):
    place = bakers(f'[aliases]\n{"S" * (MAX_LETTERS + 1)} = "bread"\n')
    message = refusal(lambda: programme_at(place))
    assert f"the alias '{'S' * MAX_LETTERS}' must stand for" in message


def test_forms_of_the_greatest_length_are_read(load):
    form, other = "S" * MAX_LETTERS, "b" * MAX_LETTERS
    assert load(f'[aliases]\n{form} = "{other}"\n').aliases == ((form, other),)


def test_more_aliases_than_are_read_are_refused_with_both_numbers(load, bakers):
    many = "[aliases]\n" + "".join(f'A{number} = ["one", "two"]\n' for number in range(MAX_ALIASES // 2))
    assert len(load(many).aliases) == MAX_ALIASES
    place = bakers(f'{many}B = "three"\n')
    message = refusal(lambda: programme_at(place))
    assert message.endswith("about.toml has 501 aliases; at most 500 are read. Take some away.")
