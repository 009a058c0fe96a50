"""Run queries and transactions on pooled connections, and convert psycopg's errors to StoreErrors.

A server that is down, hangs or is overloaded raises Unavailable within two seconds; the first query after it recovers
succeeds.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final, TypeVar

import psycopg
from psycopg import IsolationLevel
from psycopg.conninfo import conninfo_to_dict

from session_finder.domain.errors import Locked, NotWritable, StoreError, Unavailable
from session_finder.paths import COMMAND
from session_finder.storage.postgres import failover_hosts
from session_finder.storage.postgres.pool import Connection, Pool
from session_finder.storage.postgres.schema import check

QUICK: Final = 1.5  # seconds until a query fails with Unavailable
LONG: Final = 30.0  # seconds for transferring a programme or many vectors, once the server has answered
GREETING: Final = 2.0  # seconds for a new connection, over all hosts
SIZE: Final = 8  # connections of one process
_SETTINGS: Final = {
    "statement_timeout": int(LONG * 1000),
    "lock_timeout": int(QUICK * 1000) - 200,  # below our own deadline, so that the server reports the cause
    "idle_in_transaction_session_timeout": int(LONG * 1000),
}
_COPY: Final = "25006"  # read-only: the server is not, or no longer, the primary
_TOO_LONG: Final = "57014"
_UNAVAILABLE: Final = "The database does not answer. Nothing is half done: look again in a minute, then try again."
_KINDS: Final[dict[str, tuple[type[StoreError], str]]] = {
    "55P03": (Locked, "Somebody else is changing this conference at the moment. Try again in a minute."),
    _TOO_LONG: (Unavailable, "The database took too long and stopped. Nothing was changed. Try again in a minute."),
    _COPY: (
        NotWritable,
        "The database that was reached is a copy for reading. Try again in a minute, when it is the first again.",
    ),
    "53100": (
        NotWritable,
        "The database's disk is full. What attendees see has not changed. Make room there and try again.",
    ),
    "42501": (
        NotWritable,
        f"The database's user may not do this. Its owner runs: {COMMAND} database init --role USER",
    ),
    "40P01": (Locked, "Somebody else changed the same at the same moment. Try again."),
}

_T = TypeVar("_T")


class Database:
    """One database; thread-safe. It connects with the first query.

    Raises psycopg.Error for an impossible address.
    """

    def __init__(self, url: str, size: int = SIZE) -> None:
        said = {name: value for name, value in conninfo_to_dict(url).items() if value is not None}
        settings = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
        options = f"{said.get('options', '')} {settings}".strip()
        known = {"application_name": "session_finder", "tcp_user_timeout": 5000, **said, "options": options}
        greeting = _seconds(known.pop("connect_timeout", ""))
        self.hosts = failover_hosts.number(known)
        self._pool = Pool(failover_hosts.one_by_one(known), size, greeting)
        self._checked = False

    def ask(self, query: Callable[[Connection], _T], patience: float = QUICK) -> _T:
        """The result of one quick query. Raises StoreError."""
        with self._connected(patience) as connection:
            return query(connection)

    def fetch(self, query: Callable[[Connection], _T]) -> _T:
        """The result of a large query: once the server has answered, it gets ``LONG`` seconds. Raises StoreError."""
        with self._connected(QUICK) as connection:
            connection.execute("select")
            allow_long_queries(connection)
            return query(connection)

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """A transaction; call ``allow_long_queries`` after its first result if it takes long. Raises StoreError."""
        with self._connected(QUICK) as connection, connection.transaction():
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Database]:
        """A read-only snapshot of the database. Raises StoreError."""
        with self._connected(QUICK) as connection:
            try:
                connection.isolation_level, connection.read_only = IsolationLevel.REPEATABLE_READ, True
                with connection.transaction():
                    yield OneConnection(connection)
            finally:
                if not connection.closed:
                    connection.isolation_level = connection.read_only = None

    def close(self) -> None:
        """Close the connections; a later query opens new ones."""
        self._pool.close()

    @contextmanager
    def _connected(self, patience: float) -> Iterator[Connection]:
        try:
            with self._pool.connection(patience) as connection:
                if not self._checked:
                    check(connection)
                    self._checked = True
                yield connection
        except psycopg.Error as error:
            if error.sqlstate == _COPY:
                self._pool.close()  # connect again, perhaps to another host
            raise store_error(error) from error


class OneConnection(Database):
    """A Database within the transaction of one connection; queries may take long."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def close(self) -> None:
        """Do nothing: the owner of the connection returns it to the pool."""

    @contextmanager
    def _connected(self, patience: float) -> Iterator[Connection]:
        allow_long_queries(self._connection)
        try:
            yield self._connection
        except psycopg.Error as error:
            raise store_error(error) from error


def allow_long_queries(connection: Connection) -> None:
    """Allow the connection's next queries to take long, since the server has just answered."""
    connection.until = time.monotonic() + LONG


def store_error(error: psycopg.Error) -> StoreError:
    """Convert a psycopg error to a StoreError, whose text names no server and no user."""
    kind, sentence = _KINDS.get(error.sqlstate or "", (None, ""))
    if kind is not None:
        return kind(sentence)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError):
        return Unavailable(_UNAVAILABLE)
    text = " ".join(str(error).split())
    return StoreError(f"The database refused this ({error.sqlstate or 'no code'}: {text}). Nothing was changed.")


def _seconds(said: object) -> float:
    try:
        seconds = float(str(said or GREETING))
    except ValueError:
        raise psycopg.ProgrammingError("connect_timeout is no number") from None
    return seconds if seconds > 0 else GREETING
