from session_finder.intake.formats import sessionize_json
from session_finder.intake.model.records import Record
from session_finder.intake.model.sources import Source

TIDES = {
    "id": "101",
    "title": "Reading tides",
    "description": "A stick is enough.",
    "startsAt": "2027-05-11T09:00:00",
    "endsAt": "2027-05-11T09:45:00",
    "isServiceSession": False,
    "isPlenumSession": True,
    "speakers": ["s1", "s2", "gone"],
    "categoryItems": [1, 3, 5, 6, 7, 8, 99],
    "questionAnswers": [{"questionId": 9, "answerValue": "555 0100"}],
    "roomId": 4,
    "liveUrl": "https://meet.example/secret",
    "recordingUrl": None,
    "status": "Accepted",
    "isInformed": True,
    "isConfirmed": True,
}
LUNCH = {
    "id": "f00d",
    "title": "Time to eat",
    "description": None,
    "startsAt": "2027-05-11T12:00:00",
    "endsAt": "2027-05-11T13:00:00",
    "isServiceSession": True,
    "speakers": [],
    "categoryItems": [],
    "roomId": 4,
}
WHOLE = {
    "sessions": [TIDES, LUNCH],
    "speakers": [
        {"id": "s1", "firstName": "Mara", "lastName": "Quill", "email": "mara@example.org", "bio": "Sails."},
        {"id": "s2", "fullName": "Ode Finn", "sessions": [101]},
    ],
    "questions": [{"id": 9, "question": "Mobile phone", "questionType": "Short_Text"}],
    "categories": [
        {
            "id": 21,
            "title": "Track",
            "type": "session",
            "items": [{"id": 1, "name": "Water"}, {"id": 2, "name": "Air"}],
        },
        {"id": 22, "title": "Session format", "items": [{"id": 3, "name": "Talk"}]},
        {"id": 23, "title": "Level", "items": [{"id": 5, "name": "Beginner"}]},
        {"id": 24, "title": "Tools", "items": [{"id": 6, "name": "Stick"}, {"id": 7, "name": "Rope"}]},
        {"id": 25, "title": "T-shirt size", "items": [{"id": 8, "name": "XXL"}]},
        {"id": 26, "title": "Language", "type": "speaker", "items": [{"id": 99, "name": "Klingon"}]},
    ],
    "rooms": [{"id": 4, "name": "Pier"}],
}
GRID_SESSION = {**TIDES, "speakers": [{"id": "s1", "name": "Mara Quill"}], "room": "Pier"}


def read(tree):
    return sessionize_json.read(Source("all.json", tree=tree))


def test_all_data_is_joined_by_id():
    extract = read(WHOLE)
    assert extract.records[0] == Record(
        1,
        {
            "id": "101",
            "title": "Reading tides",
            "abstract": "A stick is enough.",
            "speakers": ("Mara Quill", "Ode Finn"),
            "room": "Pier",
            "start": "2027-05-11T09:00:00",
            "end": "2027-05-11T09:45:00",
            "track": "Water",
            "format": "Talk",
            "level": "Beginner",
            "tags": ("Stick", "Rope"),
        },
    )
    assert (extract.format, extract.rows, extract.problems) == ("Sessionize JSON", 2, ())
    assert (extract.columns["track"], extract.columns["tags"]) == ("Track", "Tools")


def test_a_service_session_is_one_and_a_plenum_session_is_not():
    assert [record.service for record in read(WHOLE).records] == [False, True]


def test_answers_addresses_and_what_is_about_people_are_named_and_left_out():
    extract = read(WHOLE)
    assert extract.dropped == (
        "liveUrl",
        "recordingUrl",
        "speakers.email",
        "speakers.bio",
        "Mobile phone",
        "T-shirt size",
    )
    for value in ("mara@example.org", "Sails", "555 0100", "XXL", "Klingon", "meet.example"):
        assert value not in repr(extract)


def test_only_accepted_sessions_stay_and_an_unknown_status_is_kept_with_a_warning():
    sessions = [{**TIDES, "status": status} for status in ("Accepted", "Declined", "Accept_Queue", None, "Moored")]
    extract = read({"sessions": sessions})
    assert [record.accepted for record in extract.records] == [True, False, False, True, True]
    assert [(problem.level, problem.line, problem.value) for problem in extract.problems] == [("warning", 5, "Moored")]


def test_sessions_that_are_not_confirmed_are_kept_and_counted():
    extract = read({"sessions": [TIDES, {**TIDES, "isConfirmed": False}, {**LUNCH, "isConfirmed": False}]})
    assert [record.accepted for record in extract.records] == [True, True, True]
    assert [str(problem) for problem in extract.problems] == [
        "note: isConfirmed: Sessions that their speakers have not confirmed: 1 of 2; they were kept."
    ]


def test_the_view_of_sessions_has_names_where_all_data_has_ids():
    category = {"id": 21, "name": "Track", "categoryItems": [{"id": 1, "name": "Water"}]}
    answers = [{"id": 9, "question": "Your pronoun", "answer": "they"}]
    session = {**GRID_SESSION, "categories": [category], "questionAnswers": answers}
    extract = read([{"groupId": None, "groupName": "All", "sessions": [session]}])
    values = extract.records[0].values
    assert (values["speakers"], values["room"], values["track"]) == (("Mara Quill",), "Pier", "Water")
    assert extract.dropped == ("liveUrl", "recordingUrl", "Your pronoun")
    assert "they" not in repr([record.values for record in extract.records])


def test_the_grid_gives_each_session_once():
    later = {**GRID_SESSION, "id": "102"}
    day = {
        "date": "2027-05-11T00:00:00",
        "rooms": [{"id": 4, "sessions": [GRID_SESSION]}, {"id": 5, "sessions": [GRID_SESSION]}],
        "timeSlots": [{"slotStart": "09:00:00", "rooms": [{"session": GRID_SESSION}, {"session": later}]}],
    }
    assert [record.values["id"] for record in read([day]).records] == ["101", "102"]


def test_the_list_of_speakers_is_refused_with_the_view_to_export():
    extract = read([{"id": "s1", "fullName": "Mara Quill", "sessions": [{"id": 101, "name": "Reading tides"}]}])
    assert extract.records == ()
    assert [str(problem) for problem in extract.problems] == [
        'error: This is Sessionize\'s list of speakers, without sessions. Export the view "All data" or "Sessions".'
    ]


def test_other_trees_are_left_to_other_formats():
    for tree in (None, [], {}, 7, "x", [{"title": "Tides"}], {"sessions": [{"title": "Tides"}]}, {"sessions": 5}):
        assert read(tree) is None
