"""One conference's row during a change: the operations of ``rules.publication.ConferenceChange``, in SQL."""

from __future__ import annotations

from dataclasses import replace

from session_finder.domain.library import AuditLine, Version
from session_finder.domain.sessions import Programme
from session_finder.storage.postgres import rows
from session_finder.storage.postgres.database import allow_long_queries
from session_finder.storage.postgres.pool import Connection
from session_finder.storage.rules.publication import Current


class RowChange:
    """The ConferenceChange of a row that is locked by the transaction of ``connection``."""

    def __init__(self, connection: Connection, row: rows.Row) -> None:
        self._connection, self._row = connection, row

    @property
    def current(self) -> Current:
        """The published version. The database needs no fallback."""
        return Current(self._row.current, self._row.current, self._row.last)

    def versions(self) -> tuple[Version, ...]:
        """All versions and drafts, lowest number first."""
        return tuple(rows.versions_in(self._connection, self._row))

    def version(self, number: int) -> Version:
        """One version. Raises NoSuchVersion."""
        return rows.version_in(self._connection, self._row, number)

    def programme(self, number: int | None) -> Programme:
        """A version's programme; reading it may take long. Raises NothingPublished, NoSuchVersion, Damaged."""
        allow_long_queries(self._connection)
        return rows.programme_in(self._connection, self._row, number)

    def next_number(self) -> int:
        """The next number that was never assigned in this conference."""
        return max([self._row.last_number, *(version.number for version in self.versions())]) + 1

    def add(self, version: Version, content: bytes) -> None:
        """Insert a draft."""
        rows.add_version(self._connection, self._row, version, content)

    def point(self, number: int, line: AuditLine) -> None:
        """Append the line to the audit and publish the version."""
        rows.record(self._connection, line)
        rows.point(self._connection, self._row, number, line)
        self._row = replace(self._row, current=number, last=line)

    def prune(self, keep: int) -> None:
        """Delete the oldest versions beyond the limit."""
        rows.prune(self._connection, self._row, keep)

    def remove(self, number: int) -> None:
        """Delete one version."""
        rows.remove(self._connection, self._row, [number])
