import csv
import io

import pytest
from waiting import nobody_is_held
from workbook_files import text_rows, workbook

from session_finder.intake import read_programme
from session_finder.intake.mapping.grid import is_unclear_grid, unpivoted
from session_finder.intake.model.sources import Row, Table

ROOMS = """Tuesday 11 May 2027,Quay 1,Quay 2,Loft
09:00 - 09:30,Opening,Opening,Opening
09:30 - 10:00,Tides (Mara Quill),Lamps,Banks
10:00 - 10:30,Lunch,Lunch,Lunch
10:30 - 11:00,Rope walks,-,Oakum
11:00 - 11:30,Rope walks,Tar,
"""
DAYS = """Time;Mon 10 May 2027;Tue 11 May 2027
9:00;Tides;Lamps
10:00;Coffee;Coffee
"""


def table(text):
    delimiter = ";" if ";" in text else ","
    rows = enumerate(csv.reader(io.StringIO(text), delimiter=delimiter), 1)
    return Table("grid", tuple(Row(line, tuple(cells)) for line, cells in rows))


def cells(text):
    return [row.cells for row in unpivoted(table(text)).rows]


def test_rooms_across_and_times_down_become_a_row_a_session():
    assert cells(ROOMS) == [
        ("Day", "Start", "End", "Room", "Title"),
        ("Tuesday 11 May 2027", "09:00", "09:30", "", "Opening"),
        ("Tuesday 11 May 2027", "09:30", "10:00", "Quay 1", "Tides (Mara Quill)"),
        ("Tuesday 11 May 2027", "09:30", "10:00", "Quay 2", "Lamps"),
        ("Tuesday 11 May 2027", "09:30", "10:00", "Loft", "Banks"),
        ("Tuesday 11 May 2027", "10:00", "10:30", "", "Lunch"),
        ("Tuesday 11 May 2027", "10:30", "11:30", "Quay 1", "Rope walks"),
        ("Tuesday 11 May 2027", "10:30", "11:00", "Loft", "Oakum"),
        ("Tuesday 11 May 2027", "11:00", "11:30", "Quay 2", "Tar"),
    ]


def test_a_row_keeps_the_line_of_its_time():
    assert [row.line for row in unpivoted(table(ROOMS)).rows] == [1, 2, 3, 3, 3, 4, 5, 5, 6]


def test_days_across_are_days_and_what_they_share_is_a_session_each():
    assert cells(DAYS) == [
        ("Day", "Start", "Title"),
        ("Mon 10 May 2027", "9:00", "Tides"),
        ("Tue 11 May 2027", "9:00", "Lamps"),
        ("Mon 10 May 2027", "10:00", "Coffee"),
        ("Tue 11 May 2027", "10:00", "Coffee"),
    ]


def test_a_session_in_some_neighbouring_rooms_names_them():
    assert cells("Time,Hall A,Hall B,Hall C\n9:00,Tides,Tides,Lamps\n10:00,Tar,Oakum,Tar\n")[1:] == [
        ("9:00", "Hall A, Hall B", "Tides"),
        ("9:00", "Hall C", "Lamps"),
        ("10:00", "Hall A", "Tar"),
        ("10:00", "Hall B", "Oakum"),
        ("10:00", "Hall C", "Tar"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Time,Room 1,Room 2\n11 May 2027,,\n9:00,Tides,Lamps\n12 May 2027,,\n9:00,Tides,Oakum\n",
        "11 May 2027,Room 1,Room 2\n9:00,Tides,Lamps\n12 May 2027,Room 1,Room 2\n9:00,Tides,Oakum\n",
        "Date,Time,Room 1,Room 2\n11 May 2027,9:00,Tides,Lamps\n12 May 2027,9:00,Tides,Oakum\n",
        "Date,Start,Room 1,Room 2\n11 May 2027,9:00,Tides,\n,,,Lamps\n12 May 2027,9:00,Tides,Oakum\n",
    ],
)
def test_days_stand_in_rows_of_their_own_in_headers_or_in_a_column(text):
    assert [(row[0], row[-1]) for row in cells(text)[1:]] == [
        ("11 May 2027", "Tides"),
        ("11 May 2027", "Lamps"),
        ("12 May 2027", "Tides"),
        ("12 May 2027", "Oakum"),
    ]


