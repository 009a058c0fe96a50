# ruff: noqa: E501  headers stand here as the tools write them, on one line

import pytest
from tables_by_hand import source

from session_finder.intake import read_programme
from session_finder.intake.formats.whova import NAME, read

HEADER = '*Date,*Time Start,*Time End,Tracks,*Session Title,Room/Location,Description,Speakers,Authors,"Session or \rSub-session(Sub)"'
NEWER = "\n".join(
    (
        "Instructions,,,,,,,,,",
        "1. Fill in every column with a star,,,,,,,,,",
        HEADER,
        '12/31/2015,9:00 AM,10:00 AM,Sample,A sample,Room,"Text",Someone,,Session',
        "START YOUR AGENDA BELOW,,,,,,,,,",
        HEADER,
        "3/31/2027,9:00 AM,10:30 AM,Sea;Sky,Currents,Hall A,,,,Session",
        "3/31/2027,9:00 AM,9:30 AM,,Drift,,<p>How things <b>drift</b></p>,Ada Quill; Bruno Vale,Cleo Marsh,Sub",
        "3/31/2027,9:30 AM,10:00 AM,Sky,Wind,Hall B,Air.,,,Sub",
        "3/31/2027,11:30 PM,1:30 PM,,Night shift,Pier,Late.,,,Session",
        "3/31/2027,12:00 PM,1:00 PM,,Lunch,,,,,Session",
    )
)
OLD = """
How to fill in this sheet
"*Date","*Time Start","*Time End","*Session or
Sub-session(Sub)","*Session Title","Room/Location","Description","Speakers"
3/31/2016,8:00 AM,9:00 AM,Session,Ropes,Pier,Knots.,Ada Quill
"""


def test_instructions_and_the_sample_above_the_second_header_are_no_sessions():
    extract = read(source(NEWER))
    assert (extract.format, extract.rows) == (NAME, 5)
    assert [record.values["title"] for record in extract.records] == [
        "Currents",
        "Drift",
        "Wind",
        "Night shift",
        "Lunch",
    ]


def test_talks_take_room_and_track_of_their_session_where_they_say_none():
    records = read(source(NEWER)).records
    assert [(record.values.get("room"), record.values.get("track")) for record in records[:3]] == [
        ("Hall A", ("Sea", "Sky")),
        ("Hall A", ("Sea", "Sky")),
        ("Hall B", "Sky"),
    ]


def test_a_session_takes_nothing_from_the_one_above():
    assert "track" not in read(source(NEWER)).records[3].values


def test_speakers_and_authors_are_split_at_semicolons():
    assert read(source(NEWER)).records[1].values["speakers"] == ("Ada Quill", "Bruno Vale", "Cleo Marsh")


def test_a_session_that_only_holds_talks_and_breaks_are_for_the_timetable_alone():
    assert [record.service for record in read(source(NEWER)).records] == [True, False, False, False, True]


def test_days_stay_as_they_are_written_for_the_whole_file_decides_their_order():
    values = read(source(NEWER)).records[3].values
    assert (values["day"], values["start"], values["end"]) == ("3/31/2027", "11:30 PM", "1:30 PM")


@pytest.mark.parametrize(
    ("timezone", "start"),
    [
        ("Europe/Lisbon", "2027-05-11T09:00:00+01:00"),
        ("America/Denver", "2027-11-05T09:00:00-06:00"),
        ("", "None"),
    ],
)
def test_a_day_that_could_be_either_is_read_as_the_conference_s_zone_writes_it(timezone, start):
    row = "11/05/2027,9:00 AM,9:30 AM,,Ropes,,Knots.,,,Session"
    reading = read_programme(f"{HEADER}\n{row}\n".encode(), "agenda.csv", timezone)
    (session,) = reading.programme.sessions
    assert (reading.format, session.start.isoformat() if session.start else "None") == (NAME, start)
    assert [problem.level for problem in reading.problems if problem.value == "11/05/2027"][:1] == ["warning"]


def test_the_old_template_with_its_broken_header_is_read():
    extract = read(source(OLD))
    assert [record.values for record in extract.records] == [
        {
            "title": "Ropes",
            "abstract": "Knots.",
            "day": "3/31/2016",
            "start": "8:00 AM",
            "end": "9:00 AM",
            "room": "Pier",
            "speakers": "Ada Quill",
        }
    ]
    assert extract.dropped == ()


def test_a_sub_row_without_a_session_above_stands_alone():
    text = f"{HEADER}\n3/31/2027,9:00 AM,9:30 AM,,Drift,,Text,,,Sub"
    assert [record.values["title"] for record in read(source(text)).records] == ["Drift"]


def test_guidebook_and_others_are_not_taken_for_it():
    assert read(source("Session Title,Date,Time Start,Time End,Room/Location\na,b,c,d,e")) is None
