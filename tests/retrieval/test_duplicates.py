import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from session_finder.retrieval import duplicates
from session_finder.retrieval.duplicates import groups
from session_finder.retrieval.passages import Document

BREAD = "Knead rye flour, water, salt, honey; rest overnight; bake slowly"
CASTLE = "Guards watched every tower while masons mended crumbling northern walls"
LONG = f"{BREAD}. {CASTLE}. Visitors taste both and vote"
BODY_WORDS = ("rye", "flour", "water", "salt", "honey", "castle", "tower", "guard", "mason", "wall")
documents = st.builds(
    Document,
    st.sampled_from(["Bread", "Maps", "Castle tour", "Part 1"]),
    st.lists(st.sampled_from(BODY_WORDS), max_size=12).map(" ".join),
    st.sampled_from(["", "Ana", "Rui"]),
)


def leaders(*listed):
    return groups(listed).tolist()


def test_documents_that_say_different_things_lead_themselves():
    assert leaders(Document("Bread", BREAD), Document("Castles", CASTLE), Document("", "")) == [0, 1, 2]


def test_no_documents_make_no_groups():
    assert groups([]).shape == (0,)


def test_the_same_body_under_another_title_is_a_repeat():
    assert leaders(Document("Bread", LONG), Document("Castles", CASTLE), Document("Baking again", LONG)) == [0, 1, 0]


def test_a_few_words_under_another_title_are_no_repeat():
    assert leaders(Document("Bread", BREAD), Document("Castles", BREAD)) == [0, 1]
    assert leaders(Document("Bread", "To be announced"), Document("Castles", "To be announced")) == [0, 1]


def test_case_accents_marks_and_empty_words_of_a_body_do_not_matter():
    retold = "Knead the rye flour \u2013 water, SALT, h\u00f3ney. Rest overnight, and bake slowly!"
    assert leaders(Document("Bread", BREAD), Document("bread!", retold)) == [0, 0]


def test_who_speaks_does_not_matter_where_bodies_are_equal():
    assert leaders(Document("Bread", BREAD, "Ana"), Document("Bread", BREAD, "Rui")) == [0, 0]


def test_the_same_title_and_nearly_the_same_body_is_a_repeat():
    assert leaders(Document("Bread", BREAD), Document("Bread", f"{BREAD} tonight")) == [0, 0]


@pytest.mark.parametrize(("of_ten", "expected"), [(8, [0, 0]), (7, [0, 1])])
def test_bodies_are_nearly_the_same_when_four_fifths_of_their_words_are_in_both(of_ten, expected):
    ten = [f"word{number}" for number in range(10)]
    assert leaders(Document("Bread", " ".join(ten)), Document("Bread", " ".join(ten[:of_ten]))) == expected


def test_the_same_title_with_different_bodies_is_two_talks():
    assert leaders(Document("Keynote", BREAD), Document("Keynote", CASTLE)) == [0, 1]


def test_nearly_the_same_bodies_are_compared_by_either_end():
    begins = f"{LONG} tonight"
    ends = f"Tonight {LONG}"
    assert leaders(Document("A one", LONG), Document("B two", begins), Document("C three", ends)) == [0, 0, 0]


def test_a_body_changed_at_both_ends_under_another_title_is_not_compared():
    assert leaders(Document("Bread", LONG), Document("Rolls", f"Tonight {LONG} gladly")) == [0, 1]


def test_parts_of_a_series_with_different_bodies_stay_apart():
    parts = [Document(f"Baking, Part {number}", body) for number, body in ((1, BREAD), (2, CASTLE))]
    assert leaders(*parts) == [0, 1]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (Document("Lunch bread", ""), Document("Lunch bread", ""), [0, 0]),
        (Document("Lunch bread", "", "Ana"), Document("Lunch bread", "", "Ana"), [0, 0]),
        (Document("Lunch bread", "", "Ana"), Document("Lunch bread", "", "Rui"), [0, 1]),
        (Document("Lunch bread", ""), Document("Supper bread", ""), [0, 1]),
        (Document("Lunch bread", ""), Document("Lunch bread", BREAD), [0, 1]),
        (Document("Lunch bread", "!?"), Document("Lunch bread", "..."), [0, 0]),
    ],
)
def test_without_bodies_title_and_all_else_must_be_equal(one, other, expected):
    assert leaders(one, other) == expected


