"""Searching in PostgreSQL: exact for a large programme, nearly so across all of them, and filled by whoever comes."""

from contextlib import closing
from urllib.parse import urlsplit

import numpy as np
import postgres_server
import psycopg
import pytest
from psycopg import sql

from session_finder.domain.errors import StoreError
from session_finder.domain.sessions import Session
from session_finder.federated.search_store import Entry, Nearest, Place
from session_finder.storage.postgres.database import Database
from session_finder.storage.postgres.schema import migrate
from session_finder.storage.vectors.postgres_search import SearchTable

SIZE = 384
EXACT = Place("exact", "bakers", "1")


def clustered(count, seed):
    """Vectors as texts have them: around subjects. Random ones would tell nothing of an approximate search."""
    draw = np.random.default_rng(seed)
    subjects = np.random.default_rng(0).normal(size=(40, SIZE))
    found = subjects[draw.integers(0, 40, count)] + 0.8 * draw.normal(size=(count, SIZE))
    return (found / np.linalg.norm(found, axis=1, keepdims=True)).astype(np.float32)


def entries(vectors, slug="x", terms=()):
    return [Entry(Session(f"{slug}{row}", f"Talk {row}"), terms, vector[None, :]) for row, vector in enumerate(vectors)]


def filled(table, place, some):
    first = table.claim(place, len(some))
    for start in range(first, len(some), 5_000):
        assert table.add(place, start, some[start : start + 5_000])


@pytest.fixture
def table(database):
    return SearchTable(database, "model", SIZE)


@pytest.fixture
def another(database_url):
    """The same as another process has it."""
    with closing(Database(database_url, size=1)) as database:
        yield SearchTable(database, "model", SIZE)


def test_fifty_thousand_sessions_have_the_scores_and_the_top_three_that_a_matrix_gives(table, another):
    vectors = clustered(50_000, 1)
    filled(table, EXACT, entries(vectors))
    for query in clustered(5, 2):
        wanted = vectors @ query
        scores = another.scores(EXACT, query)
        assert scores.dtype == np.float32
        assert np.abs(scores - wanted).max() < 1e-5
        assert np.argsort(-scores)[:3].tolist() == np.argsort(-wanted)[:3].tolist()


def test_of_several_windows_the_nearest_counts_and_the_order_of_rows_does_not(table):
    vectors = clustered(6, 3)
    windows = [vectors[:3], vectors[3:4], vectors[4:]]
    table.claim(EXACT, 3)
    table.add(EXACT, 0, [Entry(Session(str(row), "Talk"), (), some) for row, some in enumerate(windows)])
    query = clustered(1, 4)[0]
    assert table.scores(EXACT, query) == pytest.approx([(some @ query).max() for some in windows], abs=1e-6)


def test_what_is_not_whole_is_not_searched(table):
    some = entries(clustered(3, 1))
    assert table.claim(EXACT, 3) == 0
    assert table.add(EXACT, 0, some[:2])
    assert table.whole([EXACT]) == frozenset()
    with pytest.raises(StoreError, match="was replaced a while ago"):
        table.scores(EXACT, some[0].windows[0])
    assert table.add(EXACT, 2, some[2:])
    assert table.whole([EXACT, Place("exact", "bakers", "2"), Place("near", "bakers", "1")]) == {EXACT}


def test_one_fills_at_a_time_and_the_next_goes_on_where_it_was_cut_off(table, another, database_url):
    some = entries(clustered(5, 1))
    assert table.claim(EXACT, 5) == 0
    assert another.claim(EXACT, 5) is None
    assert table.add(EXACT, 0, some[:2])
    with psycopg.connect(database_url) as connection:  # half a minute later
        connection.execute("update session_finder.searched set lease = now() - interval '1 second'")
    assert another.claim(EXACT, 5) == 2
    assert not table.add(EXACT, 0, some[:2])
    assert another.add(EXACT, 2, some[2:])
    assert table.whole([EXACT]) == {EXACT}
    assert table.claim(EXACT, 5) is None


