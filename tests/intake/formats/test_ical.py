import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from session_finder.intake.files.opening import open_upload
from session_finder.intake.formats import ical
from session_finder.intake.model.records import FIELDS, Record
from session_finder.intake.model.sources import Source

TIDES = """UID:tides@harbour.example
SUMMARY:Reading tides\\, slowly
DTSTART;TZID=Europe/Lisbon:20270511T093000
DTEND;TZID=Europe/Lisbon:20270511T101500
LOCATION:Pier
DESCRIPTION:A stick is enough.\\nWe go outside.
CATEGORIES:Water
URL:https://harbour.example/tides
ATTENDEE;CN=Mara Quill:mailto:mara@example.org
ORGANIZER:mailto:ode@example.org
DTSTAMP:20270101T000000Z
"""


def calendar(*events, head="X-WR-CALNAME:Harbour Days\nX-WR-TIMEZONE:Europe/Lisbon\n"):
    bodies = "".join(f"BEGIN:VEVENT\n{event}END:VEVENT\n" for event in events)
    return f"BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:harbour\n{head}{bodies}END:VCALENDAR\n".replace("\n", "\r\n")


def read(*events, **head):
    return ical.read(Source("all.ics", calendar=Calendar.from_ical(calendar(*events, **head))))


def test_an_event_has_all_that_attendees_may_see():
    extract = read(TIDES)
    assert extract.records == [
        Record(
            1,
            {
                "track": "Water",
                "id": "tides@harbour.example",
                "title": "Reading tides, slowly",
                "abstract": "A stick is enough.\nWe go outside.",
                "room": "Pier",
                "url": "https://harbour.example/tides",
                "start": "2027-05-11T09:30+01:00",
                "end": "2027-05-11T10:15+01:00",
            },
        )
    ]
    assert (extract.name, extract.timezone, extract.rows) == ("Harbour Days", "Europe/Lisbon", 1)
    assert extract.problems == ()


def test_who_comes_and_who_organizes_is_named_and_left_out():
    extract = read(TIDES)
    assert extract.dropped == ("ATTENDEE", "ORGANIZER")
    assert "example.org" not in repr(extract)
    assert "Mara" not in repr(extract)


def test_a_duration_is_told_in_minutes_where_there_is_no_end():
    values = read("UID:1\nSUMMARY:Knots\nDTSTART:20270511T093000Z\nDURATION:PT1H30M\n").records[0].values
    assert values == {"id": "1", "title": "Knots", "start": "2027-05-11T09:30+00:00", "duration": "90 min"}


def test_a_whole_day_is_a_day_without_a_time():
    extract = read("UID:1\nSUMMARY:Regatta\nDTSTART;VALUE=DATE:20270511\nDTEND;VALUE=DATE:20270513\n")
    assert extract.records == [Record(1, {"id": "1", "title": "Regatta", "day": "2027-05-11"})]
    assert [str(problem) for problem in extract.problems] == [
        "note: line 1, DTSTART: Events that take the whole day: 1; they have a date and no time."
    ]


def test_a_repeated_event_is_kept_once_and_its_changed_occurrences_are_not():
    weekly = "UID:1\nSUMMARY:Rowing\nDTSTART:20270511T090000Z\nRRULE:FREQ=WEEKLY\n"
    moved = "UID:1\nSUMMARY:Rowing\nDTSTART:20270518T100000Z\nRECURRENCE-ID:20270518T090000Z\n"
    extract = read(TIDES, weekly, moved)
    assert [record.accepted for record in extract.records] == [True, True, False]
    assert [str(problem) for problem in extract.problems] == [
        "note: line 2, RRULE: Repeated events: 1, each kept once, at its first date. Enter the others one by one."
    ]


def test_private_events_stay_out_and_cancelled_ones_are_shown_so():
    extract = read(TIDES, TIDES + "STATUS:CANCELLED\n", TIDES + "CLASS:PRIVATE\n", TIDES + "STATUS:CONFIRMED\n")
    assert [record.is_shown for record in extract.records] == [True, True, False, True]
    assert [record.cancelled for record in extract.records] == [False, True, False, False]
    private = read(TIDES, TIDES + "CLASS:PRIVATE\nSTATUS:CANCELLED\n").records[1]
    assert (private.is_shown, private.cancelled) == (False, False)
    assert [(problem.level, problem.line, problem.column) for problem in extract.problems] == [("note", 3, "CLASS")]


def test_several_categories_are_tags_and_single_ones_are_tracks():
    extract = read(TIDES, TIDES.replace("CATEGORIES:Water", "CATEGORIES:Water,Wind\nCATEGORIES:Rope"))
    assert [record.values["tags"] for record in extract.records] == [("Water",), ("Water", "Wind", "Rope")]
    assert extract.columns["tags"] == "CATEGORIES"


def test_lunch_is_a_service():
    assert [record.service for record in read(TIDES, "SUMMARY:Lunch\nDTSTART:20270511T120000Z\n").records] == [
        False,
        True,
    ]


@pytest.mark.parametrize(
    ("head", "zone"),
    [
        ("X-WR-TIMEZONE:America/Denver\n", "America/Denver"),
        ("X-WR-TIMEZONE:UTC\n", "Europe/Lisbon"),
        ("X-WR-TIMEZONE:Mars/Olympus\n", "Europe/Lisbon"),
        ("", "Europe/Lisbon"),
    ],
)
def test_the_zone_is_the_calendars_or_that_of_most_events(head, zone):
    assert read(TIDES, head=head).timezone == zone


