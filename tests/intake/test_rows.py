import json
from datetime import datetime

import pytest

from session_finder.intake import read_programme
from session_finder.intake.model.limits import MAX_CELL


def read(text, timezone=""):
    return read_programme(text.encode(), "programme.csv", timezone)


def only(text, timezone=""):
    """The one session of a file that gives no problem at all."""
    reading = read(text, timezone)
    assert said(reading) == []
    (session,) = reading.programme.sessions
    return session


def said(reading):
    """Every problem but those of a file without a time zone or without times."""
    return [
        (problem.level, problem.line, problem.column, problem.value)
        for problem in reading.problems
        if problem.code not in ("no-time-zone", "no-start")
    ]


def test_a_row_with_every_column_becomes_a_session_field_by_field():
    session = only(
        "url,TAGS,Language,End,start,room,Format,level,track,Speakers,abstract,title,id\n"
        "https://example.org/a,bread; castles,en,2027-05-11 10:40,2027-05-11 10:00,Quay,talk,advanced,Health,"
        "Ann Lee; Bob Ray,We bake.,Baking in castles,HC-01\n"
    )
    assert session.id == "HC-01"
    assert session.title == "Baking in castles"
    assert session.abstract == "We bake."
    assert session.speakers == ("Ann Lee", "Bob Ray")
    assert (session.track, session.level, session.format, session.room) == ("Health", "advanced", "talk", "Quay")
    assert session.start.isoformat() == "2027-05-11T10:00:00"
    assert session.end.isoformat() == "2027-05-11T10:40:00"
    assert session.language == "en"
    assert session.tags == ("bread", "castles")
    assert session.url == "https://example.org/a"


def test_a_title_alone_makes_a_session():
    session = only("title\nBaking\n")
    assert (session.title, session.abstract, session.speakers, session.start) == ("Baking", "", (), None)


def test_an_abstract_alone_makes_a_session_that_shows_its_first_twelve_words():
    reading = read("abstract\none two three four five six seven eight nine ten eleven twelve thirteen\n")
    assert reading.programme.sessions[0].title == "one two three four five six seven eight nine ten eleven twelve…"
    assert said(reading) == [("warning", 0, "", ""), ("note", 2, "title", "")]


def test_a_short_abstract_is_shown_whole_without_dots():
    assert read("abstract\nbread and butter\n").programme.sessions[0].title == "bread and butter"


def test_a_title_is_one_line_and_an_abstract_keeps_its_paragraphs():
    session = only('title,abstract\r\n" Baking\r\n  in  castles ","First.\r\n\r\nSecond.\rThird."\r\n')
    assert session.title == "Baking in castles"
    assert session.abstract == "First.\n\nSecond.\nThird."


@pytest.mark.parametrize(
    ("cell", "names"),
    [
        ("Ann Lee", ("Ann Lee",)),
        ("Ann Lee; Bob Ray", ("Ann Lee", "Bob Ray")),
        ("Ann Lee|Bob Ray|", ("Ann Lee", "Bob Ray")),
        ("Ann Lee\nBob Ray", ("Ann Lee", "Bob Ray")),
        ("Ann Lee, Bob Ray, and Cy Fox", ("Ann Lee", "Bob Ray", "Cy Fox")),
        ("Anders Lee, Andrea Ray", ("Anders Lee", "Andrea Ray")),
        ("Lee, Ann; Ray, Bob", ("Ann Lee", "Bob Ray")),
        ("Ann Lee; Ann Lee;; ", ("Ann Lee",)),
        ("and gates", ("and gates",)),
        (" ", ()),
    ],
)
def test_lists_are_split_where_organizers_split_them(cell, names):
    assert only(f'title,speakers\nBaking,"{cell}"\n').speakers == names


def test_e_mail_addresses_in_a_speakers_cell_never_reach_the_session():
    reading = read(
        'title,speakers\nBaking,"Ann Lee <ann@example.org>; bob@example.org; Cy Fox<cy@example.org>; @dee"\n'
    )
    assert reading.programme.sessions[0].speakers == ("Ann Lee", "Cy Fox", "@dee")
    assert said(reading) == [("note", 2, "speakers", "")]
    assert "example.org" not in str(reading)


def test_columns_that_nobody_asked_for_never_reach_a_session():
    reading = read(
        "Speaker email,title,Phone,Internal notes,score,\nann@example.org,Baking,+351 555 0100,weak talk,2.5,more\n"
    )
    assert "ann@example.org" not in str(reading)
    assert "555" not in str(reading)
    assert "weak talk" not in str(reading)
    assert reading.dropped_columns == ("Speaker email", "Phone", "Internal notes", "score")


