"""Garbage is collected on a clock, not after each page run, where Streamlit would do it.

Python's own collector still runs when enough has been made; the clock sees to what departed sessions leave behind
once nobody makes anything new.
"""

from __future__ import annotations

import gc
import threading
from types import TracebackType

EVERY = 30.0  # seconds


class Collector:
    """A context that collects garbage every ``every`` seconds in a thread of its own."""

    def __init__(self, every: float = EVERY) -> None:
        self._every = every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="garbage")

    def __enter__(self) -> Collector:
        """Start the clock."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop it."""
        self._ended.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._ended.wait(self._every):
            gc.collect()
