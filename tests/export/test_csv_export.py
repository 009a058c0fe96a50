"""A published programme as a file: what a spreadsheet makes of it, and that nothing is lost on the way back."""

import csv
import io
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.domain.sessions import Programme, Session
from session_finder.export.csv_export import as_csv
from session_finder.intake import read_programme
from session_finder.publishing.diff import difference

LISBON = ZoneInfo("Europe/Lisbon")
FIRST = Session(
    id="a-1",
    title='Sourdough, "slowly"',
    abstract="One.\n\nTwo, with a\ncomma.",
    speakers=("Ada Quill", "Bruno Vale (Quay; Co., Ltd)"),
    track="Baking",
    level="beginner",
    format="Talk",
    room="Hall 1",
    start=datetime(2027, 5, 11, 10, tzinfo=LISBON),
    end=datetime(2027, 5, 11, 10, 40, tzinfo=LISBON),
    language="en",
    tags=("bread", "time"),
    url="https://harbour.example/a?x=1&y=2",
    code="HC-15",
)


def programme(*sessions, zone="Europe/Lisbon"):
    return Programme("bakers", "Bakers 2027", sessions, zone)


def back(exported, zone="Europe/Lisbon"):
    return read_programme(exported, "bakers.csv", zone)


def test_the_file_is_rfc_4180_in_utf_8_with_a_mark():
    content = as_csv(programme(FIRST, Session("b", "Maps")))
    assert content.startswith(b"\xef\xbb\xbfid,title,abstract,speakers,track,level,format,room,start,end,language,")
    assert content.count(b"\r\n") == 3
    text = content.decode("utf-8-sig")
    header, first, second = csv.reader(io.StringIO(text, newline=""))
    assert header[-5:] == ["tags", "url", "service", "code", "cancelled"]
    assert first == [
        "a-1",
        'Sourdough, "slowly"',
        "One.\n\nTwo, with a\ncomma.",
        "Ada Quill\nBruno Vale (Quay; Co., Ltd)",
        "Baking",
        "beginner",
        "Talk",
        "Hall 1",
        "2027-05-11T10:00:00+01:00",
        "2027-05-11T10:40:00+01:00",
        "en",
        "bread\ntime",
        "https://harbour.example/a?x=1&y=2",
        "",
        "HC-15",
        "",
    ]
    assert second == ["b", "Maps", *[""] * 14]


def test_a_cancelled_session_comes_back_as_one():
    cancelled = replace(FIRST, cancelled=True)
    assert back(as_csv(programme(cancelled, Session("b", "Maps")))).programme.sessions[0] == cancelled


def test_an_export_of_before_codes_and_cancellations_is_read_as_an_export():
    rows = list(csv.reader(io.StringIO(as_csv(programme(FIRST)).decode("utf-8-sig"), newline="")))
    text = io.StringIO(newline="")
    csv.writer(text).writerows(row[:-2] for row in rows)
    reading = back(text.getvalue().encode())
    assert reading.format == "Session Finder export"
    assert reading.programme.sessions == (replace(FIRST, code=""),)


@pytest.mark.parametrize(
    "title", ["=SUM(A1)", "+1", "-1", "@you", "'=kept", "''-kept", "＝SUM(A1)", "=cmd|' /C calc'!A0"]
)
def test_a_cell_that_a_spreadsheet_would_compute_has_an_apostrophe_and_loses_it_on_the_way_back(title):
    session = Session("=1", title, "+1 for this", speakers=("-Ada", "@Bruno"), tags=("=x",))
    exported = as_csv(programme(session, zone=""))
    row = list(csv.reader(io.StringIO(exported.decode("utf-8-sig"), newline="")))[1]
    assert [cell[:1] for cell in row if cell] == ["'"] * 5
    assert row[1] == f"'{title}"
    assert back(exported, "").programme.sessions == (session,)


def test_what_begins_harmlessly_stays_as_it_is():
    session = Session("1", "'Tis a talk - of = and @ signs", "‘quoted’", room="'A'")
    row = list(csv.reader(io.StringIO(as_csv(programme(session)).decode("utf-8-sig"), newline="")))[1]
    assert row[:3] == ["1", "'Tis a talk - of = and @ signs", "‘quoted’"]