@pytest.mark.parametrize("url", ["https://example.org/a?b=c#d", "HTTP://EXAMPLE.ORG", "http://[::1]:80/a"])
def test_web_addresses_are_kept_as_they_stand(url):
    assert only(f"title,url\nBaking,{url}\n").url == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JavaScript://example.org/%0Aalert(1)",
        "java\nscript:alert(1)",
        "data:text/html;base64,AAAA",
        "vbscript:x",
        "file:///etc/passwd",
        "//example.org/a",
        "www.example.org",
        "https:",
        "http:///a",
        "http://[",
        "https://example.org/a b",
        "https://example.org/\njavascript:alert(1)",
        "https://example.org/\u202egpj.exe",
    ],
)
def test_what_is_no_web_address_is_dropped_and_said(url):
    reading = read(f'title,url\nBaking,"{url}"\n')
    assert reading.programme.sessions[0].url == ""
    assert said(reading) == [("warning", 2, "url", url)]


@pytest.mark.parametrize(
    "url", ["https://ann:secret@example.org/a", "https://example.org/?to=ann@example.org", "mailto:ann@example.org"]
)
def test_a_web_address_that_holds_a_password_or_an_e_mail_address_is_dropped_and_not_repeated(url):
    reading = read(f'title,url\nBaking,"{url}"\n')
    assert reading.programme.sessions[0].url == ""
    assert [(problem.level, problem.line, problem.column) for problem in reading.problems] == [("warning", 2, "url")]
    assert "example.org" not in str(reading)


def test_a_date_that_is_not_understood_is_left_out_and_shown_with_its_line_and_column():
    reading = read("Title,Start Time,end\nA,2027-05-11 10:00,2027-05-11 11:00\nB,soon,later\n")
    second = reading.programme.sessions[1]
    assert (second.start, second.end) == (None, None)
    assert said(reading) == [("warning", 3, "Start Time", "soon"), ("warning", 3, "end", "later")]
    assert str(reading.problems[1]) == (
        "warning: line 3, Start Time: This is not a date and time that is understood. "
        "Write 2027-05-11 14:30. The time was left out."
    )


def test_a_session_that_ends_before_it_starts_loses_its_end():
    reading = read("title,start,end\nA,2027-05-11 23:30,2027-05-11 13:30\n")
    session = reading.programme.sessions[0]
    assert (session.start.hour, session.end) == (23, None)
    assert said(reading) == [("warning", 2, "end", "2027-05-11 13:30")]


def test_a_session_may_end_the_moment_it_starts():
    session = only("title,start,end\nA,2027-05-11 10:00,2027-05-11 10:00\n")
    assert session.start == session.end


def test_across_the_hour_that_autumn_repeats_the_later_moment_is_later():
    row = "title,start,end\nA,2027-10-31T00:45Z,2027-10-31T01:15Z\n"
    session = only(row, "Europe/Lisbon")
    assert (session.start.hour, session.end.hour) == (1, 1)
    assert session.end.timestamp() - session.start.timestamp() == 1800


def test_an_offset_beside_a_bare_time_is_no_pair_when_the_zone_is_unknown():
    row = "title,start,end\nA,2027-05-11T10:00+01:00,2027-05-11 10:30\n"
    reading = read(row)
    assert reading.programme.sessions[0].end is None
    assert said(reading) == [("warning", 2, "end", "2027-05-11 10:30")]
    assert only(row, "Europe/Lisbon").end.isoformat() == "2027-05-11T10:30:00+01:00"


def test_without_a_zone_the_end_is_told_in_the_offset_of_the_start():
    session = only("title,start,end\nA,2027-05-11T10:00+01:00,2027-05-11T09:30Z\n")
    assert session.end.isoformat() == "2027-05-11T10:30:00+01:00"


def test_a_second_session_with_the_same_id_gets_one_of_its_own():
    others = "".join(f"{number},Other {number},Text.\n" for number in range(9))
    reading = read(f"ID,title,abstract\nX,One,Text.\nY,Two,Text.\nX,Three,Text.\nX,Four,Text.\n{others}")
    assert [session.id for session in reading.programme.sessions][:4] == ["X", "Y", "X-2", "X-3"]
    assert said(reading) == [("warning", 4, "ID", "X"), ("warning", 5, "ID", "X")]
    assert reading.problems[1].advice == (
        "This id stands on line 2 too; here it became X-2. Give each session its own."
    )


