import gzip
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from workbook_files import text_rows, workbook, zipped

from session_finder.intake.files.opening import open_upload
from session_finder.intake.model import limits

CSV = b"title,room\nLamp-lit harbours,Quay\n"
XML = "<schedule><event><title>Lamp-lit häfen</title></event></schedule>"
ICS = (
    b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nBEGIN:VTIMEZONE\r\nTZID:Europe/Lisbon\r\nEND:VTIMEZONE\r\n"
    b"BEGIN:VEVENT\r\nUID:1\r\nSUMMARY:Lamp-lit\r\n  harbours\r\nDTSTART;TZID=Europe/Lisbon:20270511T100000\r\n"
    b"DTEND:soon\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
WORKBOOK = workbook(
    {"Notes": text_rows(("Bring a lamp",)), "Sessions": text_rows(("title", "room"), ("Tides", "Quay"))}
)


def refusal(content, name="programme"):
    source, problems = open_upload(content, name)
    assert source is None
    (error,) = problems
    assert error.level == "error"
    return error.line, error.advice


@pytest.mark.parametrize("name", ["programme.csv", "programme.json", "a\\b\\programme.xml", "/x/programme"])
def test_content_and_not_the_name_says_what_a_file_is(name):
    source, problems = open_upload(CSV, name)
    assert problems == []
    assert source.table.name == "programme"
    assert source.table.rows[1].cells == ("Lamp-lit harbours", "Quay")
    assert "/" not in source.filename


def test_an_archive_is_opened_and_named_after_what_is_inside():
    assert open_upload(gzip.compress(CSV), "p.csv.gz")[0].filename == "p.csv"
    assert open_upload(zipped({"day/q.json": b'{"a": 1}'}), "p.zip")[0].tree == {"a": 1}


def test_a_workbooks_wanted_sheet_is_first():
    assert [table.name for table in open_upload(WORKBOOK, "p.xlsx")[0].tables] == ["Sessions", "Notes"]
    assert [table.name for table in open_upload(WORKBOOK, "p.xlsx", "Notes")[0].tables] == ["Notes", "Sessions"]


def test_files_that_together_are_more_than_one_may_hold_are_refused_before_the_rest_is_read():
    wordy = gzip.compress(b"id,note\n" + b"1," + b"x" * 9_000_000 + b"\n")
    source, problems = open_upload(CSV, "p.csv", beside=[(wordy, f"{place}.csv.gz") for place in range(500)])
    advice = "2.csv.gz: Together the files hold more than 25,000,000 characters. Upload fewer."
    assert (source, [problem.advice for problem in problems]) == (None, [advice])


def test_tables_given_beside_follow_and_their_problems_name_their_file():
    source, problems = open_upload(CSV, "p.csv", beside=[("a;größe\n1;2\n".encode("cp1252"), "x/authors.csv")])
    assert [table.name for table in source.tables] == ["p", "authors"]
    assert [(problem.level, problem.advice[:13]) for problem in problems] == [("note", "authors.csv: ")]
    source, problems = open_upload(CSV, "p.csv", beside=[(b"{}", "q.json")])
    assert source is None
    assert problems[0].advice.startswith("q.json: Only files of one kind can be joined.")


def test_json_and_json_lines_become_a_tree():
    assert open_upload(b'\xef\xbb\xbf [{"title": "A"}]', "p")[0].tree == [{"title": "A"}]
    assert open_upload(b'{"title": "A"}\n\n{"title": "B"}\n', "p")[0].tree == [{"title": "A"}, {"title": "B"}]
    assert open_upload(b'{"a": "\\ud83d\\ude00 \\ud800 \\\\ud800", "b": NaN}', "p")[0].tree == {
        "a": "😀 \ufffd \\ud800",
        "b": None,
    }


def test_damaged_json_is_refused_on_its_line():
    assert refusal(b'\n\n{"a":\n1,}')[0] == 4
    assert refusal(b'{"a": 1}\n{"a": 2\n') == (
        2,
        "This line is no JSON object, as the lines before it are. Download or export the file again.",
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"[" * 1_000_000, "The JSON is nested more than 64 levels deep"),
        (b"[" * 65 + b"]" * 65, "The JSON is nested more than 64 levels deep"),
        (b"[" + b"[]," * 1_000_000 + b"[]]", "The JSON holds more than 1,000,000 lists and objects."),
        (b"[" + b"1," * 2_000_001 + b"1]", "The JSON holds more than 2,000,000 values."),
        (b"[" + b"9" * 5_000 + b"]", "The JSON holds a number that is too long to be one."),
        (b"<a>" * 65 + b"</a>" * 65, "The XML is nested more than 64 levels deep"),
        (b"<a>" + b"<b/>" * 300_001 + b"</a>", "The XML has more than 300,000 elements"),
        (b"BEGIN:VCALENDAR\n" * 70, "The calendar is nested more than 64 levels deep"),
        (b"BEGIN:VCALENDAR\nBEGIN:VTIMEZONE\n" + b"X:1\n" * 2, "The calendar is damaged"),
        (b"BEGIN:VCALENDAR\n" + b"a\n " * 2_000_000, "The calendar has more than 5,000,000 characters."),
        (b"x" + b"\n" * 1_000_001, "The file has more than 1,000,000 lines."),
        (b"BEGIN:VCALENDAR\n" + b"X:1\n" * 30_000, "The calendar has more than 30,000 lines."),
    ],
)
def test_what_is_too_deep_or_has_too_many_parts_is_refused(content, said):
    assert refusal(content)[1].startswith(said)


