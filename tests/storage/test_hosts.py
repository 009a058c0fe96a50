"""Addresses of several hosts, and who lets us in when some of them are silent, gone or only copies."""

from __future__ import annotations

import socket
import time
from contextlib import closing

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from session_finder.application.library import LibraryError
from session_finder.storage.database import Database
from session_finder.storage.hosts import number, one_by_one
from session_finder.storage.postgres import PostgresLibrary


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


@pytest.fixture
def silent():
    """The port of a host that takes the call and says nothing, as one does whose machine stands still."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        yield listening.getsockname()[1]


@pytest.fixture
def with_host(database_url):
    """The address of the database with another host before its own."""
    return lambda port: database_url.replace("@", f"@127.0.0.1:{port},")


def test_a_silent_host_costs_one_moment_and_is_not_asked_first_again(silent, with_host):
    with closing(Database(with_host(silent))) as database:
        library = PostgresLibrary(database)
        begin = time.monotonic()
        assert library.all_conferences() == ()
        assert 0.8 < time.monotonic() - begin < 1.8  # half of the two seconds
        database.close()
        begin = time.monotonic()
        assert library.all_conferences() == ()
        assert time.monotonic() - begin < 0.5


def test_two_silent_hosts_cost_no_more_than_one(silent, database_url):
    address = f"postgresql://app@127.0.0.1:{silent},127.0.0.1:{silent}/name"
    with closing(Database(address)) as database:
        begin = time.monotonic()
        with pytest.raises(LibraryError, match="does not answer"):
            PostgresLibrary(database).all_conferences()
        assert 1.8 < time.monotonic() - begin < 2.5


def test_connect_timeout_is_the_moment_for_all_hosts_together(silent, with_host):
    with closing(Database(with_host(silent) + "?connect_timeout=1")) as database:
        begin = time.monotonic()
        assert PostgresLibrary(database).all_conferences() == ()
        assert 0.4 < time.monotonic() - begin < 0.9
