import pytest

from session_finder.intake.model.records import Record
from session_finder.intake.shared.persons import (
    full_name,
    merge_by_key,
    merge_person_rows,
    names_several,
    split_authors,
    split_line_breaks,
)


def rows(*values):
    return [Record(line, said) for line, said in enumerate(values, 2)]


def test_rows_of_one_id_that_differ_in_their_person_merge():
    records, count = merge_person_rows(
        rows(
            {"id": "1", "title": "Ropes", "speakers": "Quill, Ada"},
            {"id": "1", "title": "Ropes", "speakers": "Bruno Vale"},
            {"id": "2", "title": "Nets", "speakers": "Cleo Marsh"},
        )
    )
    assert count == 2
    assert [(record.merges, record.values["speakers"]) for record in records] == [
        (True, ("Quill, Ada",)),
        (True, ("Bruno Vale",)),
        (False, "Cleo Marsh"),
    ]


def test_rows_without_ids_are_put_together_by_title_and_abstract():
    records, count = merge_person_rows(
        rows(
            {"title": "Ropes", "abstract": "Hold.", "speakers": "Ada Quill", "tags": "a"},
            {"title": "Nets", "abstract": "Fail.", "speakers": "Cleo Marsh"},
            {"title": "ropes", "abstract": "Hold.", "speakers": "Bruno Vale", "level": "easy"},
        )
    )
    assert count == 2
    assert [(record.line, record.values) for record in records] == [
        (
            2,
            {
                "title": "Ropes",
                "abstract": "Hold.",
                "speakers": ("Ada Quill", "Bruno Vale"),
                "tags": "a",
                "level": "easy",
            },
        ),
        (3, {"title": "Nets", "abstract": "Fail.", "speakers": "Cleo Marsh"}),
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"id": "1", "title": "Ropes", "speakers": "Ada"}, {"id": "1", "title": "Nets", "speakers": "Bruno"}),
        ({"id": "1", "title": "Ropes", "speakers": "Ada"}, {"id": "1", "title": "Ropes", "speakers": "Ada"}),
        (
            {"id": "1", "title": "R", "room": "A", "speakers": "Ada"},
            {"id": "1", "title": "R", "room": "B", "speakers": "Bo"},
        ),
        (
            {"title": "R", "abstract": "x", "start": "9", "speakers": "Ada"},
            {"title": "R", "abstract": "x", "speakers": "Bo"},
        ),
        ({"id": "1", "title": "R", "speakers": "Ada; Bo"}, {"id": "1", "title": "R", "speakers": "Cleo; Dan"}),
        ({"title": "Welcome", "speakers": "Ada"}, {"title": "Welcome", "speakers": "Bruno"}),
        ({"id": "1", "title": "Ropes"}, {"id": "1", "title": "Ropes"}),
    ],
)
def test_rows_that_may_be_two_sessions_stay_two(first, second):
    records = rows(first, second)
    assert merge_person_rows(records) == (records, 0)


def test_gathering_keeps_the_first_value_and_every_name():
    whole = merge_by_key(
        rows({"title": "a", "speakers": ("A", "B")}, {"title": "b", "speakers": "B"}), lambda record: 1
    )
    assert [record.values for record in whole] == [{"title": "a", "speakers": ("A", "B")}]


def test_a_key_of_none_stands_for_itself():
    records = rows({"title": "a"}, {"title": "a"})
    assert merge_by_key(records, lambda record: None) == records


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada Quill", "Ada Quill"),
        ("Ada Quill and Bruno Vale", ("Ada Quill", "Bruno Vale")),
        ("A, B and C", ("A", "B", "C")),
        ("A, B, and C", ("A", "B", "C")),
        ("Sandy Andrews", "Sandy Andrews"),
        ("", ""),
        (", ,", ""),
    ],
)
def test_authors_in_a_sentence_are_told_apart(text, names):
    assert split_authors(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Ada (Port<br>PBC)<br>Bruno Vale (Sea)", ("Ada (Port, PBC)", "Bruno Vale (Sea)")),
        ("Ada<br/>Bruno<BR>", ("Ada", "Bruno")),
        ("Ada (Port", "Ada (Port"),
        ("Ada (Port<br>x<br>y", "Ada (Port, x, y"),
        ("<br><br>", ""),
    ],
)
def test_names_parted_by_line_ends_of_html(text, names):
    assert split_line_breaks(text) == names


def test_names_are_put_together_without_gaps():
    assert full_name("Ada", "", " M. ", "Quill") == "Ada M. Quill"


def test_a_comma_alone_is_no_second_person():
    assert [names_several(name) for name in ("Quill, Ada", "A; B", "A and B", "A & B", "Sandy Land")] == [
        False,
        True,
        True,
        True,
        False,
    ]