def test_an_id_that_another_session_owns_is_never_given_away():
    reading = read("id,title\nX,One\nX,Two\nX-2,Three\n4,Four\n5,Five\n6,Six\n")
    assert [session.id for session in reading.programme.sessions][:3] == ["X", "X-3", "X-2"]


def test_a_made_up_id_depends_on_title_and_start_alone():
    first = read("title,start,abstract\nBaking,2027-05-11 10:00,old\nCastles,,x\n").programme
    again = read("room,abstract,TITLE,start\nQuay,x,castles,\nDock,new,baking,2027-05-11 10:00\n").programme
    assert [session.id for session in first.sessions] == [session.id for session in again.sessions][::-1]
    moved = read("title,start\nBaking,2027-05-11 11:00\n").programme
    assert moved.sessions[0].id != first.sessions[0].id  # what it replaces is known to who publishes it: keeping_ids


def test_which_ids_are_made_is_told():
    reading = read("id,title\nX,One\n,Two\nX,Three\n4,Four\n5,Five\n6,Six\n")
    assert reading.made_ids == {reading.programme.sessions[1].id}
    assert [session.id for session in reading.programme.sessions][::2] == ["X", "X-2", "5"]


def test_made_up_ids_are_the_same_in_every_release():
    assert [session.id for session in read("title\nBaking\n").programme.sessions] == ["0076e4a73e"]


def test_two_sessions_alike_without_ids_are_both_kept():
    reading = read("title\nBaking\nBaking\n")
    first, second = (session.id for session in reading.programme.sessions)
    assert second == f"{first}-2"
    assert said(reading) == [("note", 3, "", "Baking")]


def test_a_row_with_neither_title_nor_abstract_is_left_out_and_said():
    reading = read("title,abstract,room\nA,,\n,,Quay\nB,,\n")
    assert [session.title for session in reading.programme.sessions] == ["A", "B"]
    assert said(reading) == [("warning", 3, "", "")]


def test_empty_rows_are_no_rows():
    reading = read("\r\n\r\ntitle,room\r\n\r\nA,\r\n,\r\n  , \r\nB\r\n\r\n")
    assert [session.title for session in reading.programme.sessions] == ["A", "B"]
    assert said(reading) == []


def test_text_beyond_the_last_column_is_not_lost_in_silence():
    reading = read("title,abstract\nSQL,It covers joins, windows and plans\n")
    assert reading.programme.sessions[0].abstract == "It covers joins"
    assert said(reading) == [("warning", 2, "", "windows and plans")]
    assert reading.problems[0].advice.startswith("The row has 3 cells for 2 columns; the rest was left out.")


def test_a_cell_as_long_as_allowed_is_kept_whole_and_a_longer_one_is_cut():
    fits, long = "a" * MAX_CELL, "b" * (MAX_CELL + 1)
    reading = read(f"title, Abstract \nA,{fits}\nB,{long}\n")
    assert [session.abstract for session in reading.programme.sessions] == [fits, long[:-1]]
    assert said(reading) == [("warning", 3, "Abstract", "b" * 80)]
    assert reading.problems[1].advice == "The cell has 50,001 characters; the first 50,000 were kept."


def test_problems_come_in_the_order_of_the_file():
    rest = "".join(f"{number},E {number},,Text.\n" for number in range(9))
    reading = read(f"id,title,start,abstract\nX,A,,Text.\nX,B,,Text.\nY,C,soon,Text.\nX,D,soon,Text.\n{rest}")
    assert [problem.line for problem in reading.problems if problem.line] == [3, 4, 5, 5]


def test_languages_on_a_line_each_stay_apart():
    assert only('title,language\nA,"English\nGerman"\n').language == "English; German"


def test_zero_characters_that_utf16_allows_are_taken_out():
    reading = read_programme("title,abstract\nA\0B,C\n".encode("utf-16"), "x.csv")
    assert reading.programme.sessions[0].title == "AB"


def test_a_moment_without_a_zone_stays_without():
    assert only("title,start\nA,2027-05-11 10:00\n").start == datetime.fromisoformat("2027-05-11T10:00")


