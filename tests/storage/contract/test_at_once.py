"""Several at once on every store: two who publish, readers meanwhile, a programme of 50,000 sessions."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from bakers import baking, titles

from session_finder.domain.errors import Conflict
from session_finder.domain.library import Draft
from session_finder.domain.sessions import Programme, Session

pytestmark = pytest.mark.slow


def test_of_eight_who_publish_at_once_one_wins_and_the_others_are_told(bakery):
    libraries = [bakery.again() for _ in range(8)]
    drafts = [bakery.stage(f"Cake {number}").number for number in range(8)]
    start = threading.Barrier(8)

    def publish(number):
        start.wait()
        try:
            return libraries[number].publish("bakers", drafts[number], f"Organizer {number}", 1).number
        except Conflict as error:
            return str(error)

    with ThreadPoolExecutor(8) as threads:
        told = list(threads.map(publish, range(8)))
    (won,) = [said for said in told if isinstance(said, int)]
    assert bakery.current == won
    winner = f"Organizer {drafts.index(won)} published version {won} on "
    assert all(said.startswith(winner) for said in told if said != won)
    assert [line.what for line in bakery.library.audit()] == ["create", "publish", "publish"]


def test_of_eight_who_stage_at_once_each_has_a_number_of_its_own(bakery):
    libraries = [bakery.again() for _ in range(8)]
    start = threading.Barrier(8)

    def stage(number):
        start.wait()
        return libraries[number].stage("bakers", baking(f"Cake {number}"), Draft("Ana", "a.csv")).number

    with ThreadPoolExecutor(8) as threads:
        numbers = sorted(threads.map(stage, range(8)))
    assert numbers == list(range(2, 10))
    assert bakery.numbers == list(range(9, 0, -1))


def test_of_two_who_create_the_same_one_is_refused(store, refusal):
    libraries = [store.library() for _ in range(4)]
    start = threading.Barrier(4)

    def create(number):
        start.wait()
        try:
            return libraries[number].create("bakers", f"Bakers {number}").name
        except Exception as error:
            return type(error).__name__

    with ThreadPoolExecutor(4) as threads:
        told = [*threads.map(create, range(4))]
    assert told.count("AlreadyExists") == 3
    assert sum(name.startswith("Bakers ") for name in told) == 1


def test_readers_never_see_half_of_a_version_nor_an_older_one_again(bakery):
    bakery.publish(*(f"v0 {place}" for place in range(40)))
    readers = [bakery.again() for _ in range(3)]
    ended = threading.Event()

    def read(library):
        seen = []
        while not ended.is_set():
            programme = library.load("bakers")
            (state,) = {title.split()[0] for title in titles(programme)}
            assert len(programme.sessions) == 40
            current = [version.number for version in library.versions("bakers") if version.current]
            assert len(current) == 1
            seen.append(int(state[1:]))
        return seen

    with ThreadPoolExecutor(3) as threads:
        looking = [threads.submit(read, library) for library in readers]
        for number in range(1, 12):
            bakery.publish(*(f"v{number} {place}" for place in range(40)))
        ended.set()
        for seen in (found.result() for found in looking):
            assert seen == sorted(seen)
            assert len(seen) > 1


@pytest.fixture(scope="module")
def fifty_thousand():
    abstract = "A talk about bread, castles and the data of nurses. " * 4
    return Programme("big", "Big", tuple(Session(f"s{n}", f"Talk {n}", f"{n} {abstract}") for n in range(50_000)))


def test_fifty_thousand_sessions_are_published_and_read_whole(bakery, fifty_thousand):
    draft = bakery.library.stage("bakers", fifty_thousand, Draft("Ana", "big.csv"))
    assert (draft.sessions, draft.summary) == (50_000, "50,000 added, 2 removed")
    bakery.library.publish("bakers", draft.number, "Ana", 1)
    assert bakery.again().load("bakers").sessions == fifty_thousand.sessions
