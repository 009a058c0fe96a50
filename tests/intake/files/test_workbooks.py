from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_files import number_cell, row, text_cell, text_rows, workbook, zipped

from session_finder.intake.files.workbooks import cell_text, workbook_tables
from session_finder.intake.model import limits
from session_finder.intake.model.problems import Problem
from session_finder.intake.model.sources import Row, Table

XLS = (Path(__file__).parents[1] / "sample_files" / "harbour.xls").read_bytes()
TWO = workbook({"Notes": text_rows(("Bring a lamp",)), "Sessions": text_rows(("title", "room"), ("Tides", "Quay"))})
ALL_KINDS = row(
    3,
    *(text_cell("A3", "Zoë\nTides"), number_cell("B3", 46518, 1), number_cell("C3", 46518.60416666, 2)),
    *(number_cell("D3", 0.375, 3), number_cell("E3", 0.0625, 4), number_cell("F3", 12.0), number_cell("G3", 12.5)),
    *('<c r="H3" t="b"><v>1</v></c>', '<c r="I3" t="e"><v>#DIV/0!</v></c>'),
)


def refusal(content, sheet=""):
    found = workbook_tables(content, sheet)
    assert isinstance(found, Problem)
    assert found.level == "error"
    return found.advice


def test_each_kind_of_cell_has_one_form_as_text():
    (table,) = workbook_tables(workbook({"Sessions": text_rows(("title",)) + ALL_KINDS}))
    assert table.rows[1] == Row(
        3, ("Zoë\nTides", "2027-05-11", "2027-05-11 14:30", "09:00", "1:30", "12", "12.5", "true", "")
    )


def test_an_old_workbook_reads_like_a_new_one():
    sessions, notes = workbook_tables(XLS)
    assert sessions.name == "Sessions"
    assert sessions.rows[1] == Row(
        3, ("Lamp-lit harbours", "2027-05-11", "2027-05-11 14:30", "09:00", "12", "12.5", "true", "")
    )
    assert notes == Table("Notes", (Row(3, ("", "", "Bring a lamp")),))


def test_the_sheet_with_the_most_cells_comes_first_unless_one_is_wanted():
    assert [table.name for table in workbook_tables(TWO)] == ["Sessions", "Notes"]
    assert [table.name for table in workbook_tables(TWO, "Notes")] == ["Notes", "Sessions"]


def test_an_unknown_sheet_is_refused_with_the_names_of_the_others():
    advice = "The workbook has no sheet called 'Day 3' that holds anything. Its sheets: Notes, Sessions."
    assert refusal(TWO, "Day 3") == advice


def test_a_cell_far_from_the_others_is_refused_before_room_is_made_for_all_between():
    far = text_rows(("title",)) + row(1_048_576, text_cell("XFD1048576", "x"))
    assert refusal(workbook({"Sessions": far})) == (
        "A sheet of the workbook reaches to row 1,048,576 and column 16,384; at most 2,000,000 cells are read. "
        "Delete what stands far from the sessions, or save the sheet as CSV."
    )


def test_empty_cells_that_only_have_a_look_do_not_count():
    far = text_rows(("title",)) + row(1_048_576, '<c r="XFD1048576" s="1"/>')
    assert workbook_tables(workbook({"Sessions": far})) == [Table("Sessions", (Row(1, ("title",)),))]


@pytest.mark.parametrize(
    ("cells", "reached"),
    [
        ('<row r="999999999"><c r="A1"><v>1</v></c><c><v>1</v></c></row>', "row 999,999,999 and column 2"),
        ("<row r='3000000'><c><v>1</v></c></row>", "row 3,000,000 and column 1"),
        ('<row r="2999999"/><row><c><v>1</v></c></row>', "row 3,000,000 and column 1"),
        ('<row r="2"><c r = "ZZZ999"><v>1</v></c><c r="B1"><v>1</v></c></row>', "row 999 and column 18,278"),
        ('<x:row xmlns:x="urn:x"><x:c r="A3000000"><x:v>1</x:v></x:c></x:row>', "row 3,000,000 and column 1"),
    ],
)
def test_a_cell_is_where_its_address_or_the_cells_before_it_say(cells, reached):
    assert refusal(workbook({"Sessions": cells})).startswith(f"A sheet of the workbook reaches to {reached};")


