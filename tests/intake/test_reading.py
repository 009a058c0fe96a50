import csv
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest
from workbook_files import text_rows, workbook

from session_finder.domain.sessions import Session
from session_finder.intake import Reading, read_programme
from session_finder.intake.model import limits
from session_finder.intake.reading import version_of

LISBON = "Europe/Lisbon"


@pytest.fixture
def field_limit():
    """The csv module's limit is the whole process's; what a test does to it is undone."""
    before = csv.field_size_limit()
    yield csv.field_size_limit
    csv.field_size_limit(before)


def read(text, timezone="", name=""):
    return read_programme(text.encode(), "Summer school.csv", timezone, name)


def titles(found: Reading):
    return [session.title for session in found.programme.sessions]


def refusal(found: Reading):
    """The line and the advice of the one error that a file without a programme gives."""
    assert found.programme is None
    (error,) = found.errors
    return error.line, error.advice


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiter_and_line_ends_are_recognized(delimiter, line_end):
    rows = (["id", "title", "room"], ["1", '"A, B; C | D\tE"', "Quay"], ["2", "F", "Dock"])
    found = read(line_end.join(delimiter.join(row) for row in rows))
    assert titles(found) == ["A, B; C | D E", "F"]
    assert [session.room for session in found.programme.sessions] == ["Quay", "Dock"]
    assert [problem.code for problem in found.problems] == ["no-start"]


def test_commas_inside_a_semicolon_files_header_do_not_mislead():
    found = read('title;"notes, remarks, other, things";room\nA;x;Quay\n')
    assert titles(found) == ["A"]
    assert found.programme.sessions[0].room == "Quay"
    assert found.dropped_columns == ("notes, remarks, other, things",)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_one_programme_in_four_encodings_is_one_programme(encoding):
    text = "id;title;abstract\r\n1;Zoë’s café;“À la carte”\r\n"
    found = read_programme(text.encode(encoding), "p.csv")
    assert found.programme == read_programme(text.encode(), "p.csv").programme
    assert [problem.level for problem in found.problems] == (["note"] if encoding == "cp1252" else [])


def test_two_byte_order_marks_do_not_hide_the_first_column():
    assert titles(read("\ufeff\ufefftitle\nA\n")) == ["A"]


def test_lines_are_counted_through_quoted_line_ends_and_empty_lines():
    found = read('\n"ti\ntle",start,title\n,,"A\r\nB"\n\n,bad,"C\n\nD"\n,worse,E\n')
    assert titles(found) == ["A B", "C D", "E"]
    assert [(problem.line, problem.value) for problem in found.problems if problem.line] == [(7, "bad"), (10, "worse")]


def test_doubled_quotation_marks_are_one():
    assert titles(read('title\n"The ""best"" talk"\nThe "other" talk\n')) == ['The "best" talk', 'The "other" talk']


def test_an_unclosed_quotation_mark_is_an_error_where_the_row_begins():
    found = read('title,abstract\nA,fine\n"B,this one\nC,swallowed\nD,swallowed too\n')
    line, advice = refusal(found)
    assert line == 3
    assert "opened and never closed" in advice


@pytest.mark.parametrize("text", ['title,"abstract\nA,b\n', 'title\nA\n"B', 'title\n"'])
def test_no_unclosed_quotation_mark_passes(text):
    assert "never closed" in refusal(read(text))[1]


def test_a_last_row_without_a_line_end_is_a_row_like_others():
    assert titles(read('title,abstract\nA,b\nC,"d"')) == ["A", "C"]


@pytest.mark.parametrize("text", ["", " ", "\n\r\n", "\ufeff", "\t \n"])
def test_an_empty_file_says_so(text):
    assert refusal(read(text)) == (
        0,
        "The file is empty. Export the programme again, with a header row and a row a session.",
    )


@pytest.mark.parametrize("text", [",,,", '""', ';"";\r\n', "|\n|\n"])
def test_a_file_of_empty_cells_is_an_error_not_nothing(text):
    line, advice = refusal(read(text))
    assert line == 0
    assert advice.startswith("Every cell of the file is empty.")


