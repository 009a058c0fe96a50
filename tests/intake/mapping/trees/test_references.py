import pytest

from session_finder.intake.mapping import any_json
from session_finder.intake.model.sources import Source

MARA = {"id": "p1", "name": "Mara Quill"}
BEN = {"id": "p2", "firstName": "Ben", "lastName": "Ost", "company": "Dock"}


def read(tree):
    return any_json.read(Source("programme.json", tree=tree))


def talk(title, **more):
    return {"title": title, "abstract": f"What {title.lower()} mean to a harbour.", **more}


def values(extract, *fields):
    return [tuple(record.values.get(field, "") for field in fields) for record in extract.records]


@pytest.mark.parametrize(
    ("key", "ids", "beside"),
    [
        ("speakerIds", ["p1", "p2"], {"speakers": [MARA, BEN]}),
        ("presenters", ["p1", "p2"], {"people": [MARA, BEN]}),
        ("speakers", "p1, p2", {"speakers": [MARA, BEN]}),
        ("speakers", {"p1": True, "p2": True}, {"speakers": {"p1": {"name": "Mara Quill"}, "p2": BEN}}),
        ("speakers", ["mara", "ben"], {"speakers": {"mara": "Mara Quill", "ben": "Ben Ost"}}),
        ("speakers", [27, 28], {"speakers": [{"id": 27, "name": "Mara Quill"}, {"id": 28, "name": "Ben Ost"}]}),
        ("speakers", [{"id": "p1"}, {"id": "p2"}], {"speakers": [MARA, BEN]}),
        (
            "speakers",
            {"data": [{"type": "speaker", "id": "1"}, {"type": "speaker", "id": "2"}]},
            {
                "included": [
                    {"type": "speaker", "id": "1", "attributes": {"name": "Mara Quill"}},
                    {"type": "speaker", "id": "2", "attributes": {"name": "Ben Ost"}},
                    {"type": "room", "id": "1", "attributes": {"name": "Pier"}},
                ]
            },
        ),
    ],
)
def test_ids_stand_for_the_objects_that_another_list_holds(key, ids, beside):
    extract = read({"sessions": [talk("Knots", **{key: ids})], **beside})
    assert values(extract, "title", "speakers") == [("Knots", ("Mara Quill", "Ben Ost"))]
    assert extract.problems == ()
    assert extract.unused == {}


def test_numbers_match_by_the_likeness_of_the_names_only():
    tree = {
        "sessions": [talk("Knots", roomId=1, trackId=1), talk("Tides", roomId=2, trackId=1)],
        "rooms": [{"id": 1, "name": "Pier"}, {"id": 2, "name": "Quay"}],
        "tracks": [{"id": 1, "title": "Sea"}],
        "sponsors": [{"id": 1, "name": "Rope Ltd"}],
    }
    extract = read(tree)
    assert values(extract, "room", "track") == [("Pier", "Sea"), ("Quay", "Sea")]
    assert extract.unused == {"sponsors": 1}


@pytest.mark.parametrize(
    "more",
    [
        {"speakers": [27, 28]},
        {"speakers": ["AB3XYZ", "CSFTCQ"]},
        {"speakerIds": ["mara", "ben"]},
        {"track": 5541},
        {"roomId": "r-4"},
        {"tags": [3, 4]},
    ],
)
def test_ids_without_objects_are_left_out_with_a_note(more):
    extract = read([talk("Knots", **more)])
    (key,) = more
    assert extract.records[0].values.keys() == {"title", "abstract"}
    assert [(problem.code, problem.column) for problem in extract.problems] == [("ids-without-objects", key)]


def test_an_id_that_is_missing_among_others_is_left_out_and_a_name_is_kept():
    sessions = [talk("Knots", speakers=["p1", "p9", "Ode Finn"]), talk("Tides", speakers=["p2"])]
    extract = read({"sessions": sessions, "speakers": [MARA, BEN]})
    assert values(extract, "speakers") == [(("Mara Quill", "Ode Finn"),), (("Ben Ost",),)]
    assert [problem.code for problem in extract.problems] == ["ids-without-objects"]


def test_a_room_may_have_a_number():
    assert values(read([talk("Knots", room=4)]), "room") == [("4",)]


def test_slots_that_refer_to_talks_give_them_times_and_rooms():
    tree = {
        "slots": [
            {"start": "2027-05-11 09:00", "end": "2027-05-11 10:00", "room": "Pier", "talkId": 1},
            {"start": "2027-05-11 12:00", "end": "2027-05-11 13:00", "room": "Foyer", "title": "Lunch"},
        ],
        "talks": [talk("Knots", id=1, speaker="Mara Quill"), talk("Tides", id=2, speaker="Ben Ost")],
    }
    assert values(read(tree), "title", "start", "end", "room", "track") == [
        ("Lunch", "2027-05-11 12:00", "2027-05-11 13:00", "Foyer", ""),
        ("Knots", "2027-05-11 09:00", "2027-05-11 10:00", "Pier", ""),
        ("Tides", "", "", "", ""),
    ]