def test_a_zone_that_the_file_defines_by_a_rule_without_end_is_not_asked():
    head = """BEGIN:VTIMEZONE
TZID:Own
X-LIC-LOCATION:Europe/Lisbon
BEGIN:STANDARD
DTSTART:19000101T000000
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
RRULE:FREQ=SECONDLY
END:STANDARD
END:VTIMEZONE
"""
    extract = read("SUMMARY:Knots\nDTSTART;TZID=Own:20270511T093000\n", head=head)
    assert extract.records[0].values["start"] == "2027-05-11T09:30"
    assert extract.timezone == "Europe/Lisbon"


def test_a_start_that_is_no_moment_leaves_the_event_without_a_time_and_says_so():
    extract = read("SUMMARY:Knots\nDTSTART:soon\n")
    assert extract.records == [Record(1, {"title": "Knots"})]
    assert [(problem.level, problem.line, problem.column) for problem in extract.problems] == [
        ("warning", 1, "DTSTART")
    ]


def test_a_calendar_without_events_is_refused_in_one_sentence():
    assert [str(problem) for problem in read().problems] == [
        "error: The calendar has no events. Export the calendar that holds the sessions."
    ]


def test_what_is_no_calendar_is_left_to_other_formats():
    assert ical.read(Source("x.json", tree=[])) is None


WHOLE = calendar(TIDES, TIDES.replace("DTEND", "DURATION"), TIDES + "RRULE:FREQ=DAILY\nCLASS:PRIVATE\n").encode()


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, len(WHOLE) - 1), st.integers(1, 255)), max_size=6))
def test_a_damaged_calendar_gives_allowed_fields_or_nothing(damages):
    content = bytearray(WHOLE)
    for place, byte in damages:
        content[place] = byte
    try:
        opened = Calendar.from_ical(bytes(content))
    except ValueError:
        return  # the opening of files refuses it
    extract = ical.read(Source("all.ics", calendar=opened))
    for record in extract.records:
        assert record.values.keys() <= FIELDS
        assert all(record.values.values())


GREENWICH = """BEGIN:VTIMEZONE
TZID:GMT
BEGIN:STANDARD
DTSTART:20001029T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0100
TZOFFSETTO:+0000
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20000326T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0000
TZOFFSETTO:+0100
END:DAYLIGHT
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("local", "offset"),
    [
        ("20270723T102000", "+01:00"),
        ("20271215T102000", "+00:00"),
        ("20270328T015900", "+00:00"),
        ("20270328T020000", "+01:00"),
        ("19990723T102000", "+00:00"),
    ],
)
def test_a_zone_that_the_file_defines_wins_over_the_systems_of_that_name(local, offset):
    text = calendar(f"SUMMARY:Knots\nDTSTART;TZID=GMT:{local}\nDTEND;TZID=GMT:{local}\n", head=GREENWICH)
    source, _ = open_upload(text.encode(), "p.ics")
    values = ical.read(source).records[0].values
    assert values["start"][-6:] == values["end"][-6:] == offset


def test_a_place_is_the_systems_whatever_the_file_defines():
    head = GREENWICH.replace("TZID:GMT", "TZID:Europe/Lisbon").split("BEGIN:DAYLIGHT")[0] + "END:VTIMEZONE\n"
    source, _ = open_upload(calendar(TIDES, head=head).encode(), "p.ics")
    extract = ical.read(source)
    assert extract.records[0].values["start"] == "2027-05-11T09:30+01:00"
    assert extract.timezone == "Europe/Lisbon"


def test_one_change_further_dates_and_the_end_of_a_rule_are_kept():
    zone = """BEGIN:VTIMEZONE
TZID:Dunes
BEGIN:STANDARD
DTSTART:20200101T000000
TZOFFSETFROM:+0300
TZOFFSETTO:+0400
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:20250601T000000
RDATE:20260601T000000
TZOFFSETFROM:+0400
TZOFFSETTO:+0500
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20250901T000000
RRULE:FREQ=YEARLY;BYMONTH=9;BYMONTHDAY=1;UNTIL=20260901T000000Z
TZOFFSETFROM:+0500
TZOFFSETTO:+0400
END:STANDARD
END:VTIMEZONE
"""
    days = ("20190701", "20240701", "20250701", "20251001", "20260701", "20261001", "20270701")
    events = [f"SUMMARY:Sand {day}\nDTSTART;TZID=Dunes:{day}T100000\n" for day in days]
    found = [record.values["start"][-6:] for record in read(*events, head=zone).records]
    assert found == ["+03:00", "+04:00", "+05:00", "+04:00", "+05:00", "+04:00", "+04:00"]


def event(uid, title, hour, more=""):
    return f"UID:{uid}\nSUMMARY:{title}\nDTSTART:20270615T{hour:02}0000Z\n{more}"


def test_a_uid_of_different_events_is_no_id():
    extract = read(event("7", "Kelp", 9), event("7", "Ropes", 10), event("8", "Law", 11), event("9", "Tar", 12))
    assert [record.values.get("id") for record in extract.records] == [None] * 4
    assert [str(problem) for problem in extract.problems] == [
        "note: line 1, UID: 2 events share 1 UID, which are no ids then; such sessions are known by title and start."
    ]
    others = [event(str(number), f"Talk {number}", number) for number in range(10, 20)]
    extract = read(event("7", "Kelp", 9), event("7", "Ropes", 8), *others)
    assert [record.values.get("id") for record in extract.records[:3]] == [None, None, "10"]


def test_a_changed_occurrence_and_a_repeated_event_share_their_uid():
    series = event("7", "Stretching", 8, "RRULE:FREQ=DAILY;COUNT=3\n")
    changed = event("7", "Stretching later", 9, "RECURRENCE-ID:20270615T080000Z\n")
    extract = read(series, changed, event("8", "Law", 11), event("8", "Law", 11))
    assert [record.values["id"] for record in extract.records] == ["7", "7", "8", "8"]
    assert [problem.code for problem in extract.problems] == ["repeated-events"]
