"""The database as a Shelf."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import LiteralString

from session_finder.domain.errors import AlreadyExists, Invalid, NoSuchVersion
from session_finder.domain.identity import Logo
from session_finder.domain.library import AuditLine, Version
from session_finder.retrieval.vector_cache import name_of
from session_finder.storage.postgres import rows
from session_finder.storage.postgres.database import Database, OneConnection, allow_long_queries
from session_finder.storage.postgres.library import PostgresLibrary
from session_finder.storage.postgres.pool import Connection
from session_finder.storage.rules import audit
from session_finder.storage.rules.conference_json import tree_of
from session_finder.storage.transfer.shelf import Raw, Whole, occupied
from session_finder.storage.vectors.postgres_cache import BATCH, register, write


class PostgresShelf(PostgresLibrary):
    """A database with its programmes and vectors."""

    def __init__(self, database: Database) -> None:
        super().__init__(database)
        self._vectors = database

    def all_slugs(self) -> tuple[str, ...]:
        """The slugs of all conferences outside the trash."""
        return tuple(conference.slug for conference in self.all_conferences())

    def whole(self, slug: str) -> Whole | None:
        """A conference with all its versions."""
        if slug not in self.all_slugs():
            return None

        def read(connection: Connection) -> tuple[rows.Row, list[Version]]:
            row = rows.found(connection, slug)
            return row, rows.versions_in(connection, row)

        row, kept = self._vectors.fetch(read)
        mapping = self.remembered_mapping(slug)
        return Whole(row.conference, mapping, tuple(kept), row.current, row.last, row.last_number)

    def content(self, slug: str, number: int) -> bytes:
        """A version's bytes."""
        statement: LiteralString = (
            "select v.programme from session_finder.versions v join session_finder.conferences c"
            " on v.conference = c.id where c.slug = %s and c.deleted is null and v.number = %s"
        )
        found = self._vectors.fetch(lambda known: known.execute(statement, (slug, number), binary=True).fetchone())
        if found is None:
            raise NoSuchVersion(f"There is no version {number} of {slug}.")
        return bytes(found[0])

    def begin(self, whole: Whole) -> None:
        """Insert the conference's row, or update it."""
        conference = whole.conference
        if not rows.storable(conference.slug):
            raise Invalid(f"{conference.slug[:80]!r} cannot be the name of a conference in a database.")
        about, mapping = json.dumps(tree_of(conference)), json.dumps(whole.mapping)
        with self._vectors.change() as connection:
            connection.execute(
                "insert into session_finder.conferences (slug, about, mapping) values (%s, %s, %s)"
                " on conflict (slug) where deleted is null do nothing",
                (conference.slug, about, mapping),
            )
            row = rows.held(connection, conference.slug)
            if row.conference != conference:
                connection.execute("update session_finder.conferences set about = %s where id = %s", (about, row.id))
            if whole.mapping:
                connection.execute(
                    "update session_finder.conferences set mapping = %s where id = %s", (mapping, row.id)
                )

    def keep_logo(self, slug: str, logo: Logo) -> None:
        """Insert the logo's row."""
        with self._vectors.change() as connection:
            rows.add_logo(connection, rows.held(connection, slug), logo)

    def add(self, slug: str, version: Version, content: bytes, by_hand: bytes | None = None) -> None:
        """Insert a version's row."""
        with self._vectors.change() as connection:
            row = rows.held(connection, slug)
            allow_long_queries(connection)
            rows.add_version(connection, row, version, content)

    def point(self, slug: str, whole: Whole) -> None:
        """Publish the current version of ``whole``."""
        line = json.dumps(audit.tree_of(whole.last)) if whole.last else None
        with self._vectors.change() as connection:
            row = rows.held(connection, slug)
            connection.execute(
                "update session_finder.versions set published = true where conference = %s and number = any(%s)",
                (row.id, [version.number for version in whole.versions if version.published]),
            )
            connection.execute(
                "update session_finder.conferences set current = %s, line = %s,"
                " last_number = greatest(last_number, %s) where id = %s",
                (whole.current, line, whole.last_number, row.id),
            )

    @contextmanager
    def snapshot(self) -> Iterator[PostgresShelf]:
        """A read-only snapshot that blocks nobody."""
        with self._vectors.snapshot() as one:
            yield PostgresShelf(one)

    @contextmanager
    def transaction(self, replace: bool, who: str) -> Iterator[PostgresShelf]:
        """The database within one transaction."""
        with self._vectors.change() as connection:
            inner = PostgresShelf(OneConnection(connection))
            there = inner.all_slugs()
            if there and not replace:
                raise AlreadyExists(occupied(there))
            yield _Replacing(OneConnection(connection), frozenset(there), who)

    def record(self, lines: Iterable[AuditLine]) -> None:
        """Add lines to the audit."""
        with self._vectors.change() as connection:
            for line in lines:
                rows.record(connection, line)

    def caches(self) -> dict[str, str]:
        """The caches in the database."""
        statement: LiteralString = "select name, about from session_finder.caches order by name"
        return dict(self._vectors.ask(lambda known: known.execute(statement).fetchall()))

    def checksums(self, name: str) -> dict[bytes, int]:
        """The checksums of one cache."""
        statement: LiteralString = "select key, checksum from session_finder.vectors where cache = %s"
        return dict(self._vectors.fetch(lambda known: known.execute(statement, (name,), binary=True).fetchall()))

    def rows(self, name: str, keys: Sequence[bytes]) -> Iterator[list[Raw]]:
        """Rows of one cache."""
        statement: LiteralString = (
            "select key, checksum, numbers from session_finder.vectors where cache = %s and key = any(%s)"
        )
        for start in range(0, len(keys), BATCH):
            part = list(keys[start : start + BATCH])
            yield self._vectors.fetch(partial(_found, statement, name, part))

    def keep(self, about: str, kept: Sequence[Raw]) -> None:
        """Add rows to one cache."""
        with self._vectors.change() as connection:
            register(connection, name_of(about), about)
            write(connection, name_of(about), sorted(kept))


class _Replacing(PostgresShelf):
    """Within a transaction: an existing conference is deleted when one with its slug is copied."""

    def __init__(self, database: Database, there: frozenset[str], who: str) -> None:
        super().__init__(database)
        self._in_the_way, self._who = there, who

    def whole(self, slug: str) -> Whole | None:
        """A conference; None if it will be replaced."""
        return None if slug in self._in_the_way else super().whole(slug)

    def begin(self, whole: Whole) -> None:
        """Delete an existing conference of the same slug, then insert."""
        slug = whole.conference.slug
        if slug in self._in_the_way:
            self.delete(slug, self._who)
            self._in_the_way -= {slug}
        super().begin(whole)


def _found(statement: LiteralString, name: str, keys: list[bytes], connection: Connection) -> list[Raw]:
    return connection.execute(statement, (name, keys), binary=True).fetchall()
