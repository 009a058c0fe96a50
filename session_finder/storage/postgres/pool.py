"""A bounded pool of connections to PostgreSQL with short deadlines.

Each caller connects in its own thread. psycopg-pool connects in the background and backs off, so that callers keep
failing after the server is back, and its health check waits for a server that hangs. Of several hosts the one that
answered last is tried first, so that a lost primary costs one timeout and not one for each query.
"""

from __future__ import annotations

import select
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any, Final, Self, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from psycopg.rows import TupleRow
from psycopg.waiting import wait_conn

_PAUSE: Final = 0.3  # seconds after a failed connection for which other callers fail at once, so that none queues
_IDLE: Final = 300.0  # seconds after which an idle connection is closed

_T = TypeVar("_T")


class Connection(psycopg.Connection[TupleRow]):
    """A connection that waits for the server until ``until``, a value of time.monotonic; 0 for no limit."""

    until = 0.0
    idle_since = 0.0

    @classmethod
    def reach(cls, address: str, seconds: float) -> Self:
        """Connect with autocommit within ``seconds``; psycopg's ``connect`` allows no timeout below two.

        Raises psycopg.OperationalError.
        """
        connection = wait_conn(cls._connect_gen(address), interval=0.1, timeout=max(seconds, 0.001))
        connection.autocommit = True
        return connection

    def wait(self, gen: PQGen[_T], interval: float = 0.1, timeout: float | None = None) -> _T:
        """Wait for the server until the deadline, then close the connection."""
        if timeout is None and self.until:
            timeout = max(self.until - time.monotonic(), 0.001)
        try:
            return super().wait(gen, interval, timeout)
        except psycopg.OperationalError:
            if self.until and time.monotonic() >= self.until:
                self.pgconn.finish()  # a late result would be read as that of the next statement
            raise


class Pool:
    """At most ``size`` connections with autocommit, reused last in, first out. Thread-safe.

    ``addresses``: one for each host; ``greeting``: seconds within which one of them must accept a connection.
    """

    def __init__(self, addresses: tuple[str, ...], size: int, greeting: float) -> None:
        self._addresses = addresses
        self._greeting = greeting
        self._first = 0  # index of the host that accepted the last connection
        self._places = threading.Semaphore(size)
        self._lock = threading.Lock()
        self._idle: list[Connection] = []
        self._away_until = 0.0

    @contextmanager
    def connection(self, patience: float) -> Iterator[Connection]:
        """A working connection, within ``patience`` seconds or the time that connecting takes.

        Raises psycopg.OperationalError.
        """
        until = time.monotonic() + patience
        if not self._places.acquire(timeout=patience):
            raise psycopg.OperationalError("all connections are in use")
        try:
            connection = self._idle_one() or self._new_one()
            connection.until = until
            try:
                yield connection
            finally:
                self._give_back(connection)
        finally:
            self._places.release()

    def close(self) -> None:
        """Close the idle connections."""
        with self._lock:
            idle, self._idle = self._idle, []
        for connection in idle:
            connection.close()

    def _idle_one(self) -> Connection | None:
        while True:
            with self._lock:
                if not self._idle:
                    return None
                connection = self._idle.pop()
            if time.monotonic() - connection.idle_since < _IDLE and _heard_nothing(connection):
                return connection
            connection.close()

    def _new_one(self) -> Connection:
        if time.monotonic() < self._away_until:
            raise psycopg.OperationalError("the server was away a moment ago")
        end = time.monotonic() + self._greeting
        count = len(self._addresses)
        places = [(self._first + step) % count for step in range(count)]
        for left, place in zip(range(count, 0, -1), places, strict=True):
            try:
                connection = Connection.reach(self._addresses[place], (end - time.monotonic()) / left)
            except psycopg.OperationalError:
                if left == 1:
                    self._away_until = time.monotonic() + _PAUSE
                    raise
            else:
                self._first = place
                return connection
        raise AssertionError("there is at least one host")

    def _give_back(self, connection: Connection) -> None:
        if connection.closed:
            self.close()  # the server is gone or hangs: most likely for the other connections too
            return
        if connection.pgconn.transaction_status != TransactionStatus.IDLE:
            with suppress(psycopg.Error):
                connection.close()
            return
        connection.idle_since = time.monotonic()
        with self._lock:
            self._idle.append(connection)


def _heard_nothing(connection: psycopg.Connection[Any]) -> bool:
    """Whether an idle connection has no data to read, which would mean that the server closed it. Sends no query."""
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
    return not heard.poll(0)
