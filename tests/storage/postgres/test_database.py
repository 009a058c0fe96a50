"""PostgreSQL in trouble: killed, frozen, gone, full of locks, with too few rights or the wrong tables."""

from __future__ import annotations

import logging
import threading
import time
from contextlib import closing

import numpy as np
import postgres_server
import psycopg
import pytest
from bakers import baking, titles
from waiting import nobody_is_held, until

from session_finder.domain.errors import StoreError
from session_finder.domain.library import Draft
from session_finder.domain.sessions import Session
from session_finder.federated.search_store import Entry, Place
from session_finder.storage.postgres import schema
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.library import PostgresLibrary
from session_finder.storage.postgres.schema import migrate
from session_finder.storage.vectors.postgres_cache import VectorTable
from session_finder.storage.vectors.postgres_search import SearchTable

AWAY = "The database does not answer. Nothing is half done: look again in a minute, then try again."


@pytest.fixture(scope="module")
def server():
    """A server of this module's own, which keeps what was committed when it is killed."""
    with postgres_server.running(durable=True) as server:
        migrate(server.url())
        yield server


@pytest.fixture
def bakers(server):
    """A library on it with a conference whose version 1 is published."""
    with psycopg.connect(server.url()) as connection:
        connection.execute("truncate session_finder.conferences, session_finder.audit, session_finder.caches cascade")
    with closing(Database(server.url(), size=3)) as database:
        library = PostgresLibrary(database)
        library.create("bakers", "Bakers", who="Ana")
        library.stage("bakers", baking("Bread"), Draft("Ana", "a.csv"))
        library.publish("bakers", 1, "Ana", None)
        yield library


def refusal(ask):
    """The one sentence with which something is refused, without keeping who asks."""
    with nobody_is_held(), pytest.raises(StoreError) as refused:
        ask()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def stage(library, *names):
    return library.stage("bakers", baking(*names), Draft("Ana", "a.csv"))


def recovered(library):
    """Wait until the library answers again."""

    def answers():
        try:
            return library.stamp()
        except StoreError:
            return None

    until(answers, "an answer")


def test_a_server_that_was_killed_says_try_again_and_serves_what_was_acknowledged_once_it_is_back(server, bakers):
    stage(bakers, "Cake")
    bakers.publish("bakers", 2, "Ana", 1)
    server.kill()
    try:
        for ask in (
            bakers.stamp,
            bakers.conferences,
            lambda: bakers.load("bakers"),
            lambda: stage(bakers, "Tarts"),
            lambda: bakers.publish("bakers", 1, "Ana", 2),
            lambda: bakers.create("millers", "Millers"),
        ):
            assert refusal(ask) == AWAY
    finally:
        server.start()
    recovered(bakers)
    assert titles(bakers.load("bakers")) == ["Cake"]
    assert stage(bakers, "Tarts").number == 3


def test_connections_that_went_stale_while_nobody_asked_are_not_noticed(server, bakers):
    server.kill()
    server.start()
    assert titles(bakers.load("bakers")) == ["Bread"]
    assert stage(bakers, "Cake").number == 2


def test_a_server_that_stands_still_keeps_nobody(server, bakers):
    server.freeze()
    try:
        for ask in (
            bakers.stamp,
            lambda: bakers.load("bakers"),
            lambda: stage(bakers, "Cake"),
            lambda: bakers.delete("bakers", "A"),
        ):
            assert refusal(ask) == AWAY
    finally:
        server.thaw()
    recovered(bakers)
    assert titles(bakers.load("bakers")) == ["Bread"]


def test_a_kill_in_the_middle_of_publishing_loses_nothing_acknowledged_and_leaves_nothing_half(server, bakers):
    acknowledged = [1]
    ended = threading.Event()

    def publish():
        while not ended.is_set():
            try:
                number = stage(bakers, *(f"{acknowledged[-1]} {place}" for place in range(300))).number
                acknowledged.append(bakers.publish("bakers", number, "Ana", acknowledged[-1]).number)
            except StoreError:
                ended.set()

    publisher = threading.Thread(target=publish)
    publisher.start()
    until(lambda: len(acknowledged) > 3, "three publishes")
    server.kill()
    publisher.join(30)
    server.start()
    recovered(bakers)
    (current,) = [version.number for version in bakers.versions("bakers") if version.current]
    assert current in (acknowledged[-1], acknowledged[-1] + 1)  # committed, and the answer was lost on its way
    assert {*acknowledged} <= {version.number for version in bakers.versions("bakers") if version.published}
    assert len(bakers.load("bakers").sessions) == 300
    published = [line.version for line in bakers.audit() if line.what == "publish"]
    assert published == sorted(published)
    assert {*acknowledged} <= {*published}