def test_another_model_has_places_of_its_own(table, database):
    filled(table, EXACT, entries(clustered(3, 1)))
    other = SearchTable(database, "another", 3)
    assert other.whole([EXACT]) == frozenset()
    filled(other, EXACT, [Entry(Session("a", "A"), (), np.eye(3, dtype=np.float32)[:1])])
    assert other.scores(EXACT, np.array([2, 0, 0], dtype=np.float32)).tolist() == [2]


@pytest.mark.parametrize("size", [384, 768, 12])
def test_near_all_programmes_the_nearest_come_first_with_index_and_without(database, size):
    vectors = np.eye(size, dtype=np.float32)[:8]
    table = SearchTable(database, "model", size)
    places = [Place("near", slug, "1") for slug in ("bakers", "millers")]
    filled(table, places[0], entries(vectors[:4], "b"))
    filled(table, places[1], entries(vectors[4:], "m"))
    query = (vectors * np.arange(8, 0, -1)[:, None]).sum(axis=0)
    found = table.nearest(places, query, (), 5).sessions
    assert [(slug, session.id) for slug, session in found] == [
        *(("bakers", f"b{row}") for row in range(4)),
        ("millers", "m0"),
    ]
    assert [slug for slug, _ in table.nearest(places[1:], query, (), 3).sessions] == ["millers"] * 3
    assert table.nearest([Place("near", "nurses", "1")], query, (), 3) == Nearest(0, [])
    assert table.nearest([], query, (), 3) == Nearest(0, [])


def test_of_subjects_that_texts_have_the_approximate_index_misses_next_to_nothing(table):
    places = [Place("near", f"c{number}", "1") for number in range(4)]
    vectors = [clustered(500, number) for number in range(4)]
    for place, some in zip(places, vectors, strict=True):
        filled(table, place, entries(some))
    matrix, hits = np.concatenate(vectors[:2]), 0
    for query in clustered(20, 9):
        wanted = {(f"c{row // 500}", f"x{row % 500}") for row in np.argsort(-(matrix @ query))[:3].tolist()}
        hits += len(
            wanted & {(slug, session.id) for slug, session in table.nearest(places[:2], query, (), 50).sessions}
        )
    assert hits >= 58  # of 60


def test_sessions_with_all_the_words_are_among_them_however_far_their_meaning_is(table):
    place = Place("near", "bakers", "1")
    vectors = np.eye(SIZE, dtype=np.float32)[:40]
    some = [
        Entry(Session(str(row), "Talk"), ["ada", "talk"] if row == 39 else ["talk"], vectors[row][None, :])
        for row in range(40)
    ]
    filled(table, place, some)
    query = vectors[0] - vectors[39]
    ids = {
        terms: [session.id for _, session in table.nearest([place], query, terms, 6).sessions]
        for terms in [(), ("ada",)]
    }
    assert "39" not in ids[()]
    assert ids["ada",] == [*ids[()], "39"]
    assert "39" not in [session.id for _, session in table.nearest([place], query, ("ada", "nobody"), 6).sessions]


def test_a_session_comes_back_as_it_was(table):
    session = Session("1", "Title \ud83d \u0000 é", "Body", ("Ana",), tags=("a", "b"))
    place = Place("near", "bakers", "1")
    filled(table, place, [Entry(session, ["a"], np.eye(SIZE, dtype=np.float32)[:1])])
    ((slug, found),) = table.nearest([place], np.eye(SIZE, dtype=np.float32)[0], (), 1).sessions
    assert (slug, found) == ("bakers", session)


def test_what_is_kept_stays_though_it_was_replaced_long_ago(table, database_url):
    places = [Place("exact", "bakers", str(number)) for number in range(2)]
    for place in places:
        filled(table, place, entries(clustered(2, 1)))
    table.sweep(places[1:])
    with psycopg.connect(database_url) as connection:
        connection.execute("update session_finder.searched set replaced = replaced - interval '11 minutes'")
    table.keep(places[0])
    table.sweep(places[1:])
    assert table.whole(places) == {*places}