def test_a_missing_header_is_named_with_what_stood_there_instead():
    line, advice = refusal(read("\nHC-01,Baking in castles,\nHC-02,Maps,\n"))
    assert line == 2
    assert advice.startswith("No column is called title or abstract, and none reads like one. Known names: id, title,")
    assert "Found: HC-01, Baking in castles, (empty). Name the columns in the first row" in advice


def test_a_header_without_rows_is_an_error():
    assert refusal(read("title,abstract\n")) == (0, "No row below the header holds a title or an abstract.")


def test_rows_that_hold_nothing_to_search_leave_an_error_besides_their_warnings():
    found = read("title,room\n,Quay\n,Dock\n")
    assert found.programme is None
    assert [(problem.level, problem.line) for problem in found.problems] == [
        ("error", 0),
        ("warning", 2),
        ("warning", 3),
    ]


def test_what_is_no_text_is_refused_before_anything_else_is_said():
    line, advice = refusal(read_programme(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "logo.png"))
    assert line == 0
    assert advice.startswith("This seems to be a picture, which is not read here.")


def test_the_note_about_a_guessed_encoding_stays_beside_an_error():
    found = read_programme("größe;menge\nA;b\n".encode("cp1252"), "p.csv")
    assert [problem.level for problem in found.problems] == ["note", "error"]


@pytest.mark.parametrize("zone", ["Europe/Lisboa", "Mars", "../../etc/passwd", "Europe", "\0", "é\udc80", "x" * 999])
def test_an_unknown_time_zone_is_refused_by_name(zone):
    line, advice = refusal(read("title\nA\n", zone))
    assert line == 0
    assert advice == f"{zone!r} is no time zone. Use a name like Europe/Lisbon or America/Denver."


def test_every_start_is_in_the_conferences_zone():
    found = read("title,start\nA,2027-05-11 10:00\nB,2027-05-11T10:00Z\n", LISBON)
    assert [session.start.isoformat() for session in found.programme.sessions] == [
        "2027-05-11T10:00:00+01:00",
        "2027-05-11T11:00:00+01:00",
    ]
    assert {session.start.tzinfo for session in found.programme.sessions} == {ZoneInfo(LISBON)}
    assert found.programme.zone == ZoneInfo(LISBON)


def test_a_programme_is_named_after_its_file_unless_it_has_a_name():
    assert (read("title\nA\n").programme.slug, read("title\nA\n").programme.name) == ("Summer school",) * 2
    assert read("title\nA\n", name="Harbour").programme.name == "Harbour"


def test_too_many_bytes_are_refused_unread(monkeypatch):
    monkeypatch.setattr(limits, "MAX_BYTES", 10)
    assert titles(read("title\nABCD")) == ["ABCD"]
    assert refusal(read("title\nABCDE")) == (0, "The file has more than 10 bytes, the most that are read. Split it.")


