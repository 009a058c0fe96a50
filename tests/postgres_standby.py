"""A standby of a real PostgreSQL: it follows a primary, answers questions meanwhile, and can be promoted."""

from __future__ import annotations

import secrets
from typing import Any

import psycopg
from postgres_server import PostgresServer
from waiting import until


class Standby(PostgresServer):
    """A copy of a primary as it is now, which follows it from then on. The passwords are the primary's.

    The primary keeps for it what it has not heard yet, also while it is killed. ``durable`` as the primary: once it
    is promoted it keeps what was committed.
    """

    def __init__(self, primary: PostgresServer) -> None:
        self._primary = primary
        self.name = f"standby_{secrets.token_hex(4)}"
        super().__init__(primary.durable, primary.password)

    def _make(self) -> None:
        address = self._primary.url() + f"?application_name={self.name}"
        slot = ("--create-slot", f"--slot={self.name}")
        self._run("pg_basebackup", "-R", "--checkpoint=fast", "--no-sync", *slot, f"--dbname={address}")

    def promote(self) -> None:
        """Make it a primary of its own, and wait until it takes changes."""
        _ask(self, "select pg_promote(true)")

    def caught_up(self) -> None:
        """Wait until it shows all that the primary has written by now."""
        goal = _ask(self._primary, "select pg_current_wal_lsn()")
        until(lambda: _ask(self, "select pg_last_wal_replay_lsn() >= %s::pg_lsn", goal))

    def pause(self) -> None:
        """Go on receiving, and show nothing new: a standby that lags."""
        _ask(self, "select pg_wal_replay_pause()")

    def resume(self) -> None:
        """Show what came meanwhile, and go on."""
        _ask(self, "select pg_wal_replay_resume()")

    def awaited(self, by: str = "on") -> None:
        """Let the primary acknowledge nothing that this standby does not have; ``by`` is its synchronous_commit.

        It is for a primary that began as ``durable``; others do not wait for their own disk either.
        """
        _ask(self._primary, f"alter system set synchronous_standby_names = '{self.name}'")
        _ask(self._primary, f"alter system set synchronous_commit = '{by}'")
        _ask(self._primary, "select pg_reload_conf()")
        until(lambda: _ask(self._primary, _STATE, self.name) == "sync")

    def not_awaited(self) -> None:
        """Let the primary acknowledge what it has itself, as it did at first."""
        _ask(self._primary, "alter system reset synchronous_standby_names")
        _ask(self._primary, "alter system reset synchronous_commit")
        _ask(self._primary, "select pg_reload_conf()")


_STATE = "select sync_state from pg_stat_replication where application_name = %s"


def _ask(server: PostgresServer, question: str, *values: object) -> Any:
    with psycopg.connect(server.url(), autocommit=True) as connection:
        cursor = connection.execute(question.encode(), values)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None