def test_what_somebody_fills_in_is_swept_the_next_time(table, database_url):
    place = Place("near", "bakers", "1")
    filled(table, place, entries(clustered(2, 1)))
    with psycopg.connect(database_url) as connection:
        connection.execute("select from session_finder.searched for update")
        table.sweep([])
    with psycopg.connect(database_url) as connection:
        asked = "select replaced is null from session_finder.searched"
        assert connection.execute(asked).fetchall() == [(True,)]
        connection.commit()
        table.sweep([])
        assert connection.execute(asked).fetchall() == [(False,)]


@pytest.mark.parametrize("size", [384, 768])
def test_the_statement_across_programmes_can_use_the_index_of_its_dimensions(database, database_url, size):
    table = SearchTable(database, "model", size)
    with psycopg.connect(database_url) as connection:
        connection.execute("set enable_seqscan = off; set enable_sort = off")
        query = f"[{','.join(['1'] * size)}]"
        plan = connection.execute(f"explain {table._near}", ([1], query, 3)).fetchall()
    assert f"near_windows_{size}" in str(plan)


def test_a_replica_is_asked_first_and_one_that_is_away_keeps_nobody_twice(database, database_url, table):
    filled(table, EXACT, entries(clustered(2, 1)))
    query = clustered(1, 2)[0]
    gone = Database("postgresql://nobody@127.0.0.1:1/none")
    asked = []
    fetch = gone.fetch
    gone.fetch = lambda deed: asked.append(deed) or fetch(deed)
    behind = SearchTable(database, "model", SIZE, gone)
    for _ in range(3):
        assert behind.scores(EXACT, query).tolist() == table.scores(EXACT, query).tolist()
    assert len(asked) == 1
    with postgres_server.database(database_url) as url, closing(Database(url)) as empty:
        migrate(url)
        ahead = SearchTable(database, "model", SIZE, empty)  # a replica that has it not yet
        assert ahead.scores(EXACT, query).tolist() == table.scores(EXACT, query).tolist()


def test_an_older_pgvector_is_refused_with_what_to_do(postgres):
    with postgres_server.database(postgres) as url:
        migrate(url)
        with psycopg.connect(url) as connection:
            connection.execute("update pg_extension set extversion = '0.7.4' where extname = 'vector'")
        with pytest.raises(StoreError, match="alter extension vector update") as refused:
            migrate(url)
        assert "pgvector 0.7.4; 0.8 or newer is needed" in str(refused.value)


def test_what_is_replaced_goes_ten_minutes_later_unless_it_is_asked_for_again(table, database_url):
    places = [Place("near", "bakers", str(number)) for number in range(3)]
    for place in places:
        filled(table, place, entries(clustered(2, 1)))
    table.sweep(places[1:])
    assert table.whole(places) == {*places}
    with psycopg.connect(database_url) as connection:
        connection.execute("update session_finder.searched set replaced = replaced - interval '11 minutes'")
    table.sweep(places[:2])
    assert table.whole(places) == {*places}  # the third one is replaced since now, the first one not any more
    with psycopg.connect(database_url) as connection:
        connection.execute("update session_finder.searched set replaced = replaced - interval '11 minutes'")
    table.sweep(places[:2])
    assert table.whole(places) == {*places[:2]}
    table.sweep([])
    assert table.whole(places) == {*places[:2]}


def test_a_database_without_pgvector_says_what_to_install(postgres):
    with postgres_server.database(postgres) as url:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("create role owner_of_one login password 'secret'")
            connection.execute(
                sql.SQL("grant create on database {} to owner_of_one").format(sql.Identifier(url.rpartition("/")[2]))
            )
        try:
            parts = urlsplit(url)
            owner = parts._replace(netloc=f"owner_of_one:secret@{parts.hostname}:{parts.port}").geturl()
            with pytest.raises(StoreError, match="has no pgvector") as refused:
                migrate(owner)
            assert "create extension vector" in str(refused.value)
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("create extension vector")
            assert migrate(owner) == 4
        finally:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute("drop owned by owner_of_one cascade; drop role owner_of_one")
