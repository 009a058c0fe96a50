import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.intake.files.csv_table import csv_table
from session_finder.intake.model import limits
from session_finder.intake.model.problems import Problem

WHOVA = (
    "".join(f"Step {step}: read this, then that; and save.\n" for step in range(14))
    + '"*Date","*Time Start","*Session Title","Room/Location","Speakers","Session or \rSub-session(Sub)"\n'
    + "START YOUR AGENDA BELOW\n5/11/2027,9:00 AM,Tides,Quay,A; B,Session\n"
)


def cells(text):
    return [(row.line, *row.cells) for row in csv_table(text, "p").rows]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("header", [("title", "room"), ("Vortrag", "Wo"), ("発表", "部屋")])
def test_the_delimiter_is_found_whatever_the_columns_are_called(delimiter, header):
    rows = [header, ('"A, B; C | D\tE"', "Quay"), ("F: g", "Dock")]
    text = "\n".join(delimiter.join(row) for row in rows)
    assert cells(text) == [(1, *header), (2, "A, B; C | D\tE", "Quay"), (3, "F: g", "Dock")]


def test_commas_in_every_text_of_a_semicolon_file_do_not_mislead():
    assert cells("Titel;Inhalt;Raum\nA, b, c;x, y, z;Q\nB, c;u;Q\n")[1] == (2, "A, b, c", "x, y, z", "Q")


def test_a_single_column_is_not_cut_at_the_commas_of_its_texts():
    assert cells("title\nA, B\nC, D\n") == [(1, "title"), (2, "A, B"), (3, "C, D")]


def test_instructions_above_the_header_do_not_hide_the_delimiter():
    found = cells(WHOVA)
    header = (
        15,
        "*Date",
        "*Time Start",
        "*Session Title",
        "Room/Location",
        "Speakers",
        "Session or \nSub-session(Sub)",
    )
    assert found[14:] == [
        header,
        (16, "START YOUR AGENDA BELOW"),
        (17, "5/11/2027", "9:00 AM", "Tides", "Quay", "A; B", "Session"),
    ]


def test_excels_own_first_line_names_the_delimiter_and_is_no_row():
    assert cells("\ufeffsep=;\r\ntitle;room\r\nA,B;C\r\n") == [(2, "title", "room"), (3, "A,B", "C")]


def test_a_lone_cr_ends_a_line_only_where_lines_end_so():
    assert cells('title,room\nA\rB,C\nD,"E\rF"\n') == [(1, "title", "room"), (2, "A\nB", "C"), (3, "D", "E\nF")]
    assert cells("title,room\rA,B\rC,D\r") == [(1, "title", "room"), (2, "A", "B"), (3, "C", "D")]


def test_lines_are_counted_through_quoted_line_ends_and_empty_rows():
    assert cells('a,b\n"c\n\nd",e\n\n,\nf,g\n') == [(1, "a", "b"), (2, "c\n\nd", "e"), (7, "f", "g")]


@pytest.mark.parametrize(("text", "line"), [('a,b\n"c,d\ne,f\n', 2), ('a\n"', 2), ('"', 1)])
def test_a_quotation_mark_that_is_never_closed_is_a_problem_where_its_row_begins(text, line):
    found = csv_table(text, "p")
    assert (found.level, found.line) == ("error", line)
    assert found.advice.startswith("A quotation mark in this row is opened and never closed.")


def test_limits_name_the_number_that_was_met(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 2)
    assert csv_table("a\nb\n\nc\nd\n", "p") == Problem("error", "too-many-rows", "More than 2 rows. Split the file.", 5)
    advice = "The file has 201 columns; at most 200 are read."
    assert csv_table("a" + ",a" * 200, "p") == Problem("error", "too-many-columns", advice, 1)
    assert len(csv_table("a,b\n" + "c," * 900, "p").rows[1].cells) == 201


@pytest.mark.parametrize("text", ["", "\n\n", ",,,\n", '""', ";;\n"])
def test_a_text_without_a_filled_cell_has_no_row(text):
    assert csv_table(text, "p").rows == ()


cell = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="\u2028\ufeff"), min_size=1, max_size=12
)


@settings(max_examples=100)
@given(
    st.integers(2, 5).flatmap(lambda n: st.lists(st.tuples(*[cell] * n), min_size=1, max_size=6)),
    st.sampled_from(",;\t|"),
)
def test_what_a_csv_writer_writes_below_a_known_header_comes_back(rows, delimiter):
    header = ("title", "abstract", "room", "track", "level")[: len(rows[0])]
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=delimiter, quoting=csv.QUOTE_ALL).writerows([header, *rows])
    found = [row.cells for row in csv_table(text.getvalue(), "p").rows]
    assert found == [header, *(row for row in rows if "".join(row).strip())]


@settings(max_examples=100)
@given(st.text(st.sampled_from('a,;\t|"\n\r\u2028 ='), max_size=80))
def test_any_text_is_a_table_or_a_problem(text):
    assert csv_table(text, "p") is not None