def test_short_bodies_must_be_equal():
    assert leaders(Document("Bread", "rye flour water salt"), Document("Bread", "rye flour water")) == [0, 1]
    assert leaders(Document("Bread", "rye flour water salt"), Document("Bread", "Rye flour, water; salt")) == [0, 0]


def test_the_first_row_leads_however_many_repeat_it():
    bread, castle = Document("Bread", BREAD), Document("Castles", CASTLE)
    assert leaders(castle, bread, bread, castle, bread) == [0, 1, 1, 0, 1]


def test_chains_of_repeats_are_one_group_led_by_its_first():
    ten = [f"word{number}" for number in range(10)]
    first, middle, last = ten, [*ten, "more", "much"], [*ten[1:], "more", "much"]
    chain = [Document("Bread", " ".join(first)), Document("Bread", " ".join(middle)), Document("Bread", " ".join(last))]
    assert leaders(chain[0], chain[2]) == [0, 1]
    assert leaders(*chain) == [0, 0, 0]
    assert leaders(*reversed(chain)) == [0, 0, 0]


@given(st.lists(documents, max_size=12))
def test_leaders_lead_themselves_and_come_first(listed):
    found = groups(listed)
    assert found.shape == (len(listed),)
    assert (found[found] == found).all()
    assert all(0 <= leader <= row for row, leader in enumerate(found))


@given(st.lists(documents, max_size=12), st.data())
def test_a_copy_is_grouped_with_its_original(listed, data):
    copied = data.draw(st.lists(st.integers(0, len(listed) - 1), max_size=5)) if listed else []
    found = groups([*listed, *(listed[row] for row in copied)])
    assert [found[len(listed) + place] for place in range(len(copied))] == [found[row] for row in copied]


@given(st.lists(documents, max_size=8))
def test_saying_everything_twice_does_not_change_who_leads(listed):
    different = list(dict.fromkeys(listed))
    once = groups(different)
    assert (groups([*different, *different])[: len(different)] == once).all()


def test_three_thousand_talks_of_one_title_are_each_compared_with_a_bounded_number(monkeypatch):
    compared = []
    alike = duplicates._alike

    def counting(listed, bags, one, other):
        compared.append((one, other))
        return alike(listed, bags, one, other)

    monkeypatch.setattr(duplicates, "_alike", counting)
    keynotes = [Document("Keynote", " ".join(f"w{row}x{place}" for place in range(6))) for row in range(3000)]
    assert groups(keynotes).tolist() == list(range(3000))
    assert len(compared) <= 3000 * duplicates._COMPARED


# Rows 0, 2 and 5 say the same, and so do 1 and 3.
GROUPS = duplicates.DuplicateGroups(np.array([0, 1, 0, 1, 4, 0]))


def test_a_group_has_its_first_row_for_leader():
    assert [GROUPS.leader(row) for row in (2, 3, 4)] == [0, 1, 4]
    assert [GROUPS.others(row) for row in (0, 3, 4)] == [(2, 5), (1,), ()]


def test_groups_are_counted_among_some_rows_and_all():
    assert (GROUPS.count(None), GROUPS.count(np.array([0, 2, 4]))) == (3, 2)


def test_excluding_a_row_excludes_its_duplicates():
    assert GROUPS.without(np.arange(6), [2]).tolist() == [1, 3, 4]
    assert GROUPS.without(np.arange(3), []).tolist() == [0, 1, 2]


def test_of_each_group_the_best_row_is_found_however_many_repeats_lie_before_the_next():
    scores = np.array([0.1, 0.5, 0.9, 0.4, 0.2, 0.8], dtype=np.float32)
    assert GROUPS.best_distinct(scores, None, 3) == [2, 1, 4]
    assert GROUPS.best_distinct(scores, np.array([0, 3, 5]), 5) == [5, 3]
    many = duplicates.DuplicateGroups(np.array([0] * 50 + [50]))
    assert many.best_distinct(np.linspace(1, 0, 51, dtype=np.float32), None, 2) == [0, 50]
