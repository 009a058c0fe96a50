import json

import pytest
from workbook_files import zipped

from session_finder.intake import read_programme
from session_finder.intake.files.opening import open_upload

ICS = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\nUID:{0}\r\nSUMMARY:{0}\r\nDTSTART:20270511T1{1}0000Z\r\n"
    "END:VEVENT\r\nEND:VCALENDAR\r\n"
)


def titles(files, name="programme.zip"):
    reading = read_programme(zipped({path: text.encode() for path, text in files.items()}), name, "Europe/Lisbon")
    assert reading.errors == ()
    return [session.title for session in reading.programme.sessions]


def test_a_table_for_each_day_is_one_table():
    files = {
        "a/day1.csv": "title,room\nTides,Quay\nBanks,Quay\n",
        "a/day2.csv": "Room;Title\nLoft;Lamps\n",
        "a/rooms.csv": "room,seats\nQuay,10\n",
    }
    assert titles(files) == ["Tides", "Banks", "Lamps"]
    source, _ = open_upload(zipped({path: text.encode() for path, text in files.items()}), "p.zip")
    assert [(row.line, row.cells) for row in source.tables[0].rows] == [
        (1, ("title", "room")),
        (2, ("Tides", "Quay")),
        (3, ("Banks", "Quay")),
        (5, ("Lamps", "Loft")),
    ]


@pytest.mark.parametrize(
    "files",
    [
        {"talks/tides.yml": "title: Tides\nabstract: Ebb\n", "talks/lamps.yml": "title: Lamps\nabstract: Light\n"},
        {"talks/tides.json": '{"title": "Tides"}', "talks/lamps.json": '{"title": "Lamps", "abstract": "Light"}'},
        {"t/tides.md": "---\ntitle: Tides\n---\nEbb and *flood*.\n", "t/lamps.md": "---\ntitle: Lamps\n---\n"},
    ],
)
def test_files_with_one_session_each_are_one_list_with_their_names_as_ids(files):
    reading = read_programme(zipped({path: text.encode() for path, text in files.items()}), "p.zip")
    assert [(session.id, session.title) for session in reading.programme.sessions] == [
        ("tides", "Tides"),
        ("lamps", "Lamps"),
    ]


def test_front_matter_has_its_text_as_abstract():
    files = {"tides.md": "---\ntitle: Tides\n---\nEbb and *flood*.\n", "lamps.md": "---\ntitle: Lamps\n---\nLight.\n"}
    reading = read_programme(zipped({path: text.encode() for path, text in files.items()}), "p.zip")
    assert [session.abstract for session in reading.programme.sessions] == ["Ebb and flood.", "Light."]


def test_lists_of_sessions_and_of_speakers_find_each_other():
    files = {
        "sessions.json": json.dumps([{"id": 1, "title": "Tides", "abstract": "Ebb", "speakers": [7]}]),
        "speakers.json": json.dumps([{"id": 7, "name": "Mara Quill"}]),
    }
    reading = read_programme(zipped({path: text.encode() for path, text in files.items()}), "p.zip")
    (session,) = reading.programme.sessions
    assert (session.title, session.speakers) == ("Tides", ("Mara Quill",))


def test_lists_of_one_shape_are_one_list():
    files = {f"day{day}.json": json.dumps([{"title": f"Day {day}", "abstract": "x"}]) for day in (1, 2)}
    assert titles(files) == ["Day 1", "Day 2"]


def test_calendars_are_joined():
    assert sorted(titles({"a.ics": ICS.format("Tides", 0), "b.ics": ICS.format("Lamps", 1)})) == ["Lamps", "Tides"]


def test_what_holds_no_programme_is_left_out_with_a_note():
    content = zipped(
        {"p.csv": b"title,room\nTides,Quay\n", "logo.png": b"\x89PNG\r\n", "README.txt": b"Hello\nthere\n"}
    )
    source, (note,) = open_upload(content, "p.zip")
    assert [table.name for table in source.tables] == ["p"]
    assert (note.level, note.advice) == (
        "note",
        "2 of 3 files in the archive hold no programme and were left out: logo.png, README.txt.",
    )


@pytest.mark.parametrize(
    ("files", "code"),
    [
        ({"a.csv": "title,room\nTides,Quay\n", "b.json": '[{"title": "Lamps"}]'}, "several-files-in-archive"),
        ({"a.xml": "<a/>", "b.xml": "<b/>"}, "several-files-in-archive"),
        ({"a.json": '[{"title"', "b.json": "[]"}, "damaged-json"),
        ({"a.pdf": "%PDF-1", "b.pdf": "%PDF-1"}, "several-files-in-archive"),
    ],
)
def test_what_does_not_belong_together_is_refused(files, code):
    source, problems = open_upload(zipped({path: text.encode() for path, text in files.items()}), "p.zip")
    assert (source, problems[-1].code) == (None, code)


def test_an_archive_in_a_bundle_and_one_that_is_too_large_are_refused(monkeypatch):
    content = zipped({"a.csv": b"title\nTides\n", "b.zip": zipped({"c.csv": b"x"})})
    assert open_upload(content, "p.zip")[1][0].code == "nested-archive"
    bomb = zipped({f"{number}.csv": b"x" * 9_000_000 for number in range(3)})
    assert open_upload(bomb, "p.zip")[1][0].code == "unpacked-too-large"


def test_files_uploaded_together_are_joined_alike():
    source, problems = open_upload(b'[{"title": "Tides"}]', "a.json", beside=[(b'[{"title": "Lamps"}]', "b.json")])
    assert (source.tree, problems) == ([{"title": "Tides"}, {"title": "Lamps"}], [])


def test_a_problem_of_joined_files_names_its_file_and_the_line_there():
    monday = b"title,start\nKnots,2027-05-11 09:00\nTar,2027-05-11 10:00\n"
    tuesday = b"start,title\n2027-05-12 09:00,Sails\nsoon,Masts\n"
    reading = read_programme(monday, "monday.csv", "Europe/Lisbon", beside=[(tuesday, "tuesday.csv")])
    (problem,) = [one for one in reading.problems if one.code == "unreadable-time"]
    assert (problem.file, problem.file_line, problem.line) == ("tuesday", 3, 6)
    assert str(problem).startswith("warning: tuesday, line 3, start: ")