def test_an_export_is_recognized_and_nothing_of_it_is_a_problem():
    reading = back(as_csv(programme(FIRST)))
    assert (reading.format, reading.rows, reading.left_out) == ("Session Finder export", 1, 0)
    assert reading.dropped_columns == ()
    assert reading.problems == ()
    assert reading.programme.sessions == (FIRST,)


def test_breaks_that_the_file_named_stay_breaks():
    lunch = Session("l", "Lunch", service=True)
    assert back(as_csv(programme(FIRST, lunch))).programme.sessions == (FIRST, lunch)


def test_a_column_that_somebody_added_is_dropped_and_named():
    lines = as_csv(programme(FIRST, zone="")).decode("utf-8-sig").splitlines(keepends=True)
    more = ["notes," + lines[0], "PRIVATE," + "".join(lines[1:])]
    reading = back("".join(more).encode())
    assert reading.dropped_columns == ("notes",)
    assert reading.programme.sessions == (FIRST,)


def test_both_half_past_ones_of_the_night_the_clocks_go_back_come_back():
    night = datetime(2027, 10, 31, 1, 30, tzinfo=LISBON)
    sessions = tuple(replace(FIRST, id=str(fold), start=night.replace(fold=fold), end=None) for fold in (0, 1))
    exported = as_csv(programme(*sessions))
    assert b"01:30:00+01:00" in exported
    assert b"01:30:00+00:00" in exported
    assert not difference(programme(*sessions), back(exported).programme)


texts = st.text(st.characters(exclude_categories=("Cs",)), max_size=40) | st.sampled_from(
    ["=1+1", "'-", "''+", "a;b|c, d", "<b>x</b>", "*x*", "$x$", "a\rb", "a\u2028b", '"', "ada@harbour.example", "NA"]
)
zones = st.sampled_from([None, LISBON, UTC, timezone(timedelta(hours=-9, minutes=-30))])
minutes = st.integers(0, 5_000_000).map(lambda passed: datetime(2020, 1, 1, tzinfo=UTC) + timedelta(minutes=passed))
moments = st.builds(lambda moment, zone: moment.replace(tzinfo=zone), minutes, zones)
rows = st.fixed_dictionaries(
    dict.fromkeys(("id", "title", "abstract", "speakers", "track", "format", "room", "tags", "code"), texts)
    | {"start": moments.map(lambda moment: moment.isoformat())}
)


def as_file(rows):
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, list(rows[0]), quoting=csv.QUOTE_ALL)
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue().encode()


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"])
def test_whatever_ends_a_line_of_an_abstract_is_a_line_break_before_and_after_an_export(end):
    said = {"id": f"a{end}b", "title": f"On{end}maps", "abstract": f"One{end}two", "speakers": ["Ada", f"B{end}V"]}
    first = read_programme(json.dumps([said]).encode(), "a.json").programme
    (session,) = first.sessions
    assert (session.id, session.title, session.abstract) == ("a\nb", "On maps", "One\ntwo")
    assert session.speakers == ("Ada", "B V")
    assert back(as_csv(first), "").programme.sessions == first.sessions


def test_a_title_that_was_made_of_an_abstract_is_the_same_after_an_export():
    first = read_programme(b'title,abstract\n,"#\n0"\n', "a.csv").programme
    assert [session.title for session in first.sessions] == ["0"]
    assert back(as_csv(first), "").programme.sessions == first.sessions


@settings(max_examples=150)
@given(st.lists(rows, min_size=1, max_size=4), st.sampled_from(["", "Europe/Lisbon"]))
def test_whatever_was_read_from_a_file_is_the_same_after_an_export(rows, zone):
    first = read_programme(as_file(rows), "a.csv", zone).programme
    if first is None:
        return
    again = back(as_csv(first), zone).programme
    assert again.sessions == first.sessions
    assert not difference(first, again)
    assert as_csv(again) == as_csv(first)