def test_speakers_on_a_line_of_their_own_are_speakers():
    found = cells('Start,End,Track A,Track B\n9:00,9:30,"Tides\nMara Quill","Lamps\nOde Finn"\n9:30,10:00,Tar,\n')
    assert found == [
        ("Start", "End", "Room", "Title", "Speakers"),
        ("9:00", "9:30", "Track A", "Tides", "Mara Quill"),
        ("9:00", "9:30", "Track B", "Lamps", "Ode Finn"),
        ("9:30", "10:00", "Track A", "Tar", ""),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Time,Title,Speaker\n9:00,Tides,Mara Quill\n10:00,Lamps,Ode Finn\n",
        "Time,Room,Talk\n9:00,Quay 1,Tides\n10:00,Quay 2,Lamps\n",
        "Time,Activity,Lead\n9:00,Opening,Mara\n10:00,Tides,Ode\n",
        "Room 1,Room 2,Room 3\nTides,Lamps,Tar\nBanks,Oakum,Rope\n",
        "Time,Hall 1\n9:00,Tides\n10:00,Lamps\n",
        "title,room\n",
    ],
)
def test_a_table_that_is_not_plainly_a_grid_stays_as_it_is(text):
    assert unpivoted(table(text)) is None
    assert not is_unclear_grid(table(text))


@pytest.mark.parametrize(
    "text",
    [
        "Time,Water,Light\n9:00,How tides are told,How lamps are lit\n10:00,Tar and its uses,Oil and its ends\n",
        "Room,09:00,10:00,11:00\nQuay,Tides,Lamps,Tar\nLoft,Banks,Oakum,Rope\n",
    ],
)
def test_an_unclear_grid_is_refused_with_what_to_do(text):
    (problem,) = read_programme(text.encode(), "grid.csv").problems
    assert (problem.level, problem.code) == ("error", "timetable-grid")
    assert problem.advice.startswith("This is a timetable grid, ")


def test_a_grid_is_read_as_a_programme():
    reading = read_programme(ROOMS.encode(), "grid.csv", "Europe/Lisbon")
    sessions = reading.programme.sessions
    assert reading.errors == ()
    assert reading.headers == ("Day", "Start", "End", "Room", "Title")
    assert [s.title for s in sessions if s.service] == ["Lunch"]
    assert [(s.room, s.start.isoformat(), s.end.isoformat()) for s in sessions if s.title == "Rope walks"] == [
        ("Quay 1", "2027-05-11T10:30:00+01:00", "2027-05-11T11:30:00+01:00")
    ]


def test_a_sheet_for_each_day_is_read_with_the_sheets_as_days():
    header = ("Time", "Hall 1", "Hall 2")
    sheets = {
        "Tue 11 May 2027": text_rows(header, ("9:00", "Tides", "Lamps"), ("10:00", "Tar", "Oakum")),
        "Wed 12 May 2027": text_rows(header, ("9:00", "Banks", "Rope"), ("10:00", "Sails", "Masts")),
    }
    sessions = read_programme(workbook(sheets), "grid.xlsx", "Europe/Lisbon").programme.sessions
    assert [(s.title, s.start.day) for s in sessions if s.room == "Hall 1"] == [
        ("Tides", 11),
        ("Tar", 11),
        ("Banks", 12),
        ("Sails", 12),
    ]
    chosen = read_programme(workbook(sheets), "grid.xlsx", "Europe/Lisbon", sheet="Wed 12 May 2027").programme.sessions
    assert {s.start.day for s in chosen} == {12}


def test_the_organizers_choice_of_columns_is_of_the_turned_table():
    reading = read_programme(ROOMS.encode(), "grid.csv", mapping={"track": "Room", "room": ""})
    assert {(s.track, s.room) for s in reading.programme.sessions if s.title == "Oakum"} == {("Loft", "")}


def test_a_large_grid_takes_linear_time():
    rows = "".join(f"{n % 24}:00,{','.join(['Tides'] * 50)}\n" for n in range(5_000))
    with nobody_is_held():
        assert unpivoted(table("Time," + ",".join(f"Hall {n}" for n in range(50)) + "\n" + rows)) is not None
