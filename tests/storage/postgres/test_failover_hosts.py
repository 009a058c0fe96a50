"""Addresses of several hosts, and who lets us in when some of them are silent, gone or only copies."""

from __future__ import annotations

import socket
import time
from contextlib import closing, suppress

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict
from waiting import nobody_is_held

from session_finder.domain.errors import StoreError
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.failover_hosts import number, one_by_one
from session_finder.storage.postgres.library import PostgresLibrary

pytestmark = pytest.mark.slow


def split(url):
    return [conninfo_to_dict(address) for address in one_by_one(conninfo_to_dict(url))]


def test_one_host_is_the_address_itself_and_needs_not_take_changes():
    assert split("postgresql://app:x@one:5433/name") == [
        {"user": "app", "password": "x", "dbname": "name", "host": "one", "port": "5433"}
    ]
    assert split("postgresql:///name") == [{"dbname": "name"}]


def test_several_hosts_are_an_address_each_for_the_one_that_takes_changes():
    found = split("postgresql://app:a%40b%2Cc@one:5432,two:5433/name?sslmode=require")
    assert [(each["host"], each["port"]) for each in found] == [("one", "5432"), ("two", "5433")]
    assert {(each["password"], each["sslmode"], each["target_session_attrs"]) for each in found} == {
        ("a@b,c", "require", "read-write")
    }


def test_what_is_said_of_the_session_holds_and_one_port_is_for_all():
    found = split("postgresql://one,two,three/name?port=6000&target_session_attrs=any")
    assert [(each["host"], each["port"]) for each in found] == [("one", "6000"), ("two", "6000"), ("three", "6000")]
    assert {each["target_session_attrs"] for each in found} == {"any"}


@pytest.mark.parametrize(
    "url",
    ["postgresql://one,two/x?port=1,2,3", "postgresql://one,two/x?hostaddr=127.0.0.1", "postgresql://a/x?port=1,2"],
)
def test_lists_that_do_not_match_are_refused(url):
    with pytest.raises(psycopg.ProgrammingError, match="not as many hosts"):
        one_by_one(conninfo_to_dict(url))


def test_hosts_are_counted():
    counted = [number(conninfo_to_dict(f"postgresql://{hosts}/x")) for hosts in ("", "one", "one,two,three:1")]
    assert counted == [1, 1, 3]


class Silent:
    """A host that takes the call and says nothing, as one does whose machine stands still; its calls are counted."""

    def __init__(self, listening):
        self._listening = listening
        self._listening.setblocking(False)
        self._calls = []
        self.host = f"127.0.0.1:{listening.getsockname()[1]}"

    @property
    def calls(self):
        with suppress(BlockingIOError):
            while True:
                self._calls.append(self._listening.accept())
        return len(self._calls)

    def hang_up(self):
        for line, _ in self._calls:
            line.close()


@pytest.fixture
def silent():
    with socket.create_server(("127.0.0.1", 0), backlog=100) as listening:
        host = Silent(listening)
        yield host
        host.hang_up()


def test_a_silent_host_is_left_for_the_next_and_is_not_asked_first_again(silent, database_url):
    with closing(Database(database_url.replace("@", f"@{silent.host},"))) as database:
        library = PostgresLibrary(database)
        with nobody_is_held():
            assert library.all_conferences() == ()
        assert silent.calls == 1
        database.close()
        assert library.all_conferences() == ()
        assert silent.calls == 1


def test_many_silent_hosts_share_one_moment(silent):
    hosts = ",".join([silent.host] * 20)  # a moment for each would be 40 seconds
    with closing(Database(f"postgresql://app@{hosts}/name")) as database:
        with nobody_is_held(), pytest.raises(StoreError, match="does not answer"):
            PostgresLibrary(database).all_conferences()
        assert silent.calls == 20


def test_connect_timeout_is_the_moment_for_all_hosts_together(silent):
    hosts = ",".join([silent.host] * 20)
    begin = time.monotonic()
    with closing(Database(f"postgresql://app@{hosts}/name?connect_timeout=4")) as database:
        with nobody_is_held(), pytest.raises(StoreError, match="does not answer"):
            PostgresLibrary(database).all_conferences()
    assert time.monotonic() - begin > 3.9
