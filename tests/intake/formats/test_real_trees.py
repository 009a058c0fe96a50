"""Schedules of real conferences, as pretalx, Sessionize, wafer and frab wrote them."""

import json

import pytest
from defusedxml.ElementTree import parse

from session_finder.intake.formats import frab, pretalx_json, sessionize_json
from session_finder.intake.model.sources import Source


def schedule(shared_data, name):
    root = parse(shared_data / "programmes" / "ccc_36c3_debconf23" / name).getroot()
    return frab.read(Source(name, xml=root)), root


@pytest.mark.parametrize(
    ("name", "events", "breaks", "zone"),
    [("36c3_merged.xml", 1351, 0, ""), ("debconf23.xml", 117, 31, "Asia/Kolkata"), ("fosdem_2021.xml", 773, 0, "")],
)
def test_every_event_of_a_schedule_is_there(shared_data, name, events, breaks, zone):
    extract, _ = schedule(shared_data, name)
    assert (extract.rows, len(extract.records), extract.timezone) == (events, events, zone)
    assert sum(record.service for record in extract.records) == breaks
    assert extract.problems == ()


@pytest.mark.parametrize("name", ["36c3_merged.xml", "debconf23.xml", "fosdem_2021.xml"])
def test_each_event_says_what_its_element_says(shared_data, name):
    extract, root = schedule(shared_data, name)
    events = list(root.iter("event"))
    for record, event in zip(extract.records, events, strict=True):
        values = record.values
        assert values["title"].startswith((event.findtext("title") or "").strip())
        assert values["room"] == (event.findtext("room") or "").strip()
        assert values["id"] == (event.get("guid") or event.get("id"))
        assert values.get("track", "") == " ".join((event.findtext("track") or "").split())
        persons = (" ".join((person.text or "").split()) for person in event.iter("person"))
        assert values.get("speakers", ()) == tuple(dict.fromkeys(filter(None, persons)))
        assert values["start"] == (event.findtext("date") or event.findtext("start"))
        hours, minutes = event.findtext("duration").split(":")
        assert values.get("duration", "0") == str(int(hours) * 60 + int(minutes))


def test_clock_times_of_fosdem_have_the_days_of_their_weekend(shared_data):
    extract, _ = schedule(shared_data, "fosdem_2021.xml")
    assert {record.values["day"] for record in extract.records} == {"2021-02-06", "2021-02-07"}


def test_the_submissions_of_euroscipy_are_read_with_one_note(shared_data):
    path = shared_data / "programmes" / "euroscipy2025_pretalx" / "submissions.json"
    extract = pretalx_json.read(Source(path.name, tree=json.loads(path.read_text(encoding="utf-8"))))
    assert (extract.rows, sum(record.accepted for record in extract.records)) == (39, 39)
    assert all(
        record.values.keys() == {"id", "title", "abstract", "duration", "language"} for record in extract.records
    )
    assert [problem.level for problem in extract.problems] == ["note"]


def test_global_azure_has_29_sessions_of_which_one_is_lunch(shared_data):
    path = shared_data / "programmes" / "globalazure2020_sessionize" / "sessionize.json"
    tree = json.loads(path.read_text(encoding="utf-8"))
    extract = sessionize_json.read(Source(path.name, tree=tree))
    names = {speaker["id"]: speaker["fullName"] for speaker in tree["speakers"]}
    rooms = {room["id"]: room["name"] for room in tree["rooms"]}
    assert len(extract.records) == 29
    assert sum(record.service for record in extract.records) == 1
    for record, session in zip(extract.records, tree["sessions"], strict=True):
        assert record.values.get("speakers", ()) == tuple(names[key] for key in session["speakers"])
        assert (record.values["room"], record.values["start"]) == (rooms[session["roomId"]], session["startsAt"])
        assert record.service or record.values["language"] in ("German", "English")
    assert extract.dropped[-3:] == ("Streaming URL", "Short Link", "YouTube Video")