def test_markup_becomes_what_people_read_in_every_text():
    session = only(
        'title,abstract,room,track,speakers,tags\n"**Baking** &amp; castles","<p>First.</p><ul><li>bread</li></ul>",'
        '<b>Quay</b>,"Research and Development","<b>Ann Lee</b>; R&amp;D Bob","<i>bread</i>, castles"\n'
    )
    assert session.title == "Baking & castles"
    assert session.abstract == "First.\n\n• bread"
    assert (session.room, session.track) == ("Quay", "Research and Development")
    assert session.speakers == ("Ann Lee", "R&D Bob")
    assert session.tags == ("bread", "castles")


def test_addresses_in_texts_are_masked_with_one_note_for_the_file():
    reading = read(
        "title,abstract,room,tags\n"
        'Baking,Write to ann@example.org.,Quay,"bread, ann@example.org"\nCastles,ann [at] example [dot] org,x@y.zz,\n'
    )
    assert "example" not in str(reading)
    first, second = reading.programme.sessions
    assert (first.abstract, first.tags) == ("Write to …@….", ("bread", "…@…"))
    assert (second.abstract, second.room) == ("…@…", "…@…")
    assert [str(problem) for problem in reading.problems if problem.code != "no-start"] == [
        "note: line 2: E-mail addresses were made unreadable in 4 texts, the first on this line; "
        "attendees see …@… there."
    ]


def test_an_id_that_is_an_address_is_a_digest_and_stays_the_same():
    ids = [
        session.id
        for text in ("id,title\nmara@harbour.example,A\n", "title,id\nB,mara@harbour.example\n")
        for session in read(text).programme.sessions
    ]
    assert ids == ["c31be8fdb2"] * 2


SESSIONIZE = (
    "Session Id,Title,Description,Owner,Room,Scheduled At,Scheduled Duration,Speaker Id,FirstName,LastName,Status\n"
)


def test_rows_of_one_session_become_one_with_all_its_speakers_and_the_first_values():
    reading = read(
        SESSIONIZE
        + "7,Tides,Why they turn.,O,Quay,18 Jul 2027 10:00 AM,45,a,Ann,Lee,Accepted\n"
        + "7,,Another text.,O,Dock,18 Jul 2027 10:00 AM,45,b,Bob,Ray,Accepted\n"
    )
    (session,) = reading.programme.sessions
    assert (session.title, session.abstract, session.room) == ("Tides", "Why they turn.", "Quay")
    assert session.speakers == ("Ann Lee", "Bob Ray")
    assert (session.start.isoformat(), session.end.isoformat()) == ("2027-07-18T10:00:00", "2027-07-18T10:45:00")
    assert (reading.rows, reading.left_out) == (2, 0)


def test_what_is_not_accepted_is_left_out_and_counted():
    row = "{0},Talk {0},Text.,O,Quay,,,s{0},Ann,Lee,{1}\n"
    states = ("Accepted", "Declined", "Draft")
    reading = read(SESSIONIZE + "".join(row.format(number, state) for number, state in enumerate(states)))
    assert [session.title for session in reading.programme.sessions] == ["Talk 0"]
    assert (reading.rows, reading.left_out) == (3, 2)
    assert [str(problem) for problem in reading.problems] == [
        "note: 2 sessions are declined, cancelled or drafts; they were left out."
    ]


def test_a_break_stays_in_the_timetable_and_out_of_the_search():
    programme = read("title,abstract\nTides,Why they turn.\nCoffee break,\n").programme
    assert [(session.title, session.service) for session in programme.sessions] == [
        ("Tides", False),
        ("Coffee break", True),
    ]
    assert [session.title for session in programme.searchable] == ["Tides"]


def test_a_code_that_cannot_be_shown_is_left_out_with_its_line_and_is_not_repeated():
    reading = read("id,title,code\na,Ropes,HC-1\nb,Tides,+351 912 345 678\nc,Gulls,HC-3\nd,Fog,HC-4\ne,Mud,HC-5\n")
    assert [session.code for session in reading.programme.sessions] == ["HC-1", "", "HC-3", "HC-4", "HC-5"]
    assert ("warning", 3, "code", "") in said(reading)
    assert "912" not in repr(reading)


def test_a_code_that_is_the_id_is_not_kept_twice():
    sessions = read("id,title,code\n1,Ropes,1\n2,Tides,X2\n").programme.sessions
    assert [(session.id, session.code) for session in sessions] == [("1", ""), ("2", "X2")]


