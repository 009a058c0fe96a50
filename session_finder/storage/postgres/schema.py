"""Migrations: numbered SQL files, each applied once, by one process at a time.

There are two roles. The owner applies migrations (``database init``) and is needed for upgrades only. The servers' role
reads and writes rows and cannot alter tables.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

import psycopg
from psycopg import sql

from session_finder.domain.errors import NotWritable, Unsupported
from session_finder.paths import COMMAND

SCHEMA: Final = "session_finder"
_FOLDER: Final = Path(__file__).parent / "migrations"
_LOCK: Final = 0x53464D49  # "SFMI": the advisory lock held during a migration
_MEND: Final = f"Run as the owner of the database: {COMMAND} database init"

# The privileges of the servers' role by table. History can be appended to, but not changed.
_RIGHTS: Final = {
    "migrations": "select",
    "conferences": "select, insert, update",
    "versions": "select, insert, delete, update (published)",
    "logos": "select, insert, delete",
    "audit": "select, insert",
    "state": "select, update (mark)",
    "caches": "select, insert",
    "vectors": "select, insert, update",
    "searched": "select, insert, update, delete",
    "windows": "select, insert, delete",
    "near_windows": "select, insert, delete",
    "near_sessions": "select, insert, delete",
}


@dataclass(frozen=True, slots=True)
class Migration:
    """One file of SQL: its number, its name, its text."""

    number: int
    name: str
    statements: str


@cache
def migrations() -> tuple[Migration, ...]:
    """All migrations of this release in order, numbered from 1 without a gap."""
    files = sorted(_FOLDER.glob("[0-9]*.sql"))
    return tuple(
        Migration(int(path.stem[:4]), path.stem[5:], path.read_text(encoding="utf-8").replace("\r\n", "\n"))
        for path in files
    )


def check(connection: psycopg.Connection[Any]) -> None:
    """Raise Unsupported if tables are missing, need a migration, or are of a newer release."""
    _refuse_newer(found := _applied(connection))
    if found < len(migrations()):
        there = f"has tables of an older version ({found}, not {len(migrations())})" if found else "has no tables yet"
        raise Unsupported(f"The database {there}. {_MEND}")


def migrate(url: str, role: str = "", say: Callable[[str], None] = lambda _: None) -> int:
    """Apply missing migrations and grant the servers' privileges to ``role``; returns how many were applied.

    Safe at any time and in several processes at once. Raises StoreError.
    """
    try:
        with psycopg.connect(url, connect_timeout=10, application_name="session_finder migrate") as connection:
            done = 0
            connection.execute("select pg_advisory_xact_lock(%s)", (_LOCK,))
            found = _applied(connection)
            _refuse_newer(found)
            for migration in migrations()[found:]:
                say(f"Applying {migration.number:04d} {migration.name}")
                _apply(connection, migration)
                done += 1
            _refuse_old_vectors(connection)
            if role:
                _grant(connection, role)
            return done
    except psycopg.Error as error:
        said = " ".join(str(error).split())
        if 'extension "vector"' in said:
            raise Unsupported(
                "The database has no pgvector. Install it beside PostgreSQL (Debian: postgresql-17-pgvector). Where no "
                "other may add it, a superuser runs there: create extension vector. Nothing was changed. " + said
            ) from error
        raise Unsupported(f"The database cannot be set up: {said}. Nothing was changed.") from error


def _apply(connection: psycopg.Connection[Any], migration: Migration) -> None:
    if migration.number == 1:
        connection.execute(f"create schema if not exists {SCHEMA}")
        connection.execute(
            f"create table if not exists {SCHEMA}.migrations"
            " (number integer primary key, name text not null, applied timestamptz not null default now())"
        )
    connection.execute(migration.statements.encode())
    connection.execute(
        f"insert into {SCHEMA}.migrations (number, name) values (%s, %s)",  # noqa: S608  our own name
        (migration.number, migration.name),
    )


def _grant(connection: psycopg.Connection[Any], role: str) -> None:
    name = sql.Identifier(role)
    connection.execute(sql.SQL("grant usage on schema {} to {}").format(sql.Identifier(SCHEMA), name))
    for table, rights in _RIGHTS.items():
        place = sql.Identifier(SCHEMA, table)
        connection.execute(sql.SQL("grant {} on {} to {}").format(sql.SQL(rights), place, name))
    got = connection.execute("select has_table_privilege(%s, %s, 'insert')", (role, f"{SCHEMA}.versions")).fetchone()
    if not got or not got[0]:  # PostgreSQL only warns a user who may not grant
        raise NotWritable(f"{role} was given no right: only the owner of the tables can. Nothing was changed.")


def _applied(connection: psycopg.Connection[Any]) -> int:
    """The number of the last migration that was applied, 0 for none."""
    with connection.cursor() as cursor:
        row = cursor.execute("select to_regclass(%s) is not null", (f"{SCHEMA}.migrations",)).fetchone()
        if row is None or not row[0]:
            return 0
        last = cursor.execute(f"select coalesce(max(number), 0) from {SCHEMA}.migrations").fetchone()  # noqa: S608
        return int(last[0]) if last else 0


def _refuse_old_vectors(connection: psycopg.Connection[Any]) -> None:
    row = connection.execute("select extversion from pg_extension where extname = 'vector'").fetchone()
    version = str(row[0]) if row else "none"
    if [int(part) for part in re.findall(r"\d+", version)[:2]] < [0, 8]:
        raise Unsupported(
            f"The database has pgvector {version}; 0.8 or newer is needed. Install it beside PostgreSQL, then run: "
            "alter extension vector update. Nothing was changed."
        )


def _refuse_newer(found: int) -> None:
    if found > len(migrations()):
        raise Unsupported(
            f"The database was set up by a newer version of this program (tables {found}; this one knows "
            f"{len(migrations())}). Upgrade this program; nothing was changed."
        )
