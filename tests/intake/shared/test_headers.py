from tables_by_hand import levels, table

from session_finder.intake.shared.headers import folded, names_of, sheet, split_at, table_with_columns

KNOWN = {"title": ("title", "name"), "abstract": ("text",), "hidden": ("state",)}


def test_a_header_is_found_below_other_rows():
    found = table_with_columns(table("Our programme,,\nName,Text,Mail\na,b,c"), {"name", "text"}, KNOWN)
    assert (found.header.line, found.columns, found.dropped) == (2, {"title": "Name", "abstract": "Text"}, ("Mail",))
    assert found.values(found.rows[0]) == {"title": "a", "abstract": "b"}


def test_the_last_header_counts_where_templates_repeat_it():
    text = "Name,Text\nsample,row\nName,Text\na,b"
    assert [row.cells for row in table_with_columns(table(text), {"name"}, KNOWN, last=True).rows] == [("a", "b")]
    assert [row.cells for row in table_with_columns(table(text), {"name"}, KNOWN).rows] == [
        ("sample", "row"),
        ("a", "b"),
    ]


def test_a_table_without_the_names_or_no_table_fits_nothing():
    assert table_with_columns(table("a,b"), {"name"}, KNOWN) is None
    assert table_with_columns(None, set(), KNOWN) is None


def test_short_rows_have_empty_cells():
    read = sheet(table("Title,Text,State\na"), table("Title,Text,State\na").header, KNOWN)
    assert [read.cell(read.rows[0], name) for name in ("title", "abstract", "hidden", "room")] == ["a", "", "", ""]


def test_what_a_format_reads_and_no_field_is_never_among_the_values():
    read = table_with_columns(table("Title,State\na,accepted"), {"title"}, KNOWN)
    assert read.values(read.rows[0]) == {"title": "a"}
    assert (read.columns, read.dropped) == ({"title": "Title"}, ())


def test_rows_with_more_cells_than_columns_are_warned_of():
    extract = table_with_columns(table("Title,Text\na,b,,c\nd,e,,"), {"title"}, KNOWN).extract("x", ())
    assert levels(extract) == [("warning", 2)]
    assert extract.problems[0].advice.startswith("The row has 4 cells for 2 columns; the rest was left out.")


def test_headers_are_compared_on_one_line_without_their_decoration():
    assert folded("*Session or \nSub-session(Sub)") == "session or sub-session(sub)"
    assert folded("Description (Optional)") == "description"
    assert names_of(table("Titel,TITEL,x").header) == {"titel": 0, "x": 2}


def test_a_list_is_parted_where_its_separator_is():
    assert [split_at(text, ";") for text in ("a; b;", "a", ";", "")] == [("a", "b"), "a", "", ""]
