"""The way to PostgreSQL: a bounded pool of connections on which nobody waits long, and its errors as sentences.

A server that is gone, that hangs or that has too much to do is one LibraryError within two seconds; once it is back,
the next one who asks is served.
"""

from __future__ import annotations

import logging
import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.rows import TupleRow
from psycopg_pool import ConnectionPool, PoolTimeout

from session_finder.application.library import LibraryError
from session_finder.storage.schema import check

logging.getLogger("psycopg.pool").setLevel(logging.ERROR)  # each attempt to connect again would be a warning

QUICK: Final = 1.5  # seconds until who waits is told to try again
LONG: Final = 30.0  # for a programme's or many vectors' way over the network, once the server has answered
SIZE: Final = 8  # connections of one process
_SETTINGS: Final = {
    "statement_timeout": int(LONG * 1000),
    "lock_timeout": int(QUICK * 1000) - 200,  # the server's own sentence, before we stop listening
    "idle_in_transaction_session_timeout": int(LONG * 1000),
}
_AWAY: Final = "The database does not answer. Nothing is half done: look again in a minute, then try again."
_SENTENCES: Final = {
    "55P03": "Somebody else is changing this conference at the moment. Try again in a minute.",
    "57014": "The database took too long and stopped. Nothing was changed. Try again in a minute.",
    "25006": "The database that was reached is a copy for reading. Try again in a minute, when it is the first again.",
    "53100": "The database's disk is full. What attendees see has not changed. Make room there and try again.",
    "42501": "The database's user may not do this. Its owner runs: python -m session_finder database init --role USER",
    "40P01": "Somebody else changed the same at the same moment. Try again.",
}

_T = TypeVar("_T")


class Connection(psycopg.Connection[TupleRow]):
    """A connection on which nobody waits beyond a moment that whoever uses it has set."""

    until = 0.0

    def wait(self, gen: PQGen[_T], interval: float = 0.1, timeout: float | None = None) -> _T:
        """Wait for the server, not longer than ``until``. A server that is late is not listened to any more."""
        if timeout is None and self.until:
            timeout = max(self.until - time.monotonic(), 0.001)
        try:
            return super().wait(gen, interval, timeout)
        except psycopg.OperationalError:
            if self.until and time.monotonic() >= self.until:
                self.pgconn.finish()  # what comes later would be taken for another statement's answer
            raise


class Database:
    """One database; any thread may ask. Nothing is connected before the first question."""

    def __init__(self, url: str, size: int = SIZE) -> None:
        said = {name: value for name, value in conninfo_to_dict(url).items() if value is not None}
        settings = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
        options = f"{said.get('options', '')} {settings}".strip()
        known = {"application_name": "session_finder", "connect_timeout": 2, "tcp_user_timeout": 5000, **said}
        self._pool = ConnectionPool[Connection](
            make_conninfo("", **{**known, "options": options}),
            connection_class=Connection,
            kwargs={"autocommit": True},
            min_size=1,
            max_size=size,
            open=False,
            check=_heard_nothing,
            reconnect_timeout=2.0,  # then the next one who asks begins anew: no pause grows longer than this
            num_workers=2,
        )
        self._opening = threading.Lock()
        self._checked = False

    def ask(self, deed: Callable[[Connection], _T], patience: float = QUICK) -> _T:
        """What ``deed`` finds by one statement. Raises LibraryError."""
        with self._connected(patience) as connection:
            return deed(connection)

    def fetch(self, deed: Callable[[Connection], _T]) -> _T:
        """``ask`` for much at once: a server that answers at all may take its time. Raises LibraryError."""
        with self._connected(QUICK) as connection:
            connection.execute("select")
            unhurried(connection)
            return deed(connection)

    @contextmanager
    def change(self) -> Iterator[Connection]:
        """All of what is done within, or none of it; it may be ``unhurried`` after its first answer.

        Raises LibraryError.
        """
        with self._connected(QUICK) as connection, connection.transaction():
            yield connection

    def close(self) -> None:
        """Close all connections; a later question opens new ones."""
        with self._opening:
            if not self._pool.closed:
                self._pool.close()

    @contextmanager
    def _connected(self, patience: float) -> Iterator[Connection]:
        try:
            self._open()
            until = time.monotonic() + patience
            with self._pool.connection(timeout=patience) as connection:
                connection.until = until
                try:
                    if not self._checked:
                        check(connection)
                        self._checked = True
                    yield connection
                finally:
                    connection.until = time.monotonic() + QUICK  # for what the pool does with it
        except psycopg.Error as error:
            raise told(error) from error

    def _open(self) -> None:
        if self._pool.closed:
            with self._opening:
                if self._pool.closed:
                    self._pool.open(wait=False)


def unhurried(connection: Connection) -> None:
    """Let what follows take its time: the server has just answered."""
    connection.until = time.monotonic() + LONG


def told(error: psycopg.Error) -> LibraryError:
    """What a person is told of an error; it names no server and no user."""
    sentence = _SENTENCES.get(error.sqlstate or "")
    if sentence:
        return LibraryError(sentence)
    if isinstance(error, psycopg.OperationalError | psycopg.InterfaceError | PoolTimeout):
        return LibraryError(_AWAY)
    said = " ".join(str(error).split())
    return LibraryError(f"The database refused this ({error.sqlstate or 'no code'}: {said}). Nothing was changed.")


def _heard_nothing(connection: psycopg.Connection[Any]) -> None:
    """An idle connection on which something came was closed by the server. A look, no question."""
    heard = select.poll()
    heard.register(connection.fileno(), select.POLLIN | select.POLLHUP | select.POLLERR)
    if heard.poll(0):
        raise psycopg.OperationalError("the server hung up")
