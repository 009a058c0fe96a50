import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.intake.dates.kinds import kind_of_time

CELLS = {
    "moment": [
        "2027-05-11 10:00",
        "3/4/2027 10:00",
        "Tue Sep 07 2027 10:30:00 GMT+0200 (Central European Summer Time)",
        "Tue, 07 Sep 2027 09:30:00 GMT",
        "Tue Sep  7 10:30:00 2027",
        "2027-09-07 10:30:00 +0100 BST",
        "2027-05-11 09:00-05:00",
        "202705111030",
        "Tue 14 Oct, 10:00",
        "2027年5月11日(火) 10時30分",
    ],
    "date": ["2027-05-11", "20270511", "3/4/2027", "14 Oct", "Oct 14", "14.10.", "mar. 11 mai", "Mar 11", "5月11日"],
    "clock": ["9:30", "9 am", "09:30:00", "9h30", "9h", "14:30 Uhr", "9.30 Uhr", "10:00 CEST"],
    "range": [
        "09:00–09:30",
        "9.30 – 10.00",
        "0900-0930",
        "10 to 11",
        "10:00-10:30 CEST",
        "11 May 2027, 9:00 – 9:50 AM",
        "2027-05-11 09:00-09:30",
        "2027-05-11 09:00 - 2027-05-11 09:30",
        "14 Oct 10:00-10:30",
        "10時30分〜11時",
    ],
    "duration": ["30 min", "PT30M", "PT1H30M", "1 h 30", "90'", "1.5 hours", "1:30 h", "90分"],
    "unix": ["1810106400", "1810106400000", "1810106400.0"],
    "number": ["0920", "920", "45797.4375", "0.385", "9,5", "30", "09.30"],
    "": ["", "soon", "Room 5", "May", "5 May Street", "2015–2019", "2-3", "R-2", "Session 3", "1.2.3", "PT", "9" * 300],
}


@pytest.mark.parametrize(("kind", "cell"), [(kind, cell) for kind, cells in CELLS.items() for cell in cells])
def test_a_cell_is_of_one_kind(kind, cell):
    assert kind_of_time(cell) == kind
    assert kind_of_time(f"  {cell} ") == kind


@settings(max_examples=100)
@given(st.text(alphabet="0123456789:.-–/ hHTZamp月日", max_size=120))
def test_any_text_has_a_kind(text):
    assert kind_of_time(text) in CELLS
