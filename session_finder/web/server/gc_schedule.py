"""Run the garbage collector on a timer, because Streamlit's own collection after each page run is switched off.

Python's automatic collection stays on. The timer also frees what closed sessions leave behind once nothing is
allocated any more.
"""

from __future__ import annotations

import gc
import threading
from types import TracebackType

EVERY = 30.0  # seconds


class Collector:
    """Context manager that collects garbage every ``every`` seconds in a background thread."""

    def __init__(self, every: float = EVERY) -> None:
        self._every = every
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True, name="garbage")

    def __enter__(self) -> Collector:
        """Start the timer."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop the timer."""
        self._ended.set()
        self._thread.join(timeout=5)

    def _run(self) -> None:
        while not self._ended.wait(self._every):
            gc.collect()
