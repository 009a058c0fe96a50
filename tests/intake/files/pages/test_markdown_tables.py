import pytest
from waiting import nobody_is_held

from session_finder.intake import read_programme
from session_finder.intake.files.opening import open_upload
from session_finder.intake.files.pages.markdown_tables import markdown_tables

PAGE = """---
layout: page
---
# Harbour days

All times are local.

## Tuesday, 11 May 2027

| Time | Room | Title | Speaker |
|:-----|:----:|-------|--------:|
| 09:00-09:30 | Quay | [Tides](https://harbour.example/1) | Mara Quill |
| 09:30-10:00 | Loft | Bars \\| banks | Ode Finn |

## Wednesday, 12 May 2027

Time | Title | Speaker | Room
---|---|---|---
10:00 | Lamps | Ida Rook
"""


def test_tables_of_several_days_are_one_with_a_column_for_the_day():
    (table,) = markdown_tables(PAGE, "schedule")
    assert table.header.cells == ("Day", "Time", "Room", "Title", "Speaker")
    assert [(row.line, row.cells[2], row.cells[3], row.cells[0]) for row in table.rows[1:]] == [
        (12, "Quay", "[Tides](https://harbour.example/1)", "Tuesday, 11 May 2027"),
        (13, "Loft", "Bars | banks", "Tuesday, 11 May 2027"),
        (19, "", "Lamps", "Wednesday, 12 May 2027"),
    ]


def test_a_page_is_read_as_a_programme():
    reading = read_programme(PAGE.encode(), "schedule.md", "Europe/Lisbon")
    assert (reading.format, reading.errors) == ("Markdown", ())
    assert [(s.title, s.speakers, s.room, s.start.isoformat()[:16]) for s in reading.programme.sessions] == [
        ("Tides", ("Mara Quill",), "Quay", "2027-05-11T09:00"),
        ("Bars | banks", ("Ode Finn",), "Loft", "2027-05-11T09:30"),
        ("Lamps", ("Ida Rook",), "", "2027-05-12T10:00"),
    ]


def test_headings_that_are_no_days_become_sections_and_underlined_ones_count():
    text = "Morning\n-------\n\n|Title|\n|-|\n|Tides|\n\n**Evening**\n\n|Title|\n|-|\n|Lamps|\n"
    (table,) = markdown_tables(text, "p")
    assert [row.cells for row in table.rows] == [("Section", "Title"), ("Morning", "Tides"), ("Evening", "Lamps")]


def test_tables_with_other_columns_stay_apart_and_the_longest_is_first():
    text = "|Name|Web|\n|-|-|\n|Quay|a|\n\n|Title|Speaker|\n|-|-|\n|Tides|Mara Quill|\n|Lamps|Ode Finn|\n"
    assert [table.header.cells for table in markdown_tables(text, "p")] == [("Title", "Speaker"), ("Name", "Web")]


@pytest.mark.parametrize(
    "text",
    [
        "title|room\nTides|Quay\n",
        'title,abstract\nTides,"\n| a | b |\n|---|---|\n| 1 | 2 |\n"\n',
        "| a | b |\n|---|\n| 1 | 2 |\n",
        "| a | b |\n|---|---|\n",
        "No table here.\n\n---\n",
    ],
)
def test_what_is_no_table_of_markdown_is_left_to_others(text):
    assert markdown_tables(text, "p") is None


def test_a_table_inside_a_yaml_text_is_text():
    text = "- title: Tides\n  abstract: |\n    | a | b |\n    |---|---|\n    | 1 | 2 |\n"
    assert open_upload(text.encode(), "p")[0].tree[0]["title"] == "Tides"


def test_too_many_rows_are_refused_on_their_line():
    assert markdown_tables("|a|\n|-|\n" + "|x|\n" * 100_001, "p").line == 100_002


@pytest.mark.parametrize(
    "text",
    [
        "|" * 10_000_000,
        ("|" * 500_000 + "\n" + "|-" * 500_000 + "\n") * 3,
        "|a|\n|-|\n" + "\\|" * 5_000_000,
        "#" * 10_000_000,
        "# " + " " * 10_000_000 + "x",
        "**" * 5_000_000,
        "".join(f"|a{n}|b{n}|\n|-|-|\n|x|y|\n\n" for n in range(30_000)),
    ],
    ids=["bars", "wide", "escapes", "hashes", "blanks", "stars", "tables"],
)
def test_hostile_markdown_takes_linear_time(text):
    with nobody_is_held():
        markdown_tables(text, "p")
