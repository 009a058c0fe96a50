import json

import pytest
from defusedxml.ElementTree import fromstring

from session_finder.intake.formats import frab
from session_finder.intake.model.records import Record
from session_finder.intake.model.sources import Source

TALK = {
    "guid": "aa-1",
    "code": "TIDE01",
    "id": 17,
    "date": "2027-05-11T09:30:00+01:00",
    "start": "09:30",
    "duration": "00:45",
    "room": "Pier",
    "slug": "tides",
    "url": "https://harbour.example/talk/TIDE01/",
    "title": "Reading tides",
    "subtitle": "With a stick",
    "track": {"en": "Water", "de": "Wasser"},
    "type": "Talk",
    "language": "en",
    "abstract": "A stick is enough.",
    "description": "We go outside.",
    "do_not_record": True,
    "persons": [
        {"id": 3, "public_name": "Mara Quill", "name": "M. Quill", "email": "mara@example.org", "biography": "Sails."}
    ],
    "links": [],
    "answers": [{"question": "Shirt size", "answer": "M"}],
}
XML = """<?xml version="1.0" encoding="UTF-8"?>
<schedule>
  <conference><title>Harbour Days</title><day_change>04:00:00</day_change></conference>
  <day index="1" date="2027-05-11"><room name="Pier">
    <event id="17" guid="aa-1">
      <start>23:30</start><duration>01:00</duration><room>Pier</room><title>Night watch</title><subtitle/>
      <track>Water</track><type>lecture</type><language>en</language>
      <abstract>&lt;p&gt;Stars.&lt;/p&gt;</abstract><description/>
      <persons><person id="3">Mara Quill</person><person id="4">Ode Finn</person></persons>
      <links><link href="https://harbour.example">more</link></links>
    </event>
    <event id="18"><start>01:15</start><duration>00:30</duration><title>Later still</title></event>
  </room></day>
  <day index="2" date="2027-05-12"><room name="Quay">
    <event id="19"><date>2027-05-12T12:00:00+01:00</date><duration>01:00</duration><title>Lunch</title></event>
    <event id="20"><start>14:00</start><duration>01:00</duration><title>Lunch with sailors</title></event>
  </room></day>
</schedule>"""


def schedule(*talks, **conference):
    days = [{"index": 1, "date": "2027-05-11", "rooms": {"Hall": list(talks)}}]
    return {"schedule": {"version": "1", "conference": {"title": "Harbour Days", "days": days, **conference}}}


def of_json(tree):
    return frab.read(Source("schedule.json", tree=json.loads(json.dumps(tree))))


def of_xml(content):
    return frab.read(Source("schedule.xml", xml=fromstring(content)))


def test_a_talk_of_a_schedule_json_has_all_that_attendees_may_see():
    extract = of_json(schedule(TALK, time_zone_name="Europe/Lisbon"))
    assert extract.records == [
        Record(
            1,
            {
                "id": "aa-1",
                "title": "Reading tides: With a stick",
                "abstract": "A stick is enough.\n\nWe go outside.",
                "speakers": ("Mara Quill",),
                "track": "Water",
                "format": "Talk",
                "room": "Pier",
                "language": "en",
                "url": "https://harbour.example/talk/TIDE01/",
                "code": "TIDE01",
                "start": "2027-05-11T09:30:00+01:00",
                "duration": "45",
            },
        )
    ]
    assert (extract.name, extract.timezone, extract.rows) == ("Harbour Days", "Europe/Lisbon", 1)
    assert extract.problems == ()


def test_what_is_private_is_named_and_its_values_are_nowhere():
    extract = of_json(schedule(TALK))
    assert extract.dropped == ("do_not_record", "links", "answers", "persons.email", "persons.biography")
    assert "mara@example.org" not in repr(extract)
    assert "Sails" not in repr(extract)
    assert "Shirt" not in repr(extract)


def test_the_code_is_the_id_where_there_is_no_guid_and_the_number_where_there_is_neither():
    talks = [{"code": "TIDE01", "id": 17, "title": "a"}, {"id": 17, "title": "b"}, {"title": "c"}]
    assert [record.values.get("id") for record in of_json(schedule(*talks)).records] == ["TIDE01", "17", None]


