from session_finder.intake.formats import pretalx_json
from session_finder.intake.model.records import Record
from session_finder.intake.model.sources import Source

TIDES = {
    "code": "TIDE01",
    "title": "Reading tides",
    "speakers": [{"code": "QUILL1", "name": "Mara Quill", "email": "mara@example.org", "biography": "Sails."}],
    "submission_type": {"en": "Talk", "de": "Vortrag"},
    "track": {"id": 5, "name": {"en": "Water"}},
    "tags": [{"id": 1, "tag": "sea"}, "wind"],
    "state": "confirmed",
    "abstract": "A stick is enough.",
    "description": "We go outside.",
    "duration": 45,
    "content_locale": "en",
    "slots": [
        {"id": 8, "start": None, "end": None, "room": None},
        {
            "id": 9,
            "start": "2027-05-11T09:30:00+01:00",
            "end": "2027-05-11T10:15:00+01:00",
            "room": {"id": 2, "name": {"en": "Pier"}},
        },
    ],
    "internal_notes": "Pays late.",
    "resources": [],
    "answers": [{"answer": "XXL"}],
}


def page(*results, **more):
    return {"count": len(results), "next": None, "previous": None, "results": list(results), **more}


def read(tree):
    return pretalx_json.read(Source("submissions.json", tree=tree))


def test_a_submission_has_all_that_attendees_may_see():
    extract = read(page(TIDES))
    assert extract.records == [
        Record(
            1,
            {
                "id": "TIDE01",
                "title": "Reading tides",
                "abstract": "A stick is enough.\n\nWe go outside.",
                "speakers": ("Mara Quill",),
                "track": "Water",
                "format": "Talk",
                "room": "Pier",
                "start": "2027-05-11T09:30:00+01:00",
                "end": "2027-05-11T10:15:00+01:00",
                "duration": "45",
                "language": "en",
                "tags": ("sea", "wind"),
            },
        )
    ]
    assert extract.problems == ()


def test_notes_answers_and_addresses_are_named_and_left_out():
    extract = read(page(TIDES))
    assert extract.dropped == ("internal_notes", "resources", "answers", "speakers.email", "speakers.biography")
    for value in ("mara@example.org", "Sails", "Pays late", "XXL"):
        assert value not in repr(extract)


def test_only_accepted_and_confirmed_submissions_stay():
    states = ("accepted", "confirmed", "submitted", "rejected", "canceled", "withdrawn", "draft")
    records = read(page(*({**TIDES, "state": state} for state in states))).records
    assert [record.accepted for record in records] == [True, True, False, False, False, False, False]
    assert [record.cancelled for record in records] == [False] * 4 + [True] + [False] * 2


def test_a_state_of_another_program_is_kept_with_a_warning():
    extract = read(page({**TIDES, "state": "moored"}))
    assert extract.records[0].accepted
    assert [(problem.level, problem.line, problem.value) for problem in extract.problems] == [("warning", 1, "moored")]


def test_numbers_and_codes_are_nobodys_names_and_one_note_says_how_to_get_those():
    bare = {**TIDES, "track": 5, "submission_type": 6, "speakers": ["QUILL1"], "tags": [1], "slots": [9]}
    extract = read(page(bare))
    assert extract.records[0].values.keys() == {"id", "title", "abstract", "duration", "language"}
    assert [str(problem) for problem in extract.problems] == [
        "note: slots, speakers, track, submission_type, tags: the file has only the numbers or codes of these, which "
        "were left out. For the names ask for the page with ?expand=speakers,track,submission_type,tags,slots.room, "
        "or use schedule/export/schedule.json."
    ]


def test_the_slot_of_older_versions_is_read_too():
    slot = {"room": {"en": "Pier"}, "start": "2027-05-11T09:30:00+01:00", "end": "2027-05-11T10:15:00+01:00"}
    older = {**TIDES, "slot": slot, "slots": None, "speakers": ["Mara Quill"], "track": "Water"}
    values = read(page(older)).records[0].values
    assert (values["room"], values["start"]) == ("Pier", "2027-05-11T09:30:00+01:00")
    assert (values["speakers"], values["track"]) == (("Mara Quill",), "Water")


def test_a_session_with_several_slots_is_kept_once_with_a_note():
    extract = read(page({**TIDES, "slots": [TIDES["slots"][1], {"start": "2027-05-12T09:30:00+01:00"}]}))
    assert extract.records[0].values["start"] == "2027-05-11T09:30:00+01:00"
    assert [problem.advice for problem in extract.problems] == [
        "Sessions with several slots: 1; each was kept once, with its first slot."
    ]


def test_one_page_of_several_is_read_with_a_warning_that_counts():
    extract = read(page(TIDES, count=120, next="https://harbour.example/api/?page=2"))
    assert len(extract.records) == 1
    assert extract.problems[0].level == "warning"
    assert extract.problems[0].advice.startswith("This is one page of several: 1 of 120 sessions.")


def test_the_last_page_alone_is_told_too():
    extract = read(page(TIDES, previous="https://harbour.example/api/?page=1"))
    assert [(problem.level, problem.column) for problem in extract.problems] == [("warning", "previous")]


def test_pages_that_were_put_into_one_list_are_read_together():
    pages = [page(TIDES), page({**TIDES, "code": "TIDE02"})]
    assert [record.values["id"] for record in read(pages).records] == ["TIDE01", "TIDE02"]
    assert len(read([TIDES]).records) == 1


def test_the_widgets_schedule_is_joined_by_id_and_its_breaks_are_services():
    talk = {"code": "TIDE01", "title": "Reading tides", "speakers": ["QUILL1"], "track": 5, "room": 2}
    pause = {"title": {"en": "Time to stretch"}, "start": "2027-05-11T10:15:00+01:00", "room": 2}
    tree = {
        "talks": [talk, pause],
        "rooms": [{"id": 2, "name": {"en": "Pier"}}],
        "tracks": [{"id": 5, "name": {"en": "Water"}}],
        "speakers": [{"code": "QUILL1", "name": "Mara Quill", "avatar": None}],
        "timezone": "Europe/Lisbon",
    }
    extract = read(tree)
    assert extract.records[0].values == {
        "id": "TIDE01",
        "title": "Reading tides",
        "speakers": ("Mara Quill",),
        "track": "Water",
        "room": "Pier",
    }
    assert [record.service for record in extract.records] == [False, True]
    assert extract.timezone == "Europe/Lisbon"


def test_the_organizers_export_is_read_as_its_csv_is():
    session = {
        "ID": "TIDE01",
        "Proposal title": "Reading tides",
        "Proposal state": "confirmed",
        "Speaker names": ["Mara Quill", "Ode Finn"],
        "Start": "2027-05-11T09:30:00+01:00",
        "Internal notes": "Pays late.",
    }
    extract = read([session, {**session, "ID": "TIDE02", "Proposal state": "rejected"}])
    assert [(record.line, record.values["id"], record.accepted) for record in extract.records] == [
        (1, "TIDE01", True),
        (2, "TIDE02", False),
    ]
    assert extract.records[0].values["title"] == "Reading tides"
    assert extract.records[0].values["speakers"] == ("Mara Quill", "Ode Finn")
    assert "Pays late" not in repr(extract)


def test_other_trees_are_left_to_other_formats():
    for tree in (None, [], {}, 7, "x", {"results": []}, {"results": [{"title": "Tides"}]}, {"results": 5}):
        assert read(tree) is None
