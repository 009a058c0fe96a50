"""Answers leave at once: no small message waits for the acknowledgement of the one before it.

Streamlit binds its own socket in a way that keeps asyncio from switching that waiting off (Nagle's algorithm; asyncio
does so where the socket's protocol is named, and there it is 0). An answer is sent in two parts, head and body; on a
connection that is used again, a proxy's for one, the second waited some 40 ms until the first was acknowledged.
"""

from __future__ import annotations

import os
import socket
from contextlib import suppress
from pathlib import Path

_OPEN = Path("/dev/fd")


def answer_at_once() -> int:
    """Tell the sockets that listen in this process; what they accept from now on inherits it. How many there were.

    Nothing is told where open files cannot be listed (Windows): answers are as late as before there.
    """
    told = 0
    with suppress(OSError):
        for number in [int(entry.name) for entry in _OPEN.iterdir() if entry.name.isdecimal()]:
            told += _told(number)
    return told


def _told(number: int) -> bool:
    """Whether an open file is a listening TCP socket, which has been told then."""
    with suppress(OSError):
        copy = os.dup(number)  # an option belongs to the socket, whichever number it is reached by
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
