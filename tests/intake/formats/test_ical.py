import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

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
    assert values == {"id": "1", "title": "Knots", "start": "2027-05-11T09:30+00:00", "duration": "90"}


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


def test_cancelled_and_private_events_stay_out():
    extract = read(TIDES, TIDES + "STATUS:CANCELLED\n", TIDES + "CLASS:PRIVATE\n", TIDES + "STATUS:CONFIRMED\n")
    assert [record.accepted for record in extract.records] == [True, False, False, True]
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
