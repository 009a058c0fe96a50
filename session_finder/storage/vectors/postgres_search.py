"""A SearchStore in PostgreSQL with pgvector: exact within a programme, approximate (HNSW) across all of them.

The exact query has no ORDER BY distance, so that the planner cannot use the approximate index: it returns the scores of
all sessions, packed into one value, and the caller sorts them.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from typing import Final, LiteralString, TypeVar

import numpy as np
from pgvector.psycopg.vector import register_vector_info
from psycopg.types import TypeInfo

from session_finder.domain.errors import Unavailable
from session_finder.federated.search_store import Entry, Nearest, Place, Purpose
from session_finder.models.encoder import Vectors
from session_finder.retrieval.vector_cache import Rows
from session_finder.storage.postgres.database import Database, allow_long_queries
from session_finder.storage.postgres.pool import Connection
from session_finder.storage.postgres.replica_reader import ReplicaReader
from session_finder.storage.rules import programme_json

LOOKED_AT: Final = 200  # hnsw.ef_search: how many candidates the approximate index examines at least
_COMMON: Final = 2_000  # at most so many sessions with all the words are compared by distance
_T = TypeVar("_T")
_SCORE: Final = np.dtype([("row", ">i4"), ("score", ">f4")])

_CLAIM: LiteralString = (
    "update session_finder.searched set lease = now() + interval '30 seconds'"
    " where cache = %s and purpose = %s and slug = %s and version = %s and filled < sessions and lease < now()"
    " returning filled"
)
_ADD: LiteralString = (
    "update session_finder.searched set filled = filled + %s, lease = now() + interval '30 seconds', replaced = null"
    " where cache = %s and purpose = %s and slug = %s and version = %s and filled = %s returning id"
)
_KEEP: LiteralString = (
    "update session_finder.searched set replaced = null"
    " where cache = %s and purpose = %s and slug = %s and version = %s and replaced is not null"
)
# Rows that another process is filling are skipped, not waited for.
_SWEEP: LiteralString = (
    "with changed as (select s.id, asked.slug is not null as kept from session_finder.searched s"
    " left join unnest(%s::text[], %s::text[], %s::text[]) as asked (purpose, slug, version)"
    " using (purpose, slug, version)"
    " where s.cache = %s and (s.replaced is null) <> (asked.slug is not null) for update of s skip locked)"
    " update session_finder.searched s set replaced = case when kept then null else now() end"
    " from changed where changed.id = s.id"
)
_SCORES: LiteralString = (
    "select s.filled, (select"
    " string_agg(int4send(w.row) || float4send((-(w.embedding <#> %s::vector))::real), ''::bytea)"
    " from session_finder.windows w where w.searched = s.id)"
    " from session_finder.searched s"
    " where s.cache = %s and s.purpose = 'exact' and s.slug = %s and s.version = %s and s.filled = s.sessions"
)
_KNOWN: LiteralString = (
    "select s.id, s.slug, s.version, s.purpose from session_finder.searched s"
    " join unnest(%s::text[], %s::text[], %s::text[]) as asked (purpose, slug, version) using (purpose, slug, version)"
    " where s.cache = %s and s.filled = s.sessions"
)
_LOOKING: LiteralString = (
    "select set_config('hnsw.ef_search', %s, true), set_config('hnsw.iterative_scan', 'strict_order', true)"
)
_WORDED: LiteralString = (
    "with worded as materialized (select searched, row from session_finder.near_sessions"
    " where terms @> %s::text[] and searched = any(%s) limit %s)"
    " select searched, row from session_finder.near_windows join worded using (searched, row)"
    " group by searched, row order by min(embedding <#> %s::vector), searched, row limit %s"
)
_SESSIONS: LiteralString = (
    "select searched, row, session from session_finder.near_sessions"
    " join unnest(%s::bigint[], %s::integer[]) as asked (searched, row) using (searched, row)"
)


class SearchTable:
    """A SearchStore for one model in a database.

    ``model`` and ``dimensions`` are those of its cache. ``copy``: a replica that is queried first, to take load off the
    primary.
    """

    def __init__(self, database: Database, model: str, dimensions: int, copy: Database | None = None) -> None:
        self._database, self._dimensions = database, dimensions
        self._copy = ReplicaReader(copy)
        self._cache = Rows.of(model, dimensions, np.float32).name

    def whole(self, places: Collection[Place]) -> frozenset[Place]:
        """Those of ``places`` that are complete."""
        if not places:
            return frozenset()
        return frozenset(self._database.fetch(lambda known: self._known(known, places)))

    def claim(self, place: Place, sessions: int) -> int | None:
        """Claim a place for filling; returns the number of sessions that it has, None if another process fills it."""
        with self._database.change() as connection:
            connection.execute(
                "insert into session_finder.searched (cache, purpose, slug, version, sessions)"
                " values (%s, %s, %s, %s, %s) on conflict do nothing",
                (*self._name(place), sessions),
            )
            connection.execute(_KEEP, self._name(place))
            row = connection.execute(_CLAIM, self._name(place)).fetchone()
        return int(row[0]) if row else None

    def add(self, place: Place, first: int, entries: Sequence[Entry]) -> bool:
        """Insert sessions, all or none."""
        with self._database.change() as connection:
            row = connection.execute(_ADD, (len(entries), *self._name(place), first)).fetchone()
            if row is None:
                return False
            allow_long_queries(connection)
            _copy_windows(connection, place.purpose, row[0], first, entries)
            if place.purpose == "near":
                _copy_sessions(connection, row[0], first, entries)
        return True

    def scores(self, place: Place, query: Vectors) -> Vectors:
        """The exact score of each session, (n,) float32."""
        values = (_text(query), self._cache, place.slug, place.version)
        found = self._first(lambda known: known.execute(_SCORES, values, binary=True).fetchone())
        if found is None:
            raise Unavailable(f"The programme of {place.slug} was replaced a while ago. Load the page again.")
        told = np.frombuffer(found[1] or b"", dtype=_SCORE)
        scores = np.full(found[0], -np.inf, dtype=np.float32)
        np.maximum.at(scores, told["row"], told["score"].astype(np.float32))
        return scores

    def nearest(self, places: Collection[Place], query: Vectors, terms: Collection[str], count: int) -> Nearest:
        """The nearest sessions by meaning, and half as many by words."""
        text = _text(query)

        def look(connection: Connection) -> Nearest:
            known = {key: place.slug for place, key in self._known(connection, places).items()}
            keys = [*known]
            with connection.transaction():
                connection.execute(_LOOKING, (str(LOOKED_AT),))
                found = connection.execute(self._near, (keys, text, 2 * count), binary=True).fetchall()
                rows = [*dict.fromkeys(found)][:count]
                if terms:
                    values = (sorted(terms), keys, _COMMON, text, count // 2)
                    rows += connection.execute(_WORDED, values, binary=True).fetchall()
                rows = [*dict.fromkeys(rows)]
                asked = [list(column) for column in zip(*rows, strict=True)] or [[], []]
                said = {(key, row): raw for key, row, raw in connection.execute(_SESSIONS, asked, binary=True)}
            there = [(key, row) for key, row in rows if (key, row) in said]
            return Nearest(len(known), [(known[key], programme_json.session(said[key, row])) for key, row in there])

        found = self._first(look) if places else None
        return found or Nearest(0, [])

    def keep(self, place: Place) -> None:
        """Mark a place as in use."""
        with self._database.change() as connection:
            connection.execute(_KEEP, self._name(place))

    def sweep(self, places: Collection[Place]) -> None:
        """Mark unused places, and delete those that were marked ten minutes ago."""
        names = [[*column] for column in zip(*((p.purpose, p.slug, p.version) for p in places), strict=True)] or [
            []
        ] * 3
        with self._database.change() as connection:
            allow_long_queries(connection)
            connection.execute(_SWEEP, (*names, self._cache))
            connection.execute(
                "delete from session_finder.searched where cache = %s and replaced < now() - interval '10 minutes'",
                (self._cache,),
            )

    @property
    def _near(self) -> LiteralString:
        """The query ordered by distance; uses the index for this model's dimensions, if there is one."""
        begin: LiteralString = "select searched, row from session_finder.near_windows where searched = any(%s)"
        if self._dimensions == 384:
            return begin + (
                " and vector_dims(embedding) = 384 order by embedding::halfvec(384) <#> %s::halfvec(384) limit %s"
            )
        if self._dimensions == 768:
            return begin + (
                " and vector_dims(embedding) = 768 order by embedding::halfvec(768) <#> %s::halfvec(768) limit %s"
            )
        return begin + " order by embedding <#> %s::vector limit %s"

    def _name(self, place: Place) -> tuple[str, str, str, str]:
        return self._cache, place.purpose, place.slug, place.version

    def _known(self, connection: Connection, places: Collection[Place]) -> dict[Place, int]:
        """The keys of complete places."""
        names = [[*column] for column in zip(*((p.purpose, p.slug, p.version) for p in places), strict=True)]
        found = connection.execute(_KNOWN, (*names, self._cache))
        return {Place(purpose, slug, version): key for key, slug, version, purpose in found}

    def _first(self, look: Callable[[Connection], _T | None]) -> _T | None:
        """The replica's result, else the primary's."""
        found = self._copy.fetch(look)
        return self._database.fetch(look) if found is None else found


def _copy_windows(
    connection: Connection, purpose: Purpose, searched: int, first: int, entries: Sequence[Entry]
) -> None:
    table: LiteralString = "windows" if purpose == "exact" else "near_windows"
    statement: LiteralString = f"copy session_finder.{table} (searched, row, embedding) from stdin with (format binary)"
    register_vector_info(connection, TypeInfo.fetch(connection, "vector"))
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(["int8", "int4", "vector"])
        for row, entry in enumerate(entries, first):
            for vector in entry.windows:
                copy.write_row((searched, row, vector))


def _copy_sessions(connection: Connection, searched: int, first: int, entries: Sequence[Entry]) -> None:
    statement: LiteralString = (
        "copy session_finder.near_sessions (searched, row, terms, session) from stdin with (format binary)"
    )
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(["int8", "int4", "text[]", "bytea"])
        for row, entry in enumerate(entries, first):
            copy.write_row((searched, row, [*entry.terms], programme_json.session_to_json(entry.session)))


def _text(vector: Vectors) -> str:
    """A vector in pgvector's notation with every digit of float32."""
    return f"[{','.join(map(repr, vector.astype(np.float32).tolist()))}]"