def test_too_many_rows_are_refused_at_the_first_that_is_too_many(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ROWS", 2)
    assert titles(read("title\nA\n\nB\n")) == ["A", "B"]
    assert refusal(read("title\nA\n\nB\nC\nD\n")) == (5, "More than 2 rows. Split the file.")


def test_too_many_columns_are_refused():
    assert titles(read("title" + "," * 199 + "\nA\n")) == ["A"]
    assert refusal(read("title" + "," * 1200 + "\nA\n")) == (
        1,
        "The file has 1,201 columns; at most 200 are read.",
    )


def test_a_limit_that_other_code_set_for_csv_cells_does_not_stop_a_long_abstract(field_limit):
    field_limit(100)
    found = read(f"title,abstract\nA,{'b' * 1000}\n")
    assert len(found.programme.sessions[0].abstract) == 1000
    assert field_limit() >= limits.MAX_BYTES


@pytest.mark.parametrize(
    "change",
    [
        {"id": "x"},
        {"title": "x"},
        {"abstract": "x"},
        {"speakers": ("x",)},
        {"tags": ("x",)},
        {"room": "x"},
        {"start": None},
        {"url": "https://example.org"},
        {"service": True},
        {"code": "HC-15"},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_version_changes_with_whatever_a_session_says(change):
    (session,) = read("title,start\nA,2027-05-11 10:00\n").programme.sessions
    assert version_of("P", LISBON, [replace(session, **change)]) != version_of("P", LISBON, [session])


def test_a_programme_without_codes_has_the_version_of_before_there_were_codes():
    ten = datetime(2027, 5, 11, 10, tzinfo=ZoneInfo(LISBON))
    bread = Session("1", "Bread", "How.", ("Ada",), room="Oven", start=ten, tags=("rye",))
    assert version_of("Bakers", LISBON, [bread, Session("2", "Lunch", service=True)]) == "ba1e8abdf3763ebc"


def test_a_version_changes_with_name_zone_and_order_and_with_nothing_else():
    one, two = Session("1", "One"), Session("2", "Two")
    assert version_of("P", "", [one, two]) == version_of("P", "", [Session("1", "One"), Session("2", "Two")])
    assert len({version_of(*rest) for rest in (("P", "", [one]), ("Q", "", [one]), ("P", LISBON, [one]))}) == 3
    assert version_of("P", "", [one, two]) != version_of("P", "", [two, one])


def test_a_reading_says_what_was_understood():
    found = read("Title,Content,Weight,Speaker email\nA,Tides turn.,Quay,ann@example.org\n", LISBON)
    assert (found.format, found.rows, found.left_out, found.timezone) == ("Table", 1, 0, LISBON)
    assert found.columns == {"title": "Title", "abstract": "Content"}
    assert found.headers == ("Title", "Content", "Weight", "Speaker email")
    assert found.dropped_columns == ("Weight", "Speaker email")
    assert found.sheets == ()


def test_what_cannot_be_opened_has_no_format():
    found = read_programme(b"%PDF-1.7", "programme.pdf", LISBON)
    assert (found.format, found.headers, found.timezone) == ("", (), LISBON)


def test_a_mapping_is_the_organizers_word_whatever_the_format():
    text = "UID,title,authors,abstract\n1,Short,Ann Lee,Long text\n"
    assert read(text).format == "Mini-Conf papers"
    assert read(text).headers == ()
    found = read_programme(text.encode(), "p.csv", mapping={"title": "abstract", "abstract": "", "speakers": ""})
    (session,) = found.programme.sessions
    assert (session.title, session.abstract, session.speakers) == ("Long text", "", ())
    assert found.format == "Table"
    assert found.headers == ("UID", "title", "authors", "abstract")


def test_a_mapping_names_the_keys_of_a_json_list():
    content = b'[{"label": "A", "words": "Tides turn.", "mail": "x"}, {"label": "B", "words": "More."}]'
    found = read_programme(content, "p.json", mapping={"title": "label", "abstract": "words", "room": "gone"})
    assert [(session.title, session.abstract) for session in found.programme.sessions] == [
        ("A", "Tides turn."),
        ("B", "More."),
    ]
    assert found.headers == ("label", "words", "mail")
    assert [problem.advice for problem in found.problems if problem.code != "no-start"] == [
        "No key is called 'gone' any more; room was chosen anew. Check the columns."
    ]


def test_the_sheet_that_holds_sessions_is_read_and_named_first():
    notes = text_rows(*[("Step", "What to bring to the quay")] * 9)
    content = workbook({"Notes": notes, "Sessions": text_rows(("Title", "Abstract"), ("Tides", "Why they turn."))})
    found = read_programme(content, "p.xlsx")
    assert titles(found) == ["Tides"]
    assert found.sheets == ("Sessions", "Notes")
    chosen = read_programme(content, "p.xlsx", sheet="Notes")
    assert chosen.programme is None
    assert chosen.sheets == ("Notes", "Sessions")


def test_tables_given_beside_are_joined():
    submissions = b"#,title,authors,form fields,decision,abstract\n1,Tides,A and B,,accept,Why.\n"
    authors = b"submission #,first name,last name,email\n1,Ann,Lee,ann@example.org\n1,Bob,Ray,b@example.org\n"
    found = read_programme(submissions, "submission.csv", beside=[(authors, "author.csv")])
    assert found.format == "EasyChair submissions"
    assert found.programme.sessions[0].speakers == ("Ann Lee", "Bob Ray")
    assert "example.org" not in str(found)


def test_the_zone_of_the_file_counts_until_the_organizer_chooses_another():
    calendar = (
        b"BEGIN:VCALENDAR\r\nX-WR-CALNAME:Harbour days\r\nX-WR-TIMEZONE:Europe/Lisbon\r\nBEGIN:VEVENT\r\nUID:1\r\n"
        b"SUMMARY:Tides\r\nDTSTART:20270511T090000Z\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    found = read_programme(calendar, "all.ics")
    assert (found.timezone, found.programme.name) == (LISBON, "Harbour days")
    assert found.programme.sessions[0].start.isoformat() == "2027-05-11T10:00:00+01:00"
    chosen = read_programme(calendar, "all.ics", "Asia/Tokyo")
    assert chosen.programme.sessions[0].start.isoformat() == "2027-05-11T18:00:00+09:00"
    assert [problem.advice for problem in chosen.problems] == [
        "The file says Europe/Lisbon; its times are shown in Asia/Tokyo, as you chose."
    ]


def test_xml_and_json_that_are_no_programmes_say_what_to_export():
    assert refusal(read_programme(b"<feed><entry/></feed>", "p.xml"))[1].startswith("This XML is no schedule")
    assert refusal(read_programme(b'{"a": 1}', "p.json"))[1].startswith("No list of sessions was found in this JSON")


def test_a_file_whose_sessions_are_all_declined_says_so():
    text = "#,title,authors,form fields,decision,abstract\n1,Tides,A,,reject,Why.\n"
    assert refusal(read(text))[1] == (
        "No session of this file is accepted, so there is nothing to show. Export again after the decisions."
    )


def test_a_calendar_whose_zone_has_a_name_longer_than_any_file_is_refused():
    start = b"DTSTART;TZID=Europe/" + b"x" * 5_000 + b":20270511T100000\r\n"
    content = b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:A\r\n" + start + b"END:VEVENT\r\nEND:VCALENDAR\r\n"
    assert refusal(read_programme(content, "p.ics"))[1].startswith("The calendar is damaged")


def test_a_calendar_can_be_read_without_its_ids():
    events = "".join(
        f"BEGIN:VEVENT\r\nUID:one@site.example\r\nSUMMARY:{title}\r\nDTSTART:20270511T{hour}0000Z\r\nEND:VEVENT\r\n"
        for title, hour in (("Knots", "09"), ("Sails", "10"))
    )
    calendar = f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//x//y//EN\r\n{events}END:VCALENDAR\r\n".encode()
    found = read_programme(calendar, "p.ics", "Europe/Lisbon", mapping={"id": ""})
    assert {session.id for session in found.programme.sessions} == found.made_ids
    assert "id" not in found.columns


def test_a_file_whose_titles_are_not_recognized_is_warned_of_with_the_columns_that_were_not_read():
    found = read_programme(b"Mu,description\nx1,A loaf of bread is baked.\nx2,A castle is drawn.\n", "a.csv")
    told = [problem for problem in found.problems if problem.code == "titles-from-texts"]
    assert [problem.level for problem in told] == ["warning"]
    assert "--map title=COLUMN" in str(told[0])
    named = read_programme(b"title,description\nBread,A loaf of bread.\n,A castle is drawn.\n", "a.csv")
    assert "titles-from-texts" not in [problem.code for problem in named.problems]


def test_sheets_with_the_columns_of_the_one_that_is_read_are_told():
    header = ("Title", "Speaker", "Abstract")
    first = text_rows(header, *((name, "Mara Quill", f"All about {name}.") for name in ("Tides", "Knots", "Sails")))
    second = text_rows(("Harbour days",), header, ("Tar", "Ode Finn", "How to caulk."))
    content = workbook({"Tuesday": first, "Wednesday": second, "Notes": text_rows(("Bring a lamp",))})
    reading = read_programme(content, "days.xlsx")
    assert reading.account.unused == {"Wednesday": 1}
    assert [problem.code for problem in reading.problems if problem.level == "warning"] == ["no-start", "much-not-used"]
    assert read_programme(content, "days.xlsx", sheet="Tuesday").account.unused == {}