def test_who_waits_for_another_who_changes_the_same_conference_is_told(server, bakers):
    with psycopg.connect(server.url()) as other:
        other.execute("select 1 from session_finder.conferences for update")
        begin = time.monotonic()
        said = refusal(lambda: stage(bakers, "Cake"))
        assert said == "Somebody else is changing this conference at the moment. Try again in a minute."
        assert time.monotonic() - begin > 1.0
        assert titles(bakers.load("bakers")) == ["Bread"]
    assert stage(bakers, "Cake").number == 2


# ---- tables and rights ----------------------------------------------------------------------------------------------


@pytest.fixture
def empty(server):
    """The address of a database without tables."""
    with postgres_server.database(server.url()) as url:
        yield url


def asked(url):
    with closing(Database(url)) as database:
        return refusal(PostgresLibrary(database).conferences)


def test_without_tables_it_says_how_to_make_them(empty):
    assert asked(empty) == (
        "The database has no tables yet. Run as the owner of the database: python -m session_finder database init"
    )


def test_migrating_is_done_once_and_a_second_time_does_nothing(empty):
    told = []
    assert migrate(empty, say=told.append) == len(schema.migrations()) == len(told)
    assert told[0] == "Applying 0001 programmes"
    assert migrate(empty) == 0
    assert [migration.number for migration in schema.migrations()] == [*range(1, len(told) + 1)]


