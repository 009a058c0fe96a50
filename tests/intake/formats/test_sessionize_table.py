# ruff: noqa: E501  headers stand here as the tools write them, on one line

import pytest
from tables_by_hand import levels, source

from session_finder.intake.formats.sessionize_table import NAME, SCHEDULE, read

# The three headers that Sessionize's flattened export was seen with: with an id, without one, and with more questions.
WITH_ID = """
Session Id,Title,Description,Owner,Owner Email,Main Topic,Sub-Topic,Level,Your pronoun,Owner Informed,Owner Confirmed,\
Room,Scheduled At,Scheduled Duration,Live Link,Recording Link,Speaker Id,FirstName,LastName,Email,Mobile phone,Bio
901,Tides as data,How a port reads its own sea.,Ada Quill,ada@example.org,Data,Sensors,Beginner,she,Yes,Yes,\
Pier 1,18 Jul 2027 10:00 AM,45,,,s1,Ada,Quill,ada@example.org,+351 000,Likes boats
901,,,Ada Quill,ada@example.org,,,,he,Yes,Yes,,,,,,s2,Bruno,Vale,bruno@example.org,,Rows
902,Ropes,"Two lines
of text.",Cleo Marsh,cleo@example.org,Craft,,,,Yes,No,Pier 2,18 Jul 2027 11:00 AM,20,,,s3,Cleo,Marsh,cleo@example.org,,
"""
WITHOUT_ID = """
Title,Description,Owner,Owner Email,Session format,What do you need?,Owner Informed,Owner Confirmed,Room,Scheduled At,\
Scheduled Duration,Live Link,Recording Link,Speaker Id,FirstName,LastName,Email,TagLine
Welcome,Doors and words.,Ada Quill,a@example.org,Keynote,a chair,Yes,Yes,Hall,18 Jul 2027 09:00 AM,30,,,s1,Ada,Quill,a@example.org,x
,,Ada Quill,a@example.org,,,Yes,Yes,,,,,,s2,Bruno,Vale,b@example.org,
Welcome,Doors and words.,Ada Quill,a@example.org,Keynote,a chair,Yes,Yes,Hall,18 Jul 2027 09:00 AM,30,,,s3,Cleo,Marsh,c@example.org,
Welcome,Doors and words.,Ada Quill,a@example.org,Keynote,a chair,Yes,Yes,Hall,19 Jul 2027 09:00 AM,30,,,s3,Cleo,Marsh,c@example.org,
"""


def test_rows_of_one_id_merge_and_say_one_speaker_each():
    extract = read(source(WITH_ID))
    assert (extract.format, extract.rows) == (NAME, 3)
    assert [(record.values["id"], record.merges, record.values["speakers"]) for record in extract.records] == [
        ("901", True, ("Ada Quill",)),
        ("901", True, ("Bruno Vale",)),
        ("902", True, ("Cleo Marsh",)),
    ]
    assert extract.records[0].values == {
        "id": "901",
        "title": "Tides as data",
        "abstract": "How a port reads its own sea.",
        "track": "Data",
        "level": "Beginner",
        "tags": "Sensors",
        "room": "Pier 1",
        "start": "18 Jul 2027 10:00 AM",
        "duration": "45",
        "speakers": ("Ada Quill",),
    }


def test_a_blank_title_on_a_co_speakers_row_stays_blank_where_the_id_tells():
    assert "title" not in read(source(WITH_ID)).records[1].values


def test_what_is_no_field_of_a_session_is_dropped_by_name_and_its_values_are_nowhere():
    extract = read(source(WITH_ID))
    assert extract.dropped == (
        *("Owner", "Owner Email", "Your pronoun", "Live Link", "Recording Link"),
        *("Speaker Id", "Email", "Mobile phone", "Bio"),
    )
    assert not any(secret in repr(extract) for secret in ("@example.org", "+351", "boats", "'she'"))


def test_sessions_that_nobody_confirmed_stay_and_are_counted():
    extract = read(source(WITH_ID))
    assert all(record.accepted for record in extract.records)
    assert [str(problem) for problem in extract.problems] == [
        "note: Owner Confirmed: 1 sessions were kept that their owners have not confirmed. "
        "Ask them, or decline these in Sessionize."
    ]


def test_without_ids_rows_of_one_title_time_and_room_are_one_session_and_blank_titles_belong_above():
    records = read(source(WITHOUT_ID)).records
    assert [(record.line, record.values["start"], record.values["speakers"]) for record in records] == [
        (2, "18 Jul 2027 09:00 AM", ("Ada Quill", "Bruno Vale", "Cleo Marsh")),
        (5, "19 Jul 2027 09:00 AM", ("Cleo Marsh",)),
    ]
    assert not any(record.merges or "id" in record.values for record in records)


def test_the_owner_speaks_only_where_the_file_has_no_speakers():
    owned = "Title,Description,Owner,Owner Email,Room,Scheduled At,Scheduled Duration\nA,b,Ada Quill,a@x.org,R,,"
    assert read(source(owned)).records[0].values["speakers"] == ("Ada Quill",)
    assert read(source(owned)).columns["speakers"] == "Owner"
    blank = "Title,Owner,Scheduled At,Speaker Id,FirstName,LastName\nA,Ada Quill,,,,"
    assert "speakers" not in read(source(blank)).records[0].values


def test_the_mapping_page_sees_which_columns_make_a_name():
    assert read(source(WITH_ID)).columns["speakers"] == "FirstName + LastName"


def test_declined_sessions_are_not_accepted():
    text = "Session Id,Title,Owner,Status,Scheduled At\n1,A,X,Accepted,\n2,B,X,Declined,\n3,C,X,Decline_Queue,"
    assert [record.accepted for record in read(source(text)).records] == [True, False, False]


def test_the_schedule_list_is_read_as_it_stands():
    extract = read(
        source("Day,Time,Room,Title,Speakers\n18 Jul 2027,10:00 AM,Pier,Ropes,Ada Quill\n18 Jul 2027,1 PM,,Lunch,")
    )
    assert extract.format == SCHEDULE
    assert extract.records[0].values == {
        "day": "18 Jul 2027",
        "start": "10:00 AM",
        "room": "Pier",
        "title": "Ropes",
        "speakers": "Ada Quill",
    }
    assert [record.service for record in extract.records] == [False, True]


@pytest.mark.parametrize(
    "header",
    ["Title,Description", "Title,Owner,Room", "Day,Time,Room,Title,Speakers,Track", "Session Id,Title,Speakers", "x"],
)
def test_other_tables_are_left_to_others(header):
    assert read(source(f"{header}\na,b")) is None


def test_a_header_without_rows_gives_no_record():
    extract = read(source(WITHOUT_ID.strip().split("\n")[0]))
    assert (extract.records, extract.rows, levels(extract)) == ([], 0, [])