def test_a_talk_has_the_track_that_it_stands_under_and_the_time_of_its_slot():
    tree = {
        "tracks": [
            {"name": "Sea", "talks": [talk("Knots", id="a")]},
            {"name": "Land", "talks": [talk("Ropes", id="b")]},
        ],
        "slots": [{"start": "2027-05-11 09:00", "talkId": "b"}, {"start": "2027-05-11 10:00", "talkId": "a"}],
    }
    assert values(read(tree), "title", "start", "track") == [
        ("Knots", "2027-05-11 10:00", "Sea"),
        ("Ropes", "2027-05-11 09:00", "Land"),
    ]


@pytest.mark.parametrize("key", ["slotId", "timeslot"])
def test_talks_that_name_their_slot_have_its_time(key):
    tree = {
        "talks": [talk("Knots", **{key: "b"}), talk("Ropes", **{key: "a"})],
        f"{key.removesuffix('Id')}s": [
            {"id": "a", "start": "2027-05-11 09:00", "room": "Pier"},
            {"id": "b", "start": "2027-05-11 10:00", "room": "Pier"},
        ],
    }
    extract = read(tree)
    assert values(extract, "title", "start", "room") == [
        ("Knots", "2027-05-11 10:00", "Pier"),
        ("Ropes", "2027-05-11 09:00", "Pier"),
    ]
    assert extract.unused == {}


def test_long_chains_of_references_are_followed_for_a_bounded_way():
    tree = {
        "talks": [talk("Knots", id=f"t{place}", slotId=f"s{place}") for place in range(3_000)],
        "slots": [
            {"id": f"s{place}", "talkId": f"t{place + 1}", "start": "2027-05-11 09:00"} for place in range(3_000)
        ],
    }
    assert values(read(tree), "start") == [("2027-05-11 09:00",)] * 3_000


def test_sessions_that_list_their_talks_by_id_are_around_them():
    tree = {
        "sessions": [
            {"id": "s1", "title": "Ropes", "start": "2027-05-11 09:00", "room": "Pier", "papers": ["x1"]},
            {"id": "s2", "title": "Closing", "start": "2027-05-11 17:00", "room": "Pier", "papers": []},
        ],
        "papers": [talk("Hemp", id="x1", authors="Mara Quill")],
    }
    assert values(read(tree), "id", "title", "start", "track") == [
        ("s2", "Closing", "2027-05-11 17:00", ""),
        ("x1", "Hemp", "2027-05-11 09:00", "Ropes"),
    ]


def test_talks_that_name_their_session_by_id_are_inside_of_it():
    tree = {
        "papers": [talk("Hemp", sessionId=1, authors="Mara Quill"), talk("Steel", sessionId=1, authors="Ben Ost")],
        "sessions": [{"id": 1, "title": "Ropes", "start": "2027-05-11 09:00", "room": "Pier"}],
    }
    assert values(read(tree), "title", "start", "room", "track") == [
        ("Hemp", "2027-05-11 09:00", "Pier", "Ropes"),
        ("Steel", "2027-05-11 09:00", "Pier", "Ropes"),
    ]


def test_persons_who_name_their_sessions_are_the_speakers():
    tree = {
        "speakers": [{**MARA, "sessions": ["s1"]}, {**BEN, "sessions": ["s1", "s2"]}],
        "sessions": [talk("Knots", id="s1"), talk("Tides", id="s2")],
    }
    assert values(read(tree), "speakers") == [(("Mara Quill", "Ben Ost"),), (("Ben Ost",),)]


def test_talks_inside_of_persons_are_read_where_there_are_no_others():
    tree = {"speakers": [{**MARA, "talks": [talk("Knots")]}, {**BEN, "talks": [talk("Tides")]}]}
    assert values(read(tree), "title", "speakers") == [("Knots", ("Mara Quill",)), ("Tides", ("Ben Ost",))]


def test_objects_that_refer_to_each_other_are_read_once():
    tree = {
        "talks": [talk("Knots", id="t1", slotId="s1", start="2027-05-11 09:00", room="Pier")],
        "slots": [{"id": "s1", "title": "Morning", "talkId": "t1", "start": "2027-05-11 09:00", "room": "Pier"}],
    }
    assert values(read(tree), "title") == [("Knots",)]
