"""Several talks in one row."""

from __future__ import annotations

from session_finder.intake import read_programme
from session_finder.intake.mapping.wide_table import unfolded
from session_finder.intake.model.sources import Row, Table

WIDE = (
    "session_title,session_start,session_room,p1_title,p1_presenting_author,p2_title,p2_presenting_author\n"
    "Ropes,2027-05-11 09:00,Loft,Knots that hold,Ada Moss,Splices and whippings,Bela Kern\n"
    "Sails,2027-05-11 11:00,Quay,How sails are cut,Dan Orr,,\n"
    "Open harbour,2027-05-11 14:00,Quay,,,,\n"
)


def test_each_talk_is_a_session_with_the_time_and_room_of_its_row():
    programme = read_programme(WIDE.encode(), "p.csv", "Europe/Lisbon").programme
    assert [(one.title, one.speakers, one.room, one.track) for one in programme.sessions] == [
        ("Knots that hold", ("Ada Moss",), "Loft", "Ropes"),
        ("Splices and whippings", ("Bela Kern",), "Loft", "Ropes"),
        ("How sails are cut", ("Dan Orr",), "Quay", "Sails"),
        ("Open harbour", (), "Quay", "Open harbour"),
    ]
    assert {one.start.hour for one in programme.sessions} == {9, 11, 14}


def table(*headers):
    return Table("t", (Row(1, headers), Row(2, tuple("x" for _ in headers))))


def test_other_tables_stay_as_they_are():
    assert unfolded(table("Title", "Speaker 1", "Speaker 2")) is None
    assert unfolded(table("Speaker 1 title", "Speaker 1 name", "Speaker 2 title", "Speaker 2 name")) is None
    assert unfolded(table("p1_title", "p1_author")) is None