def test_the_room_and_the_day_are_those_that_the_talk_stands_under_when_it_says_none():
    record = of_json(schedule({"title": "Knots", "start": "10:00", "duration": "01:30"})).records[0]
    assert record.values == {
        "title": "Knots",
        "room": "Hall",
        "day": "2027-05-11",
        "start": "10:00",
        "duration": "90",
    }


def test_several_conferences_in_one_file_are_read_one_after_another():
    first, second = schedule({"title": "One"}), schedule({"title": "Two"}, title="Sea Days")
    assert [record.values["title"] for record in of_json([first, second]).records] == ["One", "Two"]
    assert [record.line for record in of_json([first, second]).records] == [1, 2]
    assert of_json(first["schedule"]).records[0].values["title"] == "One"


def test_rooms_may_be_a_list():
    tree = {"conference": {"days": [{"date": "2027-05-11", "rooms": [{"name": "Pier", "talks": [{"title": "One"}]}]}]}}
    assert of_json(tree).records == [Record(1, {"title": "One", "room": "Pier", "day": "2027-05-11"})]


def test_the_events_of_a_schedule_xml_are_read_like_those_of_the_json():
    extract = of_xml(XML)
    assert extract.records[0] == Record(
        1,
        {
            "id": "aa-1",
            "title": "Night watch",
            "abstract": "<p>Stars.</p>",
            "speakers": ("Mara Quill", "Ode Finn"),
            "track": "Water",
            "format": "lecture",
            "room": "Pier",
            "language": "en",
            "code": "17",
            "day": "2027-05-11",
            "start": "23:30",
            "duration": "60",
        },
    )
    assert extract.dropped == ("links",)
    assert (extract.name, extract.timezone, extract.rows) == ("Harbour Days", "", 4)


def test_before_the_change_of_day_a_clock_time_is_of_the_next_date():
    values = of_xml(XML).records[1].values
    assert (values["day"], values["start"]) == ("2027-05-12", "01:15")


def test_lunch_is_a_service_and_lunch_with_somebody_is_a_talk():
    assert [record.service for record in of_xml(XML).records] == [False, False, True, False]


def test_a_namespace_does_not_hide_the_events():
    spaced = XML.replace("<schedule>", '<schedule xmlns="https://harbour.example/schedule">')
    assert of_xml(spaced).records == of_xml(XML).records


@pytest.mark.parametrize(
    ("duration", "minutes"),
    [
        *(("00:45", "45"), ("1:30", "90"), ("24:00", "1440"), ("30:00", "1800"), ("45", "45")),
        *(("00:45:00", "45"), ("02:00:00", "120"), ("2:00:00", "2880"), ("1:02:30", "1590")),
        *(("00:00", ""), ("", ""), ("an hour", ""), ("-1:00", ""), ("1:2:3:4", ""), ("99999:00", ""), ("²:00", "")),
    ],
)
def test_a_duration_is_told_in_minutes(duration, minutes):
    assert frab.minutes(duration) == minutes


def test_an_end_counts_where_there_is_no_duration():
    talk = {"title": "Knots", "date": "2027-05-11T09:30:00+01:00", "end": "2027-05-11T10:00:00+01:00"}
    assert of_json(schedule(talk)).records[0].values["end"] == "2027-05-11T10:00:00+01:00"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "UTC", "../etc/passwd", "", "x" * 1000, 7, None])
def test_a_zone_that_is_no_place_is_not_passed_on(zone):
    assert of_json(schedule(TALK, time_zone_name=zone)).timezone == ""


def test_a_schedule_without_events_is_refused_in_one_sentence():
    extract = of_xml("<schedule><conference><title>Harbour</title></conference></schedule>")
    assert extract.records == ()
    assert [problem.level for problem in extract.problems] == ["error"]


@pytest.mark.parametrize(
    "tree", [None, [], {}, {"schedule": None}, {"schedule": {"conference": {"days": [1]}}}, 7, "x"]
)
def test_other_trees_are_left_to_other_formats(tree):
    assert frab.read(Source("other.json", tree=tree)) is None


def test_other_xml_is_left_to_other_formats():
    assert of_xml("<rss><event/></rss>") is None
