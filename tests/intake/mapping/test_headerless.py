import csv
import io

import pytest

from session_finder.intake import read_programme
from session_finder.intake.mapping.headerless import with_names
from session_finder.intake.model.sources import Row, Table

ADDRESSES = """Tides for beginners,Mara Quill,https://harbour.example/1
Lamps that turn,Ode Finn,https://harbour.example/2
Tar and its uses,Ida Rook,https://harbour.example/3
"""


def table(text):
    return Table("p", tuple(Row(line, tuple(cells)) for line, cells in enumerate(csv.reader(io.StringIO(text)), 1)))


@pytest.mark.parametrize(
    "text",
    [
        ADDRESSES,
        "Tides,Mara,2027-05-11 09:00\nLamps,Ode,2027-05-11 10:00\nTar,Ida,2027-05-12 09:00\n",
        "Tides,9:00-9:30\nLamps,9:30-10:00\nTar,10:00\n",
        "Tides,11 May 2027\nLamps,11 May 2027\nTar,12 May 2027\n",
        "1,Tides\n2,Lamps\n3,Tar\n",
        "Tides,Quay\nLamps,Quay\nTar,Quay\nOakum,Loft\n",
        "".join(f"Tides {n},{'how the water comes and goes ' * 8}\n" for n in range(3)),
    ],
)
def test_a_first_row_of_values_is_a_session(text):
    named = with_names(table(text))
    assert named.header.cells[:2] == ("Column A", "Column B")
    assert named.rows[1:] == table(text).rows


@pytest.mark.parametrize(
    "text",
    [
        "title,start\nTides,2027-05-11 09:00\nLamps,2027-05-11 10:00\n",
        "Vortrag,Wer,Link\nTides,Mara,https://a.example\nLamps,Ode,https://b.example\n",
        "Wer,Was\nMara,Tides\nOde,Lamps\nIda,Tar\n",
        "Name,2026,2027\nTides,3,4\nLamps,5,6\n",
        "Harbour days\ntitle,start\nTides,9:00\nLamps,10:00\n",
        "Tides\nLamps\nTar\n",
        "Titel,Keynote,Workshop\nTides,Keynote,\nLamps,Keynote,\nTar,,Workshop\n",
        f"Frage,{'Was lernt man und warum ' * 4}?\nTides,{'how water comes ' * 9}\nLamps,{'how light turns ' * 9}\n",
        "Tides,9:00\n",
    ],
)
def test_a_table_with_a_header_or_of_one_column_or_row_stays_as_it_is(text):
    assert with_names(table(text)) is None


def test_the_organizer_hears_that_there_is_no_header_and_can_choose_the_columns():
    reading = read_programme(ADDRESSES.encode(), "talks.csv")
    (problem,) = reading.problems
    assert (problem.level, problem.code, reading.rows) == ("error", "no-header-row", 3)
    assert problem.advice.startswith("The first row holds a session and no header.")
    assert reading.headers == ("Column A", "Column B", "Column C")
    chosen = {"title": "Column A", "speakers": "Column B", "url": "Column C"}
    reading = read_programme(ADDRESSES.encode(), "talks.csv", mapping=chosen)
    assert reading.errors == ()
    first = reading.programme.sessions[0]
    assert (first.title, first.speakers, first.url) == (
        "Tides for beginners",
        ("Mara Quill",),
        "https://harbour.example/1",
    )


def test_columns_are_named_as_in_a_spreadsheet():
    rows = "".join(",".join(f"{row}:0{column % 10}" for column in range(30)) + "\n" for row in range(4))
    assert with_names(table(rows)).header.cells[24:29] == (
        "Column Y",
        "Column Z",
        "Column AA",
        "Column AB",
        "Column AC",
    )
