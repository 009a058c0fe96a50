import pytest

from session_finder.intake.formats import sched_json
from session_finder.intake.model.records import Record
from session_finder.intake.model.sources import Source

TIDES = {
    "event_key": "17",
    "id": "0a1b",
    "active": "Y",
    "name": "Reading tides",
    "event_start": "2027-05-11 09:00",
    "event_end": "2027-05-11 09:45",
    "event_type": "Water",
    "event_subtype": "Beginner",
    "description": "<p>A stick is enough.</p>",
    "venue": "Pier",
    "venue_id": "4",
    "seats": "20",
    "goers": "7",
    "invite_only": "N",
    "speakers": [
        {"username": "mara", "id": 1, "name": "Mara Quill", "company": "Quill Ltd", "email": "mara@example.org"},
        {"username": "ode", "id": 2, "name": "Ode Finn", "company": ""},
    ],
}


def read(tree):
    return sched_json.read(Source("export.json", tree=tree))


def test_a_session_has_all_that_attendees_may_see():
    extract = read([TIDES])
    assert extract.records == [
        Record(
            1,
            {
                "id": "0a1b",
                "title": "Reading tides",
                "abstract": "<p>A stick is enough.</p>",
                "speakers": ("Mara Quill", "Ode Finn"),
                "room": "Pier",
                "start": "2027-05-11 09:00",
                "end": "2027-05-11 09:45",
                "tags": "Beginner",
                "track": "Water",
            },
        )
    ]
    assert extract.columns["start"] == "event_start"


def test_people_who_go_and_addresses_are_named_and_left_out():
    extract = read([TIDES])
    assert extract.dropped == (
        *("venue_id", "seats", "goers", "invite_only"),
        *("speakers.username", "speakers.company", "speakers.email"),
    )
    assert "mara@example.org" not in repr(extract)
    assert "Quill Ltd" not in repr(extract)


def test_the_other_names_of_the_same_keys_are_known():
    session = {
        "session_key": "17",
        "session_title": "Reading tides",
        "session_start": "2027-05-11 09:00",
        "session_end": "2027-05-11 09:45",
        "session_type": "Water",
        "speakers": "Mara Quill, Ode Finn",
    }
    values = read({"sessions": [session]}).records[0].values
    assert values == {
        "id": "17",
        "title": "Reading tides",
        "speakers": "Mara Quill, Ode Finn",
        "start": "2027-05-11 09:00",
        "end": "2027-05-11 09:45",
        "track": "Water",
    }


@pytest.mark.parametrize(("active", "accepted"), [("Y", True), ("N", False), (None, True), (False, False), ([], True)])
def test_a_session_that_is_not_active_is_not_in_the_programme(active, accepted):
    assert read([{**TIDES, "active": active}]).records[0].accepted is accepted


def test_types_that_are_words_for_formats_are_the_format():
    kinds = ("Workshops", "Keynote", "Water")
    records = read([{**TIDES, "event_type": kind} for kind in kinds]).records
    assert [record.values["format"] for record in records] == ["Workshops", "Keynote", "Water"]
    assert not any("track" in record.values for record in records)


def test_a_break_is_told_by_its_title_or_its_type():
    records = read([TIDES, {**TIDES, "name": "Lunch"}, {**TIDES, "event_type": "Breaks"}]).records
    assert [record.service for record in records] == [False, True, True]


def test_other_trees_are_left_to_other_formats():
    for tree in (None, [], {}, 7, "x", [{"name": "Tides", "event_start": "9:00"}], {"sessions": 5}):
        assert read(tree) is None
