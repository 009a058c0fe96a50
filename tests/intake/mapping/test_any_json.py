import pytest

from session_finder.intake.mapping import any_json
from session_finder.intake.model.records import Record
from session_finder.intake.model.sources import Source

TIDES = {"title": "Reading tides", "abstract": "A stick is enough.", "start": "2027-05-11 09:30", "room": "Pier"}
KNOTS = {"title": "Knots", "abstract": "Bring rope.", "start": "2027-05-11 10:30", "room": "Quay"}


def read(tree):
    return any_json.read(Source("programme.json", tree=tree))


@pytest.mark.parametrize(
    "tree",
    [
        [TIDES, KNOTS],
        {"sessions": [TIDES, KNOTS]},
        {"data": {"programme": {"items": [TIDES, KNOTS]}}},
        {"version": 3, "people": [{"name": "Mara Quill", "bio": "Sails."}] * 9, "talks": [TIDES, KNOTS]},
        [[TIDES], [KNOTS]],
        [TIDES, "not a session", None, KNOTS],
    ],
)
def test_the_list_of_sessions_is_found_wherever_it_is(tree):
    assert read(tree).records == [Record(1, TIDES), Record(2, KNOTS)]


def test_in_an_object_of_objects_the_keys_are_the_ids_unless_they_are_addresses():
    extract = read({"tides": TIDES, "mara@example.org": KNOTS})
    assert [record.values.get("id") for record in extract.records] == ["tides", None]
    assert "mara@example.org" not in repr(extract)


def test_keys_are_known_by_the_names_of_columns_in_any_way_of_writing():
    session = {
        "sessionTitle": "Reading tides",
        "Description": "A stick is enough.",
        "speaker_names": ["Mara Quill"],
        "startTime": "2027-05-11T09:30",
        "EndTime": "2027-05-11T10:15",
        "Keywords": ["sea", "sea", "wind"],
        "roomName": "Pier",
        "shirtSize": "XXL",
        "email": "mara@example.org",
    }
    extract = read([session])
    assert extract.records[0].values == {
        "title": "Reading tides",
        "abstract": "A stick is enough.",
        "speakers": ("Mara Quill",),
        "start": "2027-05-11T09:30",
        "end": "2027-05-11T10:15",
        "tags": ("sea", "wind"),
        "room": "Pier",
    }
    assert extract.dropped == ("shirtSize", "email")
    assert "example.org" not in repr(extract)


def test_every_scalar_may_be_a_list_of_one():
    session = {key: [value] for key, value in TIDES.items()}
    assert read([session]).records == [Record(1, TIDES)]


def test_objects_stand_for_their_names():
    session = {**TIDES, "room": {"id": 4, "name": "Pier"}, "track": {"en": "Water"}, "speakers": {"name": "Mara Quill"}}
    assert read([session]).records[0].values == {**TIDES, "track": "Water", "speakers": "Mara Quill"}


def test_texts_one_level_deeper_belong_to_the_entry():
    paper = {"id": "p1", "content": {"title": {"value": "Tides"}, "authors": ["Mara Quill"], "abstract": "Stick."}}
    assert read([paper]).records[0].values == {
        "id": "p1",
        "title": "Tides",
        "abstract": "Stick.",
        "speakers": ("Mara Quill",),
    }


def test_sessions_have_the_day_and_the_room_that_they_stand_under():
    rooms = [{"name": "Pier", "sessions": [{"title": "Tides", "start": "09:30"}]}]
    tree = {"days": [{"date": "2027-05-11", "rooms": rooms}, {"date": "2027-05-12", "rooms": rooms}]}
    records = read(tree).records
    assert [(record.values["day"], record.values["room"], record.values["start"]) for record in records] == [
        ("2027-05-11", "Pier", "09:30"),
        ("2027-05-12", "Pier", "09:30"),
    ]


def test_lists_under_dates_have_these_days():
    tree = {"2027-05-11": [{"title": "Tides", "start": "09:30"}], "2027-05-12": [{"title": "Knots", "start": "09:30"}]}
    assert [record.values["day"] for record in read(tree).records] == ["2027-05-11", "2027-05-12"]


def test_ids_of_speakers_and_rooms_are_looked_up_in_the_lists_beside():
    tree = {
        "sessions": [{**TIDES, "speakers": ["s1", "s2"], "room": 4}],
        "speakers": [{"id": "s1", "name": "Mara Quill"}, {"id": "s2", "firstName": "Ode", "lastName": "Finn"}],
        "rooms": [{"id": 4, "name": "Pier"}],
    }
    values = read(tree).records[0].values
    assert (values["speakers"], values["room"]) == (("Mara Quill", "Ode Finn"), "Pier")


def test_a_description_beside_an_abstract_is_read_too():
    extract = read([{**TIDES, "description": "We go outside at low tide."}])
    assert extract.records[0].values["abstract"] == "A stick is enough.\n\nWe go outside at low tide."
    assert extract.dropped == ()


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (1810024200, "1810024200"),
        (1810024200000, "1810024200000"),
        (930, "930"),
        (True, "true"),
        (-1, "-1"),
    ],
)
def test_numbers_stay_digits_until_times_are_parsed(start, expected):
    assert read([{**TIDES, "start": start}]).records[0].values["start"] == expected


