"""The same answers from every store: a finder built from what came back, with the store's own vectors."""

from contextlib import closing

import pytest
from toys import WORDS, ToyEncoder

from session_finder.application.finder import SessionFinder
from session_finder.application.library import Draft
from session_finder.engine.vectors import VectorCache
from session_finder.sessions import Programme, Session

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


def answers(finder):
    found = [finder.find(interest) for interest in INTERESTS]
    return [[(match.session.id, match.score, match.evidence) for match in answer.matches] for answer in found]


@pytest.fixture(scope="module")
def expected(tmp_path_factory):
    """What a finder says that no store ever saw."""
    encoder = ToyEncoder()
    with closing(VectorCache(tmp_path_factory.mktemp("alone"), encoder.digest, 8)) as cache:
        return answers(SessionFinder.build(Programme("toys", "Toys", SESSIONS), encoder, cache))


def test_the_top_three_are_the_same_to_five_places_and_nothing_is_encoded_twice(store, expected):
    library = store.library()
    library.create("toys", "Toys")
    library.stage("toys", Programme("x", "x", SESSIONS), Draft("Ana", "toys.csv"))
    library.publish("toys", 1, "Ana", None)
    for first in (True, False):  # the second time as another process, from what the first one kept
        encoder = ToyEncoder()
        finder = SessionFinder.build(store.library().load("toys"), encoder, store.cache(encoder.digest))
        assert bool(encoder.encoded) is first
        for said, wanted in zip(answers(finder), expected, strict=True):
            assert [(session, evidence) for session, _, evidence in said] == [(s, e) for s, _, e in wanted]
            assert [score for _, score, _ in said] == pytest.approx([score for _, score, _ in wanted], abs=1e-5)
