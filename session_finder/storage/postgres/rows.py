"""Convert between database rows and records: conferences, versions, audit lines."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final, LiteralString

from session_finder.domain.errors import Damaged, NoSuchConference
from session_finder.domain.identity import Logo
from session_finder.domain.library import AuditLine, Conference, Version
from session_finder.domain.sessions import Programme
from session_finder.storage.postgres.pool import Connection
from session_finder.storage.rules import audit, conference_json, programme_json, version_json, versioning

_FIND: Final[LiteralString] = (
    "select id, about, current, line, last_number from session_finder.conferences where slug = %s and deleted is null"
)


@dataclass(frozen=True, slots=True)
class Row:
    """A conference's row; ``last``: the audit line of the publish that set ``current``."""

    id: int
    conference: Conference
    current: int | None
    last: AuditLine | None
    last_number: int


def storable(slug: str) -> bool:
    """Whether PostgreSQL can store a text: no NUL, no lone surrogates. Every valid slug can be stored."""
    return "\0" not in slug and slug.encode("utf-8", "replace").decode("utf-8") == slug


def no_such(slug: str) -> NoSuchConference:
    """The error for an unknown slug."""
    return NoSuchConference(f"There is no programme called {slug!r}.")


def conference_of(slug: str, about: object) -> Conference:
    """The conference of a row's JSON. Raises Damaged."""
    try:
        return conference_json.conference_of(slug, about)
    except (ValueError, TypeError, KeyError) as error:
        raise Damaged(f"What the database says of {slug} is damaged. Restore it from a backup.") from error


def readable_conference(slug: str, about: object) -> tuple[Conference, str]:
    """The conference of a row's JSON, named by its slug if that is damaged; and the fault, "" for none."""
    try:
        return conference_of(slug, about), ""
    except Damaged as error:
        hidden = isinstance(about, dict) and about.get("hidden") is True
        return Conference(slug, slug, hidden=hidden), str(error)


def held(connection: Connection, slug: str) -> Row:
    """Lock a conference's row until the transaction ends. Raises NoSuchConference."""
    return _row(connection, slug, _FIND + " for update")


def found(connection: Connection, slug: str) -> Row:
    """Read a conference's row. Raises NoSuchConference."""
    return _row(connection, slug, _FIND)


def _row(connection: Connection, slug: str, statement: LiteralString) -> Row:
    if not storable(slug):
        raise no_such(slug)
    row = connection.execute(statement, (slug,)).fetchone()
    if row is None:
        raise no_such(slug)
    key, about, current, line, last_number = row
    return Row(key, conference_of(slug, about), current, audit.line_of(line) if line else None, last_number)


def programme_of(conference: Conference, number: int, told: object, content: bytes | None) -> Programme:
    """A version's programme from its row's description and bytes. Raises NoSuchVersion, Damaged."""
    if content is None or not isinstance(told, dict):
        raise versioning.no_version(number, conference.slug)
    try:
        stated = str(told.get("digest") or "")
        if stated and (found := programme_json.digest(content)) != stated:
            raise ValueError(f"is damaged: its digest is {found[:16]}, not {stated[:16]}")  # noqa: TRY301
        programme = programme_json.from_json(content, conference.slug, conference.name)
    except ValueError as error:
        raise Damaged(
            f"Version {number} of {conference.slug} {error}. Publish another version, or upload the file again."
        ) from error
    return versioning.as_seen(programme, conference)


def programme_in(connection: Connection, row: Row, number: int | None) -> Programme:
    """Read a version's programme. Raises NothingPublished, NoSuchVersion, Damaged."""
    if number is None:
        raise versioning.nothing_published(row.conference.slug)
    found = connection.execute(
        "select about, programme from session_finder.versions where conference = %s and number = %s::numeric",
        (row.id, number),
        binary=True,
    )
    told, content = found.fetchone() or (None, None)
    return programme_of(row.conference, number, told, content)


def versions_in(connection: Connection, row: Row) -> list[Version]:
    """All versions, lowest number first."""
    statement = "select number, about, published from session_finder.versions where conference = %s order by number"
    return [
        version_json.version_of(about, number, published, number == row.current)
        for number, about, published in connection.execute(statement, (row.id,))
    ]


def version_in(connection: Connection, row: Row, number: int) -> Version:
    """One version. Raises NoSuchVersion."""
    for version in versions_in(connection, row):
        if version.number == number:
            return version
    raise versioning.no_version(number, row.conference.slug)


def add_version(connection: Connection, row: Row, version: Version, content: bytes) -> None:
    """Insert a version; its number is never reused."""
    connection.execute(
        "update session_finder.conferences set last_number = greatest(last_number, %s) where id = %s",
        (version.number, row.id),
    )
    connection.execute(
        "insert into session_finder.versions (conference, number, about, published, programme)"
        " values (%s, %s, %s, %s, %b)",
        (row.id, version.number, json.dumps(version_json.tree_of(version)), version.published, content),
    )


def point(connection: Connection, row: Row, number: int, line: AuditLine) -> None:
    """Publish a version."""
    connection.execute(
        "update session_finder.versions set published = true where conference = %s and number = %s", (row.id, number)
    )
    connection.execute(
        "update session_finder.conferences set current = %s, line = %s where id = %s",
        (number, json.dumps(audit.tree_of(line)), row.id),
    )


def prune(connection: Connection, row: Row, keep: int) -> None:
    """Delete the oldest versions beyond the limit, except ``keep``, the current one and version 0."""
    known = [version.number for version in versions_in(connection, row)]
    remove(connection, row, versioning.beyond_the_most(known, frozenset({0, keep, row.current or 0})))


def remove(connection: Connection, row: Row, numbers: list[int]) -> None:
    """Delete versions."""
    if numbers:
        connection.execute(
            "delete from session_finder.versions where conference = %s and number = any(%s)", (row.id, numbers)
        )


def describe(connection: Connection, row: Row, conference: Conference) -> None:
    """Write what describes a conference."""
    about = json.dumps(conference_json.tree_of(conference))
    connection.execute("update session_finder.conferences set about = %s where id = %s", (about, row.id))


def add_logo(connection: Connection, row: Row, logo: Logo) -> None:
    """Insert a logo, if it is not there."""
    connection.execute(
        "insert into session_finder.logos (conference, name, content) values (%s, %s, %b)"
        " on conflict (conference, name) do nothing",
        (row.id, logo.name, logo.content),
    )


def remove_logos(connection: Connection, row: Row, keep: tuple[str, ...]) -> None:
    """Delete other logos: pages that were shown a moment ago still ask for the one before."""
    connection.execute(
        "delete from session_finder.logos where conference = %s and name <> all(%s)", (row.id, list(keep))
    )


def record(connection: Connection, line: AuditLine) -> None:
    """Append a line to the audit."""
    connection.execute(
        "insert into session_finder.audit (slug, line) values (%s, %s)", (line.slug, json.dumps(audit.tree_of(line)))
    )
