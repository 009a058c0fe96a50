import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.intake.cleaning.cell_lists import affiliations_follow, names_in, tags_in, without_addresses


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Julia Silge (Posit, PBC)", ("Julia Silge (Posit, PBC)",)),
        ("Ann Lee (Quay, Dock; Pier), Bob Ray [A, B]", ("Ann Lee (Quay, Dock; Pier)", "Bob Ray [A, B]")),
        ("Ann (A (B, C), D), Bob", ("Ann (A (B, C), D)", "Bob")),
        ("Ann (A, Bob", ("Ann (A", "Bob")),
        ("A, B and C", ("A", "B", "C")),
        ("Ann Lee, Bob Ray & Cy Fox", ("Ann Lee", "Bob Ray", "Cy Fox")),
        ("Ann Lee, Bob Ray und Cy Fox", ("Ann Lee", "Bob Ray", "Cy Fox")),
        ("Ann Lee and Bob Ray", ("Ann Lee", "Bob Ray")),
        ("Lee, Ann; Ray and Sons", ("Ann Lee", "Ray and Sons")),
        ("Ann Lee, Anders Sand (Sea, Wind and Co)", ("Ann Lee", "Anders Sand (Sea, Wind and Co)")),
        ("Ann Lee, MD, Ph.D., Bob Ray, Jr.", ("Ann Lee, MD, Ph.D.", "Bob Ray, Jr.")),
        ("Ann Lee, Quay University", ("Ann Lee (Quay University)",)),
        ("Ann Lee, Pier Health, Bob Ray, Rope GmbH", ("Ann Lee (Pier Health)", "Bob Ray (Rope GmbH)")),
        ("Ann Lee, Rope Systems, Inc., Bob Ray", ("Ann Lee (Rope Systems, Inc.)", "Bob Ray")),
        ("Ann Lee, PhD, Quay University", ("Ann Lee, PhD (Quay University)",)),
        ("Ann Lee (Pier), Quay Research", ("Ann Lee (Pier) (Quay Research)",)),
        ("Quay University, Pier College", ("Quay University", "Pier College")),
        ("Ann Groupe, Bob Incley, Cy Labsen", ("Ann Groupe", "Bob Incley", "Cy Labsen")),
        ("Zo&euml; Lee; Bob", ("Zoë Lee", "Bob")),
        ("Ann Lee / Bob Ray", ("Ann Lee", "Bob Ray")),
        ("Ann Lee (Quay, Dock) und Bob Ray (Pier)", ("Ann Lee (Quay, Dock)", "Bob Ray (Pier)")),
        ("Lee, Ann (1); Ray, Bob (1, 2)", ("Ann Lee", "Bob Ray")),
    ],
)
def test_people_are_told_apart_but_never_inside_brackets(cell, names):
    assert names_in(cell) == names


def test_a_tag_may_hold_an_and():
    assert tags_in("law, research and development") == ("law", "research and development")
    assert tags_in("law|a, b") == ("law", "a, b")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Ann Lee <ann@example.org>", "Ann Lee"),
        ("Ann Lee<ann@example.org>", "Ann Lee"),
        ("Ann Lee (ann@example.org)", "Ann Lee"),
        ("Ann Lee (ann [at] example [dot] org)", "Ann Lee"),
        ("Ann Lee, mailto:ann@example.org", "Ann Lee,"),
        ("ann@example.org", ""),
        ("@dee", "@dee"),
        ("[Ann Lee](https://example.org/ann)", "Ann Lee"),
    ],
)
def test_addresses_beside_a_name_go(name, kept):
    assert without_addresses(name) == kept


@settings(max_examples=100)
@given(st.text(st.sampled_from("ab ,;|()[]&and\n"), max_size=60))
def test_no_letter_of_a_name_is_lost(cell):
    letters = [mark for name in names_in(cell) for mark in name if mark == "b"]
    assert set(letters) == set(cell) & {"b"}


@pytest.mark.parametrize(
    ("cells", "follow"),
    [
        (["Ada Moss, Navy; Bela Kern, Army", "Cleo Dray, Moorland Trust"], True),
        (["Ada Moss, Moorland Trust", "Bela Kern, Moorland Trust", "Cleo Dray, Old Quay"], True),
        (["Ada Moss, Navy", "Bela Kern, Quay University", "Cleo Dray"], True),
        (["Ada Moss, Bela Kern", "Bela Kern, Cleo Dray", "Cleo Dray, Dan Orr"], False),
        (["Ada Moss, Bela Kern; Cleo Dray"], False),
        (["Moss, Ada; Kern, Bela"], False),
        (["Ada Moss, Bela Kern, Zoe", "Ada Moss, Zoe"], False),
        (["Ada Moss, PhD", "Bela Kern (Navy, Oslo)"], False),
        (["Ada Moss, Navy", "Bela Kern, Army", "Cleo Dray, Dan Orr", "Dan Orr, Eva Fell"], None),
        ([], False),
    ],
)
def test_a_whole_column_tells_whether_affiliations_follow_commas(cells, follow):
    assert affiliations_follow(cells) is follow


def test_where_affiliations_follow_commas_a_cell_with_one_is_one_person():
    assert names_in("Ada Moss, Old Quay", affiliated=True) == ("Ada Moss (Old Quay)",)
    assert names_in("Ada Moss, Navy; Bela Kern, Army", affiliated=True) == ("Ada Moss, Navy", "Bela Kern, Army")
    assert names_in("Moss, Ada", affiliated=True) == ("Ada Moss",)
    assert names_in("Ada Moss, PhD", affiliated=True) == ("Ada Moss, PhD",)
