"""What lies around a session."""

import pytest
from toys import ToyEncoder

from session_finder.domain.sessions import Programme
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.related import meanwhile, others_of_speakers, related_sessions
from session_finder.storage.vectors.sqlite_cache import VectorCache


@pytest.fixture
def toy_finder(tmp_path):
    from datetime import UTC, datetime

    from session_finder.domain.sessions import Session

    def held(name, title, hour, *speakers, abstract="A nurse draws a map of health data", **about):
        start, end = datetime(2027, 5, 11, hour, tzinfo=UTC), datetime(2027, 5, 11, hour + 1, tzinfo=UTC)
        return Session(name, title, abstract, speakers=speakers, start=start, end=end, **about)

    sessions = (
        held("late", "Graph", 15, "ADA Byron", "Grace", abstract="A graph"),
        held("one", "Health", 9, "Ada Byron", "Joan"),
        held("again", "Health", 14, "Ada Byron", "Joan"),
        held("beside", "Bread", 9, "Joan", abstract="Bread"),
        held("tea", "Tea", 9, format="break"),
        Session("some time", "Castle", "A castle", speakers=("Joan",)),
    )
    toy = ToyEncoder()
    cache = VectorCache(tmp_path, toy.digest, toy.card.dimensions)
    return LoadedConference.build(Programme("toy", "Toy", sessions), toy, cache).finder


def ids(sessions):
    return [session.id for session in sessions]


def test_speakers_who_have_others_are_named_with_these_by_start(toy_finder):
    programme = toy_finder.programme
    others = others_of_speakers(programme, programme.by_id["one"])
    assert [(name, ids(sessions)) for name, sessions in others] == [
        ("Ada Byron", ["again", "late"]),
        ("Joan", ["beside", "again", "some time"]),
    ]
    assert [name for name, _ in others_of_speakers(programme, programme.by_id["late"])] == ["ADA Byron"]


def test_meanwhile_is_what_overlaps_breaks_left_out(toy_finder):
    programme = toy_finder.programme
    assert ids(meanwhile(programme, programme.by_id["one"])) == ["beside"]
    assert ids(meanwhile(programme, programme.by_id["tea"])) == ["one", "beside"]
    assert meanwhile(programme, programme.by_id["some time"]) == ()


def test_a_session_knows_its_repeats_and_what_is_like_it(toy_finder):
    around = related_sessions(toy_finder, toy_finder.programme.by_id["one"])
    assert ids(around.repeats) == ["again"]
    assert ids(around.similar) == [match.session.id for match in toy_finder.similar_to("one")]
    assert len(around.similar) == 3
    assert not {"one", "again", "tea"} & set(ids(around.similar))


def test_nothing_is_like_a_break(toy_finder):
    around = related_sessions(toy_finder, toy_finder.programme.by_id["tea"])
    assert (around.repeats, around.similar) == ((), ())
