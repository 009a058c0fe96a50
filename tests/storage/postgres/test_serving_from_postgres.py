"""Several servers over one database: each sees what another published, and serves on while the database is away."""

import logging
from contextlib import closing
from datetime import UTC, datetime

import postgres_server
import pytest
from bakers import baking
from toys import ToyEncoder
from waiting import nobody_is_held, until

from session_finder.domain.errors import StoreError
from session_finder.domain.library import Draft
from session_finder.search.loaded_conference import LoadedConference
from session_finder.serving.live import Serving
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.library import PostgresLibrary
from session_finder.storage.postgres.schema import migrate
from session_finder.storage.vectors.postgres_cache import VectorTable


class Server:
    """A process that serves from a database."""

    def __init__(self, url):
        self.database = Database(url)
        self.library = PostgresLibrary(self.database)
        self.encoder = ToyEncoder()
        self.cache = VectorTable(self.database, self.encoder.digest, 8)
        self.serving = Serving(self.library, self.index)

    def index(self, programme, progress):
        return LoadedConference.build(programme, self.encoder, self.cache, progress)

    def filled(self):
        self.serving.fill(lambda *_: None)
        return self

    @property
    def found(self):
        return [match.session.title for match in self.serving.now().loaded("bakers").finder.find("bread").matches]

    def publish(self, *names):
        draft = self.library.stage("bakers", baking(*names), Draft("Ana", "a.csv"))
        current = next((version.number for version in self.library.versions("bakers") if version.current), None)
        self.index(self.library.load("bakers", draft.number), None)
        self.library.publish("bakers", draft.number, "Ana", current)


@pytest.fixture(scope="module")
def postgres_of_its_own():
    with postgres_server.running(durable=True) as server:
        yield server


@pytest.fixture
def url(postgres_of_its_own):
    with postgres_server.database(postgres_of_its_own.url()) as url:
        migrate(url)
        yield url


@pytest.fixture
def servers(url):
    """Two of them, with a programme that the first one published."""
    one, other = Server(url), Server(url)
    with closing(one.database), closing(other.database):
        one.library.create("bakers", "Bakers")
        one.publish("bread")
        yield one.filled(), other.filled()


def test_the_search_right_after_a_publish_on_one_server_finds_it_on_the_other_without_encoding(servers):
    one, other = servers
    for number in range(5):
        one.publish(f"bread {number}")
        assert other.found == [f"bread {number}"]
    assert {*other.encoder.encoded} == {"bread"}  # the interest
    assert other.serving.now().as_of is None


def test_while_the_database_is_away_what_is_in_memory_is_found_and_said_as_of_when(
    servers, postgres_of_its_own, caplog
):
    one, other = servers
    before = datetime.now(UTC)
    assert other.found == ["bread"]
    after = datetime.now(UTC)
    postgres_of_its_own.kill()
    try:
        with nobody_is_held():
            assert [other.found for _ in range(200)] == [["bread"]] * 200
        assert before <= other.serving.now().as_of <= after
        with nobody_is_held(), pytest.raises(StoreError, match=r"^The database does not answer\."):
            one.publish("castle")
    finally:
        postgres_of_its_own.start()
    until(lambda: other.serving.now().as_of is None)
    one.publish("bread and castle")
    assert other.found == ["bread and castle"]
    warnings = [record.getMessage() for record in caplog.records if record.name.endswith("serving.live")]
    assert [said.split(";")[0].split(",")[0] for said in warnings] == [
        "The programmes cannot be read",
        "The programmes can be read again",
    ]


def test_a_database_that_stands_still_does_not_keep_every_search_waiting(servers, postgres_of_its_own):
    _, other = servers
    postgres_of_its_own.freeze()
    try:
        with nobody_is_held():
            for _ in range(100):
                assert other.found == ["bread"]
    finally:
        postgres_of_its_own.thaw()
    until(lambda: other.serving.now().as_of is None)


def test_a_server_that_starts_while_the_database_is_away_serves_once_it_is_there(servers, url, postgres_of_its_own):
    postgres_of_its_own.kill()
    try:
        late = Server(url).filled()
        with pytest.raises(StoreError, match="cannot be read at the moment"):
            late.serving.now().loaded("bakers")
    finally:
        postgres_of_its_own.start()
    until(lambda: late.serving.now().shown)
    assert late.found == ["bread"]
    late.database.close()


def test_what_changed_while_nobody_was_heard_of_is_served_afterwards(servers, postgres_of_its_own, caplog):
    one, other = servers
    with caplog.at_level(logging.ERROR):
        one.publish("map")
        postgres_of_its_own.kill()
        assert other.found == ["bread"]
        postgres_of_its_own.start()
        until(lambda: other.serving.now().as_of is None)
        assert [s.title for s in other.serving.now().loaded("bakers").programme.sessions] == ["map"]
