"""A server whose database searches what is too large for its memory: the same answers, and what happens without it."""

import asyncio
from contextlib import suppress

import postgres_server
import pytest
from toy_model import ToyModel
from waiting import until

from session_finder.access.organizers import Organizer
from session_finder.bootstrap import service as wiring
from session_finder.bootstrap.service import Service
from session_finder.bootstrap.settings import Settings
from session_finder.domain.errors import Unavailable
from session_finder.intake import read_programme
from session_finder.planning.alternatives import alternative
from session_finder.publishing.upload import Upload
from session_finder.search.related import related_sessions
from session_finder.storage.postgres.schema import migrate

ANA = Organizer("Ana")
TITLES = ("Bread for nurses", "A castle of bread", "Data and a model", "A map of the castle", "Nurse health data")


@pytest.fixture(scope="module")
def server():
    """A server of this module's own, since it is killed."""
    with postgres_server.running(durable=True) as server:
        migrate(server.url())
        yield server


@pytest.fixture
def service(server, tmp_path, monkeypatch):
    """Makes a warm service for which more than so many sessions are large."""
    monkeypatch.setattr(wiring, "Model", ToyModel)
    made = []

    def make(large):
        made.append(Service(Settings(database_url=server.url(), cache=tmp_path, data=tmp_path, large=large)))
        made[-1].warm_up()
        return made[-1]

    yield make
    for one in made:
        one.stop()


def until_it_answers(ask):
    """For a moment after it was away nobody asks the server again."""

    def answered():
        with suppress(Unavailable):
            ask()
            return True
        return False

    until(answered, "an answer")


def answers(loaded):
    asked = ("bread", "nurse data", "map of a castle", "sourdough")
    return [
        [(match.session.id, round(match.score, 5), match.evidence) for match in loaded.finder.find(q).matches]
        for q in asked
    ]


def test_what_is_large_for_one_server_and_not_for_another_has_the_same_answers_on_both(service, server):
    small, large = service(100), service(4)
    small.publisher.create("bakers", "Bakers", "", ANA)
    reading = read_programme(
        "\n".join(["title,abstract", *(f"{title},About it." for title in TITLES)]).encode(), "a.csv"
    )
    small.publisher.publish("bakers", Upload("a.csv", reading), ANA)
    both = [one.loaded("bakers") for one in (small, large)]
    assert [one.finder.in_memory for one in both] == [True, False]
    assert answers(both[0]) == answers(both[1])
    assert asyncio.run(both[1].finder.find_async("bread")) == both[1].finder.find("bread")
    assert not both[1].topic_map.is_drawn
    assert len(both[1].topic_map.get().points) == 5

    server.kill()
    assert answers(both[0])
    with pytest.raises(Unavailable, match="The database does not answer"):
        both[1].finder.find("bread")
    programme = both[1].programme
    first, *others = programme.searchable
    assert related_sessions(both[1].finder, first).similar == ()
    assert alternative(both[1].finder, first, [first], others) is None
    server.start()
    until_it_answers(lambda: answers(both[1]))
    assert answers(both[0]) == answers(both[1])


def test_what_was_published_is_searched_across_all_conferences_a_moment_later(service):
    here = service(100)
    here.publisher.create("millers", "Millers", "", ANA)
    here.publisher.publish("millers", Upload("a.csv", read_programme(b"title\nA mill of bread\n", "a.csv")), ANA)

    def among_all():  # what a server that was killed was filling in is nobody's for half a minute
        answer = here.everywhere.find("bread", 9)
        return answer.approximate and "millers" in {one.conference.slug for one in answer.matches}

    until(among_all, "the new conference being among all", 90)