@pytest.mark.parametrize(
    "sheet",
    ["<row>", '<row r="1"><c r="A1" r="A1"/></row>', '<row r="1"><c r="A1" t="s"' + ' t="s"' * 100_000 + "/></row>"],
    ids=["no end", "an attribute twice", "an attribute very often"],
)
def test_a_sheet_that_is_no_well_formed_xml_is_refused(sheet):
    assert refusal(workbook({"Sessions": sheet})).startswith("The workbook is damaged and cannot be read.")


def test_a_sheet_with_a_document_type_or_an_address_that_is_none_is_refused():
    foreign = "The workbook is written in a way that is not read here. Save it again as .xlsx."
    parts = {"xl/workbook.xml": b"<workbook/>", "a.xml": b"<!DOCTYPE a><a><sheetData/></a>"}
    assert refusal(zipped(parts)) == foreign
    assert refusal(workbook({"Sessions": '<row r="1"><c r="$A$1"><v>1</v></c></row>'})) == foreign


def test_one_long_text_in_very_many_cells_is_refused():
    cells = "".join(row(line, f'<c r="A{line}" t="s"><v>0</v></c>') for line in range(1, 3_001))
    advice = "The workbook's text has more than 60,000,000 characters. Split the file."
    assert refusal(workbook({"Sessions": cells}, ["x" * 32_000])) == advice
    short = workbook({"Sessions": cells}, ["x", "y" * 32_000])
    assert len(workbook_tables(short)[0].rows) == 3_000


def test_a_workbook_that_unpacks_to_very_much_is_refused():
    advice = refusal(workbook({"Sessions": " " * 90_000_000}))
    assert advice.startswith("Unpacked, the workbook has more than 80,000,000")


def test_rows_and_columns_beyond_the_limits_are_refused(monkeypatch):
    wide = row(1, *(text_cell(f"{a}{b}1", "x") for a in "ABCDEFGHIJ" for b in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
    assert refusal(workbook({"Day 1": wide})) == "The sheet 'Day 1' has 260 columns; at most 200 are read."
    monkeypatch.setattr(limits, "MAX_ROWS", 2)
    assert refusal(workbook({"Day 1": text_rows(("a",), ("b",), ("c",), ("d",))})) == (
        "The sheet 'Day 1' has more than 2 rows. Split the file."
    )


def test_an_empty_or_foreign_workbook_says_what_to_do():
    assert refusal(workbook({"Sessions": ""})).startswith("Every cell of the workbook is empty.")
    foreign = zipped({"[Content_Types].xml": b"", "word/document.xml": b""})
    assert refusal(foreign) == "The workbook is of a kind that is not read here. Save it as .xlsx or CSV."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (float("nan"), ""),
        (1e20, "1e+20"),
        (-3.0, "-3"),
        (timedelta(hours=26), "1 day, 2:00"),
        ("a_x000D_\nb", "a\nb"),
    ],
)
def test_odd_values_have_a_text_too(value, text):
    assert cell_text(value) == text


@settings(max_examples=100)
@given(st.sampled_from([XLS, TWO]), st.data())
def test_no_damage_raises(content, data):
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(1, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    workbook_tables(bytes(damaged))


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, len(ALL_KINDS) - 1), st.sampled_from('<>/"&= 19AZrcst')), min_size=1, max_size=6)
)
def test_no_damage_inside_a_sheet_raises(changes):
    damaged = list(ALL_KINDS)
    for place, letter in changes:
        damaged[place] = letter
    workbook_tables(workbook({"Sessions": "".join(damaged)}))


def test_a_merged_cell_stands_in_each_of_its_rows():
    rows = text_rows(("day", "title"), ("2027-05-11", "Tides"), ("", "Knots"), ("", "Sails"))
    (table,) = workbook_tables(workbook({"Sessions": rows}, merged=("A2:A3",)))
    assert [row.cells[0] for row in table.rows] == ["day", "2027-05-11", "2027-05-11", ""]


def test_merged_cells_count_as_cells(monkeypatch):
    monkeypatch.setattr("session_finder.intake.files.xlsx_limits.MAX_CELLS", 10)
    assert "more than 10 cells" in refusal(workbook({"A": text_rows(("title", "room"))}, merged=("A1:A2",) * 9))
