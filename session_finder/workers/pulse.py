"""Tell a worker that hangs from one that is busy: a question to its health stays open until it reacts.

A process that waits for something that never comes, or that was stopped, accepts connections and answers none of them.
The answer to /api/health needs neither the model nor a thread, only a turn of the event loop. Under load that turn may
take seconds, so a question is not given up for a new one: a late answer counts. Nothing here waits, and nothing starts
a thread, because the process that asks goes on to fork.
"""

from __future__ import annotations

import errno
import socket
from contextlib import suppress
from typing import Final

from session_finder.workers.worker import HOST

EVERY: Final = 5.0  # seconds between two looks; an answer costs a worker about a millisecond
# Looks in a row without a reaction, after which a worker hangs: 30 s, after which nginx gives up searches over the API
# too. Looks are counted and not seconds: when a machine is halted and goes on, both sides were away.
MISSES: Final = 6
_QUESTION: Final = f"GET /api/health HTTP/1.1\r\nHost: {HOST}\r\nConnection: close\r\n\r\n".encode()
_NOT_YET: Final = (errno.EAGAIN, errno.EWOULDBLOCK, errno.EINPROGRESS, errno.ENOTCONN)


class Pulse:
    """Asks the worker at ``port`` of this computer how it is, every ``every`` seconds."""

    def __init__(self, port: int, every: float = EVERY, misses: int = MISSES) -> None:
        self._port, self._every, self._misses = port, every, misses
        self._due = 0.0
        self._missed = 0
        self._line: socket.socket | None = None
        self._sent = False

    def stopped(self, now: float) -> bool:
        """Whether it has not reacted for so many looks in a row; ``now`` in seconds. Call often, it returns at once."""
        if self._reacted():
            self._missed = 0
        if now < self._due:
            return False
        self._due = now + self._every
        if self._missed >= self._misses:
            return True
        self._missed += 1
        if self._line is None:
            self._ask()
        return False

    def close(self) -> None:
        """Give up an open question, so that a fork does not hold it too; how often nothing came stays known."""
        if self._line is not None:
            self._line.close()
        self._line = None

    def _ask(self) -> None:
        self._line, self._sent = socket.socket(), False
        self._line.setblocking(False)
        with suppress(OSError):
            self._line.connect((HOST, self._port))

    def _reacted(self) -> bool:
        """Whether there is an answer to the open question, or its connection was closed, which takes a worker too."""
        if self._line is None:
            return False
        try:
            if not self._sent:
                self._line.send(_QUESTION)
                self._sent = True
            self._line.recv(65_536)
        except OSError as error:
            if error.errno in _NOT_YET:
                return False
            self.close()
            return isinstance(error, ConnectionResetError)  # not a refusal: nobody listens there
        self.close()
        return True