def test_depth_64_is_still_read():
    assert open_upload(b"[" * 64 + b"]" * 64, "p")[1] == []


@pytest.mark.parametrize("encoding", ["utf-8", "windows-1252", "iso-8859-1", "utf-16"])
def test_xml_is_read_in_the_encoding_that_it_declares(encoding):
    content = f'<?xml version="1.0" encoding="{encoding}"?>{XML}'.encode(encoding)
    source, problems = open_upload(content, "p.xml")
    assert problems == []
    assert source.xml.findtext("event/title") == "Lamp-lit häfen"


def test_xml_with_a_wrong_declaration_or_forbidden_characters_is_read_all_the_same():
    content = f'<?xml version="1.0" encoding="utf-8"?>{XML}'.replace("Lamp", "L\x0bamp").encode("cp1252")
    source, problems = open_upload(content, "p.xml")
    assert source.xml.findtext("event/title") == "Lamp-lit häfen"
    assert [(problem.level, problem.value) for problem in problems] == [("note", "cp1252")]


@pytest.mark.parametrize(
    "declared", ['<!DOCTYPE a [<!ENTITY b "x">]>', '<!DOCTYPE a SYSTEM "file:///etc/passwd">', "<!DOCTYPE a>"]
)
def test_a_document_type_or_entities_are_refused(declared):
    said = "The XML declares a document type or entities, which are not read. Export it without <!DOCTYPE …>."
    assert refusal(f'<?xml version="1.0"?>{declared}<a>b</a>'.encode()) == (0, said)


def test_a_calendar_is_read_and_its_damaged_lines_are_left_out():
    source, problems = open_upload(ICS, "p.ics")
    assert problems == []
    (event,) = source.calendar.walk("VEVENT")
    assert event["SUMMARY"] == "Lamp-lit harbours"
    assert event.decoded("DTSTART").isoformat() == "2027-05-11T10:00:00+01:00"
    assert source.calendar.walk("VTIMEZONE") == []


def test_events_of_several_calendars_in_one_file_are_together():
    assert len(open_upload(ICS * 3, "p.ics")[0].calendar.walk("VEVENT")) == 3


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7\n\xff", "a PDF"),
        (b"\x89PNG\r\n\x1a\n", "a picture"),
        (b"\xff\xd8\xff\xe0", "a picture"),
        (zipped({"[Content_Types].xml": b"", "word/document.xml": b""}), "a Word document"),
        (zipped({"mimetype": b"", "content.xml": b""}), "an OpenDocument file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "a Word document"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "a workbook protected by a password",
        ),
        (b"<!DOCTYPE html><p>", "a web page"),
        (b"<?xml version='1.0'?><html/>", "a web page"),
    ],
)
def test_what_people_upload_by_mistake_is_named_with_what_to_export(content, kind):
    line, advice = refusal(content, "programme.csv")
    assert line == 0
    assert advice.startswith(f"This seems to be {kind}, which is not read here. ")
    assert advice.endswith(
        "Export the programme from your tool as CSV, Excel (.xlsx), JSON or iCalendar, and upload that."
    )


def test_empty_and_too_large_files_say_so(monkeypatch):
    for content in (b"", b" \r\n", b"\xef\xbb\xbf", gzip.compress(b"")):
        assert refusal(content)[1].startswith("The file is empty.")
    assert refusal(b",,\n")[1].startswith("Every cell of the file is empty.")
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    assert refusal(CSV) == (0, "The file has more than 10 bytes, the most that are read. Split it.")


@settings(max_examples=120)
@given(
    st.sampled_from(
        [CSV, XML.encode(), ICS, json.dumps({"sessions": [{"title": "A", "n": [1, None]}]}).encode(), WORKBOOK]
    ),
    st.data(),
)
def test_no_damage_raises_and_every_refusal_is_an_error(content, data):
    damaged = bytearray(content)
    for _ in range(data.draw(st.integers(0, 8))):
        damaged[data.draw(st.integers(0, len(damaged) - 1))] = data.draw(st.integers(0, 255))
    source, problems = open_upload(bytes(damaged[: data.draw(st.integers(0, len(damaged)))]), "p")
    assert (source is None) == any(problem.level == "error" for problem in problems)
