from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
from toys import ToyEncoder

from session_finder.domain.sessions import Programme, Session
from session_finder.evaluation.questions import AskedQuestion, read_questions
from session_finder.evaluation.readings import QuestionReading, Readings, readings_of
from session_finder.models.encoder import vectors_name
from session_finder.search.loaded_conference import LoadedConference
from session_finder.storage.vectors.sqlite_cache import VectorCache

QUESTIONS = Path(__file__).resolve().parents[2] / "data" / "harbour-2027" / "questions.jsonl"
at = datetime.fromisoformat
TUESDAY, WEDNESDAY = "2027-05-11", "2027-05-12"
SESSIONS = (
    Session("1", "Bread", "Rye and water", start=at("2027-05-12T10:00"), format="workshop"),
    Session("2", "Maps", "Castles", start=at("2027-05-12T09:00"), format="workshop"),
    Session("3", "Nurses", "Health", start=at("2027-05-11T09:00"), format="talk"),
)
WORKSHOPS = AskedQuestion("q1", "workshops on Wednesday", "en", read={"format": ("Workshop",), "day": (WEDNESDAY,)})
BREAD = AskedQuestion("q2", "bread", "en", read={"subjects": ("Bread!",)})


@pytest.fixture
def toy():
    return ToyEncoder()


@pytest.fixture
def bakers(toy, tmp_path):
    programme = Programme("p", "Bakers", SESSIONS, "Europe/Lisbon")
    return LoadedConference.build(programme, toy, VectorCache(tmp_path, vectors_name(toy), toy.card.dimensions))


def as_read(asked=BREAD, read=None, offered=None, listed=None, **expected):
    """A question that expects ``expected``, and that was read as ``read``."""
    return QuestionReading(replace(asked, read=expected), read or {}, offered or {}, listed)


def test_questions_are_read_as_the_finder_reads_them(bakers):
    assert readings_of(bakers, (WORKSHOPS, BREAD)) == Readings(
        (
            QuestionReading(WORKSHOPS, {"day": (WEDNESDAY,), "format": ("workshop",)}, {}, ("2", "1")),
            QuestionReading(BREAD, {"subjects": ("bread",)}, {}, None),
        )
    )


def test_reading_and_listing_questions_computes_nothing_with_the_model(bakers, toy):
    before = len(toy.encoded)
    assert readings_of(bakers, (WORKSHOPS, BREAD)).questions == 2
    assert len(toy.encoded) == before


@pytest.mark.parametrize(
    ("now", "day"),
    [(None, TUESDAY), (at("2027-05-11T08:00"), WEDNESDAY), (at("2027-05-11T23:59"), WEDNESDAY)],
)
def test_a_question_is_asked_on_the_day_before_unless_it_says_when(bakers, now, day):
    question = AskedQuestion("q1", "tomorrow", "en", now, {"day": (day,)})
    assert readings_of(bakers, (question,)).exact == 1


def test_a_programme_without_days_has_readings_too(toy, tmp_path):
    programme = Programme("p", "Bakers", (Session("1", "Bread", "Rye", format="talk"),))
    loaded = LoadedConference.build(programme, toy, VectorCache(tmp_path, vectors_name(toy), toy.card.dimensions))
    assert readings_of(loaded, (BREAD,)).exact == 1


@pytest.mark.parametrize(
    ("expected", "read", "exact", "false"),
    [
        ({}, {}, True, False),
        ({"track": ("Ovens", "Mills")}, {"track": ("mills", "OVENS")}, True, False),
        ({"track": ("Ovens", "Mills")}, {"track": ("Ovens",)}, False, False),
        ({"track": ("Ovens",)}, {"track": ("Ovens", "Mills")}, False, True),
        ({"track": ("Ovens",)}, {"tag": ("Ovens",)}, False, True),
        ({"from": "09:30"}, {"from": "09:30"}, True, False),
        ({"from": "09:30"}, {"from": "09:00"}, False, True),
        ({"from": "09:30"}, {"to": "09:30"}, False, True),
        ({"longer": 60}, {"longer": 60}, True, False),
        ({"longer": 60}, {"longer": 90}, False, True),
        ({"without": ("Rye",)}, {"without": ("rye",)}, True, False),
        ({"without": ("rye",)}, {}, False, False),
        ({}, {"without": ("rye",)}, False, True),
        ({"subjects": ("Bread?",)}, {"subjects": ("the bread",)}, True, False),
        ({"subjects": ("rye bread",)}, {"subjects": ("bread rye",)}, False, False),
        ({"subjects": ("bread",)}, {}, False, False),
        ({}, {"subjects": ("bread",)}, False, False),
        ({"subjects": ("bread", "old maps")}, {"subjects": ("old maps and bread",)}, True, False),
        ({"subjects": ("bread", "old maps")}, {"subjects": ("maps and bread",)}, False, False),
    ],
)
def test_a_reading_is_exact_with_the_same_filters_and_subject_and_false_with_a_filter_too_many(
    expected, read, exact, false
):
    one = as_read(read=read, **expected)
    assert (one.exact, one.false, one.right) == (exact, false, exact)


@pytest.mark.parametrize(
    ("expected", "listed", "right"),
    [
        (None, None, True),
        (None, ("1",), True),
        (("2", "1"), ("2", "1"), True),
        (("2", "1"), ("1", "2"), False),
        (("2",), ("2", "1"), False),
        (("2",), None, False),
        ((), (), True),
        ((), None, False),
        (tuple(map(str, range(25))), tuple(map(str, range(20))), True),
    ],
)
def test_a_list_has_the_same_sessions_in_the_same_order_the_first_twenty_of_a_longer_one(expected, listed, right):
    asked = replace(BREAD, sessions=expected)
    one = as_read(asked, listed=listed)
    found = Readings((one,))
    assert (one.list_exact, one.right) == (right, right)
    assert (found.lists, found.exact_lists) == ((0, 0) if expected is None else (1, int(right)))


@pytest.mark.parametrize(
    ("offered", "right"),
    [({"without": ("Rye",)}, True), ({"without": ("rye", "oats")}, True), ({}, False), ({"tag": ("rye",)}, False)],
)
def test_what_is_proposed_must_be_among_what_is_offered(offered, right):
    asked = replace(BREAD, proposed={"without": ("rye",)})
    found = Readings((as_read(asked, offered=offered), as_read(offered=offered)))
    assert (found.proposals, found.exact_proposals) == (1, int(right))
    assert found.wrong == (() if right else found.each[:1])


def test_what_is_not_wanted_is_offered_while_it_is_searched_for(bakers):
    question = AskedQuestion(
        "q1", "no framework", "en", read={"subjects": ("no framework",)}, proposed={"without": ("framework",)}
    )
    assert readings_of(bakers, (question,)).each[0] == QuestionReading(
        question, {"subjects": ("no framework",)}, {"without": ("framework",)}
    )


def test_the_figures_count_the_readings():
    found = Readings((as_read(), as_read(read={"tag": ("rye",)}), as_read(tag=("rye",))))
    assert (found.questions, found.exact, found.false, found.lists, found.proposals) == (3, 1, 1, 0, 0)
    assert found.wrong == found.each[1:]


@pytest.mark.slow
def test_the_questions_about_the_sample_are_read_well(loaded):
    found = readings_of(loaded, read_questions(QUESTIONS))
    assert found.exact >= 0.95 * found.questions, [one.question.id for one in found.wrong]
    assert found.false <= 0.01 * found.questions, [one.question.id for one in found.each if one.false]
    assert found.exact_lists >= 0.95 * found.lists
