"""The same answers from every store: a finder built from what came back, with the store's own vectors."""

from contextlib import closing

import pytest
from toys import WORDS, ToyEncoder

from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session
from session_finder.filters.filters import EVERYTHING, Filters
from session_finder.search.loaded_conference import LoadedConference
from session_finder.search.request import Request
from session_finder.search.results import Feedback
from session_finder.storage.vectors.sqlite_cache import VectorCache

PLACES = ("Room 1", "Room 2")
SESSIONS = tuple(
    Session(
        id=f"s{number}",
        title=f"{WORDS[number % 8]} {WORDS[number // 8 % 8]} {number}",
        abstract=f"About {WORDS[number * 3 % 8]} and {WORDS[number * 5 % 8]}. Not {WORDS[number * 7 % 8]}, {number}.",
        room=PLACES[number % 2],
    )
    for number in range(200)
)
INTERESTS = ("bread", "nurse health data", "castle map", "a model of graphs", "bread 17", "sourdough")


FILTERS = (EVERYTHING, Filters(room=("Room 2",)), Filters(room=("Room 9",)))


def answers(finder):
    """What is found by each interest under each filter, by what is like a session, and by a taste."""
    found = [finder.find(Request.plain(interest, filters)) for interest in INTERESTS for filters in FILTERS]
    found.append(finder.find("", feedback=Feedback(more=("s7", "s11"), less=("s3",))))
    matches = [answer.matches for answer in found] + [finder.similar_to("s17")]
    return [[(match.session.id, match.score, match.evidence) for match in some] for some in matches]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """What a finder says that no store ever saw."""
    encoder = ToyEncoder()
    with closing(VectorCache(tmp_path_factory.mktemp("alone"), encoder.digest, 8)) as cache:
        return answers(LoadedConference.build(Programme("toys", "Toys", SESSIONS), encoder, cache).finder)


def same(said, wanted):
    assert [[(session, evidence) for session, _, evidence in one] for one in said] == [
        [(session, evidence) for session, _, evidence in one] for one in wanted
    ]
    assert [score for one in said for _, score, _ in one] == pytest.approx(
        [score for one in wanted for _, score, _ in one], abs=1e-5
    )


def test_the_top_three_are_the_same_to_five_places_and_nothing_is_encoded_twice(store, expected):
    library = store.library()
    library.create("toys", "Toys")
    library.stage("toys", Programme("x", "x", SESSIONS), Draft("Ana", "toys.csv"))
    library.publish("toys", 1, "Ana", None)
    for first in (True, False):  # the second time as another process, from what the first one kept
        encoder = ToyEncoder()
        finder = LoadedConference.build(store.library().load("toys"), encoder, store.cache(encoder.digest)).finder
        assert bool(encoder.encoded) is first
        same(answers(finder), expected)


def test_a_programme_too_large_for_memory_has_the_same_answers(store, expected):
    programme = Programme("toys", "Toys", SESSIONS, version="1")
    encoder = ToyEncoder()
    for encoded in (200, 0):  # the second time it is all there
        searched = store.searched(programme, encoder)
        cache = store.cache(encoder.digest)
        finder = LoadedConference.build(programme, encoder, cache, build_vectors=searched).finder
        assert finder.encoded == encoded
        same(answers(finder), expected)
