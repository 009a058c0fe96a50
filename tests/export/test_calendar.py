"""Calendars, read back by two parsers: the one that wrote them, and one that others wrote."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
import vobject
from dateutil import tz
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from session_finder.domain.sessions import Programme, Session
from session_finder.export.calendar import (
    LONGEST,
    one_line,
    plan_calendar,
    session_calendar,
    several_lines,
    uid,
)

LISBON = ZoneInfo("Europe/Lisbon")
NOW = datetime(2027, 5, 1, 12, 30, 15, 123456, tzinfo=UTC)
TALK = Session(
    "HC-01",
    "Sourdough, slowly; a talk",
    "One.\n\nTwo.",
    ("Ada Quill", "Bruno Vale"),
    "Baking",
    room="Hall 1",
    start=datetime(2027, 5, 11, 10, tzinfo=LISBON),
    end=datetime(2027, 5, 11, 10, 40, tzinfo=LISBON),
    url="https://harbour.example/a?x=1&y=2",
)


def programme(*sessions, zone="Europe/Lisbon"):
    return Programme("bakers", "Bakers 2027", sessions, zone)


def plan(*sessions, zone="Europe/Lisbon", page=None):
    return plan_calendar(programme(*sessions, zone=zone), sessions, "My plan", NOW, page)


def both(content):
    """The events as icalendar and as vobject read them: summary, start and end of each."""
    first = [
        (str(event["SUMMARY"]), event.DTSTART, event.DTEND) for event in Calendar.from_ical(content).walk("VEVENT")
    ]
    # vobject keeps the first description of a zone that it ever read.
    vobject.icalendar.__dict__["__tzidMap"].clear()
    vobject.icalendar.registerTzid("UTC", UTC)
    read = vobject.readOne(content.decode())
    second = [
        (event.summary.value, event.dtstart.value, event.dtend.value if hasattr(event, "dtend") else None)
        for event in getattr(read, "vevent_list", [])
    ]
    return first, second


def test_the_whole_calendar_of_a_plan_is_exactly_this():
    content = plan(TALK, page=lambda session: f"https://finder.example/programme?session={session.id}").content
    zone = content[content.index(b"BEGIN:VTIMEZONE") : content.index(b"BEGIN:VEVENT")]
    assert content.replace(zone, b"").decode().split("\r\n") == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Session Finder//Session Finder//EN",
        "CALSCALE:GREGORIAN",
        "NAME:My plan",
        "X-WR-CALNAME:My plan",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-TIMEZONE:Europe/Lisbon",
        "BEGIN:VEVENT",
        "SUMMARY:Sourdough\\, slowly\\; a talk",
        "DTSTART;TZID=Europe/Lisbon:20270511T100000",
        "DTEND;TZID=Europe/Lisbon:20270511T104000",
        "DTSTAMP:20270501T123015Z",
        "UID:" + uid("bakers", "HC-01"),
        "CATEGORIES:Baking",
        "DESCRIPTION:Ada Quill\\, Bruno Vale\\n\\nOne.\\n\\nTwo.\\n\\nhttps://harbour.exam",
        " ple/a?x=1&y=2",
        "LOCATION:Hall 1",
        "URL:https://finder.example/programme?session=HC-01",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_the_zone_is_described_for_the_days_of_the_sessions():
    late = replace(TALK, id="b", start=datetime(2027, 10, 31, 15, tzinfo=LISBON), end=None)
    (zone,) = Calendar.from_ical(plan(TALK, late).content).timezones
    assert zone.to_ical().decode().split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Lisbon",
        "BEGIN:DAYLIGHT",
        "DTSTART:20270510T010000",
        "TZNAME:WEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0100",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20271031T020000",
        "TZNAME:WET",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0000",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_both_parsers_find_the_session_at_its_time():
    first, second = both(plan(TALK).content)
    assert first == second == [(TALK.title, TALK.start, TALK.end)]
    assert second[0][1].utcoffset() == timedelta(hours=1)


def test_a_session_alone_has_the_uid_that_it_has_in_a_plan():
    alone = Calendar.from_ical(session_calendar(programme(TALK), TALK, NOW).content)
    (event,) = alone.walk("VEVENT")
    assert str(event["UID"]) == uid("bakers", "HC-01") == "175653ea-8f8c-5288-8235-34520cd6e465"
    assert "METHOD" not in alone
    assert "REFRESH-INTERVAL" not in alone


def test_a_uid_is_of_one_conference_and_one_session():
    pairs = [("a", "b"), ("b", "a"), ("a", "b "), ("ab", ""), ("", "ab"), ("a", "\ud800")]
    assert len({uid(*pair) for pair in pairs}) == len(pairs)


def test_without_a_page_of_ours_the_programme_s_address_is_the_event_s():
    (event,) = Calendar.from_ical(plan(TALK).content).walk("VEVENT")
    assert event["URL"] == TALK.url
    assert TALK.url not in event["DESCRIPTION"]


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a.example/\r\nATTENDEE:x", "ftp://a", "https://"])
def test_what_is_no_web_address_is_no_link(address):
    (event,) = Calendar.from_ical(plan(replace(TALK, url=address)).content).walk("VEVENT")
    assert "URL" not in event
    assert "ATTENDEE" not in event


def test_a_cancelled_session_is_a_cancelled_event():
    cancelled = Session("1", "Knots", start=datetime(2027, 5, 11, 10, tzinfo=LISBON), cancelled=True)
    assert b"STATUS:CANCELLED\r\n" in plan(cancelled).content
    assert b"STATUS" not in plan(replace(cancelled, cancelled=False)).content


def test_sessions_without_a_time_are_left_out_and_counted():
    made = plan(TALK, Session("b", "Maps"), Session("c", "Bread"))
    assert made.left_out == 2
    assert [event[0] for event in both(made.content)[0]] == [TALK.title]


def test_a_calendar_without_events_is_one_all_the_same():
    made = plan()
    assert both(made.content) == ([], [])


def test_a_time_without_a_zone_floats():
    floating = replace(TALK, start=datetime(2027, 5, 11, 10), end=None)  # noqa: DTZ001
    content = plan(floating, zone="").content
    assert b"\r\nDTSTART:20270511T100000\r\n" in content
    assert b"VTIMEZONE" not in content


def test_a_time_with_an_offset_only_is_told_in_utc():
    offset = timezone(timedelta(hours=5, minutes=45))
    session = replace(TALK, start=datetime(2027, 5, 11, 10, tzinfo=offset), end=None)
    assert b"\r\nDTSTART:20270511T041500Z\r\n" in plan(session, zone="").content


def test_a_time_of_another_zone_is_told_by_the_conference_s_clock():
    session = replace(TALK, start=datetime(2027, 5, 11, 9, tzinfo=UTC))
    assert b"\r\nDTSTART;TZID=Europe/Lisbon:20270511T100000\r\n" in plan(session).content


def test_the_second_of_two_equal_hours_is_told_in_utc_since_no_zone_s_name_can_say_it():
    first = replace(TALK, start=datetime(2027, 10, 31, 1, 30, tzinfo=LISBON), end=None)
    second = replace(TALK, start=datetime(2027, 10, 31, 1, 30, fold=1, tzinfo=LISBON), end=None)
    assert b"\r\nDTSTART;TZID=Europe/Lisbon:20271031T013000\r\n" in plan(first).content
    assert b"\r\nDTSTART:20271031T013000Z\r\n" in plan(second).content


@pytest.mark.parametrize("minutes", [0, -30, None])
def test_an_end_that_is_not_after_the_start_is_no_end(minutes):
    end = None if minutes is None else TALK.start + timedelta(minutes=minutes)
    assert b"DTEND" not in plan(replace(TALK, end=end)).content


def test_a_long_abstract_is_cut_and_says_so():
    (event,) = Calendar.from_ical(plan(replace(TALK, abstract="x" * 50_000, speakers=(), url="")).content).walk(
        "VEVENT"
    )
    assert str(event["DESCRIPTION"]) == "x" * LONGEST + " …"


def test_lines_are_folded_at_75_octets_and_end_in_crlf():
    content = plan(replace(TALK, title="数据分析🎉" * 50, abstract="مقدمة في تحليل " * 200)).content
    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert all(line.decode() is not None for line in content.split(b"\r\n"))


@given(
    zone=st.sampled_from(
        ["Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca"]
    ),
    start=st.datetimes(datetime(1980, 1, 1), datetime(2150, 1, 1)),  # noqa: DTZ001
)
@settings(max_examples=100)
def test_the_description_of_the_zone_gives_the_very_offset_to_who_knows_no_names_of_zones(zone, start):
    begins = start.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    content = plan(replace(TALK, start=begins, end=None), zone=zone).content
    assume(b"DTSTART;TZID" in content)
    described = tz.tzical(io.StringIO(content.decode().replace("\r\n", "\n"))).get(zone)
    assert begins.replace(tzinfo=described, fold=0).utcoffset() == begins.utcoffset()


TEXTS = st.text() | st.text(alphabet="\\nN;:,\"'^%2C \t\r\n\x85\u2028\u202e\ufeff\x00🎉é")
ZONES = ["Europe/Lisbon", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe", "Africa/Casablanca", "UTC"]


@given(
    zone=st.sampled_from(ZONES),
    known=st.booleans(),
    title=TEXTS,
    others=st.tuples(TEXTS, TEXTS, TEXTS, TEXTS),
    start=st.datetimes(datetime(1980, 1, 1), datetime(2037, 1, 1)),  # noqa: DTZ001  pytz, which vobject asks, knows no later rules
    minutes=st.integers(0, 3000) | st.none(),
)
@settings(max_examples=150)
def test_whatever_the_texts_are_both_parsers_read_the_same_summary_and_times(
    zone, known, title, others, start, minutes
):
    abstract, speaker, track, room = others
    begins = start.replace(microsecond=0, tzinfo=ZoneInfo(zone)).astimezone(UTC).astimezone(ZoneInfo(zone))
    ends = None if minutes is None else (begins.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(begins.tzinfo)
    session = Session("1", title, abstract, (speaker,), track, room=room, start=begins, end=ends)
    content = plan(session, zone=zone if known else "").content
    end = ends if minutes else None
    first, second = both(content)
    assert first == second
    assert first == [(one_line(title), begins, end)]
    (event,) = Calendar.from_ical(content).walk("VEVENT")
    assert str(event.get("LOCATION", "")) == one_line(room)
    written = vobject.readOne(content.decode()).vevent
    said = "\n\n".join(part for part in (one_line(speaker), several_lines(abstract)) if part)
    assert str(event.get("DESCRIPTION", "")) == said
    assert (written.description.value if said else "") == said
