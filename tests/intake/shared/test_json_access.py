import math

import pytest

from session_finder.intake.shared.json_access import (
    MAX_NAME,
    MAX_NAMES,
    headline,
    is_true,
    lookup,
    members,
    name,
    named,
    names,
    objects,
    people,
    person,
    text,
    too_many,
    unused_keys,
)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (" Tides ", "Tides"),
        (12, "12"),
        (12.0, "12"),
        (1.5, "1.5"),
        (True, "true"),
        (None, ""),
        (["Tides"], "Tides"),
        ([["Tides"]], "Tides"),
        (["Tides", "Waves"], ""),
        ({"name": "Tides"}, ""),
        ([], ""),
        (math.nan, ""),
        (math.inf, ""),
        pytest.param(10**5000, "", id="a number that no machine has"),
    ],
)
def test_a_scalar_is_text_also_in_a_list_of_one_and_nothing_else_is(value, expected):
    assert text(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ({"en": "Harbour", "de": "Hafen"}, "Harbour"),
        ({"de": "Hafen", "pt-br": "Porto"}, "Hafen"),
        ({"id": 4, "name": {"en": "Pier"}}, "Pier"),
        ({"value": ["Pier"]}, "Pier"),
        ([{"name": "Pier"}], "Pier"),
        ({"id": "ab12"}, ""),
        ({"email": "mara@example.org"}, ""),
        ({"tel": "555 0100"}, ""),
        ({"en": {"en": {"en": {"en": {"en": "too deep"}}}}}, ""),
    ],
)
def test_a_name_is_taken_from_objects_that_have_one_and_from_no_other_key(value, expected):
    assert named(value) == expected


def test_a_name_is_on_one_line_and_short():
    assert name("Pier\n  Nine") == "Pier Nine"
    assert len(name("x" * 5_000)) == MAX_NAME


def test_a_person_is_named_as_the_public_name_says_before_the_parts_of_it():
    assert person({"public_name": "Mara", "name": "Mara Quill"}) == "Mara"
    assert person({"firstName": "Mara", "lastName": "Quill", "email": "mara@example.org"}) == "Mara Quill"
    assert person({"email": "mara@example.org"}) == ""


def test_people_are_one_by_one_where_the_file_tells_them_apart():
    assert people(["Mara Quill", {"name": "Ode Finn"}, "Mara Quill", None]) == ("Mara Quill", "Ode Finn")
    assert people({"s1": {"name": "Mara Quill"}, "s2": {"name": "Ode Finn"}}) == ("Mara Quill", "Ode Finn")
    assert people("Mara Quill, Ode Finn") == "Mara Quill, Ode Finn"
    assert names([{"tag": "sea"}, "wind", 7]) == ("sea", "wind", "7")


def test_no_list_is_longer_than_a_session_needs():
    assert len(members(["x"] * 5_000)) == MAX_NAMES
    assert members("text") == []


def test_what_is_not_a_list_of_objects_has_none():
    assert objects([{"a": 1}, "b", None, {"c": 2}]) == [{"a": 1}, {"c": 2}]
    assert objects({"a": {}}) == []


def test_others_are_found_by_their_id_or_their_code():
    assert lookup([{"id": 4, "name": "Pier"}, {"code": "QX", "name": "Mara"}, {"name": "nobody"}, 5]) == {
        "4": "Pier",
        "QX": "Mara",
    }


@pytest.mark.parametrize(("value", "expected"), [(True, True), ("Y", True), (1, True), ("no", False), ([], False)])
def test_yes_is_said_in_several_ways(value, expected):
    assert is_true(value) is expected


def test_a_subtitle_follows_its_title():
    assert headline("Tides", "How they turn") == "Tides: How they turn"
    assert headline("Why tides?", "A start") == "Why tides? A start"
    assert headline("Tides: how they turn", "How they turn") == "Tides: how they turn"
    assert headline("", "How they turn") == "How they turn"


def test_keys_that_nobody_reads_are_named_once_in_order_and_never_an_address():
    entries = [{"b": 1, "a": 1}, {"c": 1, "b": 2, "mara@example.org": {}}]
    assert unused_keys(entries, {"a"}, "speakers.") == ("speakers.b", "speakers.c")
    assert len(unused_keys([{f"key {number}": 1 for number in range(1_000)}], ())) == 200


def test_more_entries_than_are_read_are_refused_with_the_bound():
    assert too_many("JSON", 100_000) is None
    refusal = too_many("JSON", 100_001)
    assert [str(problem) for problem in refusal.problems] == [
        "error: The file has more than 100,000 entries, the most that are read. Split it."
    ]