def test_titles_that_say_that_the_session_is_cancelled_mark_it_with_one_warning():
    reading = read(
        "title,start,room\nCANCELLED: Reed beds,2027-05-11 09:00,Quay\nOtters (abgesagt),2027-05-11 09:00,Quay\n"
        "Cancelled culture: herons,2027-05-11 09:00,Quay\n"
    )
    sessions = reading.programme.sessions
    assert [(session.title, session.cancelled) for session in sessions] == [
        ("Reed beds", True),
        ("Otters", True),
        ("Cancelled culture: herons", False),
    ]
    assert [session.title for session in reading.programme.searchable] == ["Cancelled culture: herons"]
    assert (reading.left_out, said(reading)) == (0, [("warning", 2, "title", "CANCELLED: Reed beds")])
    assert reading.problems[1].advice == (
        "2 titles say that the session is cancelled, the first on this line; the timetable shows it, and no search "
        "finds it."
    )
    before = read("title,start\nReed beds,2027-05-11 09:00\n").programme.sessions[0]
    assert before.id == sessions[0].id


def test_ids_that_many_different_sessions_share_are_no_ids():
    rows = [{"id": number % 2, "title": f"Talk {number}", "abstract": "Text."} for number in range(7)]
    first = read_programme(json.dumps(rows).encode(), "p.json")
    assert first.made_ids == {session.id for session in first.programme.sessions}
    assert [(problem.code, problem.line) for problem in first.problems if problem.line] == [("repeated-ids", 3)]
    backwards = read_programme(json.dumps(rows[::-1]).encode(), "p.json")
    assert {session.id: session.title for session in backwards.programme.sessions} == {
        session.id: session.title for session in first.programme.sessions
    }
    assert read_programme(json.dumps(rows[:6]).encode(), "p.json").made_ids == frozenset()


def test_a_cancelled_row_is_shown_so_if_it_has_a_time_and_left_out_otherwise():
    reading = read(
        "title,status,start\nKnots,Confirmed,2027-05-11 09:00\nTar,Cancelled,2027-05-11 10:00\nSails,Cancelled,\n"
        "Nets,Withdrawn,2027-05-11 11:00\n"
    )
    assert [(session.title, session.cancelled) for session in reading.programme.sessions] == [
        ("Knots", False),
        ("Tar", True),
    ]
    assert reading.left_out == 2
    assert ("note", 3, "", "Tar") in said(reading)


@pytest.mark.parametrize("mark", [{"status": "cancelled"}, {"isCancelled": True}, {"eventStatus": "EventCancelled"}])
def test_an_object_may_say_in_several_ways_that_it_is_cancelled(mark):
    talks = [{"title": f"Knots {n}", "abstract": "Why.", "start": f"2027-05-11T0{n}:00"} for n in (8, 9)]
    content = json.dumps([talks[0], {**talks[1], **mark}]).encode()
    sessions = read_programme(content, "a.json").programme.sessions
    assert [session.cancelled for session in sessions] == [False, True]


def test_talks_of_a_cancelled_panel_are_cancelled_and_deleted_ones_are_left_out():
    talk = {"title": "Knots", "abstract": "Why knots hold.", "speakers": ["Ada Moss"]}
    panels = [
        {"title": "Ropes", "start": "2027-05-11T09:00", "isCancelled": True, "talks": [talk]},
        {"title": "Sails", "start": "2027-05-11T10:00", "talks": [{**talk, "title": "Masts"}]},
        {"title": "Nets", "start": "2027-05-11T11:00", "deleted": True, "talks": [{**talk, "title": "Floats"}]},
    ]
    sessions = read_programme(json.dumps({"panels": panels}).encode(), "a.json").programme.sessions
    assert [(session.title, session.cancelled) for session in sessions] == [("Knots", True), ("Masts", False)]


def test_commas_that_cannot_be_told_are_reported():
    rows = ["Ada Moss, Navy", "Bela Kern, Army", "Cleo Dray, Dan Orr", "Dan Orr, Eva Fell"]
    reading = read("title,speakers\n" + "".join(f'Knots {n},"{row}"\n' for n, row in enumerate(rows)))
    assert ("warning", 0, "speakers", "") in said(reading)
    assert reading.programme.sessions[0].speakers == ("Ada Moss", "Navy")
    clear = read("title,speakers\n" + "".join(f'Knots {n},"{row}"\n' for n, row in enumerate(rows[:2])))
    assert [session.speakers for session in clear.programme.sessions] == [("Ada Moss (Navy)",), ("Bela Kern (Army)",)]
    assert said(clear) == []
