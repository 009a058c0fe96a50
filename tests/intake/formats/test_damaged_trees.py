"""What holds for every tree: nothing raises, and nothing but the allowed fields comes out."""

import pytest
from defusedxml.ElementTree import ParseError, fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

from session_finder.intake.formats import frab, pretalx_json, sched_json, sessionize_json
from session_finder.intake.mapping import any_json
from session_finder.intake.model.records import FIELDS
from session_finder.intake.model.sources import Source

READERS = (sessionize_json.read, pretalx_json.read, frab.read, sched_json.read, any_json.read)
SECRET = "secret@example.org"

keys = st.sampled_from(
    [
        *("sessions", "speakers", "categories", "rooms", "items", "title", "id", "name", "startsAt", "categoryItems"),
        *("results", "code", "state", "slots", "track", "tracks", "talks", "next", "schedule", "conference", "days"),
        *("date", "start", "duration", "persons", "event_start", "event_type", "event_key", "active", "content", "en"),
        *("roomId", "questionAnswers", "timeSlots", "session", "abstract", "description", "tags", "status", "end"),
    ]
)
scalars = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.sampled_from(["1", "2027-05-11", "10:00", "accepted", "\ud800", "", "x" * 400, "2027-05-11T10:00:00+01:00"]),
)
trees = st.recursive(
    scalars, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(keys, inner, max_size=6), max_leaves=40
)


def check(extract):
    for record in extract.records:
        assert record.line > 0
        assert record.values.keys() <= FIELDS
        for value in record.values.values():
            assert value
            assert isinstance(value, str) or all(isinstance(part, str) and part for part in value)
    assert extract.columns.keys() <= FIELDS
    assert len(extract.dropped) <= 1_000
    assert all(problem.advice for problem in extract.problems)


@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=100)
@given(tree=trees)
def test_any_tree_is_read_or_refused_or_left_alone(reader, tree):
    extract = reader(Source("any.json", tree=tree))
    if extract is not None:
        check(extract)


SESSIONS = {"id": "1", "title": "Tides", "startsAt": "2027-05-11T10:00", "categoryItems": [1]}
SUBMISSION = {"code": "TIDE01", "state": "accepted", "submission_type": "Talk"}
EVENT = {"event_key": "1", "event_start": "2027-05-11 10:00", "name": "Tides"}


@settings(max_examples=100)
@given(st.dictionaries(keys, trees, max_size=8), trees)
def test_a_recognized_file_may_hold_anything_anywhere(entry, beside):
    schedule = {"conference": {"title": beside, "days": [{"date": beside, "rooms": {"Pier": [entry, beside]}}]}}
    check(sessionize_json.read(Source("x", tree={"sessions": [{**SESSIONS, **entry}], "speakers": beside})))
    check(pretalx_json.read(Source("x", tree={"results": [{**entry, **SUBMISSION}, entry], "next": beside})))
    check(sched_json.read(Source("x", tree=[{**entry, **EVENT}, entry])))
    check(frab.read(Source("x", tree={"schedule": schedule})))


@settings(max_examples=100)
@given(st.sampled_from(["notes", "email", "phone", "pronouns", "score", "shirtSize", "reviewer_notes", "zzz"]), trees)
def test_no_value_of_a_column_that_is_not_allowed_comes_out(key, beside):
    private = {key: SECRET, "answers": [{"answer": SECRET, "deep": beside}]}
    found = [
        sessionize_json.read(Source("x", tree={"sessions": [{**SESSIONS, **private}]})),
        pretalx_json.read(Source("x", tree={"results": [{**SUBMISSION, **private}]})),
        sched_json.read(Source("x", tree=[{**EVENT, **private}])),
        frab.read(Source("x", tree={"conference": {"days": [{"rooms": {"Pier": [{"title": "Tides", **private}]}}]}})),
        any_json.read(Source("x", tree=[{"title": "Tides", "start": "10:00", **private}])),
    ]
    for extract in found:
        assert SECRET not in repr(extract)
        assert key in extract.dropped


XML = b"""<schedule><conference><title>c</title><day_change>04:00</day_change></conference><day date="2027-05-11">
<room name="Pier"><event id="1"><start>10:00</start><duration>1:00</duration><title>Tides</title><persons>
<person id="1">Mara</person></persons></event></room></day></schedule>"""


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, len(XML) - 1), st.integers(32, 126)), max_size=3))
def test_a_damaged_schedule_xml_is_read_or_refused(damages):
    content = bytearray(XML)
    for place, byte in damages:
        content[place] = byte
    try:
        root = fromstring(bytes(content))
    except (ParseError, ValueError):
        return
    extract = frab.read(Source("schedule.xml", xml=root))
    if extract is not None:
        check(extract)
