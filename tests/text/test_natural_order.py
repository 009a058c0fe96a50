"""Sorting texts as people do."""

from session_finder.text.natural_order import natural_key


def test_numbers_count_by_value_and_accents_and_case_do_not():
    names = ["Room 10", "room 2", "Élan", "Foyer", "2", "Room 2b", "10"]
    assert sorted(names, key=natural_key) == ["2", "10", "Élan", "Foyer", "room 2", "Room 2b", "Room 10"]


def test_texts_that_differ_only_in_spelling_have_one_order():
    assert sorted(["Room 02", "room 2", "Room 2"], key=natural_key) == ["Room 02", "Room 2", "room 2"]


def test_a_number_of_thousands_of_digits_is_sorted_too():
    assert natural_key("9" * 10_000) < natural_key("a")
