"""Disable Nagle's algorithm (set TCP_NODELAY) on the listening sockets, so that small responses are sent at once.

Streamlit binds its own socket in a way that keeps asyncio from setting the option: asyncio does so only for sockets
with a named protocol, and this one has 0. A response is sent in two parts, head and body. On a reused connection, for
example a proxy's, the second part waited some 40 ms for the first to be acknowledged.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

_OPEN = Path("/dev/fd")


def disable_nagle() -> int:
    """Set the option on all listening sockets of this process, and return how many there were.

    Accepted connections inherit the option. Where open files cannot be listed (Windows), nothing is set.
    """
    count = 0
    with suppress(OSError):
        for number in [int(entry.name) for entry in _OPEN.iterdir() if entry.name.isdecimal()]:
            count += _set_nodelay(number)
    return count


def _set_nodelay(number: int) -> bool:
    """Set the option if an open file is a listening TCP socket, and return whether it is."""
    with suppress(OSError):
        copy = os.dup(number)  # the option belongs to the socket, not to the descriptor
        try:
            listening = socket.socket(fileno=copy)
        except OSError:
            os.close(copy)
            return False
        with listening:
            stream = listening.family in (socket.AF_INET, socket.AF_INET6) and listening.type == socket.SOCK_STREAM
            if stream and listening.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                listening.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                return True
    return False
