"""Which column holds the number or code that is printed beside the title."""

import json

import pytest

from session_finder.intake import read_programme

TITLES = ("Ferries", "Lanterns", "Ropes", "Gulls", "Tides")


def read(header, *columns, ids=True):
    """The reading of a table with these columns beside the titles."""
    cells = [(f"n{row}", title, *column) for row, (title, *column) in enumerate(zip(TITLES, *columns, strict=False))]
    lines = [("id", "title", *header), *cells]
    text = "\n".join(",".join(line if ids else line[1:]) for line in lines)
    return read_programme(text.encode(), "p.csv", "Europe/Lisbon")


def codes(*found, **how):
    return [session.code for session in read(*found, **how).programme.sessions]


HC = ("HC-15", "HC-16", "HC-17", "HC-18", "")


@pytest.mark.parametrize(
    "header",
    [
        *("Poster number", "poster_number", "Poster No.", "Poster#", "PosterNumber", "Poster ID", "Paper ID", "Code"),
        *("Session code", "Board", "Board number", "Abstract #", "Abstract no", "Programme number", "Ref", "Number"),
        *("Posternummer", "Kürzel", "Numéro", "N°", "Código", "Codice", "Kod", "Submission number", "session_short"),
    ],
)
def test_a_column_called_like_a_code_is_kept_beside_the_id(header):
    reading = read((header,), HC)
    assert [session.code for session in reading.programme.sessions] == list(HC)
    assert [session.id for session in reading.programme.sessions] == ["n0", "n1", "n2", "n3", "n4"]
    assert reading.columns["code"] == header
    assert reading.dropped_columns == ()


@pytest.mark.parametrize("header", ["Code", "Session code", "Paper ID", "Abstract #", "Number"])
def test_without_a_column_of_ids_a_column_of_codes_is_the_id_and_no_code(header):
    (sessions,) = [read((header,), HC[:4], ids=False).programme.sessions]
    assert [(session.id, session.code) for session in sessions] == [(code, "") for code in HC[:4]]


def test_a_column_that_is_never_an_id_is_a_code_although_there_is_no_id():
    assert codes(("Poster number",), HC, ids=False) == list(HC)


@pytest.mark.parametrize(
    ("header", "cells"),
    [
        ("Number", ("30", "30", "30", "25", "25")),  # seats
        ("Code", ("2027", "2027", "2027", "2027", "2027")),  # of the conference
        ("Code", ("HD27", "HD27", "HD27", "HD27", "HD27")),
        ("Board", ("Jo Lind", "Per Sund", "Ada Moss", "Bela Kern", "Dan Orr")),
        ("Poster", ("yes", "no", "yes", "no", "yes")),
        ("Reference", ("ada@site.example1", "bo@site.example2", "cy@site.example3", "d@x.example4", "e@x.example5")),
        ("Event code", HC),
        ("Code of conduct", HC),
        ("Phone number", ("1", "2", "3", "4", "5")),
        ("Number", ("", "", "", "", "")),
    ],
)
def test_what_tells_no_sessions_apart_or_is_no_code_is_left_out(header, cells):
    reading = read((header,), cells)
    assert "code" not in reading.columns
    assert {session.code for session in reading.programme.sessions} == {""}
    assert reading.dropped_columns == (header,)


def test_the_talks_of_a_block_share_its_code_also_where_it_would_have_been_the_id():
    block = ("S1.1", "S1.1", "S1.1", "S1.2", "S1.2")
    assert codes(("Session code",), block) == list(block)
    reading = read(("Session code",), block, ids=False)
    assert [session.code for session in reading.programme.sessions] == list(block)
    assert [problem.code for problem in reading.problems if problem.column == "Session code"] == ["repeated-numbers"]


def test_of_several_columns_the_one_that_tells_most_sessions_apart_is_taken():
    assert codes(("Session code", "Poster number"), ("A", "A", "B", "B", "B"), HC) == list(HC)
    assert codes(("Number", "Code"), ("1", "2", "3", "4", "5"), (*HC[:4], "HC-19")) == [*HC[:4], "HC-19"]


def test_a_column_that_groups_the_sessions_or_holds_another_field_is_no_code():
    reading = read(("Track number", "track"), ("1", "2", "3", "4", "5"), ("Sea", "Sea", "Land", "Land", "Sea"))
    assert "code" not in reading.columns
    assert reading.columns["track"] == "track"


def test_the_organizer_chooses_another_column_or_none():
    text = b"id,title,Code,Locker\n1,Ferries,HC-1,L7\n2,Lanterns,HC-2,L8\n3,Ropes,HC-3,L9\n"

    def chosen(**mapping):
        sessions = read_programme(text, "p.csv", "Europe/Lisbon", mapping=mapping).programme.sessions
        return [session.code for session in sessions]

    assert chosen() == chosen(title="title") == ["HC-1", "HC-2", "HC-3"]
    assert chosen(code="Locker") == ["L7", "L8", "L9"]
    assert chosen(code="") == ["", "", ""]
    assert chosen(id="Code") == ["", "", ""]


def test_rows_that_repeat_a_paper_for_each_author_have_one_number():
    text = (
        b"Id,Paper number,Title,Author\na,12,Ferries,Ada Moss\na,12,Ferries,Bela Kern\nb,14,Ropes,Dan Orr\n"
        b"c,15,Gulls,Eve Lund\nc,15,Gulls,Fay Ros\n"
    )
    sessions = read_programme(text, "p.csv", "Europe/Lisbon").programme.sessions
    assert [(session.code, len(session.speakers)) for session in sessions] == [("12", 2), ("14", 1), ("15", 2)]


@pytest.mark.parametrize("key", ["code", "posterNumber", "paper_id", "boardNumber", "session-code", "pid", "number"])
def test_a_key_of_json_is_known_like_a_column(key):
    key = key.replace("-", "_")
    entries = [{"id": f"n{row}", "title": title, "abstract": "How.", key: 7 + row} for row, title in enumerate(TITLES)]
    reading = read_programme(json.dumps({"sessions": entries}).encode(), "p.json", "Europe/Lisbon")
    assert [session.code for session in reading.programme.sessions] == ["7", "8", "9", "10", "11"]
    assert reading.columns["code"] == key


def test_a_key_of_json_that_counts_seats_is_no_code():
    entries = [{"id": f"n{row}", "title": title, "abstract": "How.", "number": 30} for row, title in enumerate(TITLES)]
    reading = read_programme(json.dumps(entries).encode(), "p.json", "Europe/Lisbon")
    assert reading.dropped_columns == ("number",)
