import pytest

from session_finder.intake.mapping import any_json
from session_finder.intake.model.sources import Source

TEXT = "What a rope is made of, who twists it, and how long it holds a ship in a storm."


def read(*entries):
    return any_json.read(Source("programme.json", tree=list(entries)))


def values(**entry):
    return dict(read({"title": "Ropes", **entry}).records[0].values)


@pytest.mark.parametrize(
    ("key", "value", "field", "expected"),
    [
        ("when", {"from": "2027-05-11 09:00"}, "start", "2027-05-11 09:00"),
        ("timeslot", {"name": "Morning", "start": "2027-05-11 09:00"}, "start", "2027-05-11 09:00"),
        ("slots", [{"start": "2027-05-11 09:00"}], "start", "2027-05-11 09:00"),
        (
            "start",
            {"date": "2027-05-11", "time": "10:00:00", "tz": "Europe/Paris"},
            "start",
            "2027-05-11T10:00:00+02:00",
        ),
        (
            "start",
            {"dateTime": "2027-05-11T10:00:00", "timeZone": "Europe/Paris"},
            "start",
            "2027-05-11T10:00:00+02:00",
        ),
        ("room", {"data": {"id": 2, "attributes": {"name": "Pier"}}}, "room", "Pier"),
        ("location", {"displayName": "Pier"}, "room", "Pier"),
        ("loc", ["Pier", "Quay"], "room", "Pier, Quay"),
        ("microlocation", {"id": 1, "name": "Pier"}, "room", "Pier"),
        ("session-type", {"id": 1, "name": "Talk"}, "format", "Talk"),
        ("long-abstract", TEXT, "abstract", TEXT),
        ("body", {"html": TEXT}, "abstract", TEXT),
        ("desc", {"de": "Seile", "fr": "Cordes"}, "abstract", "Seile"),
        ("content", {"rendered": TEXT}, "abstract", TEXT),
        ("authors", {"value": ["Mara Quill", "Ben Ost"]}, "speakers", ("Mara Quill", "Ben Ost")),
        ("fields", [{"name": "Track", "value": "Sea"}], "track", "Sea"),
        ("url", {"href": "https://site.example/1"}, "url", "https://site.example/1"),
    ],
)
def test_values_in_objects_are_values_of_the_session(key, value, field, expected):
    assert values(**{key: value})[field] == expected


def test_two_times_in_a_list_are_start_and_end():
    found = values(date="2027-05-11", time=["9:00", "9:45"])
    assert (found["day"], found["start"], found["end"]) == ("2027-05-11", "09:00", "09:45")


@pytest.mark.parametrize(
    ("person", "name"),
    [
        ({"fullName": "Quill, Mara", "first_name": "Mara", "last_name": "Quill"}, "Mara Quill"),
        ({"first_name": "Mara", "last_name": "QUILL"}, "Mara Quill"),
        ({"givenName": "Mara", "familyName": "Quill"}, "Mara Quill"),
        ({"speaker_name": "Mara Quill"}, "Mara Quill"),
        ({"role": "chair", "person": {"name": "Mara Quill"}}, "Mara Quill"),
        ({"user": {"full_name": "Mara Quill", "email": "mara@site.example"}}, "Mara Quill"),
        ({"name": "Mara Quill", "title": "Captain", "affiliation": "Dock"}, "Mara Quill"),
    ],
)
def test_persons_are_known_by_any_usual_parts_of_names(person, name):
    assert values(speakers=[person])["speakers"] == (name,)


def test_what_else_is_told_of_a_person_is_no_name():
    nobody = {"affiliation": "Dock", "email": "mara@site.example", "bio": "Sails."}
    extract = read({"title": "Ropes", "abstract": TEXT, "speakers": [nobody]})
    assert "speakers" not in extract.records[0].values
    assert "site.example" not in repr(extract.records)


def test_persons_of_other_keys_speak_where_nobody_does():
    extract = read(
        {"title": "Ropes", "speakers": [{"name": "Mara Quill"}], "primaryauthors": [{"name": "Ben Ost"}]},
        {"title": "Knots", "speakers": [], "primaryauthors": [{"name": "Ben Ost"}]},
    )
    assert [record.values["speakers"] for record in extract.records] == [("Mara Quill",), ("Ben Ost",)]


def test_chairs_and_participants_speak_together_if_nobody_else_does():
    assert values(chair=[{"name": "Mara Quill"}], participants=[{"name": "Ben Ost"}])["speakers"] == (
        "Mara Quill",
        "Ben Ost",
    )


def test_a_slot_holds_a_talk_or_a_break():
    lunch = {"id": "b", "nameEN": "Lunch", "nameFR": "Repas"}
    talk = {"id": "t", "title": "Ropes", "summary": TEXT, "speakers": [{"name": "Mara Quill"}]}
    slots = [
        {"slotId": "1", "roomName": "Pier", "from": "09:00", "talk": None, "break": lunch},
        {"slotId": "2", "roomName": "Quay", "from": "10:00", "talk": talk, "break": None},
    ]
    first, second = read(*slots).records
    assert first.values == {"id": "b", "title": "Lunch", "room": "Pier", "start": "09:00"}
    assert first.service
    assert second.values == {
        "id": "t",
        "title": "Ropes",
        "abstract": TEXT,
        "speakers": ("Mara Quill",),
        "room": "Quay",
        "start": "10:00",
    }


def test_the_shorter_of_two_texts_is_the_title_where_no_key_is_called_so():
    extract = read({"summary": "Ropes", "description": TEXT, "start": "2027-05-11 09:00"})
    assert extract.records[0].values["title"] == "Ropes"
    assert [problem.code for problem in extract.problems] == ["guessed-column"]


def test_times_of_day_without_any_day_are_left_out_with_one_note():
    extract = read(*({"title": title, "start": "09:00", "end": "10:00"} for title in ("Ropes", "Knots", "Tides")))
    assert [record.values.keys() for record in extract.records] == [{"title"}] * 3
    assert [problem.code for problem in extract.problems] == ["times-without-days"]


def test_a_key_of_an_inner_object_can_be_chosen_by_its_own_name():
    tree = [{"id": "1", "content": {"title": "Ropes", "abstract": TEXT, "note": "Bring gloves."}}]
    source = Source("programme.json", tree=tree)
    proposed, by_name = any_json.read(source), any_json.read(source, {"abstract": "note"})
    assert proposed.columns["abstract"] == "content.abstract"
    assert by_name.records[0].values["abstract"] == "Bring gloves."


def test_the_choice_of_the_organizer_overrides_the_proposal():
    tree = [{"title": "Ropes", "abstract": TEXT, "host": "Mara Quill", "stage": "Pier"}]
    extract = any_json.read(Source("x.json", tree=tree), {"room": "", "track": "stage", "level": "gone"})
    assert (extract.records[0].values.get("room"), extract.records[0].values["track"]) == (None, "Pier")
    assert [problem.code for problem in extract.problems] == ["missing-key"]
