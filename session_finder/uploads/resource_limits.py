"""Limit the child that reads a file: time, memory, open files. On Windows only the parent's timeout works."""

from __future__ import annotations

import os
import signal
import sys
import threading
from contextlib import suppress
from pathlib import Path
from typing import Final

SECONDS: Final = 240  # by the clock; the largest tables that are read take about a minute of an idle machine
NO_MEMORY: Final = 77  # the exit status of a child whose file needs more than it may have
_CPU: Final = 150  # seconds of processor time
_MEMORY: Final = 1_200_000_000  # bytes of address space; the largest files that are read need a third of it
_GRACE: Final = 10  # seconds: the parent is to end the child first, and can say why
_HANDLES: Final = 64
_WRITTEN: Final = 1_000_000  # bytes of a file: a traceback
_YIELDS: Final = 10  # to the searches of the server beside it


def confine() -> None:
    """Limit this process as far as the system can. Exceeding a limit ends it."""
    if sys.platform == "win32":
        return
    import resource

    os.nice(_YIELDS)
    if hasattr(os, "sched_setaffinity"):
        with suppress(OSError):
            os.sched_setaffinity(0, range(os.cpu_count() or 1))  # not only the core of the thread that started it
    with suppress(OSError):  # where the system runs out of memory, this process is the one to end
        Path("/proc/self/oom_score_adj").write_text("1000", encoding="ascii")
    _at_most(resource.RLIMIT_CPU, _CPU, _GRACE)
    _at_most(resource.RLIMIT_AS, _MEMORY)
    _at_most(resource.RLIMIT_NOFILE, _HANDLES)
    _at_most(resource.RLIMIT_FSIZE, _WRITTEN)
    _at_most(resource.RLIMIT_CORE, 0)
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, SECONDS + _GRACE)


def end_with_parent(descriptor: int) -> None:
    """End this process when the other end of a pipe is closed, because its owner has ended.

    Where possible a signal does it, so that code which holds the interpreter is ended too.
    """
    if sys.platform == "win32":
        threading.Thread(target=_ends, args=(descriptor,), daemon=True).start()
        return
    import fcntl
    import select

    signal.signal(signal.SIGIO, signal.SIG_DFL)
    fcntl.fcntl(descriptor, fcntl.F_SETOWN, os.getpid())
    fcntl.fcntl(descriptor, fcntl.F_SETFL, fcntl.fcntl(descriptor, fcntl.F_GETFL) | os.O_ASYNC)
    if select.select([descriptor], [], [], 0)[0]:  # closed before the signal was asked for
        _ends(descriptor)


def _ends(descriptor: int) -> None:
    os.read(descriptor, 1)
    os._exit(1)


if sys.platform != "win32":

    def _at_most(what: int, most: int, beyond: int = 0) -> None:
        """Set a limit, and ``beyond`` it the one that not even a handler outlives."""
        import resource

        _, hard = resource.getrlimit(what)
        last = most + beyond if hard == resource.RLIM_INFINITY else min(most + beyond, hard)
        try:
            resource.setrlimit(what, (min(most, last), last))
        except (ValueError, OSError):  # macOS has no bound for address space
            return
