import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.intake.dates.clock_cells import clock_range, is_clock, split_range


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("11:00-12:00", ("11:00", "12:00")),
        ("9:00 – 9:50 AM", ("09:00", "09:50")),
        ("11:30 - 12:30 PM", ("11:30", "12:30")),
        ("11:30-1:30pm", ("11:30", "13:30")),
        ("4pm-8pm", ("16:00", "20:00")),
        ("12am-5am", ("00:00", "05:00")),
        ("9 am-11 am", ("09:00", "11:00")),
        ("9:00 a.m. to 10:00 a.m.", ("09:00", "10:00")),
        ("09.15 bis 10.00 Uhr", ("09:15", "10:00")),
        ("9h30 à 10h15", ("09:30", "10:15")),
        ("10:00:00 - 11:00:00", ("10:00", "11:00")),
        ("23:30–00:30", ("23:30", "00:30")),
        ("0900-1000", ("09:00", "10:00")),
        ("10時30分〜11時", ("10:30", "11:00")),
    ],
)
def test_a_range_is_its_start_and_its_end(text, both):
    assert clock_range(text) == both


@pytest.mark.parametrize(
    "text", ["", "TBD", "11:00", "25:00-26:00", "13pm-14pm", "2027-05-11", "10:00-", "a-b", "9-" * 50]
)
def test_what_is_no_range_of_times_is_none(text):
    assert clock_range(text) is None


@pytest.mark.parametrize("text", ["9:00", "09:00:00", "9am", "9:00 PM", "9 p.m.", "14h30", "9.15 Uhr", " 10:00 "])
def test_clock_times_are_known(text):
    assert is_clock(text)


@pytest.mark.parametrize("text", ["", "2027-05-11 10:00", "noon", "12345", "1000", "10:00-11:00"])
def test_other_texts_are_no_clock_times(text):
    assert not is_clock(text)


@pytest.mark.parametrize(
    ("text", "both"),
    [
        ("11 May 2027, 9:00 – 9:50 AM", ("11 May 2027, 9:00 AM", "9:50 AM")),
        ("May 11, 2027, 11:30-12:30 PM", ("May 11, 2027, 11:30", "12:30 PM")),
        ("2027-05-11 09:00-09:30", ("2027-05-11 09:00", "09:30")),
        ("2027-05-11 09:00 - 2027-05-12 09:30", ("2027-05-11 09:00", "2027-05-12 09:30")),
        ("2027-05-11T09:00Z/2027-05-11T09:30Z", ("2027-05-11T09:00Z", "2027-05-11T09:30Z")),
        ("May 11, 2027 9:00 AM (GMT+2) → 9:30 AM", ("May 11, 2027 9:00 AM (GMT+2)", "9:30 AM")),
        ("10:00-10:30 CEST", ("10:00", "10:30 CEST")),
        ("2027-05-11 09:00-05:00", None),
        ("2027-05-11T09:00-09:30", None),
        ("2027-05-11 09:00:00-09:30", None),
        ("11 May 2027 to 12 May 2027", None),
        ("- - - 9:00", None),
        ("", None),
    ],
)
def test_a_range_is_split_where_both_parts_have_a_time_of_day(text, both):
    assert split_range(text) == both


@settings(max_examples=100)
@given(st.text(max_size=60))
def test_any_text_is_a_range_of_two_clock_times_or_none(text):
    both = clock_range(text)
    assert both is None or all(is_clock(end) and len(end) == 5 for end in both)
