"""Read a file in a child process from the server's side: start the child, wait with a limit, report the outcome.

One child is started for each file, a few at once; a spare one may wait for the next file, to save its start. A child
ends at the limit, when the wait is given up, and with this process.
"""

from __future__ import annotations

import logging
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path
from typing import IO, Final

from session_finder.intake import Problem, Reading
from session_finder.process_role import role
from session_finder.uploads.resource_limits import NO_MEMORY, SECONDS
from session_finder.uploads.wire_format import Files, Near, Request, near_from, reading_from, request_bytes

Tick = Callable[[float], object]  # hears every moment for how many seconds somebody has waited; may raise to give up

_COMMAND: Final = (sys.executable, "-m", "session_finder.uploads.child")
_WHERE: Final = Path(__file__).resolve().parents[2]  # from where Python finds this package
_MOMENT: Final = 0.2  # seconds
_AT_ONCE: Final = max(1, min(2, (os.cpu_count() or 1) // 2))
_PATIENCE: Final = 60.0  # seconds that a file waits for its turn
_MOST: Final = 300_000_000  # bytes of an answer
_LOGGED: Final = 2_000  # bytes of what a child said before it ended
_AS_CSV: Final = "Save the sheet with the sessions alone, as CSV, and upload that."
_GARBAGE: Final = (ValueError, TypeError, KeyError, AttributeError, RecursionError)  # of what is no answer
_log: Final = logging.getLogger(__name__)


class _EndedError(Exception):
    """No answer came; carries the Problem that the organizer sees."""

    def __init__(self, code: str, advice: str) -> None:
        super().__init__(advice)
        self.problem = Problem("error", code, advice)


class Children:
    """The children of this process: at most ``most`` at work, and one spare.

    ``seconds``: the limit of each; ``patience``: how long a file waits for its turn; ``command`` starts a child.
    """

    def __init__(
        self,
        most: int = _AT_ONCE,
        seconds: float = SECONDS,
        patience: float = _PATIENCE,
        command: Sequence[str] = _COMMAND,
    ) -> None:
        self._turns = threading.BoundedSemaphore(most)
        self._command = command
        self._seconds, self._patience = seconds, patience
        self._lock = threading.Lock()
        self._spare: _Child | None = None

    def warm(self) -> None:
        """Start a spare child; costs nothing when there is one."""
        with self._lock:
            if self._spare is None or self._spare.ended:
                self._spare = _Child(self._command)

    def answer(self, request: Request, files: Files, tick: Tick) -> bytes:
        """A child's answer. Raises _EndedError, and what ``tick`` raises; either ends the child."""
        with self._turn(tick), self._taken() as child:
            began = time.monotonic()
            thread = child.ask(request_bytes(request, files))
            while True:
                thread.join(_MOMENT)
                if not thread.is_alive():
                    return child.answer()
                tick(time.monotonic() - began)
                if time.monotonic() - began > self._seconds:
                    raise _too_long(self._seconds)

    @contextmanager
    def _turn(self, tick: Tick) -> Iterator[None]:
        began = time.monotonic()
        while not self._turns.acquire(timeout=_MOMENT):
            tick(time.monotonic() - began)
            if time.monotonic() - began > self._patience:
                advice = "Other files are being read here, and this one waited in vain. Upload it again soon."
                raise _EndedError("waited-in-vain", advice)
        try:
            yield
        finally:
            self._turns.release()

    @contextmanager
    def _taken(self) -> Iterator[_Child]:
        with self._lock:
            child, self._spare = self._spare, None
        if child is None or child.ended:
            child = _Child(self._command)
        try:
            yield child
        finally:
            child.end()


class _Child:
    """One child process."""

    def __init__(self, command: Sequence[str]) -> None:
        self._said: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115  closed in end()
        self._answer = b""
        self._process = subprocess.Popen(  # noqa: S603  our own module
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self._said,
            cwd=_WHERE,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    @property
    def ended(self) -> bool:
        return self._process.poll() is not None

    def ask(self, request: bytes) -> threading.Thread:
        """Send the request from a thread, which ends with the answer or the child."""
        thread = threading.Thread(target=self._talk, args=(request,), daemon=True, name="reading a file")
        thread.start()
        return thread

    def _talk(self, request: bytes) -> None:
        stdin, stdout = self._process.stdin, self._process.stdout
        if stdin is None or stdout is None:
            raise RuntimeError("both are pipes")
        with suppress(OSError):  # a child that has ended takes nothing more; its status says why
            stdin.write(request)
            stdin.flush()  # and left open: the child ends when it closes
        self._answer = stdout.read(_MOST)

    def answer(self) -> bytes:
        """The whole answer. Raises _EndedError when the child ended without one."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(5.0)
        status = self._process.poll()
        if status == 0 and self._answer:
            return self._answer
        self._said.seek(max(0, self._said.seek(0, os.SEEK_END) - _LOGGED))
        _log.warning("a child that read a file ended with %s: %s", status, self._said.read().decode(errors="replace"))
        raise _why(status)

    def end(self) -> None:
        """Kill the child if it still runs, and close its pipes."""
        self._process.kill()
        with self._process:  # closes the pipes and waits
            self._said.close()


def read_upload(files: Files, request: Request, tick: Tick = float, *, children: Children | None = None) -> Reading:
    """Read an organizer's files, the programme first, as ``read_programme`` does, in a child process.

    ``tick`` is called with the elapsed time; an exception of it ends the reading. A file that needs too much time or
    memory, or that ends its process, is a Problem in the Reading.
    """
    try:
        answer = (children or _of_this_process()).answer(request, files, tick)
        try:
            return reading_from(answer)
        except _GARBAGE as error:
            _log.warning("a child that read a file answered %r: %s", answer[:_LOGGED], error)
            raise _why(None) from error
    except _EndedError as error:
        return Reading(None, (error.problem,), timezone=request.timezone)


def lines_around(files: Files, sheet: str, line: int, tick: Tick = float, *, children: Children | None = None) -> Near:
    """The rows around a line of a file, read in a child process; () where it cannot be read."""
    try:
        return near_from((children or _of_this_process()).answer(Request(sheet=sheet, line=line), files, tick))
    except (*_GARBAGE, _EndedError):
        return Near()


def warm() -> None:
    """Start a spare child for a file that is likely to come."""
    _of_this_process().warm()


def _why(status: int | None) -> _EndedError:
    """What to tell of a child that ended without an answer, by its exit status."""
    import signal

    if status == NO_MEMORY or -(status or 0) == getattr(signal, "SIGKILL", 0.5):  # the system's, where memory ends
        advice = f"Reading this file takes more memory than one file may have. {_AS_CSV}"
        return _EndedError("too-much-memory", advice)
    if status is not None and -status in (getattr(signal, "SIGXCPU", 0), getattr(signal, "SIGALRM", 0)):
        return _too_long(SECONDS)
    advice = (
        "This file ended the program that read it, which nothing else noticed. It may be damaged: open it, save it "
        "again, and upload that. If that does not help, save it as CSV."
    )
    return _EndedError("reader-ended", advice)


def _too_long(seconds: float) -> _EndedError:
    advice = f"Reading this file was ended, because it took more than {seconds:,.0f} seconds. {_AS_CSV}"
    return _EndedError("took-too-long", advice)


@cache
def _of_this_process() -> Children:
    """Of several server processes each reads one file: a child may take more than a gigabyte."""
    return Children(1 if role() is not None else _AT_ONCE)