def test_of_four_who_migrate_at_once_one_does_it(empty):
    done = []
    threads = [threading.Thread(target=lambda: done.append(migrate(empty))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(done) == [0, 0, 0, len(schema.migrations())]


def test_a_migration_that_fails_leaves_the_database_as_it_was(empty, monkeypatch):
    whole = schema.migrations()
    broken = schema.Migration(len(whole) + 1, "broken", "create table session_finder.half (); select 1 / 0")
    monkeypatch.setattr(schema, "migrations", lambda: (*whole, broken))
    assert refusal(lambda: migrate(empty)).startswith("The database cannot be set up: division by zero")
    monkeypatch.undo()
    assert migrate(empty) == len(whole)


def test_a_newer_schema_than_the_program_knows_is_refused_by_both(empty):
    migrate(empty)
    known = len(schema.migrations())
    with psycopg.connect(empty) as connection:
        connection.execute("insert into session_finder.migrations (number, name) values (%s, 'later')", (known + 1,))
    sentence = (
        f"The database was set up by a newer version of this program (tables {known + 1}; this one knows {known}). "
        "Upgrade this program; nothing was changed."
    )
    assert asked(empty) == sentence
    assert refusal(lambda: migrate(empty)) == sentence


def test_an_older_schema_is_named_with_both_numbers(empty, monkeypatch):
    migrate(empty)
    whole = schema.migrations()
    monkeypatch.setattr(schema, "migrations", lambda: (*whole, schema.Migration(len(whole) + 1, "next", "")))
    assert asked(empty).startswith(f"The database has tables of an older version ({len(whole)}, not {len(whole) + 1}).")


def test_the_servers_role_does_all_that_servers_do_and_can_alter_nothing(server, empty, monkeypatch):
    with psycopg.connect(empty, autocommit=True) as connection:
        connection.execute("drop role if exists servers")
        connection.execute("create role servers login password 'secret'")
    migrate(empty, role="servers")
    name = empty.rpartition("/")[2]
    url = server.url(name, "servers", "secret")
    try:
        with closing(Database(url)) as database:
            library = PostgresLibrary(database)
            library.create("bakers", "Bakers", who="Ana")
            stage(library, "Bread")
            library.publish("bakers", 1, "Ana", None)
            stage(library, "Cake")
            library.discard("bakers", 2)
            library.rename("bakers", "Millers")
            library.remember_mapping("bakers", {"title": "Name"})
            cache = VectorTable(database, "model", 8)
            for value in (1, 2):
                cache.put({b"key": np.full((1, 8), value, dtype=np.float32)})
            assert cache.get([b"key"])[b"key"][0, 0] == 2
            searching = SearchTable(database, "model", 8)
            query = np.eye(8, dtype=np.float32)[0]
            for purpose in ("exact", "near"):
                place = Place(purpose, "bakers", "1")
                searching.claim(place, 1)
                assert searching.add(place, 0, [Entry(Session("a", "A"), ["a"], query[None, :])])
            assert searching.scores(Place("exact", "bakers", "1"), query).tolist() == [1]
            assert searching.nearest([place], query, ["a"], 3).sessions == [("bakers", Session("a", "A"))]
            searching.sweep([])
            library.delete("bakers", "Ana")
        for forbidden in (
            "alter table session_finder.versions add column x integer",
            "create table session_finder.mine ()",
            "drop table session_finder.audit",
            "delete from session_finder.audit",
            "update session_finder.audit set slug = 'x'",
            "update session_finder.versions set programme = ''",
            "truncate session_finder.vectors",
            "drop extension vector",
            "insert into session_finder.migrations (number, name) values (9, 'x')",
        ):
            with psycopg.connect(url) as connection, pytest.raises(psycopg.errors.InsufficientPrivilege):
                connection.execute(forbidden.encode())
        whole = schema.migrations()
        monkeypatch.setattr(schema, "migrations", lambda: (*whole, schema.Migration(len(whole) + 1, "next", "select")))
        assert "permission denied" in refusal(lambda: migrate(url))
    finally:
        with psycopg.connect(empty, autocommit=True) as connection:
            connection.execute("drop owned by servers; drop role servers")


def test_a_wrong_password_is_one_sentence_without_it(server, caplog):
    with caplog.at_level(logging.DEBUG):
        said = asked(server.url(password="so-secret"))
    assert said == AWAY
    assert "so-secret" not in caplog.text


# ---- the cache ------------------------------------------------------------------------------------------------------


def test_vectors_outlive_a_database_that_is_away_and_go_there_when_it_is_back(server, bakers, caplog, monkeypatch):
    monkeypatch.setattr("session_finder.storage.vectors.postgres_cache._AGAIN", 0.3)
    one, two = np.ones((1, 8), dtype=np.float32), np.full((1, 8), 2, dtype=np.float32)
    cache = VectorTable(bakers._database, "model", 8)
    server.kill()
    try:
        cache.put({b"one": one})
        assert cache.get([b"one"])[b"one"].tolist() == one.tolist()
        with nobody_is_held():
            for _ in range(20):
                assert cache.get([b"nothing"]) == {}
    finally:
        server.start()
    recovered(bakers)
    time.sleep(0.3)
    cache.put({b"two": two})
    assert caplog.text.count("New vectors are kept in memory only") == 1
    assert "New vectors are written to the database again." in caplog.text
    with closing(Database(server.url())) as database:
        found = VectorTable(database, "model", 8).get([b"one", b"two"])
    assert {key: vectors[0, 0] for key, vectors in found.items()} == {b"one": 1, b"two": 2}


def test_a_row_that_was_damaged_is_left_out_with_a_warning_and_replaced(server, bakers, caplog):
    cache = VectorTable(bakers._database, "model", 8)
    cache.put({b"key": np.ones((1, 8), dtype=np.float32), b"other": np.ones((1, 8), dtype=np.float32)})
    with psycopg.connect(server.url()) as connection:
        connection.execute("update session_finder.vectors set numbers = '\\x00' where key = 'key'")
    assert list(cache.get([b"key", b"other"])) == [b"other"]
    assert "1 of the vectors in the database are damaged" in caplog.text
    cache.put({b"key": np.ones((1, 8), dtype=np.float32)})
    assert {*cache.get([b"key", b"other"])} == {b"key", b"other"}


def test_a_version_that_was_damaged_is_neither_served_nor_published_and_the_same_file_mends_it(server, bakers):
    stage(bakers, "Cake")
    with psycopg.connect(server.url()) as connection:
        connection.execute("update session_finder.versions set programme = '{}'")
    for ask in (lambda: bakers.load("bakers"), lambda: bakers.publish("bakers", 2, "Ana", 1)):
        said = refusal(ask)
        assert "is damaged: its digest is " in said
        assert said.endswith("Publish another version, or upload the file again.")
    assert stage(bakers, "Bread").number == 3
    bakers.publish("bakers", 3, "Ana", 1)
    assert titles(bakers.load("bakers")) == ["Bread"]


def test_a_conference_comes_back_from_the_trash_by_hand_and_the_stamp_shows_it(server, bakers):
    bakers.delete("bakers", "Ben")
    before = bakers.stamp()
    with psycopg.connect(server.url()) as connection:
        connection.execute("update session_finder.conferences set deleted = null where slug = 'bakers'")
    assert bakers.stamp() != before
    assert titles(bakers.load("bakers")) == ["Bread"]
