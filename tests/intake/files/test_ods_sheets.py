import pytest
from workbook_files import ODS_TYPE, ods, ods_cell, ods_row, zipped

from session_finder.intake import read_programme
from session_finder.intake.files.opening import open_upload
from session_finder.intake.files.workbooks import workbook_tables
from session_finder.intake.model.problems import Problem

EMPTY_TAIL = ods_row(ods_cell(table_number_columns_repeated="16384"), repeats=1_048_000)


def cells(*rows):
    (table,) = workbook_tables(ods({"Sessions": "".join(rows)}))
    return [row.cells for row in table.rows]


def refusal(*rows):
    found = workbook_tables(ods({"Sessions": "".join(rows)}))
    assert isinstance(found, Problem)
    return found.code


def test_values_come_as_those_of_an_xlsx():
    row = ods_row(
        ods_cell("11/05/27", office_value_type="date", office_date_value="2027-05-11"),
        ods_cell("x", office_value_type="date", office_date_value="2027-05-11T09:30:00"),
        ods_cell("9.30", office_value_type="time", office_time_value="PT09H30M00S"),
        ods_cell("30 h", office_value_type="time", office_time_value="PT30H00M00S"),
        ods_cell("45,0", office_value_type="float", office_value="45"),
        ods_cell("Quay", office_value_type="string"),
        ods_cell("WAHR", office_value_type="boolean", office_boolean_value="true"),
        ods_cell("#N/A", calcext_value_type="error").replace(" calcext:", " xmlns:calcext='c' calcext:"),
        ods_cell("no type"),
    )
    assert cells(row) == [
        ("2027-05-11", "2027-05-11 09:30", "09:30", "1 day, 6:00", "45", "Quay", "true", "", "no type")
    ]


def test_blanks_line_breaks_and_links_inside_a_cell_are_kept_and_comments_are_not():
    text = (
        "<table:table-cell><office:annotation><text:p>to do</text:p></office:annotation>"
        '<text:p>Tides<text:s text:c="2"/>'
        "<text:a>of</text:a><text:line-break/>May</text:p><text:p>Ebb</text:p></table:table-cell>"
    )
    assert cells(ods_row(text)) == [("Tides  of\nMay\nEbb",)]


def test_repeats_are_copied_and_empty_ones_at_the_ends_are_not():
    row = ods_row(
        ods_cell(table_number_columns_repeated="2"),
        ods_cell("Tea", table_number_columns_repeated="2"),
        ods_cell(table_number_columns_repeated="16380"),
        repeats=2,
    )
    assert cells(ods_row(ods_cell(), repeats=3), row, EMPTY_TAIL) == [("", "", "Tea", "Tea")] * 2


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        (ods_row(ods_cell(), repeats=9_000_000) + ods_row(ods_cell("far")), "sheet-reaches-too-far"),
        (ods_row(ods_cell(table_number_columns_repeated="9000000"), ods_cell("far")), "sheet-reaches-too-far"),
        (ods_row(ods_cell("x", table_number_columns_repeated="2000"), repeats=2_000), "sheet-reaches-too-far"),
        (ods_row(ods_cell("x" * 100_000, table_number_columns_repeated="700")), "too-much-text"),
        (ods_row(ods_cell("x" * 100_000), repeats=700), "too-much-text"),
        (ods_row(ods_cell('<text:s text:c="99999999"/>')), "too-much-text"),
        (ods_row(ods_cell("x"), repeats=10**12), "foreign-workbook"),
        (ods_row(ods_cell("x", table_number_columns_repeated="-1")), "foreign-workbook"),
        ("<table:table-row>", "damaged-workbook"),
        (ods_row(ods_cell()), "empty-workbook"),
    ],
)
def test_what_a_few_bytes_repeat_is_measured_before_it_is_copied(rows, code):
    assert refusal(rows) == code


def test_a_document_type_is_refused():
    content = b'<!DOCTYPE a [<!ENTITY b "x">]><a>&b;</a>'
    found = workbook_tables(zipped({"mimetype": ODS_TYPE, "content.xml": content}))
    assert found.code == "foreign-workbook"


def test_sheets_are_named_and_chosen_like_those_of_an_xlsx():
    content = ods(
        {"Notes": ods_row(ods_cell("Bring a lamp")), "Sessions": ods_row(ods_cell("title"), ods_cell("room"))}
    )
    source, problems = open_upload(content, "p.ods")
    assert (source.sheets, problems) == (("Sessions", "Notes"), [])


def test_a_spreadsheet_with_a_password_is_named_as_such():
    content = ods({"S": ods_row(ods_cell("title"))}, **{"META-INF/manifest.xml": b"<manifest:encryption-data/>"})
    (problem,) = open_upload(content, "p.ods")[1]
    assert problem.advice.startswith("This seems to be a workbook protected by a password, which is not read here.")


def test_a_programme_is_read():
    header = ods_row(*map(ods_cell, ("Title", "Start", "End")))
    times = ({"office_date_value": f"2027-05-11T{hour}:00:00", "office_value_type": "date"} for hour in ("09", "10"))
    row = ods_row(ods_cell("Reading tide tables"), *(ods_cell("x", **time) for time in times))
    (session,) = read_programme(ods({"P": header + row + EMPTY_TAIL}), "p.ods", "Europe/Lisbon").programme.sessions
    assert (session.title, session.start.isoformat(), session.end.isoformat()) == (
        "Reading tide tables",
        "2027-05-11T09:00:00+01:00",
        "2027-05-11T10:00:00+01:00",
    )


def test_a_cell_over_several_rows_stands_in_each():
    tall = ods_cell("Tuesday", table_number_rows_spanned="2")
    rows = ods_row(ods_cell("day"), ods_cell("title")) + ods_row(tall, ods_cell("Tides"))
    rows += ods_row("<table:covered-table-cell/>", ods_cell("Knots")) + ods_row(ods_cell(), ods_cell("Sails"))
    (table,) = workbook_tables(ods({"Sessions": rows}))
    assert [row.cells[0] for row in table.rows] == ["day", "Tuesday", "Tuesday", ""]