def test_states_and_marks_are_minded():
    sessions = [
        {**TIDES, "status": "accepted"},
        {**TIDES, "status": "rejected"},
        {**TIDES, "status": "moored"},
        {**TIDES, "isCancelled": True},
        {**TIDES, "isBreak": True},
        {**TIDES, "title": "Lunch"},
    ]
    extract = read(sessions)
    assert [record.accepted for record in extract.records] == [True, False, True, False, True, True]
    assert [record.service for record in extract.records] == [False, False, False, False, True, True]
    assert [(problem.level, problem.line, problem.value) for problem in extract.problems] == [("warning", 3, "moored")]


@pytest.mark.parametrize(
    "tree",
    [
        [{"name": "Mara Quill", "email": "mara@example.org", "location": "Porto", "topic": "Sails"}],
        [{"name": "Mara Quill", "title": "Captain", "bio": "Sails."}],
        {"speakers": [{"title": "Captain", "abstract": "Sails."}]},
        [{"name": "Pier"}, {"name": "Quay"}],
        [1, 2],
        {},
        [],
        "text",
        7,
    ],
)
def test_people_rooms_and_nothing_are_refused_and_no_value_is_repeated(tree):
    extract = read(tree)
    assert extract.records == ()
    assert [problem.level for problem in extract.problems] == ["error"]
    assert "Quill" not in repr(extract)


def test_the_refusal_names_the_keys_found_and_the_known_names():
    advice = read([{"foo": 1, "bar": 2, "mara@example.org": 3}]).problems[0].advice
    assert advice.startswith("No list of sessions was found in this JSON file.")
    assert "known names: id, title, abstract, speakers" in advice
    assert advice.endswith("Found: foo, bar.")


def test_what_is_no_json_is_left_to_other_formats():
    assert any_json.read(Source("x.csv")) is None


def post(number, **more):
    """A post of a blog program, with the moment when it was written."""
    title = f"Knots of kind {number} that hold"
    return {
        "id": 100 + number,
        "date": f"2027-01-1{number}T12:03:44",
        "date_gmt": f"2027-01-1{number}T11:03:44",
        "type": "session",
        "link": f"https://conf.example/{number}/",
        "title": {"rendered": title},
        "content": {
            "rendered": f"<p>{title}, and what the sea has to say about it year after year.</p>",
            "protected": False,
        },
        **more,
    }


def first_of(posts):
    return any_json.read(Source("posts.json", tree=posts)).records[0].values


def test_the_moment_when_a_post_was_written_is_no_start():
    values = first_of([post(number) for number in range(5)])
    assert values["title"] == "Knots of kind 0 that hold"
    assert not values.keys() & {"start", "day", "end"}


def test_custom_fields_of_a_post_are_read():
    acf = {"date": "20270511", "start": "09:00", "end": "09:30", "room": "Quay"}
    people = [{"ID": 7, "post_title": "Ada Moss", "post_type": "speaker"}]
    values = first_of([post(number, acf={**acf, "speakers": people}) for number in range(5)])
    assert {name: values[name] for name in ("day", "start", "end", "room", "speakers")} == {
        "day": "20270511",
        "start": "09:00",
        "end": "09:30",
        "room": "Quay",
        "speakers": ("Ada Moss",),
    }


def test_unix_seconds_without_a_telling_name_are_the_start_if_they_are_round():
    posts = [post(number, meta={"_wcpt_session_time": 1810000800 + 3600 * number}) for number in range(5)]
    assert first_of(posts)["start"] == "1810000800"
    assert "start" not in first_of([post(n, meta={"_edit_last": 1810000801 + 977 * n}) for n in range(5)])


def test_entries_inside_an_entry_of_the_same_keys_are_sessions_of_their_own():
    block = {**TIDES, "title": "Sea", "entries": {"a": TIDES, "b": KNOTS}}
    extract = read({"2027-05-11": {"s1": block, "s2": {**KNOTS, "title": "Sails"}}})
    assert [record.values["title"] for record in extract.records] == ["Reading tides", "Knots", "Sails"]
    assert [record.values.get("track") for record in extract.records] == ["Sea", "Sea", None]


def test_entries_that_are_related_to_a_session_are_not():
    extract = read([{**TIDES, "related": [KNOTS, KNOTS]}, KNOTS])
    assert [record.values["title"] for record in extract.records] == ["Reading tides", "Knots"]


def test_a_slot_that_names_its_talk_is_no_track_of_it():
    talks = {"t1": {"title": "Reading tides", "abstract": "A stick."}, "t2": {"title": "Knots", "abstract": "Rope."}}
    slots = [{"id": f"s{number}", "start": f"2027-05-11T{8 + number:02}:30", "talk": f"t{number}"} for number in (1, 2)]
    found = [record.values for record in read({"slots": slots, "talks": talks}).records]
    assert [(one["title"], one["start"], "track" in one) for one in found] == [
        ("Reading tides", "2027-05-11T09:30", False),
        ("Knots", "2027-05-11T10:30", False),
    ]
